"""Context → Event records."""

from __future__ import annotations

from dragoman.extract.context import Context
from dragoman.records import Event


def extract_events(context: Context) -> list[Event]:
    """The event records of a document, in text order, without ids and links (`extract.linking` adds them)."""
    return []

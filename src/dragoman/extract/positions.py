"""Context → Position records."""

from __future__ import annotations

from dragoman.extract.context import Context
from dragoman.records import Position


def extract_positions(context: Context) -> list[Position]:
    """The position records of a document, in text order, without ids and links (`extract.linking` adds them)."""
    return []

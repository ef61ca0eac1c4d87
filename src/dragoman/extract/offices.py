"""Context → Office records."""

from __future__ import annotations

from dragoman.extract.context import Context
from dragoman.records import Office


def extract_offices(context: Context) -> list[Office]:
    """The office records of a document, in text order, without ids and links (`extract.linking` adds them)."""
    return []

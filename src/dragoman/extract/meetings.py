"""Context → Meeting records."""

from __future__ import annotations

from dragoman.extract.context import Context
from dragoman.records import Meeting


def extract_meetings(context: Context) -> list[Meeting]:
    """The meeting records of a document, in text order, without ids and links (`extract.linking` adds them)."""
    return []

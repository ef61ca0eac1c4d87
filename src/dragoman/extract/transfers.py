"""Context → Transfer records."""

from __future__ import annotations

from dragoman.extract.context import Context
from dragoman.records import Transfer


def extract_transfers(context: Context) -> list[Transfer]:
    """The transfer records of a document, in text order, without ids and links (`extract.linking` adds them)."""
    return []

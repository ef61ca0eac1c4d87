"""Context → Commitment records."""

from __future__ import annotations

from dragoman.extract.context import Context
from dragoman.records import Commitment


def extract_commitments(context: Context) -> list[Commitment]:
    """The commitment records of a document, in text order, without ids and links (`extract.linking` adds them)."""
    return []

"""Context → Attribution records: who says what, how."""

from __future__ import annotations

from dragoman.extract.context import Context
from dragoman.records import Attribution


def find_attributions(context: Context) -> tuple[Attribution, ...]:
    """The attributions of a document, in text order, nested ones linked by `within`."""
    return ()

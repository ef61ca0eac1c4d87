"""Context → Attribution records: who says what, how."""

from __future__ import annotations

from dragoman.extract.attributions.assemble import assemble
from dragoman.extract.attributions.nominal import nominal_drafts
from dragoman.extract.attributions.quotes import join_quotes, signed_drafts
from dragoman.extract.attributions.verbal import verbal_drafts
from dragoman.extract.context import Context
from dragoman.records import Attribution


def find_attributions(context: Context) -> tuple[Attribution, ...]:
    """The attributions of a document, in text order, nested ones linked by `within`."""
    drafts = [*verbal_drafts(context), *nominal_drafts(context)]
    return assemble(context, [*join_quotes(context, drafts), *signed_drafts(context)])


__all__ = ["find_attributions"]

"""Items of a corpus (`id, text, published, title, url, publication`) → Documents."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from dragoman.document import Document
from dragoman.errors import DragomanError, UnreadableError, ValueRefusedError
from dragoman.readers.dates import parse_date
from dragoman.readers.plain import Meta, make_document
from dragoman.values import Edtf

Report = Callable[[DragomanError], None]
Beside = Callable[[str, Meta], Document]


@dataclass(frozen=True, slots=True)
class Given:
    """What the user says of everything that is read; an item's own word goes before it."""

    published: Edtf | None = None
    publication: str | None = None


def read_item(
    item: Mapping[str, Any], where: str, given: Given, report: Report, beside: Beside | None = None
) -> Document | None:
    """One item as a document, or None after a report of what is wrong with it.

    `date` stands in for a missing `published`, and a `file` beside the table for a missing `text`. A date that cannot
    be read is reported, and the item read without it.
    """
    text, file = item.get("text"), _string(item, "file")
    by_file = beside is not None and file is not None and text is None
    if not by_file and (not isinstance(text, str) or not text.strip()):
        what = "has no text" if text is None or isinstance(text, str) else "its text is no string"
        report(UnreadableError(where, what, "give each item a “text”"))
        return None
    meta = Meta(
        id=_string(item, "id"), title=_string(item, "title"), url=_string(item, "url"), origin=where,
        publication=_string(item, "publication") or given.publication,
        published=_published(item, where, given, report),
    )  # fmt: skip
    try:
        if beside is not None and file is not None and text is None:
            return beside(file, meta)
        return make_document(str(text), meta)
    except UnreadableError as error:
        report(error)
        return None


def _published(item: Mapping[str, Any], where: str, given: Given, report: Report) -> Edtf | None:
    value = item.get("published") or item.get("date")
    if value is None or value == "":
        return given.published
    try:
        return Edtf.parse(value.isoformat()[:10]) if isinstance(value, date) else parse_date(str(value))
    except ValueRefusedError as error:
        report(ValueRefusedError(error.text, f"{error.reason}; {where} is read without it"))
        return given.published


def _string(item: Mapping[str, Any], name: str) -> str | None:
    value = item.get(name)
    return str(value) if value not in (None, "") else None

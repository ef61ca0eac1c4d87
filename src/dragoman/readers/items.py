"""Items of a corpus (`id, text, published, title, url, publication`) → Documents."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from typing import IO, Any

from dragoman.document import Document
from dragoman.errors import DragomanError, UnreadableError, ValueRefusedError
from dragoman.readers.dates import parse_date
from dragoman.readers.plain import read_text
from dragoman.values import Edtf

Report = Callable[[DragomanError], None]
MOST_LINE_BYTES = 32_000_000


@dataclass(frozen=True, slots=True)
class Given:
    """What the user says of everything that is read; an item's own word goes before it."""

    published: Edtf | None = None
    publication: str | None = None


def read_item(item: Mapping[str, Any], where: str, given: Given, report: Report) -> Document | None:
    """One item as a document, or None after a report of what is wrong with it.

    `date` stands in for a missing `published`. A date that cannot be read is reported, and the item read without it.
    """
    text = item.get("text")
    if not isinstance(text, str) or not text.strip():
        what = "has no text" if text in (None, "") or isinstance(text, str) else "its text is no string"
        report(UnreadableError(where, what, "give each item a “text”"))
        return None
    try:
        return read_text(
            text, published=_published(item, where, given, report), publication=_string(item, "publication") or given.publication,
            id=_string(item, "id"), title=_string(item, "title"), url=_string(item, "url"), origin=where,
        )  # fmt: skip
    except UnreadableError as error:
        report(error)
        return None


def _published(item: Mapping[str, Any], where: str, given: Given, report: Report) -> str | None:
    value = item.get("published") or item.get("date")
    fallback = str(given.published) if given.published else None
    if value is None or value == "":
        return fallback
    try:
        return value.isoformat()[:10] if isinstance(value, date) else str(parse_date(str(value)))
    except ValueRefusedError as error:
        report(ValueRefusedError(error.text, f"{error.reason}; {where} is read without it"))
        return fallback


def _string(item: Mapping[str, Any], name: str) -> str | None:
    value = item.get(name)
    return str(value) if value not in (None, "") else None


def read_jsonl(handle: IO[bytes], name: str, given: Given, report: Report) -> Iterator[Document]:
    """The items of a JSONL stream, one a line; bad lines are reported and passed over."""
    number = 0
    while line := handle.readline(MOST_LINE_BYTES):
        number += 1
        where = f"{name}:{number}"
        if len(line) >= MOST_LINE_BYTES:
            report(UnreadableError(where, f"the line is longer than {MOST_LINE_BYTES // 1_000_000} MB", "split it"))
            while len(line) >= MOST_LINE_BYTES and not line.endswith(b"\n"):
                line = handle.readline(MOST_LINE_BYTES)
            continue
        if line.strip():
            item = _parse(line, where, report)
            document = read_item(item, where, given, report) if item is not None else None
            if document is not None:
                yield document


def _parse(line: bytes, where: str, report: Report) -> dict[str, Any] | None:
    try:
        item = json.loads(line.decode("utf-8-sig"))
    except UnicodeDecodeError as error:
        report(UnreadableError(where, f"is not UTF-8 (byte {error.start})", "save the file as UTF-8"))
    except (ValueError, RecursionError) as error:
        report(UnreadableError(where, f"is no JSON ({str(error)[:80]})", "one JSON object a line"))
    else:
        if isinstance(item, dict):
            return item
        report(UnreadableError(where, f"is a JSON {type(item).__name__}, not an object", "one JSON object a line"))
    return None

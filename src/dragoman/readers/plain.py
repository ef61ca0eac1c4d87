"""Plain text → Document: decode, find the metadata that stands in the text itself. Offsets refer to the text as kept."""

from __future__ import annotations

import re
from dataclasses import replace

from dragoman.document import Document, Span
from dragoman.errors import UnreadableError
from dragoman.records import stable_id
from dragoman.values import Edtf

_DIGEST = re.compile(
    r"\A\s*Publication:\s*(?P<name>[^\n]+?)\s+Volume:\s*(?P<volume>\d+)\s+Issue:\s*(?P<issue>\d+)[^\n]*\n", re.I
)


def read_text(
    text: str, *, published: str | None = None, publication: str | None = None, id: str | None = None,
    title: str | None = None, url: str | None = None, origin: str = "",
) -> Document:  # fmt: skip
    """A text as a document.

    `published` is an EDTF date or None. Raises UnreadableError for an empty text, ValueRefusedError for a bad date.
    """
    if not text.strip():
        raise UnreadableError(origin or "text", "it is empty", "give a file with text in it")
    when = Edtf.parse(published) if published else None
    document = Document(
        id=id or stable_id("document", text), text=text, published=when, basis="given" if when else "unknown",
        basis_note="given" if when else "", publication=publication, title=title, url=url, origin=origin,
        body=Span(0, len(text)),
    )  # fmt: skip
    return _with_header(document)


def _with_header(document: Document) -> Document:
    match = _DIGEST.match(document.text)
    if match is None:
        return document
    return replace(
        document, publication=document.publication or match["name"].strip(), volume=int(match["volume"]),
        issue=int(match["issue"]), body=Span(match.end(), len(document.text)),
    )  # fmt: skip


__all__ = ["read_text"]

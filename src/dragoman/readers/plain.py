"""Plain text → Document: find the metadata that stands in the text itself. Offsets refer to the text as kept."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace

from dragoman.document import Document, Span
from dragoman.errors import UnreadableError
from dragoman.readers.headers import Header, find_header
from dragoman.records import stable_id
from dragoman.values import Edtf

MOST_CHARACTERS = 500_000
_SURROGATE = re.compile(r"[\ud800-\udfff]")
_CONTROL = re.compile(r"[\x00-\x08\x0e-\x1f\x7f]")


@dataclass(frozen=True, slots=True)
class Meta:
    """What is known of a text besides itself: from the corpus, the user (`published` given) or the page (`stated`)."""

    id: str | None = None
    title: str | None = None
    url: str | None = None
    publication: str | None = None
    byline: str | None = None
    published: Edtf | None = None
    stated: Edtf | None = None
    stated_note: str = ""
    origin: str = ""


def read_text(
    text: str, *, published: str | None = None, publication: str | None = None, id: str | None = None,
    title: str | None = None, url: str | None = None, origin: str = "",
) -> Document:  # fmt: skip
    """A text as a document.

    `published` is an EDTF date or None. Raises UnreadableError for a text that is empty, no text or too long, and
    ValueRefusedError for a bad date.
    """
    when = Edtf.parse(published) if published else None
    return make_document(text, Meta(id, title, url, publication, published=when, origin=origin))


def make_document(text: str, meta: Meta) -> Document:
    """A text with what is known of it; the text's own header and dateline fill what is not. Raises UnreadableError."""
    _check(text, meta.origin or "text")
    text = _SURROGATE.sub("\ufffd", text)
    header = find_header(text, meta.published.first.year if meta.published else None)
    document = Document(
        id=meta.id or stable_id("document", text), text=text,
        title=meta.title or header.title, url=meta.url or header.url,
        publication=meta.publication or header.publication, volume=header.volume, issue=header.issue,
        byline=meta.byline or header.byline, place=header.place, agency=header.agency, origin=meta.origin,
        body=Span(header.body, len(text)),
    )  # fmt: skip
    return _dated(document, meta, header)


def _check(text: str, where: str) -> None:
    if not text.strip():
        raise UnreadableError(where, "it is empty", "give a file with text in it")
    if len(text) > MOST_CHARACTERS:
        what = f"it is {len(text):,} characters long, over {MOST_CHARACTERS:,}"
        raise UnreadableError(where, what, "split it into dispatches")
    if len(_CONTROL.findall(text[:100_000])) > 5 + len(text[:100_000]) // 50:
        raise UnreadableError(where, "it is full of control characters: no text", "give text, HTML or PDF")
    letters = sum(map(str.isalpha, text))
    if not letters:
        raise UnreadableError(where, "it has no letters in it", "give a file with text in it")
    if len(text) > 10_000 and letters < len("".join(text.split())) / 5:
        raise UnreadableError(where, "fewer than one in five of its characters are letters: no prose", "give text")


def _dated(document: Document, meta: Meta, header: Header) -> Document:
    """A given date goes before a stated one, unless the text states a day inside a given month or year."""
    stated, note = header.date, header.date_note
    if stated is None:
        stated, note = meta.stated, meta.stated_note or header.date_note
    given = meta.published
    if given is not None and not (stated and given != stated and given.precision != "day" and given.contains(stated)):
        return replace(document, published=given, basis="given", basis_note="given")
    if stated is not None:
        return replace(document, published=stated, basis="stated", basis_note=note)
    return replace(document, basis_note=note)

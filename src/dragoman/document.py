"""A text with what is known of its origin, and spans into it. Offsets always refer to `Document.text` as printed."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass
from functools import cached_property

from dragoman.values import Edtf


@dataclass(frozen=True, slots=True, order=True)
class Span:
    """Character offsets, end exclusive."""

    start: int
    end: int

    def overlaps(self, other: Span) -> bool:
        """Do the two share a character?"""
        return self.start < other.end and other.start < self.end

    def contains(self, other: Span) -> bool:
        """Does the other lie inside this one?"""
        return self.start <= other.start and other.end <= self.end

    def of(self, text: str) -> str:
        """The characters that the span covers."""
        return text[self.start : self.end]


@dataclass(frozen=True)
class Document:
    """What a reader makes of a file or item.

    `published` is the day (or month, or interval) of publication and `basis` how it is known: ``given`` by the user
    or the corpus, ``stated`` in the text (a header, a dateline), ``inferred`` from what the text shows, ``unknown``;
    `basis_note` says from what. `body` is the part of `text` that is prose: headers and datelines stand outside it.
    `place` and `agency` are the dateline's. `origin` is where it was read from (a path, ``-``, ``path#line``).
    """

    id: str
    text: str
    published: Edtf | None = None
    basis: str = "unknown"
    basis_note: str = ""
    publication: str | None = None
    volume: int | None = None
    issue: int | None = None
    title: str | None = None
    url: str | None = None
    language: str = "en"
    byline: str | None = None
    place: str | None = None
    agency: str | None = None
    origin: str = ""
    body: Span | None = None

    @cached_property
    def sha256(self) -> str:
        """Digest of the text, hexadecimal."""
        return hashlib.sha256(self.text.encode("utf-8", "surrogatepass")).hexdigest()

"""Words → windows for the encoder: runs of consecutive words of bounded length, cut where a sentence surely ends."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from dragoman.language.tokens import Word

MOST_WORDS = 120
SENTENCE_CAP = 160
_FINAL = re.compile(r"[.?!…]+|[”\"’')\]]")


@dataclass(frozen=True, slots=True)
class Window:
    """Words `first` to `last` (exclusive) of a document."""

    first: int
    last: int


def cut(words: Sequence[Word]) -> list[Window]:
    """Cut at paragraph breaks and sure sentence ends, into runs of at most `SENTENCE_CAP` words."""
    out: list[Window] = []
    start, sure = 0, -1
    for i in range(len(words)):
        if i > start and _sure_end(words, i):
            sure = i
        if i - start >= MOST_WORDS and sure > start:
            out.append(Window(start, sure))
            start = sure
        while i - start >= SENTENCE_CAP:
            at = _least_bad(words, start, start + SENTENCE_CAP)
            out.append(Window(start, at))
            start = at
    if start < len(words):
        out.append(Window(start, len(words)))
    return out


def _sure_end(words: Sequence[Word], i: int) -> bool:
    """Does a sentence surely begin at word `i`?"""
    if words[i].breaks:
        return True
    before = words[i - 1].form
    if not words[i].form[:1].isupper() and words[i].form[:1] not in '“"‘(':
        return False
    if before in ("”", '"', "’", ")") and i > 1:
        before = words[i - 2].form
    return before in (".", "?", "!")


def _least_bad(words: Sequence[Word], start: int, end: int) -> int:
    """Where to cut a sentence that is too long: after its last semicolon, else comma, else anywhere."""
    for marks in ((";", ":", ".", "–", "—"), (",",)):
        for i in range(end - 1, start + SENTENCE_CAP // 3, -1):
            if words[i].form in marks:
                return i + 1
    return end

"""Words with exact offsets, cut as UD English cuts them: clitics, currency signs, hyphens and slashes apart."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache
from importlib.resources import files

_MAX_WORD = 200
_MAX_CHUNK = 2000

_CHUNK = re.compile(r"\S+")
_URL = re.compile(
    r"(?:https?://|www\.)\S+|[\w.+-]{1,64}@[\w-]{1,64}(?:\.[\w-]{1,64}){1,5}|[a-z0-9-]{1,64}\.(?:com|org|net|gov|edu)\b"
)
_URL_TAIL = ")]>}\"'”’,.;:!?"
_WORD = re.compile(
    r"""
    (?P<dots>\.{2,}|…)                                   # ellipsis
  | (?P<dash>-{2,}|[–—―])
  | (?P<money>(?:US|A|C|NZ|HK|S|NT|R|RD)\$|[$€£¥₹₽₩])
  | (?P<iso>\d{4}-\d{2}-\d{2}(?!\d))
  | (?P<number>\d+(?:[.,:]\d+)*(?:st|nd|rd|th|s|bn|m|k|km|mm)?\b|\d+(?:[.,:]\d+)*)
  | (?P<acronym>(?:[^\W\d_]\.){2,}(?:[^\W\d_]\b)?)       # U.S., U.S.A, a.m.
  | (?P<word>[^\W_](?:[\w&]|(?<=\w)['’](?=\w))*)
  | (?P<mark>[^\w\s]|_)
    """,
    re.X,
)
_CLITIC = re.compile(r"(?i)(?:n['’]t|['’](?:s|re|ve|ll|d|m))$")
_JOINED = {"cannot": 3, "gonna": 3, "gotta": 3, "wanna": 3}


@dataclass(frozen=True, slots=True)
class Word:
    """A word before analysis: offsets, form, and whether a paragraph break stands before it."""

    start: int
    end: int
    form: str
    breaks: bool = False


@cache
def _abbreviations() -> frozenset[str]:
    path = files("dragoman").joinpath("data", "lexicon", "abbreviations.tsv")
    return frozenset(line.split("\t")[0] for line in path.read_text(encoding="utf-8").splitlines()[1:])


@cache
def _prefixes() -> frozenset[str]:
    path = files("dragoman").joinpath("data", "lexicon", "hyphen_prefixes.tsv")
    return frozenset(line.split("\t")[0] for line in path.read_text(encoding="utf-8").splitlines()[1:])


def tokenize(text: str) -> list[Word]:
    """All words of a text, in order; every non-space character lies in exactly one word."""
    out: list[Word] = []
    last_end = 0
    for chunk in _CHUNK.finditer(text):
        breaks = bool(out) and _paragraph(text, last_end, chunk.start())
        for start, end in _split(text, chunk.start(), chunk.end()):
            out.append(Word(start, end, text[start:end], breaks))
            breaks = False
        last_end = chunk.end()
    return out


def _paragraph(text: str, end: int, start: int) -> bool:
    """Does the white space between two words end a paragraph? A blank line does; a single line break does after a
    sentence's end, or after a short line such as a headline."""
    gap = text[end:start]
    if "\n" not in gap and "\r" not in gap and "\f" not in gap:
        return False
    if gap.count("\n") > 1 or "\f" in gap:
        return True
    line = text[max(text.rfind("\n", 0, end), end - 200) + 1 : end]
    return line.rstrip().endswith((".", "!", "?", ":", "”", '"')) or (len(line) < 50 and text[start].isupper())


def _split(text: str, start: int, end: int) -> list[tuple[int, int]]:
    spans: list[tuple[int, int]] = []
    at = start
    while at < end:
        url = _url_end(text, at, end) if at == start or text[at - 1] in '(<[“"' else at
        if url > at:
            spans.append((at, url))
            at = url
            continue
        match = _WORD.match(text, at, min(end, at + _MAX_CHUNK))
        assert match is not None
        stop = match.end()
        if match.lastgroup == "word":
            stop = _with_hyphen(text, at, stop, end)
            stop = _with_period(text, at, stop, end)
            spans += _clitics(text, at, stop)
        elif match.lastgroup == "acronym" and text[stop - 1] != "." and stop < end and text[stop] == ".":
            stop += 1
            spans.append((at, stop))
        elif match.lastgroup == "mark" and text[at] in "'’" and _is_clitic_mark(text, at, end):
            stop = _CLITIC_AT.match(text, at, end).end()  # type: ignore[union-attr]
            spans.append((at, stop))
        else:
            spans += [(k, min(k + _MAX_WORD, stop)) for k in range(at, stop, _MAX_WORD)]
        at = stop
    return spans


def _url_end(text: str, start: int, end: int) -> int:
    """Where a web or mail address that begins here ends; `start` if none does."""
    match = _URL.match(text, start, min(end, start + _MAX_CHUNK))
    if match is None:
        return start
    stop = match.end()
    while stop > start and text[stop - 1] in _URL_TAIL:
        stop -= 1
    return stop


_CLITIC_AT = re.compile(r"(?i)['’](?:s|re|ve|ll|d|m)\b")


def _is_clitic_mark(text: str, at: int, end: int) -> bool:
    return at > 0 and text[at - 1].isalnum() and _CLITIC_AT.match(text, at, end) is not None


def _with_hyphen(text: str, start: int, stop: int, end: int) -> int:
    """Bound prefixes keep their hyphen and what follows (co-operate, ex-minister); other compounds are cut apart."""
    if stop < end - 1 and text[stop] == "-" and text[start:stop].lower() in _prefixes() and text[stop + 1].isalnum():
        match = _WORD.match(text, stop + 1, end)
        if match is not None and match.lastgroup == "word":
            return match.end()
    return stop


def _with_period(text: str, start: int, stop: int, end: int) -> int:
    """An abbreviation or initial keeps its period, but not where the period ends the text."""
    if stop >= end or text[stop] != ".":
        return stop
    word = text[start:stop]
    initial = len(word) == 1 and word.isupper() and word != "I"
    if (word.lower() in _abbreviations() and not _ends_text(text, stop + 1)) or initial:
        return stop + 1
    return stop


def _ends_text(text: str, at: int) -> bool:
    return not text[at : at + 200].strip() and not text[at:].strip()


def _clitics(text: str, start: int, end: int) -> list[tuple[int, int]]:
    word = text[start:end]
    cut = _JOINED.get(word.lower())
    if cut is not None:
        return [(start, start + cut), (start + cut, end)]
    tail: list[tuple[int, int]] = []
    while match := _CLITIC.search(text[max(start, end - 4) : end]):
        at = max(start, end - 4) + match.start()
        if at <= start:
            break
        tail.append((at, end))
        end = at
    return [*((k, min(k + _MAX_WORD, end)) for k in range(start, end, _MAX_WORD)), *reversed(tail)]

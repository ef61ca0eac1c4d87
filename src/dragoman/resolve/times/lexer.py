"""Text → one class code per token, so that rules can be regular expressions over classes."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from functools import lru_cache
from itertools import accumulate
from operator import sub

from dragoman.resolve.times.vocabulary import Vocabulary

OTHER, BREAK = "x", "p"
# No word of a time expression is longer; what is cut off cannot change its class.
_LONGEST = 40
_DASH = "-–—‐‑−"
_KINDS = {
    "iso": r"(?<![\d.])\d{4}-\d\d-\d\d(?:T\d\d:\d\d(?::\d\d)?(?:Z|[+-]\d\d:?\d\d)?)?(?![\w-])",
    "numeric": r"(?<![\d./-])\d{1,2}(?:\.\d{1,2}\.|/\d{1,2}/)(?:\d{4}|\d\d)(?![\w/]|\.\d)",
    "clock": r"(?<![\d.,:])\d{1,2}:\d\d(?::\d\d)?(?!:?\d)",
    "decade": r"(?:\d{3}0|['’‘]\d0|(?<![\d.,])\d0)['’]?[sS]\b",
    "ord": r"(?<![\d.,])\d+\s?(?:st|nd|rd|th)\b",
    "yy": r"['’‘]\d\d(?!\w)",
    "n": r"\d{1,3}(?:,\d{3})+(?:\.\d+)?(?!\w)|\d+\.\d+(?![\w.])|\d+(?!\w)|\d{1,2}(?=[aApP][mM]\b)|\d{4}(?=hrs\b)",
    "poss": r"['’][sS]\b|(?<=[sS])['’](?!\w)",
    "qh": r"[QH][1-4]",
    "fy": r"FY(?:\d\d)?\d\d",
    "dash": f"[{_DASH}]+",
}
_WORD = (
    r"[^\W\d_]++(?:['’](?![sS]\b)[^\W\d_]+)*(?![\w.])|[^\W\d_](?:\.[^\W\d_])+(?!\w)\.?"
    r"|[^\W\d_]++(?:['’](?![sS]\b)[^\W\d_]+)*(?!\w)"
)
_FIGURES = "|".join(_KINDS[k] for k in ("iso", "numeric", "clock", "decade", "ord", "n", "yy", "poss", "dash"))
# Every character falls into exactly one token (white space goes with the token after it), so that lengths give offsets.
_TOKEN = re.compile(rf"[^\S\n]*\n[^\S\n]*\n\s*|\s*(?:{_WORD}|[^\W\d]\w*|[,.()]|{_FIGURES}|\d\w*|\S)|\s+")
_SHAPES = {kind: re.compile(pattern) for kind, pattern in (_KINDS | {"poss": "['’][sS]?"}).items()}
_PLAIN = ("clock", "iso", "numeric", "decade", "yy", "poss", "dash", "qh", "fy")
_NUMBERS = (
    frozenset({"num"}),
    frozenset({"num", "small"}),
    frozenset({"num", "year"}),
    frozenset({"num", "year", "clock4"}),
    frozenset({"num", "clock4"}),
    frozenset({"num", "small", "dayno", "monthno"}),
    frozenset({"num", "small", "dayno", "monthno", "yy2"}),
    frozenset({"num", "small", "dayno", "yy2"}),
    frozenset({"num", "small", "yy2"}),
    frozenset({"ordinal"}),
    frozenset({"ordinal", "dayord"}),
)


@dataclass(frozen=True, slots=True)
class Lexed:
    """The tokens of a text: class codes, one character each, and offsets."""

    text: str
    codes: str
    starts: list[int]
    ends: list[int]

    def word(self, i: int) -> str:
        """The token as printed; empty outside the text."""
        return self.text[self.starts[i] : self.ends[i]] if 0 <= i < len(self.starts) else ""

    def words(self, first: int, last: int) -> list[str]:
        """Tokens `first` to `last` (exclusive) in lower case."""
        return [self.word(i).lower() for i in range(max(first, 0), min(last, len(self.starts)))]

    def glued(self, i: int) -> bool:
        """Does no white space stand before token `i`?"""
        return 0 < i < len(self.starts) and self.starts[i] == self.ends[i - 1]


@dataclass(frozen=True)
class Coding:
    """Which class code each token has. `codes` maps ``{class}`` and words to the codes that count as them."""

    code_of: Callable[[str], str]
    codes: Mapping[str, str]


def make_coding(vocabulary: Vocabulary, words: Iterable[str]) -> Coding:
    """Give every set of classes that a token can have a character of its own."""
    members: dict[frozenset[str], str] = {}

    def code(classes: frozenset[str]) -> str:
        return members.setdefault(classes, chr(0x4E00 + len(members)))

    known = vocabulary.classes()
    by_surface: dict[str, str] = {}
    for word in sorted(set(known) | set(words)):
        names = {"{" + c + "}" for c in known.get(word, ())} | {word}
        lower = {c for c in names if (word, c.strip("{}")) not in vocabulary.cased}
        by_surface[word] = code(frozenset(lower))
        for surface in (word.capitalize(), word.upper()):
            if surface != word:
                by_surface[surface] = code(frozenset(names))
    shapes = [*_NUMBERS, *(frozenset({kind}) for kind in _PLAIN)]
    by_shape = {shape: code(frozenset("{" + c + "}" for c in shape)) for shape in shapes}
    codes: dict[str, str] = {}
    for classes, char in members.items():
        for name in classes:
            codes[name] = codes.get(name, "") + char
    return Coding(_coder(by_surface, by_shape), codes)


def _coder(by_surface: Mapping[str, str], by_shape: Mapping[frozenset[str], str]) -> Callable[[str], str]:
    @lru_cache(maxsize=1 << 16)
    def code_of(token: str) -> str:
        if not token:
            return BREAK
        if (known := by_surface.get(token)) is not None:
            return known
        shape = _shape(token)
        return by_shape[shape] if shape else OTHER

    return code_of


def lex(text: str, coding: Coding) -> Lexed:
    """All tokens of a text."""
    tokens = _TOKEN.findall(text)
    bare = [t.lstrip() for t in tokens]
    ends = list(accumulate(map(len, tokens)))
    codes = "".join(map(coding.code_of, [b[:_LONGEST] for b in bare]))
    return Lexed(text, codes, list(map(sub, ends, map(len, bare))), ends)


def _shape(token: str) -> frozenset[str] | None:
    """The classes of a token that is no known word."""
    if token[0].isalpha() and token[0] not in "QHF":
        return None
    for kind in ("qh", "fy", *_PLAIN[:-2]):
        if _SHAPES[kind].fullmatch(token):
            return frozenset({kind})
    if _SHAPES["ord"].fullmatch(token):
        value = int(re.sub(r"\D", "", token)[:4])
        return frozenset({"ordinal", "dayord"}) if 1 <= value <= 31 else frozenset({"ordinal"})
    return number_shape(token) if token[0].isdigit() and token[-1].isdigit() else None


def number_shape(digits: str) -> frozenset[str] | None:
    """What a run of digits can be: a year, a day of a month, a two-digit year, a time of day, or only a number."""
    if not digits.isdecimal():
        return frozenset({"num"}) if re.fullmatch(r"[\d,]+(?:\.\d+)?", digits) else None
    if len(digits) > 4:
        return frozenset({"num"})
    value = int(digits)
    if len(digits) == 4:
        year, clock = 1000 <= value < 2200, value < 2400 and value % 100 < 60
        return frozenset({"num"} | ({"year"} if year else set()) | ({"clock4"} if clock else set()))
    if len(digits) == 3:
        return frozenset({"num", "small"})
    day, month = 1 <= value <= 31, 1 <= value <= 12
    known = {"yy2": len(digits) == 2, "dayno": day, "monthno": month}
    return frozenset({"num", "small"}) | frozenset(name for name, holds in known.items() if holds)

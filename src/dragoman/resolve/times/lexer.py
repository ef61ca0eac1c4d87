"""Text → one class code per token, so that rules can be regular expressions over classes."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from dragoman.resolve.times.vocabulary import Vocabulary

OTHER, BREAK = "x", "p"
_TOKEN = re.compile(
    r"(?P<w>[^\W\d_]++(?:['’](?!s\b)[^\W\d_]+)*(?![\w.])|[^\W\d_](?:\.[^\W\d_])+(?!\w)\.?|[^\W\d_]++(?:['’](?!s\b)[^\W\d_]+)*(?!\w))"
    r"|(?P<mix>[^\W\d]\w*)|(?P<c>[,.()/&;:\[\]])|(?P<dash>[-–—‐‑−]+)|(?P<poss>['’]s\b|(?<=s)['’](?!\w))"
    r"|(?P<iso>(?<![\d.])\d{4}-\d\d-\d\d(?:T\d\d:\d\d(?::\d\d)?(?:Z|[+-]\d\d:?\d\d)?)?(?![\w-]))"
    r"|(?P<numeric>(?<![\d./-])\d{1,2}(?P<sep>[./])\d{1,2}(?P=sep)(?:\d{4}|\d\d)(?![\w/]|\.\d))"
    r"|(?P<clock>(?<![\d.,:])\d{1,2}:\d\d(?::\d\d)?(?!:?\d))"
    r"|(?P<decade>(?:\d{3}0|['’‘]\d0|(?<![\d.,])\d0)['’]?s\b)|(?P<ord>(?<![\d.,])\d+\s?(?:st|nd|rd|th)\b)|(?P<yy>['’‘]\d\d(?!\w))"
    r"|(?P<n>\d{1,3}(?:,\d{3})+(?:\.\d+)?(?!\w)|\d+\.\d+(?![\w.])|\d+(?!\w))"
    r"|(?P<junk>\d\w*)|(?P<brk>\n[ \t]*\n\s*)|(?P<o>[^\s\w])"
)
_QUARTER, _FISCAL = re.compile(r"[QH][1-4]"), re.compile(r"FY(?:\d\d)?\d\d")
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
    """Which class code each known token has. `codes` maps ``{class}`` and words to the codes that count as them."""

    by_surface: Mapping[str, str]
    by_shape: Mapping[frozenset[str], str]
    codes: Mapping[str, str]


def make_coding(vocabulary: Vocabulary, words: Iterable[str]) -> Coding:
    """Give every set of classes that a token can have a character of its own."""
    members: dict[frozenset[str], str] = {}

    def code(classes: frozenset[str]) -> str:
        return members.setdefault(classes, chr(0x4E00 + len(members)))

    known = vocabulary.classes()
    by_surface: dict[str, str] = {}
    for word in sorted(set(known) | set(words)):
        classes = {"{" + c + "}" for c in known.get(word, ())} | {word}
        lower = {c for c in classes if (word, c.strip("{}")) not in vocabulary.cased}
        by_surface[word] = code(frozenset(lower))
        for surface in (word.capitalize(), word.upper()):
            if surface != word:
                by_surface[surface] = code(frozenset(classes))
    shapes = [*_NUMBERS, *(frozenset({kind}) for kind in _PLAIN)]
    by_shape = {shape: code(frozenset("{" + c + "}" for c in shape)) for shape in shapes}
    codes: dict[str, str] = {}
    for classes, char in members.items():
        for name in classes:
            codes[name] = codes.get(name, "") + char
    return Coding(by_surface, by_shape, codes)


def lex(text: str, coding: Coding) -> Lexed:
    """All tokens of a text."""
    codes: list[str] = []
    starts: list[int] = []
    ends: list[int] = []
    surface, shape = coding.by_surface.get, coding.by_shape
    plain = {kind: shape[frozenset({kind})] for kind in _PLAIN}
    for m in _TOKEN.finditer(text):
        kind = m.lastgroup
        if kind == "w" or kind == "c":
            codes.append(surface(m[0], OTHER))
        elif kind == "n":
            codes.append(shape[number_shape(m[0])])
        elif kind == "ord":
            codes.append(shape[_ordinal_shape(m[0])])
        elif kind == "brk":
            codes.append(BREAK)
        elif kind == "mix":
            codes.append(plain["qh"] if _QUARTER.fullmatch(m[0]) else plain["fy"] if _FISCAL.fullmatch(m[0]) else OTHER)
        else:
            codes.append(plain.get(kind or "", OTHER))
        starts.append(m.start())
        ends.append(m.end())
    return Lexed(text, "".join(codes), starts, ends)


def number_shape(digits: str) -> frozenset[str]:
    """What a run of digits can be: a year, a day of a month, a two-digit year, a time of day, or only a number."""
    if not digits.isdigit() or len(digits) > 4:
        return frozenset({"num"})
    value = int(digits)
    if len(digits) == 4:
        classes = {"num"} | ({"year"} if 1000 <= value < 2200 else set())
        return frozenset(classes | ({"clock4"} if value < 2400 and value % 100 < 60 else set()))
    if len(digits) == 3:
        return frozenset({"num", "small"})
    classes = {"num", "small"} | ({"yy2"} if len(digits) == 2 else set())
    if 1 <= value <= 31:
        classes |= {"dayno"} | ({"monthno"} if value <= 12 else set())
    return frozenset(classes)


def _ordinal_shape(token: str) -> frozenset[str]:
    value = int(re.sub(r"\D", "", token))
    return frozenset({"ordinal", "dayord"}) if 1 <= value <= 31 else frozenset({"ordinal"})

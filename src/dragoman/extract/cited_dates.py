"""The days in a source line: "February 11-13", "31 July, 2 August", "Feb. 5 & 8", "July 31-August 2", "2011-03-04".

Days carry no year there; it is the one that makes the day the last before publication. A calendar of its own because
source lines write lists and ranges that prose does not.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import date, timedelta

from dragoman.errors import ValueRefusedError
from dragoman.readers.dates import MONTH, MONTHS
from dragoman.values import Edtf

_DAY = r"(?:[12]\d|3[01]|0?[1-9])(?:st|nd|rd|th)?(?![\d.:]\d|\d)"
_YEAR = r"(?:1[89]|20)\d\d"
_JOIN = r"\s*(?:-|–|—|to|through|and|&|,|/)\s*"
_DAYS = rf"{_DAY}(?:{_JOIN}{_DAY})*"
_ONE = (
    rf"(?:{MONTH}\s*{_DAYS}(?:,?\s+{_YEAR})?|{_DAYS}\s+{MONTH}(?:,?\s+{_YEAR})?"
    rf"|{_YEAR}-\d\d-\d\d|{MONTH},?\s+{_YEAR})"
)
DATES = re.compile(rf"{_ONE}(?:{_JOIN}(?:{_ONE}|{_DAY}(?!\w)))*", re.I)
_TOKEN = re.compile(
    rf"(?P<iso>{_YEAR}-\d\d-\d\d)|(?P<year>{_YEAR})(?!\d)|(?P<month>{MONTH})|(?P<day>{_DAY})"
    r"|(?P<range>-|–|—|\bto\b|\bthrough\b)",
    re.I,
)
_SLACK = timedelta(3)


def parse_cited_dates(text: str, published: Edtf | None) -> list[Edtf]:
    """The days of a source line, one `Edtf` for each day or unbroken range, in the order written.

    Without `published` only dates that name their year are told; a text that holds no date gives none.
    """
    out: list[Edtf] = []
    for match in DATES.finditer(text):
        out.extend(_expand(match[0], published))
    return out


def span_of_dates(dates: list[Edtf]) -> Edtf | None:
    """Several days as the one interval that holds them all; None for none."""
    if not dates:
        return None
    if len(dates) == 1:
        return dates[0]
    return Edtf.between(min(d.first for d in dates), max(d.last for d in dates))


def _expand(text: str, published: Edtf | None) -> Iterator[Edtf]:
    """Points of one expression, joined where a range mark stands between them."""
    points, joined = _points(text)
    years = [y for y, _, _ in points if y is not None]
    resolved = [_resolve(y or (years[-1] if years else None), m, d, published) for y, m, d in points]
    at = 0
    while at < len(resolved):
        first = resolved[at]
        if at + 1 < len(resolved) and joined[at + 1] and first is not None:
            second = resolved[at + 1]
            if second is not None and second.last >= first.first:
                yield Edtf.between(first.first, second.last)
                at += 2
                continue
        if first is not None:
            yield first
        at += 1


def _points(text: str) -> tuple[list[tuple[int | None, int, int | None]], list[bool]]:
    """(year, month, day) of each day named, and for each whether a range mark stands before it."""
    tokens = [(m.lastgroup or "", m[0]) for m in _TOKEN.finditer(text)]
    points: list[tuple[int | None, int, int | None]] = []
    joined: list[bool] = []
    waiting: list[tuple[int, bool]] = []
    month: int | None = None
    ranged = False
    for at, (kind, word) in enumerate(tokens):
        if kind == "range":
            ranged = True
        elif kind == "iso":
            y, m, d = map(int, word.split("-"))
            points.append((y, m, d))
            joined.append(ranged)
            ranged = False
        elif kind == "day":
            number = int(re.sub(r"\D", "", word))
            if month is None or _month_follows(tokens, at):
                waiting.append((number, ranged))
            else:
                points.append((None, month, number))
                joined.append(ranged)
            ranged = False
        elif kind == "month":
            month = MONTHS[word.lower().rstrip(".")]
            points += [(None, month, d) for d, _ in waiting]
            joined += [r for _, r in waiting]
            waiting = []
        elif points:
            points = [(y or int(word), m, d) for y, m, d in points]
        elif month is not None:
            points.append((int(word), month, None))
            joined.append(False)
    return points, joined


def _month_follows(tokens: list[tuple[str, str]], at: int) -> bool:
    """Is this day before its month ("31 July, 2 August")? Then the text writes days first throughout."""
    return tokens[0][0] == "day" and any(kind == "month" for kind, _ in tokens[at + 1 :])


def _resolve(year: int | None, month: int, day: int | None, published: Edtf | None) -> Edtf | None:
    try:
        if year is not None:
            return Edtf.parse(f"{year:04}-{month:02}" + (f"-{day:02}" if day else ""))
        if published is None or day is None:
            return None
        limit = published.last + _SLACK
        for candidate in (limit.year, limit.year - 1):
            if date(candidate, month, min(day, 28)) <= limit and date(candidate, month, day) <= limit:
                return Edtf.day(date(candidate, month, day))
    except (ValueError, ValueRefusedError):
        return None
    return None

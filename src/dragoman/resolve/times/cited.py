"""Days as citations give them: “February 11-13”, “July 31, August 2”, “Feb. 29-March 2”, “12 May”, “2000-02-11”."""

from __future__ import annotations

import re
from datetime import date, timedelta
from functools import cache

from dragoman.resolve.times.model import Point
from dragoman.resolve.times.value import edtf_of, extent, valid
from dragoman.resolve.times.vocabulary import load_vocabulary
from dragoman.values import Edtf

_SLACK = timedelta(3)


@cache
def _pattern() -> re.Pattern[str]:
    vocabulary = load_vocabulary()
    months = "|".join(sorted({*vocabulary.values["month"], *vocabulary.values["month_abbr"]}, key=len, reverse=True))
    return re.compile(
        rf"(?P<iso>\b\d{{4}}-\d\d-\d\d\b)|(?P<dots>\b\d{{1,2}}\.\d{{1,2}}\.\d{{4}}\b)|\b(?P<month>{months})\b\.?|\b(?P<year>(?:19|20)\d\d)\b"
        r"|\b(?P<day>[0-3]?\d)(?:st|nd|rd|th)?\b(?!\.\d)|(?P<dash>[-–—‐‑−]+|\bto\b)|(?P<sep>[,;&]|\band\b)",
        re.I,
    )


def parse_cited_dates(text: str, published: Edtf | None) -> list[Edtf]:
    """The days that a citation names, in order; a range is one interval.

    Days without a year take the latest year that puts them no later than publication and a few days; where the
    publication is not known they are left out, since a citation without a year says nothing by itself.
    """
    days = _days(text)
    latest = published.last + _SLACK if published else None
    out: list[Edtf] = []
    for first, last in days:
        end = _dated(last or first, latest)
        begin = _dated(first, end.last) if last and end else end
        if begin is not None and end is not None:
            out.append(Edtf.between(begin.first, end.last) if last else end)
    return out


def _days(text: str) -> list[tuple[Point, Point | None]]:
    """(first, last or None) for each day or range."""
    out: list[tuple[Point, Point | None]] = []
    tokens = [(m.lastgroup or "", m[0]) for m in _pattern().finditer(text)]
    month: int | None = None
    pending: list[int] = []
    dashed = False
    for i, (kind, token) in enumerate(tokens):
        if kind == "iso":
            y, m, d = map(int, token.split("-"))
            out, dashed = _add(out, Point(y, m, d), dashed), False
        elif kind == "dots":
            d, m, y = map(int, token.split("."))
            out, dashed = _add(out, Point(y, m, d), dashed), False
        elif kind == "month":
            month = _month(token)
            if pending:
                for n, d in enumerate(pending):
                    out = _add(out, Point(None, month, d), dashed and n > 0)
                    dashed = dashed if n == 0 else False
                pending = []
                if i + 1 < len(tokens) and tokens[i + 1][0] in ("dash", "sep", "year"):
                    month = month if tokens[i + 1][0] == "year" else None
                    dashed = False
            elif not _day_follows(tokens, i):
                out, dashed = _add(out, Point(None, month), dashed), False
        elif kind == "day":
            if month is None:
                pending.append(int(token))
            else:
                out, dashed = _add(out, Point(None, month, int(token)), dashed), False
        elif kind == "dash":
            dashed = bool(out) or bool(pending)
        elif kind == "year" and out:
            out = _with_year(out, int(token))
    return [(a, b) for a, b in out if valid(a) and (b is None or valid(b))]


def _day_follows(tokens: list[tuple[str, str]], i: int) -> bool:
    return i + 1 < len(tokens) and tokens[i + 1][0] == "day"


def _month(token: str) -> int:
    values = load_vocabulary().values
    word = token.lower().rstrip(".")
    return int(values["month"].get(word) or values["month_abbr"][word])


def _add(out: list[tuple[Point, Point | None]], point: Point, dashed: bool) -> list[tuple[Point, Point | None]]:
    if dashed and out and out[-1][1] is None:
        return [*out[:-1], (out[-1][0], point)]
    return [*out, (point, None)]


def _with_year(out: list[tuple[Point, Point | None]], year: int) -> list[tuple[Point, Point | None]]:
    """A year closes all that stands before it without one."""

    def give(p: Point | None) -> Point | None:
        return p if p is None or p.year is not None else Point(year, p.month, p.day)

    return [(give(a) or a, give(b)) for a, b in out]


def _dated(point: Point, latest: date | None) -> Edtf | None:
    if point.year is not None:
        return edtf_of(point)
    if latest is None:
        return None
    for year in range(latest.year, latest.year - 9, -1):
        candidate = Point(year, point.month, point.day)
        span = extent(candidate)
        if span is not None and span[0] <= latest:
            return edtf_of(candidate)
    return None

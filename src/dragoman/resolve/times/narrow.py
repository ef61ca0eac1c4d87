"""The EDTF of a modified date: “early 1998” is its first months, “by the end of 1998” its last day."""

from __future__ import annotations

from datetime import date, timedelta

from dragoman.resolve.times.model import Point
from dragoman.resolve.times.value import edtf_of, extent
from dragoman.values import Edtf, month_end

_YEAR = {"START": (1, 3), "MID": (5, 8), "END": (10, 12)}
_MONTH = {"START": (1, 10), "MID": (11, 20), "END": (21, 31)}
_HALF_MONTH = {"START": (1, 15), "END": (16, 31)}
_DECADE = {"START": (0, 3), "MID": (4, 6), "END": (7, 9)}


def narrowed(point: Point, mod: str | None, word: str, deadline: bool, now: date | None) -> Edtf | None:
    """The EDTF of a point under a TIMEX3 modifier.

    `word` is the word that modifies; `deadline`: something is to happen by it, so that an end is its last day; `now`
    bounds what is “earlier” or “later” in a time that is still running.
    """
    plain, span = edtf_of(point), extent(point)
    if plain is None or span is None or mod is None:
        return plain
    if word in ("earlier", "later") and now is not None and span[0] <= now <= span[1]:
        return Edtf.between(span[0], now) if word == "earlier" else Edtf.between(now, span[1])
    if word in ("earlier", "later"):
        return plain
    if mod == "END" and word in ("end", "close", "conclusion") and point.grain not in ("D", "DE", "CE"):
        return Edtf.day(span[1]) if deadline else _closing(point, span[1])
    return _part(point, mod, word, plain)


def _closing(point: Point, last: date) -> Edtf:
    """“At the end of 1944”, told as a time: its last month (of a month its last ten days, of a week its last two days)."""
    if point.grain in ("Y", "S"):
        return Edtf(f"{last.year:04d}-{last.month:02d}~")
    first = last - timedelta(1) if point.grain == "W" else last.replace(day=21)
    return Edtf.between(first, last)


def _part(point: Point, mod: str, word: str, plain: Edtf) -> Edtf:
    if point.grain == "DE" and point.decade and mod in _DECADE:
        a, b = _DECADE[mod]
        return Edtf(f"{point.decade:03d}{a}/{point.decade:03d}{b}")
    if point.grain == "Y" and point.year and mod in _YEAR:
        a, b = _YEAR[mod]
        return Edtf(f"{point.year:04d}-{a:02d}/{point.year:04d}-{b:02d}")
    if point.grain == "M" and point.year and point.month and mod in _MONTH:
        a, b = _HALF_MONTH[mod] if word == "half" else _MONTH[mod]
        last = month_end(point.year, point.month)
        return Edtf.between(date(point.year, point.month, a), last if b == 31 else last.replace(day=b))
    if mod == "APPROX":
        return Edtf(plain.text + "~") if "/" not in plain.text else plain
    return plain

"""Calendar points: their TIMEX3 value, their first and last day, their EDTF, and steps from one to another."""

from __future__ import annotations

import calendar
import re
from dataclasses import replace
from datetime import date, timedelta

from dragoman.resolve.times.model import Point
from dragoman.values import Edtf, month_end

_TAIL_EDTF = {"SP": 21, "SU": 22, "FA": 23, "WI": 24, "Q1": 33, "Q2": 34, "Q3": 35, "Q4": 36, "H1": 40, "H2": 41}
_TAIL_MONTHS = {
    "SP": (3, 5), "SU": (6, 8), "FA": (9, 11), "WI": (12, 14), "Q1": (1, 3), "Q2": (4, 6), "Q3": (7, 9), "Q4": (10, 12),
    "H1": (1, 6), "H2": (7, 12),
}  # fmt: skip
_MONTHS_IN = {"M": 1, "Q": 3, "3M": 3, "6M": 6, "Y": 12, "DE": 120, "CE": 1200, "ML": 12000}
_DAYS_IN = {"D": 1, "W": 7, "2W": 14}


def timex_value(p: Point) -> str | None:
    """The TIMEX3 value; X stands for what is not known. None where nothing is."""
    if p.century is not None:
        return f"BC{-p.century - 1:02d}" if p.century < 0 else f"{p.century:02d}"
    if p.decade is not None:
        return f"BC{-p.decade - 1:03d}" if p.decade < 0 else f"{p.decade:03d}"
    year = "XXXX" if p.year is None else f"BC{-p.year:04d}" if p.year < 0 else f"{p.year:04d}"
    if p.week is not None:
        return f"{year}-W{p.week:02d}" + (f"-{p.tail}" if p.tail else "") + p.clock
    if p.tail:
        return f"{year}-{p.tail}"
    if p.day is not None:
        return f"{year}-{_two(p.month)}-{p.day:02d}{p.clock}"
    if p.clock:
        return f"{year}-{_two(p.month)}-XX{p.clock}"
    if p.month is not None:
        return f"{year}-{p.month:02d}"
    return None if p.year is None else year


def _two(n: int | None) -> str:
    return "XX" if n is None else f"{n:02d}"


def extent(p: Point) -> tuple[date, date] | None:
    """First and last day; None where the year is unknown or before our era."""
    try:
        if p.century is not None:
            return (date(p.century * 100, 1, 1), date(p.century * 100 + 99, 12, 31)) if p.century > 0 else None
        if p.decade is not None:
            return (date(p.decade * 10, 1, 1), date(p.decade * 10 + 9, 12, 31)) if p.decade > 0 else None
        if p.year is None or p.year < 1:
            return None
        if p.week is not None:
            monday = date.fromisocalendar(p.year, p.week, 1)
            return (monday + timedelta(5) if p.tail == "WE" else monday), monday + timedelta(6)
        if p.tail:
            if p.tail not in _TAIL_MONTHS:
                return None
            a, b = _TAIL_MONTHS[p.tail]
            return date(p.year, a, 1), month_end(p.year + (b > 12), b - 12 if b > 12 else b)
        if p.day is not None:
            return (date(p.year, p.month, p.day),) * 2 if p.month else None
        if p.month is not None:
            return date(p.year, p.month, 1), month_end(p.year, p.month)
        return date(p.year, 1, 1), date(p.year, 12, 31)
    except ValueError:
        return None


def edtf_of(p: Point) -> Edtf | None:
    """The EDTF of a point, None where it names no calendar span of our era."""
    span = extent(p)
    if span is None:
        return None
    if p.century is not None:
        return Edtf(f"{p.century:02d}XX")
    if p.decade is not None:
        return Edtf(f"{p.decade:03d}X")
    if p.tail in _TAIL_EDTF:
        return Edtf(f"{p.year:04d}-{_TAIL_EDTF[p.tail]}")
    return Edtf.between(*span)


def of_day(day: date, grain: str = "D") -> Point:
    """The day, week, weekend, month, quarter, year, decade or century that a day lies in."""
    if grain in ("W", "WE"):
        year, week, _ = day.isocalendar()
        return Point(year=year, week=week, tail="WE" if grain == "WE" else "")
    if grain == "M":
        return Point(day.year, day.month)
    if grain == "Q":
        return Point(day.year, tail=f"Q{(day.month + 2) // 3}")
    if grain == "Y":
        return Point(day.year)
    if grain == "DE":
        return Point(decade=day.year // 10)
    if grain == "CE":
        return Point(century=day.year // 100)
    return Point(day.year, day.month, day.day)


def valid(p: Point) -> bool:
    """Is there such a day? (30 February is none; a year that is not known counts as a leap year.)"""
    if p.day is None or p.month is None:
        return True
    year = p.year if p.year is not None and p.year > 0 else 2000
    return p.month in range(1, 13) and 1 <= p.day <= calendar.monthrange(year, p.month)[1]


def coarsen(p: Point, grain: str) -> Point | None:
    """The larger time that a point lies in; None where it is coarser itself or its parts are not known."""
    if grain == "Y":
        return Point(p.year) if p.year is not None else None
    if grain in ("DE", "CE") and p.year is not None:
        return Point(decade=_floor(p.year, 10)) if grain == "DE" else Point(century=_floor(p.year, 100))
    if grain == "CE" and p.decade is not None:
        return Point(century=p.decade // 10)
    if grain == p.grain:
        return replace(p, clock="")
    if grain == "M" and p.month is not None:
        return Point(p.year, p.month)
    span = extent(p)
    if span is None or grain not in ("D", "W", "WE", "M", "Q"):
        return None
    a, b = of_day(span[0], grain), of_day(span[1], grain)
    return a if a == b else None


def _floor(year: int, by: int) -> int:
    return year // by if year > 0 else -((-year) // by) - 1


def step(p: Point, unit: str, count: int) -> Point | None:
    """`count` units on (back, if negative), at the grain of the point or the unit, whichever is coarser; None if unknown."""
    if unit == "DE" and p.decade is not None:
        return Point(decade=p.decade + count)
    if unit in ("CE", "ML") and p.century is not None:
        return Point(century=p.century + count)
    if unit in _MONTHS_IN:
        return _step_months(coarsen(p, "M") or p, unit, count * _MONTHS_IN[unit])
    span = extent(p)
    if unit not in (*_DAYS_IN, "WE") or span is None or p.grain not in ("D", "W"):
        return None
    try:
        moved = span[0] + timedelta(_DAYS_IN.get(unit, 7) * count)
    except OverflowError:
        return None
    return of_day(moved, "D" if unit == "D" else "WE" if unit == "WE" else "W")


def _step_months(p: Point, unit: str, months: int) -> Point | None:
    if p.year is None:
        return None
    if unit in ("Y", "DE", "CE", "ML") or p.month is None:
        years = months // 12 if months % 12 == 0 else None
        if years is None:
            return None
        year = p.year + years
        if p.year < 0 <= year:
            year += 1
        return Point(decade=_floor(year, 10)) if unit == "DE" and p.month is None else Point(year)
    if p.year < 0:
        return None
    at = p.year * 12 + p.month - 1 + months
    return Point(at // 12, at % 12 + 1)


def timex_extent(value: str) -> tuple[date, date] | None:
    """First and last day of a TIMEX3 value; None where it names no calendar span."""
    plain = value.split("T")[0]
    if (m := re.fullmatch(r"(\d{4})-W(\d\d)(-WE)?", plain)) and 1 <= int(m[2]) <= 53:
        return extent(Point(year=int(m[1]), week=int(m[2]), tail="WE" if m[3] else ""))
    if m := re.fullmatch(r"(\d{4})-(SP|SU|FA|WI|Q[1-4]|H[12])", plain):
        return extent(Point(year=int(m[1]), tail=m[2]))
    if m := re.fullmatch(r"(\d{3})X?", plain):
        return extent(Point(decade=int(m[1])))
    if m := re.fullmatch(r"(\d{4})(?:-(\d\d))?(?:-(\d\d))?", plain):
        year, month, day = (int(x) if x else None for x in m.groups())
        return extent(Point(year, month, day))
    return None

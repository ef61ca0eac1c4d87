"""Which year a month, day or season without one belongs to; the n-th week, day or weekday of a time."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta

from dragoman.resolve.times.model import Point
from dragoman.resolve.times.value import extent, of_day, valid

_SEASON_MONTH = {"SP": 4, "SU": 7, "FA": 10, "WI": 12, "Q1": 2, "Q2": 5, "Q3": 8, "Q4": 11, "H1": 3, "H2": 9}
_PAST_REACH = 300
_AHEAD_REACH = 45


def month_of(p: Point) -> int:
    """The month by which a point is placed in its year; the middle one of a season."""
    return p.month or _SEASON_MONTH.get(p.tail, 7)


def _gap(p: Point, year: int, base: Point) -> int:
    """Days from the base to the point in that year (negative: before); by months where days are not told."""
    if p.day is not None and base.day is not None and valid(replace(p, year=year)) and base.month and base.year:
        return (date(year, p.month or 1, p.day) - date(base.year, base.month, base.day)).days
    months = (year - (base.year or year)) * 12 + month_of(p) - month_of(base)
    return months * 30


def _candidates(p: Point, base: Point) -> list[tuple[int, int]]:
    year = base.year or 0
    rows = [(_gap(p, y, base), y) for y in (year - 1, year, year + 1)]
    if p.month == 2 and p.day == 29:
        rows = [(_gap(p, y, base), y) for y in range(year - 8, year + 9) if y % 4 == 0]
    return rows


def near(p: Point, base: Point, way: str) -> tuple[Point, str]:
    """The occurrence behind or ahead of the base; without a direction the nearer, the past one preferred."""
    rows = _candidates(p, base)
    past = max((r for r in rows if r[0] <= 0), default=rows[0])
    ahead = min((r for r in rows if r[0] >= 0), default=rows[-1])
    if way == "past":
        pick = ahead if past[0] < -_PAST_REACH and ahead[0] <= _AHEAD_REACH else past
    elif way == "future":
        pick = past if ahead[0] > _PAST_REACH and past[0] >= -_AHEAD_REACH else ahead
    elif way == "future?":
        pick = past if -past[0] < ahead[0] else ahead
    else:
        pick = past if -past[0] <= 2 * ahead[0] else ahead
    if abs(pick[0]) > 366:
        pick = min(past, ahead, key=lambda r: abs(r[0]))
    return replace(p, year=pick[1]), "past" if pick[0] < 0 else "future" if pick[0] > 0 else "same"


def before(p: Point, base: Point) -> Point:
    """The last such time that is over: “last November”."""
    rows = [y for gap, y in _candidates(p, base) if gap < 0]
    return replace(p, year=max(rows, default=(base.year or 1) - 1))


def after(p: Point, base: Point) -> Point:
    """The next such time: “next summer”."""
    rows = [y for gap, y in _candidates(p, base) if gap > 0]
    return replace(p, year=min(rows, default=(base.year or 0) + 1))


def this_one(p: Point, base: Point, way: str) -> Point:
    """“This spring”: of the base's year."""
    return replace(p, year=base.year)


def in_story(p: Point, told: Point) -> Point:
    """The occurrence in the narrative: of its year; a story at a year's end runs over into the next."""
    year = told.year or 0
    if told.month is not None and told.year is not None and told.year > 0:
        lag = month_of(p) - told.month
        if lag <= -9:
            year += 1
        elif lag >= 9 and p.day is not None:
            year -= 1
    return replace(p, year=year)


def nth_weekday(span: tuple[date, date], nth: int, weekday: int) -> Point | None:
    """The n-th such weekday of a span (from its end, if negative)."""
    if nth > 0:
        day = span[0] + timedelta((weekday - span[0].isoweekday()) % 7 + 7 * (nth - 1))
    else:
        day = span[1] - timedelta((span[1].isoweekday() - weekday) % 7 + 7 * (-nth - 1))
    return of_day(day) if span[0] <= day <= span[1] else None


def nth_unit(span: tuple[date, date], nth: int, unit: str) -> Point | None:
    """The n-th day, week, weekend, month or decade of a span (from its end, if negative)."""
    if unit == "D":
        day = span[0] + timedelta(nth - 1) if nth > 0 else span[1] + timedelta(nth + 1)
        return of_day(day) if span[0] <= day <= span[1] else None
    if unit in ("W", "WE"):
        middle = span[0] + timedelta(7 * nth - 4) if nth > 0 else span[1] + timedelta(7 * nth + 4)
        return of_day(middle, unit) if span[0] <= middle <= span[1] else None
    if unit == "M":
        months = (span[1].year - span[0].year) * 12 + span[1].month - span[0].month + 1
        index = nth - 1 if nth > 0 else months + nth
        if not 0 <= index < months:
            return None
        at = span[0].year * 12 + span[0].month - 1 + index
        return Point(at // 12, at % 12 + 1)
    if unit == "DE" and extent(Point(century=span[0].year // 100)) == span:
        return Point(decade=span[0].year // 10 + (nth - 1 if nth > 0 else 10 + nth))
    return None

"""Spans of days behind EDTF dates: what fusion compares. A span is (first, last) as ordinals, both inclusive."""

from __future__ import annotations

from datetime import date
from functools import lru_cache

from dragoman.errors import ValueRefusedError
from dragoman.values import bounds

Span = tuple[int, int]

_EARLIEST, _LATEST = date.min.toordinal(), date.max.toordinal()


@lru_cache(maxsize=65536)
def span(edtf: str | None) -> Span | None:
    """The days that a date can mean; None for no date, one that cannot be read, or one open at an end."""
    if not edtf:
        return None
    try:
        first, last = bounds(edtf)
    except ValueRefusedError:
        return None
    found = first.toordinal(), last.toordinal()
    return None if found[0] == _EARLIEST or found[1] == _LATEST else found


def gap(a: Span, b: Span) -> int:
    """Days between two spans; 0 where they share a day or touch none apart."""
    return max(0, max(a[0], b[0]) - min(a[1], b[1]))


def width(a: Span) -> int:
    """Days in a span, at least 1."""
    return a[1] - a[0] + 1


def months(a: Span, widest: int = 130) -> list[int]:
    """The months (year × 12 + month) that a span touches; none for a span wider than `widest` days."""
    if width(a) > widest:
        return []
    first, last = date.fromordinal(a[0]), date.fromordinal(a[1])
    return list(range(first.year * 12 + first.month, last.year * 12 + last.month + 1))


def order(edtf: str | None) -> tuple[int, int]:
    """A key that sorts dates by their first day, unknown ones last."""
    found = span(edtf)
    return found if found is not None else (_LATEST, _LATEST)


def within(fine: str, coarse: str) -> bool:
    """Does one date say the same as another, only more exactly?"""
    a, b = span(fine), span(coarse)
    return a is not None and b is not None and b[0] <= a[0] and a[1] <= b[1]

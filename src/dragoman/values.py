"""Small values that validate, compare and print themselves: dates of honest precision (EDTF), sums of money.

EDTF is ISO 8601-2:2019 level 1, the part that dispatches need: years, months, days, seasons and quarters (21-24,
33-36), unspecified digits (``199X``), approximate ``~`` and uncertain ``?``, intervals with open ends (``2000-02/..``).
"""

from __future__ import annotations

import calendar
import re
from dataclasses import dataclass
from datetime import date, timedelta
from functools import lru_cache

from dragoman.errors import ValueRefusedError

_PART = re.compile(r"(?P<y>\d{4}|\d{3}X|\d{2}XX)(?:-(?P<m>\d{2})(?:-(?P<d>\d{2}))?)?(?P<q>[~?%]?)")
_SUB_YEAR = {
    21: (3, 5), 22: (6, 8), 23: (9, 11), 24: (12, 14), 33: (1, 3), 34: (4, 6), 35: (7, 9), 36: (10, 12),
    40: (1, 6), 41: (7, 12),
}  # fmt: skip


@dataclass(frozen=True, slots=True)
class Edtf:
    """A date, possibly partial, uncertain or an interval. Build it with `Edtf.parse`, `Edtf.day` or `Edtf.between`."""

    text: str

    def __str__(self) -> str:
        return self.text

    @classmethod
    def parse(cls, text: str) -> Edtf:
        """Read an EDTF string; raises ValueRefusedError with the reason."""
        bounds(text)
        return cls(text)

    @classmethod
    def day(cls, when: date) -> Edtf:
        """A single day."""
        return cls(when.isoformat())

    @classmethod
    def between(cls, first: date, last: date) -> Edtf:
        """The interval of two days, in the shortest form that says the same (a whole month is a month)."""
        if first == last:
            return cls(first.isoformat())
        if first.day == 1 and last == month_end(last.year, last.month):
            if (first.year, first.month) == (last.year, last.month):
                return cls(f"{first.year:04d}-{first.month:02d}")
            if first.year == last.year and (first.month, last.month) == (1, 12):
                return cls(f"{first.year:04d}")
        return cls(f"{first.isoformat()}/{last.isoformat()}")

    @property
    def first(self) -> date:
        """The first day that it can mean."""
        return bounds(self.text)[0]

    @property
    def last(self) -> date:
        """The last day that it can mean."""
        return bounds(self.text)[1]

    @property
    def precision(self) -> str:
        """``day``, ``month``, ``year``, ``decade`` or ``interval``."""
        if "/" in self.text:
            return "interval"
        plain = self.text.rstrip("~?%")
        if "X" in plain:
            return "decade"
        return {4: "year", 7: "month", 10: "day"}[len(plain)]

    @property
    def exact(self) -> bool:
        """False where it carries ``~`` or ``?``."""
        return not set("~?%") & set(self.text)

    def contains(self, other: Edtf) -> bool:
        """Does the other lie inside this one?"""
        return self.first <= other.first and other.last <= self.last

    def overlaps(self, other: Edtf) -> bool:
        """Can the two mean one day?"""
        return self.first <= other.last and other.first <= self.last


def month_end(year: int, month: int) -> date:
    """The last day of a month."""
    return date(year, month, calendar.monthrange(year, month)[1])


@lru_cache(maxsize=4096)
def bounds(text: str) -> tuple[date, date]:
    """First and last day of an EDTF string; raises ValueRefusedError."""
    if "/" in text:
        left, _, right = text.partition("/")
        first = date.min if left in ("", "..") else bounds(left)[0]
        last = date.max if right in ("", "..") else bounds(right)[1]
        if first > last:
            raise ValueRefusedError(text, "the interval ends before it begins")
        return first, last
    match = _PART.fullmatch(text)
    if not match:
        raise ValueRefusedError(text, "not an EDTF level 1 date")
    try:
        return _part_bounds(match["y"], match["m"], match["d"])
    except ValueError as error:
        raise ValueRefusedError(text, str(error)) from None


def _part_bounds(year: str, month: str | None, day: str | None) -> tuple[date, date]:
    if "X" in year:
        return date(int(year.replace("X", "0")) or 1, 1, 1), date(int(year.replace("X", "9")), 12, 31)
    y = int(year)
    if month is None:
        return date(y, 1, 1), date(y, 12, 31)
    m = int(month)
    if m in _SUB_YEAR:
        a, b = _SUB_YEAR[m]
        return date(y, a, 1), month_end(y + (b > 12), b - 12 if b > 12 else b)
    if day is None:
        return date(y, m, 1), month_end(y, m)
    return date(y, m, int(day)), date(y, m, int(day))


def week(year: int, number: int) -> tuple[date, date]:
    """Monday and Sunday of an ISO week."""
    monday = date.fromisocalendar(year, number, 1)
    return monday, monday + timedelta(6)


@dataclass(frozen=True, slots=True)
class Money:
    """A sum in units of an ISO 4217 currency.

    `amount` and `upper` differ for a range; `modifier` is ``about``, ``at least``, ``at most``, ``more than``,
    ``less than`` or empty; `per` is the unit of a price or rate (``barrel``, ``year``), empty for a total.
    """

    amount: float
    currency: str
    start: int
    end: int
    text: str
    upper: float | None = None
    modifier: str = ""
    per: str = ""

    @property
    def total(self) -> bool:
        """A total, not a price or a rate."""
        return not self.per


def plain_number(value: float) -> int | float:
    """An int where nothing is lost by it: 120000000, not 120000000.0."""
    return int(value) if float(value).is_integer() else value

"""Dates as corpora and datelines write them → Edtf. Nothing is guessed: a two-digit year is one of the last hundred
years before `pivot`, a day without a year stays None unless a year is handed in."""

from __future__ import annotations

import re

from dragoman.errors import ValueRefusedError
from dragoman.values import Edtf

MONTHS = {
    name: number
    for number, names in enumerate(
        ("january jan", "february feb febr", "march mar", "april apr", "may", "june jun", "july jul", "august aug",
         "september sept sep", "october oct", "november nov", "december dec"), 1
    )
    for name in names.split()
}  # fmt: skip
MONTH = "(?:" + "|".join(sorted(MONTHS, key=len, reverse=True)) + r")\b\.?"
_YEAR = r"(?:\d{4}|['’]?\d{2})(?![\d:])"
_WEEKDAY = r"(?:(?:mon|tue|wed|thu|fri|sat|sun)[a-z]{0,6}\.?,? )?"
_CLOCK = r"(?:,? (?:at )?\d.{0,30})?"
_SHAPES = tuple(
    re.compile(shape, re.I)
    for shape in (
        r"(?P<y>\d{4})[-/.](?P<m>\d{1,2})(?:[-/.](?P<d>\d{1,2}))?(?:[T ].*)?",
        r"(?P<y>\d{4})(?P<m>\d{2})(?P<d>\d{2})(?:T?\d{4,6}Z?)?",
        rf"{_WEEKDAY}(?P<d>\d{{1,2}})(?:st|nd|rd|th)?[ -](?P<n>{MONTH}),?[ -](?P<y>{_YEAR}){_CLOCK}",
        rf"{_WEEKDAY}(?P<n>{MONTH}) (?P<d>\d{{1,2}})(?:st|nd|rd|th)?,? (?P<y>{_YEAR}){_CLOCK}",
        r"(?P<d>\d{1,2})\.(?P<m>\d{1,2})\.(?P<y>\d{4}|\d{2})",
        rf"(?P<n>{MONTH}),? (?P<y>\d{{4}})",
        r"(?P<y>\d{4})",
    )
)


def full_year(digits: str, pivot: int = 2030) -> int:
    """A year of two or four digits; two digits mean the hundred years that end with `pivot`."""
    digits = digits.lstrip("'’")
    year = int(digits)
    if len(digits) > 2:
        return year
    year += pivot // 100 * 100
    return year if year <= pivot else year - 100


def parse_date(text: str) -> Edtf:
    """A date of a corpus column or a header: EDTF, ISO dates and date-times, and written English dates.

    Raises ValueRefusedError for anything else; numbers like 02/03/2000 are refused, since they mean two days.
    """
    text = text.strip()
    try:
        return Edtf.parse(text)
    except ValueRefusedError:
        pass
    for shape in _SHAPES:
        if match := shape.fullmatch(text):
            return date_of(match.groupdict())
    raise ValueRefusedError(text, "it is no date; write it as 2000-02-15 (EDTF)")


def date_of(parts: dict[str, str | None]) -> Edtf:
    """The date of named parts: `y`, and `m` (number) or `n` (name), and `d`; raises ValueRefusedError."""
    out = f"{full_year(parts['y'] or ''):04d}"
    month = int(parts.get("m") or 0)
    if name := parts.get("n"):
        month = MONTHS[name.lower().rstrip(".")]
    if month:
        out += f"-{month:02d}"
        if parts.get("d"):
            out += f"-{int(parts['d'] or 0):02d}"
    return Edtf.parse(out)

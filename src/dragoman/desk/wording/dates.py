"""EDTF dates in English words, as honest as they stand: “on February 11, 2000”, “in the spring of 1999”."""

from __future__ import annotations

import re
from datetime import date

from dragoman.errors import ValueRefusedError
from dragoman.values import bounds

MONTHS = (
    "January", "February", "March", "April", "May", "June", "July", "August", "September", "October", "November",
    "December",
)  # fmt: skip
_PARTS_OF_YEAR = {
    21: "the spring of", 22: "the summer of", 23: "the autumn of", 24: "the winter of",
    33: "the first quarter of", 34: "the second quarter of", 35: "the third quarter of", 36: "the fourth quarter of",
    40: "the first half of", 41: "the second half of",
}  # fmt: skip
# So few days can be one meeting; a longer span is time within which something happened.
_FEW_DAYS = 4
_PART = re.compile(r"(\d{4}|\d{3}X|\d{2}XX)(?:-(\d{2})(?:-(\d{2}))?)?([~?%]?)")


def in_words(edtf: str, year: bool = True) -> str:
    """The date as a noun: “February 11, 2000”, “February 2000”, “the spring of 1999”, “February 11-13, 2000”.

    Without `year` the year is left out where a month is told. Raises ValueRefusedError for what is no EDTF.
    """
    bounds(edtf)
    left, slash, right = edtf.partition("/")
    if not slash:
        return _one(edtf, year)
    if left in ("", ".."):
        return f"up to {_one(right, year)}"
    if right in ("", ".."):
        return f"from {_one(left, year)} on"
    return _span(left, right, year)


def when(edtf: str, year: bool = True) -> str:
    """The date as an adverbial: “on February 11, 2000”, “in February 2000”, “in about 1998”."""
    words = in_words(edtf, year)
    left, slash, right = edtf.partition("/")
    if slash and ({left, right} & {"", ".."}):
        return words if words.startswith(("from", "up to")) else f"by {words}"
    if slash:
        days = all(len(p.rstrip("~?%")) == 10 for p in (left, right)) and left[:7] == right[:7]
        if days and int(right[8:10]) - int(left[8:10]) <= _FEW_DAYS:
            return f"on {words}"
        return f"between {_and(left, right, year)}"
    return f"on {words}" if len(edtf.rstrip("~?%")) == 10 and edtf[-1] not in "~?%" else f"in {words}"


def deadline(edtf: str) -> str:
    """The date as a deadline: “by the end of 2000”, “by July 16, 1999”; one that an interval gives, by its end."""
    last = edtf.partition("/")[2] or edtf
    plain = last.rstrip("~?%")
    if len(plain) == 10 and plain[5:] == "12-31":
        return f"by the end of {plain[:4]}"
    if len(plain) == 7 and plain[5:] == "12":
        return f"by the end of {plain[:4]}"
    return f"by {in_words(last if last != '..' else edtf)}"


def due_noun(edtf: str) -> str:
    """A deadline as a noun: "the end of 2000", "July 16, 1999"."""
    return deadline(edtf).removeprefix("by ")


def short(edtf: str | None) -> str:
    """The date for a narrow column: “11 Feb 2000”, “Feb 2000”, “11-13 Feb 2000”, “undated”."""
    if not edtf:
        return "undated"
    try:
        bounds(edtf)
    except ValueRefusedError:
        return edtf
    left, slash, right = edtf.partition("/")
    if not slash:
        return _short(edtf)
    if left in ("", ".."):
        return f"to {_short(right)}"
    if right in ("", ".."):
        return f"from {_short(left)}"
    if len(left) == len(right) == 10 and left[:7] == right[:7]:
        return f"{int(left[8:])}-{_short(right)}"
    return f"{_short(left)} - {_short(right)}"


def first_day(edtf: str | None) -> date | None:
    """The first day that a date can mean; None for none, or one that is open or no EDTF."""
    if not edtf:
        return None
    try:
        first = bounds(edtf)[0]
    except ValueRefusedError:
        return None
    return None if first == date.min else first


def last_day(edtf: str | None) -> date | None:
    """The last day that a date can mean; None for none, or one that is open or no EDTF."""
    if not edtf:
        return None
    try:
        last = bounds(edtf)[1]
    except ValueRefusedError:
        return None
    return None if last == date.max else last


def _parts(text: str) -> tuple[str, int, int, str]:
    match = _PART.fullmatch(text)
    if match is None:
        raise ValueRefusedError(text, "not an EDTF level 1 date")
    return match[1], int(match[2] or 0), int(match[3] or 0), match[4]


def _one(text: str, year: bool) -> str:
    y, month, day, doubt = _parts(text)
    about = {"~": "about ", "%": "about ", "?": "possibly "}.get(doubt, "")
    if "X" in y:
        words = f"the {_decade(y)}"
    elif not month:
        words = y
    elif month > 12:
        words = f"{_PARTS_OF_YEAR.get(month, 'a part of')} {y}"
    elif not day:
        words = f"{MONTHS[month - 1]} {y}" if year else MONTHS[month - 1]
    else:
        words = f"{MONTHS[month - 1]} {day}" + (f", {y}" if year else "")
    return about + words


def _span(left: str, right: str, year: bool) -> str:
    if len(left) == len(right) == 10 and left[:7] == right[:7]:
        return f"{_one(left, False)}-{int(right[8:])}" + (f", {left[:4]}" if year else "")
    same_year = left[:4] == right[:4] and len(left) > 4
    return f"{_one(left, year and not same_year)} to {_one(right, year)}"


def _and(left: str, right: str, year: bool) -> str:
    if len(left) == len(right) == 10 and left[:7] == right[:7]:
        return f"{_one(left, False)} and {int(right[8:])}" + (f", {left[:4]}" if year else "")
    same_year = left[:4] == right[:4] and len(left) > 4
    return f"{_one(left, year and not same_year)} and {_one(right, year)}"


def _short(text: str) -> str:
    y, month, day, doubt = _parts(text)
    about = {"~": "c. ", "%": "c. ", "?": "? "}.get(doubt, "")
    if "X" in y:
        return f"{about}{_decade(y)}"
    if month > 12:
        return about + f"{_PARTS_OF_YEAR.get(month, 'part of')} {y}".removeprefix("the ").replace(" of ", " ")
    name = MONTHS[month - 1][:3] + " " if month else ""
    return f"{about}{f'{day} ' if day else ''}{name}{y}"


def _decade(year: str) -> str:
    """A year known to its decade or century: “1990s”, “21st century”."""
    if not year.endswith("XX"):
        return f"{year.replace('X', '0')}s"
    number = int(year[:2]) + 1
    ending = "th" if number // 10 == 1 else {1: "st", 2: "nd", 3: "rd"}.get(number % 10, "th")
    return f"{number}{ending} century"

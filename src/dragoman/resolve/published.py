"""When a document was published, where nobody says so: inferred from what the text shows, as an interval.

A full date in the heading, or in a closing line that tells what day it is, states it. Else three kinds of evidence,
each of which only narrows: the terms of those whom the text calls by an office they hold, the
years that it names as past or present, and the days of the reports that it cites (a digest appears within days of them).
"""

from __future__ import annotations

import calendar
import re
from dataclasses import replace
from datetime import date, timedelta

from dragoman.document import Document
from dragoman.language.analysis import Analysis
from dragoman.resolve.cast import Cast
from dragoman.resolve.casting import build_cast
from dragoman.resolve.registry import Registry, Term, fold
from dragoman.values import Edtf

_YEAR = re.compile(r"\b(1[89]\d\d|20[0-4]\d)\b")
_MONTHS = {name.lower(): number for number, name in enumerate(calendar.month_name) if name}
_MONTHS |= {m[:3]: i for m, i in _MONTHS.items()} | {"sept": 9}
_DAY = re.compile(
    rf"\b({'|'.join(sorted(_MONTHS, key=len, reverse=True))})\.?\s+(\d{{1,2}})(?:\s*[-–]\s*(\d{{1,2}}))?\b", re.I
)
_AHEAD = re.compile(
    r"\b(?:by|until|till|before|deadline|toward|towards)\b[^.;,]*$|(?!Jan|Feb|Mar|Apr|May|Jun|Jul|Aug|Sep|Oct|Nov|Dec|In|By|Since|From)[A-Z][a-z]+\s$|-$"
)
_MONTH = "|".join(name for name in calendar.month_name if name)
_FULL = rf"(?:(?P<n>{_MONTH})\s+(?P<d>\d{{1,2}}),?\s+|(?P<d2>\d{{1,2}})\s+(?P<n2>{_MONTH}),?\s+)(?P<y>1[89]\d\d|20[0-4]\d)\b"
_IN_HEADING = re.compile(rf"^[^.!?\n]{{0,80}}?{_FULL}[^.!?\n]{{0,20}}$", re.I)
_IN_CLOSING = re.compile(rf"\b(?:it|this|today) is\b[^.!?\n]{{0,60}}?{_FULL}", re.I)
_LAG = timedelta(14)
_WIDEST = timedelta(3 * 366)


def infer_published(document: Document, analysis: Analysis, registry: Registry) -> Document:
    """The document with `published` filled in where it was unknown and the text dates it; else as it is."""
    if document.published is not None:
        return document
    if stated := _stated(document.text):
        return replace(document, published=Edtf.day(stated), basis="stated", basis_note="the heading or the close states it")
    cast = build_cast(analysis, registry, None)
    interval, reasons = _by_offices(cast, registry)
    interval, reasons = _by_years(document.text, interval, reasons)
    if interval is None:
        return replace(document, basis="unknown", basis_note="; ".join(reasons))
    interval, reasons = _by_citations(document.text, interval, reasons)
    if interval[1] - interval[0] > _WIDEST:
        return replace(document, basis="unknown", basis_note="the text dates it to no less than three years")
    return replace(document, published=Edtf.between(*interval), basis="inferred", basis_note="; ".join(reasons))


def _stated(text: str) -> date | None:
    """The day that the first line ends with, or that the last lines say it is."""
    lines = [line.strip() for line in text.strip().splitlines() if line.strip()]
    if len(lines) < 2:
        return None
    match = _IN_HEADING.match(lines[0]) or _IN_CLOSING.search(lines[-1])
    if match is None:
        return None
    name, day = match["n"] or match["n2"], match["d"] or match["d2"]
    return _day(int(match["y"]), _MONTHS[name.lower()], int(day))


def _by_offices(cast: Cast, registry: Registry) -> tuple[tuple[date, date] | None, list[str]]:
    """Where the terms of all office-holders of the text overlap; a holder who would empty it is left out."""
    low, high, reasons = date.min, date.max, []
    for naming in cast.namings:
        if naming.role is None or naming.qualifier in ("then", "former", "designate") or len(naming.entities) != 1:
            continue
        entity = cast.entities[naming.entities[0]]
        if entity.type != "person" or naming.kind == "title":
            continue
        terms = _terms(registry, entity.name, naming.role, naming.polity or entity.code, naming.qualifier)
        if not terms:
            continue
        first, last = min(t.first for t in terms), max(t.last for t in terms)
        if max(low, first) <= min(high, last):
            if first > low or last < high:
                reasons.append(f"{entity.name} as {naming.role}")
            low, high = max(low, first), min(high, last)
    return (None, []) if low == date.min else ((low, high), reasons)


def _terms(registry: Registry, name: str, role: str, polity: str | None, qualifier: str) -> list[Term]:
    acting = qualifier == "acting" or role.startswith("acting ")
    plain = role.replace("acting ", "")
    wanted = f"acting {plain}" if acting else plain
    terms = [t for t in registry.by_person.get(fold(name), []) if polity in (None, t.polity)]
    return [t for t in terms if t.role == wanted] or [t for t in terms if t.role.replace("acting ", "") == plain]


def _by_years(
    text: str, interval: tuple[date, date] | None, reasons: list[str]
) -> tuple[tuple[date, date] | None, list[str]]:
    years = [int(m[1]) for m in _YEAR.finditer(text) if not _AHEAD.search(text[max(0, m.start() - 40) : m.start()])]
    if interval is None:
        return None, [f"nobody's office dates it; it is no older than {max(years)}" if years else "nothing in it dates it"]
    low, high = interval
    fitting = [y for y in years if low.year <= y <= min(high.year, 2100)]
    if high == date.max:
        top = max([y for y in years if y >= low.year], default=low.year)
        high = date(top + 1, 12, 31)
        reasons = [*reasons, f"the latest year named is {top}"]
    elif fitting and date(max(fitting), 1, 1) > low and (high - low).days > 400:
        low = date(max(fitting), 1, 1)
        reasons = [*reasons, f"it names {max(fitting)}"]
    return (low, high), reasons


def _by_citations(text: str, interval: tuple[date, date], reasons: list[str]) -> tuple[tuple[date, date], list[str]]:
    """The latest cited day that fits is the first possible day of publication; a digest follows within two weeks."""
    low, high = interval
    cited = []
    for match in re.finditer(r"\(([^()]{4,300})\)", text):
        for month, first, last in _DAY.findall(match[1]):
            for year in range(low.year, min(high.year, low.year + 4) + 1):
                day = _day(year, _MONTHS[month.lower()], int(last or first))
                if day is not None and low - _LAG <= day <= high:
                    cited.append(day)
    if not cited:
        return interval, reasons
    years = {d.year for d in cited}
    if len(years) > 1 and (high - low).days > 366:
        return interval, reasons
    start = max(max(cited), low)
    return (start, min(high, start + _LAG)), [*reasons, f"cites reports of {max(cited).isoformat()}"]


def _day(year: int, month: int, day: int) -> date | None:
    try:
        return date(year, month, day)
    except ValueError:
        return None


__all__ = ["infer_published"]

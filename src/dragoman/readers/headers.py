"""What stands before the prose of a plain text: digest header, title, byline, a line that is only a date, dateline."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass, field, replace

from dragoman.errors import ValueRefusedError
from dragoman.readers.datelines import find_dateline
from dragoman.readers.dates import parse_date
from dragoman.values import Edtf

_DIGEST = re.compile(
    r"\s*Publication:\s*(?P<publication>[^\n]+?)\s+Volume:\s*(?P<volume>\d{1,6})(?:\s+Issue:\s*(?P<issue>\d{1,6}))?",
    re.I,
)
_KEYS = {
    "publication": "publication", "source": "publication", "volume": "volume", "issue": "issue", "title": "title",
    "headline": "title", "author": "byline", "byline": "byline", "by": "byline", "date": "date", "published": "date",
    "publication date": "date", "posted": "date", "dateline": "dateline", "url": "url", "link": "url",
}  # fmt: skip
_KEYED = re.compile(r"[ \t]*(?P<key>[A-Za-z][A-Za-z ]{1,18}?)[ \t]*:[ \t]+(?P<value>\S[^\n]{0,300})")
_NAME = r"[^\W\d_][\w.'’\-]*"
_BYLINE = re.compile(rf"[ \t]*(?:By|BY)[ \t]+(?P<name>[^\W\d_a-z][\w.'’\-]*(?:[ ,]+{_NAME}){{1,9}})[ \t]*")
_DATED = re.compile(r"(?:Published|Posted|Date|Issued)?(?: on)?:?\s*(?P<date>[^\n]{6,50}?)\.?\s*", re.I)
_LINES, _MOST_TITLE = 8, 160


@dataclass(frozen=True, slots=True)
class Header:
    """What the head of a text says; `body` is where the prose begins, `date_note` what the date was read from."""

    body: int = 0
    publication: str | None = None
    volume: int | None = None
    issue: int | None = None
    title: str | None = None
    byline: str | None = None
    url: str | None = None
    place: str | None = None
    agency: str | None = None
    date: Edtf | None = None
    date_note: str = ""
    _loose: tuple[str, ...] = field(default=(), repr=False)


def find_header(text: str, year: int | None = None) -> Header:
    """Read the head of a text, line by line, until prose begins. `year` completes a dateline without one."""
    header, at = Header(), 0
    for _ in range(_LINES):
        at = _skip_blank(text, at)
        stop = text.find("\n", at)
        stop = len(text) if stop < 0 else stop
        if at >= len(text):
            break
        if (dated := _dateline(text, at, header, year)) is not None:
            return dated
        step = _step(text[at:stop].rstrip("\r"), header)
        if step is None:
            break
        header, at = step, stop
        if not header._loose:
            header = replace(header, body=_skip_blank(text, at))
    return _settled(header, len(text))


def _settled(header: Header, size: int) -> Header:
    return replace(header, body=0, _loose=()) if header.body >= size else replace(header, _loose=())


def _skip_blank(text: str, at: int) -> int:
    while at < len(text) and text[at].isspace():
        at += 1
    return at


def _step(line: str, header: Header) -> Header | None:
    """The header with one more line in it, or None where the line is prose. A line that may be a title waits for
    proof: a byline, date or dateline below it."""
    for reader in _READERS:
        got = reader(line, header)
        if got is not None:
            return _with_title(got)
    prose = line.rstrip().endswith((".", "?", "!", ",", ";", "”", '"'))
    if not prose and len(line) <= _MOST_TITLE and not header._loose:
        return replace(header, _loose=(*header._loose, line.strip()))
    return None


def _with_title(header: Header) -> Header:
    return replace(header, title=header.title or " ".join(header._loose) or None, _loose=())


def _digest(line: str, header: Header) -> Header | None:
    match = _DIGEST.match(line)
    if match is None:
        return None
    issue = int(match["issue"]) if match["issue"] else None
    return replace(header, publication=match["publication"], volume=int(match["volume"]), issue=issue)


def _keyed(line: str, header: Header) -> Header | None:
    match = _KEYED.fullmatch(line.rstrip())
    name = _KEYS.get(match["key"].lower().strip()) if match else None
    if match is None or name is None:
        return None
    value = match["value"].strip()
    if name == "date":
        return _dated(header, value, f"the header says {value}")
    if name == "dateline":
        found = find_dateline(value + " -- X")
        return replace(header, place=found.place, agency=found.agency) if found else header
    if name in ("volume", "issue"):
        return replace(header, **{name: int(value)}) if value.isdigit() else header  # type: ignore[arg-type]
    return replace(header, **{name: value})  # type: ignore[arg-type]


def _byline(line: str, header: Header) -> Header | None:
    match = _BYLINE.fullmatch(line)
    return replace(header, byline=" ".join(match["name"].split())) if match and len(line) < 90 else None


def _date_line(line: str, header: Header) -> Header | None:
    match = _DATED.fullmatch(line.strip())
    if match is None or not any(c.isdigit() for c in line) or line.strip().isdigit():
        return None
    got = _dated(header, match["date"], f"the line above the text says {match['date'].strip()}")
    return got if got is not header else None


def _dated(header: Header, value: str, note: str) -> Header:
    try:
        return replace(header, date=parse_date(value), date_note=note)
    except ValueRefusedError:
        return header


_READERS: tuple[Callable[[str, Header], Header | None], ...] = (_digest, _keyed, _byline, _date_line)


def _dateline(text: str, at: int, header: Header, year: int | None) -> Header | None:
    found = find_dateline(text, at, header.date.first.year if header.date and year is None else year)
    if found is None:
        return None
    header = replace(_with_title(header), place=found.place, agency=found.agency, body=found.end)
    if found.date is not None and (header.date is None or header.date.precision != "day"):
        return replace(header, date=found.date, date_note=f"the dateline says {found.date_text}")
    if found.date is None and found.date_text and header.date is None:
        return replace(header, date_note=f"the dateline says {found.date_text}, without a year")
    return header

"""A user's own dictionary of actors in PETRARCH's format, for the registry (`--actors FILE`).

    NAME_WITH_UNDERSCORES_  ; comment
    +SYNONYM
        [CODE FROM-TO]

Dates are YYMMDD or YYYYMMDD, `>` from, `<` until; an undated code is the default. A code is CAMEO's: a state and sectors
("RUSGOV"), or a kind and an organisation ("IGOUNO"). Real dictionaries hold NUL bytes, words in place of dates and days
that do not exist: each is reported with its line and the rest is read.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from dragoman.errors import UnreadableError
from dragoman.resolve.registry import Entry, Registry, loose

_CODE = re.compile(r"\[\s*([^\s\]]*)\s*([^\]]*)\]?")
_COMMENT = re.compile(r"[;#].*$")
_SECTORS = {
    "GOV", "MIL", "REB", "OPP", "PTY", "LEG", "JUD", "SPY", "MED", "BUS", "CVL", "IGO", "NGO", "NGM", "EDU", "ELI", "LAB",
    "COP", "CRM", "UAF", "REF", "AGR", "HLH", "DEV", "ENV", "HRI", "MNC", "REL", "SEP", "INS", "MOD", "RAD",
}  # fmt: skip
# two-digit years up to this one are of this century, unless the end of the span says otherwise
_PIVOT = 40
_LONGEST = 8 * 1024 * 1024


@dataclass(frozen=True, slots=True)
class Complaint:
    """One thing that could not be taken, with its line (counted from 1)."""

    line: int
    what: str


def load_actors(path: Path, registry: Registry, complain: Callable[[str], None]) -> Registry:
    """The registry with a user's actors, which win over the packaged ones of the same name. `complain` is told what could
    not be taken (the first five lines, then a count). Raises UnreadableError where the file cannot be read at all."""
    try:
        raw = path.read_bytes()[: _LONGEST + 1]
    except OSError as error:
        raise UnreadableError(str(path), f"cannot be read ({(error.strerror or str(error)).lower()})") from None
    if len(raw) > _LONGEST:
        raise UnreadableError(str(path), "is larger than 8 MB", "split it, or leave out what you do not need")
    text = raw.decode("utf-8", errors="replace")
    entries, complaints = parse_actors(text, frozenset(registry.polity_names))
    if not entries:
        raise UnreadableError(str(path), "holds no actor with a code", "give a dictionary in PETRARCH's format")
    for c in complaints[:5]:
        complain(f"{path}: line {c.line}: {c.what}")
    if len(complaints) > 5:
        complain(f"{path}: {len(complaints) - 5} more lines with such faults")
    return registry.with_entries(entries)


def parse_actors(text: str, polities: frozenset[str]) -> tuple[dict[tuple[str, ...], list[Entry]], list[Complaint]]:
    """A dictionary's names (as the registry looks them up) with their codes through time, and what could not be taken."""
    entries: dict[tuple[str, ...], list[Entry]] = {}
    complaints: list[Complaint] = []
    for names, codes in _blocks(text, complaints):
        title = _title(names[0])
        made = [_entry(title, code, span, polities) for code, span in codes]
        # a dated code comes before the undated default, which stands for all other days
        made.sort(key=lambda e: (e.first == date.min and e.last == date.max, e.first, e.last, e.code or ""))
        for name in names:
            if key := loose(name):
                entries.setdefault(key, []).extend(m for m in made if m not in entries.get(key, []))
    return entries, complaints


_Codes = list[tuple[str, tuple[date, date]]]


def _blocks(text: str, complaints: list[Complaint]) -> Iterator[tuple[list[str], _Codes]]:
    """Head and synonyms with their codes; a head whose codes never come is complained of."""
    names: list[str] = []
    codes: _Codes = []
    begun = 0
    for number, line in enumerate(text.splitlines(), 1):
        plain = _COMMENT.sub("", re.sub(r"[\x00-\x08\x0b-\x1f]", "", line)).rstrip()
        if not plain.strip() or plain.lstrip().startswith("<"):
            continue
        head, bracket, _ = plain.partition("[")
        name = head.strip().replace("_", " ").strip()
        synonym = name.startswith("+")
        if name and not synonym and codes:
            yield names, codes
            names, codes = [], []
        if name:
            begun = begun if names else number
            names.append(name.lstrip("+& ").strip())
        if bracket:
            codes += _codes(plain[len(head) :], number, complaints)
    if names and codes:
        yield names, codes
    elif names:
        complaints.append(Complaint(begun, f"“{names[0]}” has no code; give it one in square brackets"))


def _codes(text: str, line: int, complaints: list[Complaint]) -> _Codes:
    out: _Codes = []
    for code, when in _CODE.findall(text):
        if not re.fullmatch(r"[A-Za-z]{3,}|---|[A-Z]{2,}\d*", code):
            complaints.append(Complaint(line, f"“{code or text}” is no code; write one like RUSGOV"))
            continue
        span = _span(when.strip())
        if span is None:
            complaints.append(Complaint(line, f"“{when.strip()}” is no date; {code} is left out (write 990101-041231)"))
            continue
        out.append((code, span))
    return out


def _span(when: str) -> tuple[date, date] | None:
    """A restriction in time; None where it cannot be read."""
    if not when:
        return date.min, date.max
    if m := re.fullmatch(r"([<>])\s*(\d+)", when):
        day = _day(m[2])
        return None if day is None else ((day, date.max) if m[1] == ">" else (date.min, day))
    if m := re.fullmatch(r"(\d+)\s*-\s*(\d+)", when):
        first, last = _day(m[1]), _day(m[2])
        if first is not None and last is not None and first > last and len(m[1]) == 6:
            first = _day(f"19{m[1]}")
        return None if first is None or last is None or last < first else (first, last)
    return None


def _day(digits: str) -> date | None:
    if len(digits) == 6:
        year, rest = int(digits[:2]), digits[2:]
        year += 1900 if year > _PIVOT else 2000
    elif len(digits) == 8:
        year, rest = int(digits[:4]), digits[4:]
    else:
        return None
    try:
        return date(year, int(rest[:2]), int(rest[2:]))
    except ValueError:
        return None


def _title(name: str) -> str:
    return " ".join(w if not w.isupper() or len(w) < 3 or "." in w else w.capitalize() for w in name.split())


def _entry(name: str, code: str, span: tuple[date, date], polities: frozenset[str]) -> Entry:
    head, sectors = code[:3].upper(), [code[i : i + 3].upper() for i in range(3, len(code), 3)]
    if head in _SECTORS and head not in polities:
        named = next((s for s in sectors if s not in _SECTORS), None)
        rest = code[3:].upper() or None
        return Entry("organization", named if named is None else rest, name, head, (), *span)
    sector = next((s for s in sectors if s in _SECTORS), None)
    if head in polities and not sectors:
        return Entry("polity", head, name, None, (), *span)
    return Entry("body" if head in polities else "organization", head if code != "---" else None, name, sector, (), *span)

"""The dateline before the prose: place, date, agency ("TOKYO, Feb. 11 (Kyodo) --", "Lima, 20 Aug 88 (EFE)").

The grammar is that of wire services and of FBIS: PLACE [(COUNTRY)][, date][ (agency)][ dash][ [label]]. A place in
capitals may stand with a dash alone; one in lower case needs a date or an agency, since prose begins like that too.
"""

from __future__ import annotations

import re
from dataclasses import dataclass

from dragoman.errors import ValueRefusedError
from dragoman.readers.dates import MONTH, date_of
from dragoman.values import Edtf

_WORD = r"[^\W\d_][\w.'’]*"
_NO_PLACE = r"(?:in|on|at|by|since|from|after|before|until|and|but|of)\b"
_WEEKDAY = r"(?:(?:Mon|Tues?|Wed(?:nes)?|Thu(?:rs)?|Fri|Sat(?:ur)?|Sun)(?:day)?\.?,?\s?)"
_PLACE = rf"(?P<place>(?!{_NO_PLACE}){_WORD}(?:[ \-/]{{1,2}}(?!{MONTH}|NO\sDATE){_WORD}){{0,4}})"
_REGION = rf"(?:,\s(?!{MONTH}|NO\sDATE|{_WEEKDAY}\W)(?P<region>{_WORD}(?:[ ]{_WORD}){{0,2}}?(?:,\s[A-Z]\.?[A-Z]\.)?))?"
_COUNTRY = rf"(?:\s\((?P<country>[^\W\d_][\w .'’\-]{{1,38}})\)(?=,?\s(?:\d{{1,2}}\s|{MONTH}|NO\sDATE)))?"
_YEAR = r"(?:\d{4}|['’]?\d{2})(?![\d:])"
_DATE = (
    rf"(?:(?:[,.]\s?|\s){_WEEKDAY}?(?:"
    rf"(?P<d1>\d{{1,2}})(?:st|nd|rd|th)?[ \-](?P<n1>{MONTH})(?:,?[ \-](?P<y1>{_YEAR}))?"
    rf"|(?P<n2>{MONTH})\s(?P<d2>\d{{1,2}})(?:st|nd|rd|th)?(?!\d)(?:,?\s(?P<y2>{_YEAR}))?"
    rf"|\((?P<d3>\d{{1,2}})\s(?P<n3>{MONTH})\s(?P<y3>{_YEAR})\)"
    rf"|(?P<none>NO\sDATE|{_WEEKDAY}(?=\W))))?"
)
_AGENCY = r"(?:,?\s?(?:\((?P<agency>[^()\n]{2,60}(?:\n[^()\n]{2,40})?)\)|/(?P<slashed>[^/\n]{2,40})/\.?))?"
_DASH = r"(?P<dash>\s{0,2}(?:--+|[—―]|[–_:\-](?=\s)|\.(?=\s[A-Z])))?"
_LABELS = r"(?P<labels>(?:\s*\[[^\[\]]{1,300}\])*)"
_DATELINE = re.compile(rf"[ \t]*{_PLACE}{_REGION}{_COUNTRY}{_DATE}{_AGENCY}{_DASH}{_LABELS}\s*", re.I)
_AGENCY_ALONE = re.compile(r"[ \t]*\((?P<agency>[A-Z][\w&.\- ]{1,30})\)\s{0,2}(?:--+|[—–―]|-(?=\s))\s*")
_LONG_DASH = ("--", "—", "–", "―")
_MOST = 400


@dataclass(frozen=True, slots=True)
class Dateline:
    """A dateline that ends at `end`. `date` is None where none or no year is given; `date_text` is what was read."""

    end: int
    place: str | None = None
    agency: str | None = None
    date: Edtf | None = None
    date_text: str = ""


def find_dateline(text: str, at: int = 0, year: int | None = None) -> Dateline | None:
    """The dateline that begins at `at`, or None. `year` stands in where the dateline names none."""
    window = text[at : at + _MOST]
    if match := _AGENCY_ALONE.match(window):
        return Dateline(at + match.end(), agency=match["agency"])
    match = _DATELINE.match(window)
    if match is None or not _is_dateline(match, window):
        return None
    date, date_text = _date(match, year)
    place = _spaced(match["place"])
    outer = match["country"] or match["region"]
    agency = match["agency"] or match["slashed"]
    if outer:
        place = f"{place}, {_spaced(outer)}"
    return Dateline(at + match.end(), place, _spaced(agency) if agency else None, date, date_text)


def _is_dateline(match: re.Match[str], window: str) -> bool:
    dated = any(match[name] for name in ("d1", "d2", "d3", "none"))
    agency = match["agency"] or match["slashed"]
    dash = (match["dash"] or "").strip()
    if not _is_place(match["place"]):
        return False
    if agency and not _is_agency(agency):
        return False
    if dated and agency:
        return True
    if not dash:
        return False
    if dated or (agency and dash not in (".", ":")):
        return dash != "." or not window[match.end() :][:1].islower()
    capitals = match["place"].isupper() and len(match["place"]) > (5 if dash == ":" else 2)
    rest = window[match.end() :]
    if dash == "–" and rest[:2].isupper():
        return False  # two names joined by a dash ("ARNOR – GONDOR talks")
    return capitals and not match["region"] and dash in (*_LONG_DASH, ":") and _prose_follows(rest)


def _is_place(text: str) -> bool:
    """All words begin with a capital, but for short particles inside (Rio de Janeiro)."""
    words = text.split()
    return words[0][0].isupper() and all(w[0].isupper() or len(w) <= 3 for w in words) and words[-1][0].isupper()


def _is_agency(text: str) -> bool:
    """An agency's name begins with a capital, or is an abbreviation in lower case (dpa), and is no clause."""
    named = text[0].isupper() or (text.isalpha() and len(text) <= 5)
    return named and len(text.split()) <= 8 and not text.rstrip().endswith((".", "?", "!"))


def _prose_follows(rest: str) -> bool:
    words = rest.split()[:3]
    return bool(words) and any(w != w.upper() for w in words) and (rest[0].isupper() or rest[0] in "“\"'‘")


def _date(match: re.Match[str], year: int | None) -> tuple[Edtf | None, str]:
    name, day, digits = (match[f"{k}1"] or match[f"{k}2"] or match[f"{k}3"] for k in "ndy")
    if not name:
        return None, ""
    text = f"{day} {name.rstrip('.')}" + (f" {digits}" if digits else "")
    digits = digits or (f"{year:04d}" if year else None)
    if digits is None:
        return None, text
    try:
        return date_of({"n": name, "d": day, "y": digits}), text
    except ValueRefusedError:
        return None, text


def _spaced(text: str) -> str:
    text = " ".join(text.split()).strip(" ,")
    return text.rstrip(".") if text.count(".") == 1 else text

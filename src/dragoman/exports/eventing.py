"""What the foreign event formats share: an event as a row of plain values, its date, its status.

Sources of the formats: POLECAT's and PLOVER's published field lists, PETRARCH2's writer; see `formats.md` of the design.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import cache
from importlib.resources import files

from dragoman.errors import ValueRefusedError
from dragoman.records import Coding, Event, Party
from dragoman.values import Edtf

# PLOVER: a type that says that something is to come wins over type and status
_AHEAD = {
    "CONSULT": "AGREE", "SUPPORT": "AGREE", "COOPERATE": "AGREE", "AID": "AGREE", "RETREAT": "CONCEDE",
    "SANCTION": "THREATEN", "MOBILIZE": "THREATEN", "COERCE": "THREATEN", "ASSAULT": "THREATEN", "PROTEST": "THREATEN",
}  # fmt: skip
_ROOTS = {
    "AGREE": "030", "CONSULT": "040", "SUPPORT": "050", "COOPERATE": "060", "AID": "070", "CONCEDE": "080",
    "RETREAT": "087", "REQUEST": "100", "ACCUSE": "110", "REJECT": "120", "THREATEN": "130", "PROTEST": "140",
    "MOBILIZE": "150", "SANCTION": "160", "COERCE": "170", "ASSAULT": "190",
}  # fmt: skip


@dataclass(frozen=True, slots=True)
class Row:
    """One event of one coding, with its place in the document (counted from 1)."""

    coding: Coding
    event: Event
    number: int

    @property
    def text(self) -> str:
        """The event's passage."""
        e = self.event.evidence[0]
        return " ".join(self.coding.document.text[e.start : e.end].split())

    @property
    def sentence(self) -> str:
        """The sentence that tells of it."""
        s = self.coding.sentences[self.event.sentence]
        return " ".join(self.coding.document.text[s.start : s.end].split())

    @property
    def outlets(self) -> list[str]:
        """Who reports it: the cited outlets, else the publication or agency."""
        cited = [o.name for c in self.event.citations for o in self.coding.citations[c].outlets]
        d = self.coding.document
        return list(dict.fromkeys(cited)) or [x for x in (d.publication or d.agency,) if x]


def rows_of(coding: Coding) -> Iterator[Row]:
    """The events of a coding in text order."""
    for number, event in enumerate((r for r in coding.records if isinstance(r, Event)), 1):
        yield Row(coding, event, number)


def as_type(event: Event) -> Event | None:
    """The event for a format that knows no status: what is planned as the type that says so (an agreement, a threat, a
    concession); None for what is denied or hypothetical, or planned where no type says it."""
    if event.status in ("actual", "historical"):
        return event
    ahead = _AHEAD.get(event.plover)
    if event.status != "planned":
        return None
    if ahead is None:
        return event if event.plover in ("AGREE", "CONCEDE", "THREATEN") else None
    quad, score = scores()[(ahead, "")]
    return replace_type(event, ahead, quad, score)


def replace_type(event: Event, plover: str, quad: int, score: float) -> Event:
    """The same event under another type, without the mode and code of the old one."""
    return event.model_copy(update={"plover": plover, "quad": quad, "score": score, "mode": None, "cameo": None})


@cache
def scores() -> dict[tuple[str, str], tuple[int, float]]:
    """(type, mode) → quad class and score of `ontology/plover.tsv`."""
    lines = files("dragoman").joinpath("data", "ontology", "plover.tsv").read_text(encoding="utf-8").splitlines()
    rows = [line.split("\t") for line in lines[1:]]
    return {(r[0], r[1]): (int(r[2]), float(r[3])) for r in rows}


@cache
def cow_codes() -> dict[str, str]:
    """ISO 3166-1 alpha-3 → Correlates of War abbreviation."""
    lines = files("dragoman").joinpath("data", "actors", "polities.tsv").read_text(encoding="utf-8").splitlines()
    header = lines[0].split("\t")
    code, cow = header.index("code"), header.index("cow")
    rows = [line.split("\t") for line in lines[1:]]
    return {r[code]: r[cow] for r in rows if len(r) > cow and r[cow]}


def cameo(event: Event) -> str:
    """The event's CAMEO code, else the root's of its type; a string, so that 010 stays 010."""
    return event.cameo or _ROOTS[event.plover]


def iso_date(edtf: str | None) -> str | None:
    """An EDTF date as ISO 8601 reads it: an interval by its first day, an uncertain date without its mark; partial dates
    stay partial."""
    if not edtf:
        return None
    first = edtf.split("/")[0].strip("~?%")
    if len(first) > 7 or (len(first) == 7 and int(first[5:7]) <= 12) or len(first) == 4:
        return first
    try:
        return Edtf(edtf).first.isoformat()[:7]
    except ValueRefusedError:
        return None


def unique(values: Iterable[str | None]) -> list[str]:
    """Values in order, once each, without the empty ones."""
    return list(dict.fromkeys(v for v in values if v))


def is_state(party: Party) -> bool:
    """Is the party's code that of a state?"""
    return bool(party.code) and party.code in cow_codes()


def with_sector(party: Party) -> str:
    """CAMEO's actor code: the state's and the sector's ("RUSGOV"); an organisation's behind IGO."""
    if party.code is None:
        return party.sector or ""
    if len(party.code) == 3 and (party.code in cow_codes() or party.code.isupper()):
        sector = party.sector if party.sector and party.sector != "IGO" else ""
        return ("IGO" if party.sector == "IGO" else "") + party.code + sector
    return f"IGO{party.code}" if party.sector in (None, "IGO") else party.code


__all__ = ["Row", "as_type", "cameo", "cow_codes", "is_state", "iso_date", "rows_of", "unique", "with_sector"]

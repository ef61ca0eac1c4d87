"""Records → rows of words, the same for tables and CSV: when, who, what, how sure, on whose word."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass

from dragoman.records import (
    AnyRecord,
    Attribution,
    Coding,
    Commitment,
    Dispute,
    Event,
    Linkage,
    Meeting,
    Office,
    Party,
    Position,
    Transfer,
)

# The order in which an analyst asks: what was agreed and owed before what merely happened.
KINDS = {
    "meeting": "Meetings", "commitment": "Commitments", "transfer": "Transfers", "position": "Positions",
    "linkage": "Linkages", "dispute": "Disputes", "event": "Events", "office": "Offices",
}  # fmt: skip


@dataclass(frozen=True, slots=True)
class Row:
    """One record in words. `who` acts, `whom` it concerns; `what` is the kind's own summary; `quote` the passage."""

    kind: str
    date: str
    who: str
    whom: str
    what: str
    certainty: str
    voice: str
    cited: tuple[int, ...]
    quote: str
    sentence: int
    why: str
    id: str


def rows_of(coding: Coding) -> list[Row]:
    """All records of a coding as rows, in text order."""
    said = {a.id: a for a in coding.attributions}
    return [_row(r, coding.document.text, said) for r in coding.records]


def _row(record: AnyRecord, text: str, said: dict[str, Attribution]) -> Row:
    date, who, whom, what = _SUMMARIES[record.kind](record)
    return Row(
        record.kind, date, who, whom, what, record.certainty, voice_of(record.attributed_to, said),
        tuple(record.citations), quote(record, text), record.sentence, record.why, record.id,
    )  # fmt: skip


def quote(record: AnyRecord, text: str) -> str:
    """The passage that a record rests on, its parts joined by an ellipsis, white space made single."""
    return " … ".join(" ".join(text[e.start : e.end].split()) for e in record.evidence)


def voice_of(ids: Sequence[str], said: dict[str, Attribution]) -> str:
    """Whose word it is, outermost first ("Kyodo › Japanese officials"); empty for the document's own voice."""
    return " › ".join(_speaker(said[i]) for i in ids if i in said)


def _speaker(attribution: Attribution) -> str:
    if attribution.name:
        return attribution.name
    return "unnamed sources" if attribution.anonymous or attribution.source is None else attribution.code or "?"


def names(parties: Iterable[Party]) -> str:
    """Parties by name; a person with the state that he speaks for."""
    out: list[str] = []
    for p in parties:
        name = p.person or p.name
        if p.person and p.code and p.code != p.person:
            name += f" ({p.code})"
        if name not in out:
            out.append(name)
    return ", ".join(out)


def codes(parties: Iterable[Party]) -> str:
    """Parties by code, by name where there is none."""
    return "; ".join(dict.fromkeys(p.code or p.name for p in parties))


def _joined(*parts: str | None) -> str:
    return ", ".join(p for p in parts if p)


def _plain(word: str | None) -> str:
    return (word or "").replace("_", " ")


def _event(r: Event) -> tuple[str, str, str, str]:
    kind = r.plover + (f"/{r.mode}" if r.mode else "")
    status = r.status if r.status != "actual" else ""
    return r.date or "", names(r.actor), names(r.recipient), _joined(kind, status, r.place, *r.context)


def _meeting(r: Meeting) -> tuple[str, str, str, str]:
    by = f"proposed by {names(r.proposed_by)}" if r.proposed_by else ""
    if_ = f"if {r.condition.removeprefix('if ')}" if r.condition else ""
    what = _joined(f"{_plain(r.type)} {r.status}", r.place and f"in {r.place}", by, if_, r.agenda and f"on {r.agenda}")
    return r.date or "", names(r.participants), "", what


def _commitment(r: Commitment) -> tuple[str, str, str, str]:
    due = f"by {r.deadline or r.deadline_text}" if r.deadline or r.deadline_text else ""
    return r.made or "", names(r.promisor), names(r.beneficiary), _joined(r.gist, due, r.status)


def _transfer(r: Transfer) -> tuple[str, str, str, str]:
    sum_ = amount(r.amount, r.amount_upper, r.amount_modifier, r.currency) or r.goods or ""
    kind = f"{r.stage} {r.instrument if r.instrument != 'other' else ''}".strip()
    what = f"{kind}: {sum_}" if sum_ else kind
    return (
        r.date or "",
        names(r.provider),
        names(r.recipient),
        _joined(what, r.purpose and f"for {r.purpose}", r.programme),
    )


def _position(r: Position) -> tuple[str, str, str, str]:
    change = "changed" if r.change else ""
    return r.date or "", names([r.holder]), "", _joined(f"{r.polarity}: {r.stance}", f"on {r.issue}", change)


def _office(r: Office) -> tuple[str, str, str, str]:
    known = {"agrees": "", "differs": "the registry differs", "silent": "not in the registry"}[r.registry]
    return r.held_at or "", r.person, "", _joined(r.role, r.polity, known)


def _dispute(r: Dispute) -> tuple[str, str, str, str]:
    sides = " ↔ ".join(f"{v.side or v.name}: {v.statement}" for v in r.versions)
    return r.date or "", "; ".join(dict.fromkeys(v.side or v.name for v in r.versions)), "", sides


def _linkage(r: Linkage) -> tuple[str, str, str, str]:
    return r.date or "", names(r.holder), "", f"{r.issue} hangs on {r.depends_on} ({r.relation})"


_SUMMARIES: dict[str, Callable[..., tuple[str, str, str, str]]] = {
    "event": _event, "meeting": _meeting, "commitment": _commitment, "transfer": _transfer, "position": _position,
    "office": _office, "dispute": _dispute, "linkage": _linkage,
}  # fmt: skip


def amount(value: float | None, upper: float | None, modifier: str | None, currency: str | None) -> str:
    """A sum as a reader likes it: USD 1.5 billion."""
    if value is None:
        return ""
    span = _short(value) + (f"–{_short(upper)}" if upper is not None and upper != value else "")
    return " ".join(p for p in (modifier, currency, span) if p)


def _short(value: float) -> str:
    for size, name in ((1e12, "trillion"), (1e9, "billion"), (1e6, "million")):
        if abs(value) >= size:
            return f"{value / size:.6g} {name}"
    return f"{value:,.6g}" if value < 1e6 and value % 1 else f"{value:,.0f}"

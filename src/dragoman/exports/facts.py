"""Records as annotated facts, in the shape that the project's scorers read: one fact a record, its passage as evidence."""

from __future__ import annotations

from collections.abc import Callable, Collection, Sequence
from typing import Any

from dragoman.records import (
    AnyRecord,
    Coding,
    Commitment,
    Dispute,
    Event,
    Linkage,
    Meeting,
    Office,
    Party,
    Position,
    Record,
    Transfer,
)

Fact = dict[str, Any]


def facts_of(coding: Coding, keys: Collection[str] | None = None) -> Fact:
    """The facts of a document; with `keys` only those of these records (key: document id, slash, record id)."""
    d = coding.document
    head: Fact = {"id": "doc", "kind": "document"}
    head |= {k: v for k in ("publication", "volume", "issue", "published") if (v := getattr(d, k)) is not None}
    held = [r for r in coding.records if keys is None or f"{d.id}/{r.id}" in keys]
    return {"document": d.id, "published": d.published, "facts": [head, *(fact_of(r, coding) for r in held)]}


def fact_of(record: AnyRecord, coding: Coding) -> Fact:
    """One record as a fact. What the record leaves open is left out."""
    made = {"id": record.id, "kind": _KINDS.get(record.kind, record.kind), **_MAKERS[record.kind](record)}
    if record.certainty != "certain":
        made["certainty"] = record.certainty
    if not isinstance(record, Office):
        made["evidence"] = passage(record, coding)
    return {k: v for k, v in made.items() if v is not None and v != []}


def passage(record: Record, coding: Coding) -> str:
    """A run of the text that stands in it once: the evidence, widened to its sentence where the same words come again."""
    text, first = coding.document.text, record.evidence[0]
    run = text[first.start : first.end]
    if text.count(run) == 1:
        return run
    around = [s for s in coding.sentences if s.start <= first.start < s.end]
    return text[around[0].start : around[0].end] if around else run


def _codes(parties: Sequence[Party]) -> list[str]:
    return list(dict.fromkeys(p.code or p.person or p.name for p in parties))


def _one(parties: Sequence[Party]) -> str | list[str] | None:
    found = _codes(parties)
    return found[0] if len(found) == 1 else found or None


def _event(r: Event) -> Fact:
    return {
        "plover": r.plover, "mode": r.mode, "actor": _codes(r.actor), "recipient": _codes(r.recipient), "date": r.date,
        "status": r.status,
    }  # fmt: skip


def _meeting(r: Meeting) -> Fact:
    polities = list(dict.fromkeys(p.code for p in r.participants if p.code))
    return {
        "type": r.type, "participants": [p.person for p in r.participants if p.person], "polities": polities,
        "place": r.place, "date": r.date, "status": r.status, "by": _codes(r.proposed_by), "condition": r.condition,
    }  # fmt: skip


def _commitment(r: Commitment) -> Fact:
    return {
        "promisors": _codes(r.promisor), "by": [p.person for p in r.promisor if p.person],
        "beneficiary": _codes(r.beneficiary), "gist": r.gist, "made": r.made, "deadline": r.deadline, "status": r.status,
    }  # fmt: skip


def _transfer(r: Transfer) -> Fact:
    return {
        "provider": _one(r.provider), "recipient": _one(r.recipient), "amount": r.amount, "currency": r.currency,
        "instrument": r.instrument, "stage": r.stage, "date": r.date, "programme": r.programme,
    }  # fmt: skip


def _position(r: Position) -> Fact:
    holder = r.holder.code or r.holder.person or r.holder.name
    return {"holder": holder, "issue": r.issue, "stance": r.stance, "polarity": r.polarity, "date": r.date}


def _office(r: Office) -> Fact:
    return {"person": r.person, "role": r.role, "polity": r.polity, "held_at": r.held_at}


def _dispute(r: Dispute) -> Fact:
    return {"issue": r.issue, "accounts": [[v.side or v.name, v.statement] for v in r.versions], "date": r.date}


def _linkage(r: Linkage) -> Fact:
    return {"issue": r.issue, "depends_on": r.depends_on, "relation": r.relation, "holder": _codes(r.holder), "date": r.date}


# What the annotated data calls a kind otherwise.
_KINDS = {"dispute": "discrepancy"}
_MAKERS: dict[str, Callable[..., Fact]] = {
    "event": _event, "meeting": _meeting, "commitment": _commitment, "transfer": _transfer, "position": _position,
    "office": _office, "dispute": _dispute, "linkage": _linkage,
}  # fmt: skip

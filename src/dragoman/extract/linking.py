"""What records share: stable ids, the citations that vouch for their sentences, links between kinds."""

from __future__ import annotations

from dragoman.extract.context import Context
from dragoman.records import AnyRecord, Commitment, Event, Meeting, Party, Transfer, stable_id
from dragoman.values import Edtf

# PLOVER types of what is settled at a table
_AGREED = ("AGREE", "COOPERATE", "CONCEDE", "AID", "SUPPORT", "CONSULT")
_IDENTITY = ("plover", "type", "stage", "gist", "issue", "stance", "role", "person", "amount", "currency", "date", "status")


def link_records(context: Context, records: list[AnyRecord]) -> list[AnyRecord]:
    """Records in text order with ids, citations and `related`; exact repeats are one."""
    done: dict[str, AnyRecord] = {}
    for r in sorted(records, key=lambda r: (r.sentence, r.evidence[0].start, r.kind)):
        cited = [k for k, c in enumerate(context.citations) if c.sentences[0] <= r.sentence <= c.sentences[1]]
        key = _id(context, r)
        if key not in done:
            done[key] = r.model_copy(update={"id": key, "citations": cited})
    return _relate(context, list(done.values()))


def _id(context: Context, record: AnyRecord) -> str:
    parts: list[object] = [context.document.sha256, *((e.start, e.end) for e in record.evidence)]
    held = record.__dict__
    for name in _IDENTITY:
        parts.append(held.get(name, ""))
    for name in ("actor", "recipient", "participants", "promisor", "provider", "holder"):
        value = held.get(name, [])
        parties = value if isinstance(value, list) else [value]
        parts += [(p.name, p.code) for p in parties if isinstance(p, Party)]
    return stable_id(record.kind, *parts)


def _relate(context: Context, records: list[AnyRecord]) -> list[AnyRecord]:
    """Records of different kinds that tell of one thing name each other: their evidence overlaps, or what one of them is
    about came about at the other, a meeting."""
    linked: dict[str, set[str]] = {r.id: set() for r in records}
    spread = {r.id: sorted({context.sentence_at(e.start) for e in r.evidence}) for r in records}
    here: dict[int, list[AnyRecord]] = {}
    for r in records:
        here.setdefault(r.sentence, []).append(r)
    for r in records:
        there = spread[r.id] if isinstance(r, Meeting) else []
        near = {s + k for s in there for k in (0, 1)} | {r.sentence}
        for o in (o for s in sorted(near) for o in here.get(s, ())):
            if o.kind != r.kind and (_overlap(r, o) or _made_there(spread, r, o)):
                linked[r.id].add(o.id)
                linked[o.id].add(r.id)
    order = {r.id: k for k, r in enumerate(records)}
    return [
        r.model_copy(update={"related": sorted(ids, key=order.__getitem__)}) if (ids := linked[r.id]) else r for r in records
    ]


def _overlap(a: AnyRecord, b: AnyRecord) -> bool:
    return a.sentence == b.sentence and any(x.start < y.end and y.start < x.end for x in a.evidence for y in b.evidence)


def _made_there(spread: dict[str, list[int]], meeting: AnyRecord, other: AnyRecord) -> bool:
    """Is the other record what a participant promised, agreed or gave at a meeting: in a sentence that tells of it, or in
    the one behind, by nobody who was not there, and on no other day?"""
    if not isinstance(meeting, Meeting) or meeting.status != "held" or not isinstance(other, (Commitment, Transfer, Event)):
        return False
    if isinstance(other, Event) and (other.plover not in _AGREED or other.status != "actual"):
        return False
    own, here = spread[meeting.id], spread[other.id][0]
    if here not in own and here - 1 not in own:
        return False
    who = other.promisor if isinstance(other, Commitment) else other.provider if isinstance(other, Transfer) else other.actor
    codes, there = {p.code for p in who if p.code}, {p.code for p in meeting.participants if p.code}
    if not codes or not codes <= there or len(there) < 2:
        return False
    when = other.made if isinstance(other, Commitment) else other.date
    return when is None or meeting.date is None or Edtf(when).overlaps(Edtf(meeting.date))

"""What records share: stable ids, the citations that vouch for their sentences, links between kinds."""

from __future__ import annotations

from dragoman.extract.context import Context
from dragoman.records import AnyRecord, Party, stable_id

_IDENTITY = ("plover", "type", "stage", "gist", "issue", "stance", "role", "person", "amount", "currency", "date", "status")


def link_records(context: Context, records: list[AnyRecord]) -> list[AnyRecord]:
    """Records in text order with ids, citations and `related`; exact repeats are one."""
    done: dict[str, AnyRecord] = {}
    for r in sorted(records, key=lambda r: (r.sentence, r.evidence[0].start, r.kind)):
        cited = [k for k, c in enumerate(context.citations) if c.sentences[0] <= r.sentence <= c.sentences[1]]
        key = _id(context, r)
        if key not in done:
            done[key] = r.model_copy(update={"id": key, "citations": cited})
    return _relate(list(done.values()))


def _id(context: Context, record: AnyRecord) -> str:
    parts: list[object] = [context.document.sha256, *((e.start, e.end) for e in record.evidence)]
    for name in _IDENTITY:
        parts.append(getattr(record, name, ""))
    for name in ("actor", "recipient", "participants", "promisor", "provider", "holder"):
        value = getattr(record, name, [])
        parties = value if isinstance(value, list) else [value]
        parts += [(p.name, p.code) for p in parties if isinstance(p, Party)]
    return stable_id(record.kind, *parts)


def _relate(records: list[AnyRecord]) -> list[AnyRecord]:
    """Records of different kinds whose evidence overlaps tell of one thing and name each other."""
    out = []
    for r in records:
        near = [
            o.id
            for o in records
            if o is not r and o.kind != r.kind and o.sentence == r.sentence
            and any(a.start < b.end and b.start < a.end for a in r.evidence for b in o.evidence)
        ]  # fmt: skip
        out.append(r.model_copy(update={"related": near}) if near else r)
    return out

"""Stands in for `telling` and `fusion` until they land: the same signatures, every record an episode of its own."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from dragoman.desk.model import Account, Episode, Ruling, Step, Told, Value
from dragoman.records import AnyRecord, Coding, Party

_PARTIES = ("actor", "recipient", "participants", "proposed_by", "promisor", "beneficiary", "provider")


def tell(coding: Coding, origin: str | None = None) -> tuple[Told, ...]:
    """The records of one document."""
    d = coding.document
    attributions = {a.id: a for a in coding.attributions}
    out = []
    for r in coding.records:
        voice = [attributions[a] for a in r.attributed_to if a in attributions]
        over = [o.name for o in coding.origins if o.sentences[0] <= r.sentence <= o.sentences[1]]
        cited = [o.name for c in r.citations if c < len(coding.citations) for o in coding.citations[c].outlets]
        out.append(
            Told(
                key=f"{d.id}/{r.id}", document=d.id, record=r, published=d.published, publication=d.publication,
                outlets=tuple(dict.fromkeys(cited or over)), voice=tuple(a.name or "unnamed sources" for a in voice),
                sides=tuple(dict.fromkeys(a.code for a in voice if a.code)),
                origin=origin or next(iter(over), d.publication or d.id), issue=getattr(r, "issue", None),
                codes=tuple(sorted({p.code for p in _parties_of(r) if p.code})), text=_text(coding, r), said=d.published,
            )
        )  # fmt: skip
    return tuple(out)


def _parties_of(record: AnyRecord) -> Iterator[Party]:
    for name in _PARTIES:
        yield from getattr(record, name, ())
    if record.kind == "position":
        yield record.holder


def _text(coding: Coding, record: AnyRecord) -> str:
    return " ".join(" ".join(coding.document.text[e.start : e.end] for e in record.evidence).split())


def block_of(told: Told) -> str:
    """The block in which a record is fused."""
    return ":".join([told.record.kind, *told.codes[:2]])


def fuse_block(told: Sequence[Told], rulings: Sequence[Ruling]) -> list[Episode]:
    """Each record as an episode."""
    return [_alone(t) for t in sorted(told, key=lambda t: t.key)]


def _alone(told: Told) -> Episode:
    r = told.record
    account = Account(told.document, tuple(r.evidence), told.voice, told.outlets, told.origin, r.certainty, told.key)
    date = getattr(r, "date", None)
    return Episode(
        id=f"epi-{told.key}", kind=r.kind, title=told.text, codes=told.codes, issue=told.issue, first=date, last=date,
        status=getattr(r, "status", None), certainty=r.certainty, members=(told.key,),
        fields={"date": (Value(date, (account,), r.certainty),)},
        steps=(Step(date, {"status": getattr(r, "status", None)}, told.voice, (account,), r.certainty),),
        why=("stand-in: one record",),
    )  # fmt: skip

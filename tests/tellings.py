"""Hand-built records as a desk takes them in, with invented states: Ardania (ARD), Brena (BRE), Cyrna (CYR).

A record that names one of the first two or none is taken to be of a text about both.
"""

from __future__ import annotations

from typing import Any

from dragoman.desk.model import Told
from dragoman.desk.telling import parties_of
from dragoman.records import Commitment, Event, Extent, Meeting, Office, Party, Position, Transfer, stable_id


def party(code: str, person: str | None = None, role: str | None = None) -> Party:
    """A state, or a person who speaks for one."""
    return Party(name=person or code, code=code, person=person, role=role)


def told(record: Any, day: str, **more: Any) -> Told:
    """A record as the document `doc` (by default one of its own) of that day tells it."""
    own = stable_id(record.kind, day, sorted(more.items()), record.model_dump_json())
    document = more.pop("doc", f"doc-{own[-6:]}")
    key = f"{document}/{own}"
    codes = {p.code for p in parties_of(record) if p.code}
    codes |= {"ARD", "BRE"} if codes <= {"ARD", "BRE"} and record.kind != "office" else set()
    given = {
        "key": key, "document": document, "published": day, "publication": None, "outlets": (), "voice": (), "sides": (),
        "origin": more.get("outlets", (document,))[0], "codes": tuple(sorted(codes)), "said": day, "text": "",
    }  # fmt: skip
    return Told(record=record.model_copy(update={"id": own}), **{**given, **more})


def _base(kind: str, evidence: tuple[int, int] = (0, 5), certainty: str = "certain", sentence: int = 0) -> dict[str, Any]:
    return {
        "kind": kind, "evidence": [Extent(start=evidence[0], end=evidence[1])], "sentence": sentence,
        "certainty": certainty, "why": "hand",
    }  # fmt: skip


def meeting(participants: list[Party], date: str | None, status: str = "held", **more: Any) -> Meeting:
    """A meeting; `more` are fields of the record."""
    kind = more.pop("type", "talks")
    return Meeting(**_base("meeting"), type=kind, participants=participants, date=date, status=status, **more)  # type: ignore[arg-type]


def commitment(promisor: list[Party], gist: str, **more: Any) -> Commitment:
    """A commitment."""
    return Commitment(**{**_base("commitment"), "promisor": promisor, "gist": gist, **more})


def transfer(provider: str, recipient: str, amount: float | None, stage: str, **more: Any) -> Transfer:
    """Money in dollars."""
    given = {
        **_base("transfer", certainty=more.pop("certainty", "certain")), "provider": [party(provider)],
        "recipient": [party(recipient)], "amount": amount, "currency": "USD" if amount else None, "stage": stage,
        "instrument": "loan",
    }  # fmt: skip
    return Transfer(**{**given, **more})


def position(holder: str, issue: str, stance: str, polarity: str, **more: Any) -> Position:
    """A position."""
    certainty = more.pop("certainty", "certain")
    return Position(
        **_base("position", certainty=certainty), holder=party(holder), issue=issue, stance=stance, polarity=polarity, **more
    )  # type: ignore[arg-type]


def event(plover: str, actor: str, recipient: str, date: str | None, **more: Any) -> Event:
    """An event."""
    evidence = more.pop("evidence", (0, 5))
    return Event(
        **_base("event", evidence), plover=plover, actor=[party(actor)], recipient=[party(recipient)], date=date, **more
    )


def office(person: str, role: str, polity: str, held_at: str) -> Office:
    """An office."""
    return Office(**_base("office"), person=person, role=role, polity=polity, held_at=held_at)

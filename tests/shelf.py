"""A desk in the hand: records, episodes and a memory over them, all invented, for tests of views and briefs."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Any

from dragoman.desk.model import Account, Episode, Query, Step, Told, Value
from dragoman.records import AnyRecord, Commitment, Event, Extent, Meeting, Party, Position, Transfer

NORWAY = Party(name="Norway", code="NOR")
ICELAND = Party(name="Iceland", code="ISL")
OLSEN = Party(name="Kari Olsen", code="NOR", person="Kari Olsen", role="foreign minister")
JONSSON = Party(name="Einar Jonsson", code="ISL", person="Einar Jonsson", role="prime minister")
SAID = {"evidence": [Extent(start=0, end=20)], "sentence": 0, "why": "test"}


def told(
    record: AnyRecord, document: str, published: str, outlet: str, *, voice: tuple[str, ...] = (),
    sides: tuple[str, ...] = (), text: str = "", issue: str | None = None,
) -> Told:  # fmt: skip
    """One record as one document tells it."""
    return Told(
        key=f"{document}/{record.id}", document=document, record=record, published=published, publication=outlet,
        outlets=(outlet,), voice=voice, sides=sides, origin=outlet, issue=issue, codes=("ISL", "NOR"),
        text=text or f"{outlet} told it so.", said=published,
    )  # fmt: skip


def account(t: Told) -> Account:
    """The account that a record makes."""
    return Account(t.document, tuple(t.record.evidence), t.voice, t.outlets, t.origin, t.record.certainty, t.key)


def step(when: str | None, tellings: Sequence[Told], /, **values: Any) -> Step:
    """One step of an episode."""
    said = tuple(dict.fromkeys(s for t in tellings for s in t.sides))
    return Step(when, values, said, tuple(account(t) for t in tellings), tellings[0].record.certainty)


def value(what: Any, *tellings: Told, side: str | None = None) -> Value:
    """One value of a field."""
    return Value(what, tuple(account(t) for t in tellings), tellings[0].record.certainty, side)


def episode(id: str, kind: str, title: str, steps: Sequence[Step], members: Sequence[Told], **more: Any) -> Episode:
    """One thing that many tell of."""
    dates = [s.date for s in steps if s.date]
    base = {
        "id": id, "kind": kind, "title": title, "codes": ("ISL", "NOR"), "issue": None, "status": None,
        "first": min(dates, default=None), "last": max(dates, default=None), "certainty": "certain",
        "steps": tuple(steps), "members": tuple(t.key for t in members),
    }  # fmt: skip
    return Episode(**{**base, **more})


def meeting(id: str, **more: Any) -> Meeting:
    """Talks of the two ministers in Bergen."""
    base = {"id": id, "type": "talks", "participants": [OLSEN, JONSSON], "place": "Bergen", **SAID}
    return Meeting(**{**base, **more})


def promise(id: str, **more: Any) -> Commitment:
    """Norway's promise of a fishing treaty."""
    base = {"id": id, "promisor": [NORWAY], "beneficiary": [ICELAND], "gist": "sign a fishing treaty", **SAID}
    return Commitment(**{**base, **more})


def money(id: str, **more: Any) -> Transfer:
    """Norwegian money for an Icelandic harbour."""
    base = {"id": id, "provider": [NORWAY], "recipient": [ICELAND], "amount": 40_000_000, "currency": "EUR",
            "instrument": "loan", "stage": "pledged", **SAID}  # fmt: skip
    return Transfer(**{**base, **more})


def stand(id: str, **more: Any) -> Position:
    """Iceland on whaling."""
    base = {"id": id, "holder": ICELAND, "issue": "whaling", "stance": "reject a ban", "polarity": "against", **SAID}
    return Position(**{**base, **more})


def event(id: str, **more: Any) -> Event:
    """Norway criticizes Iceland."""
    base = {"id": id, "plover": "ACCUSE", "mode": "disapprove", "quad": 3, "score": -2.0, "actor": [NORWAY],
            "recipient": [ICELAND], "date": "2011-04-03", **SAID}  # fmt: skip
    return Event(**{**base, **more})


class Shelf:
    """A memory of what it was given; `as_of` hides accounts published later, and the steps that rest on them alone."""

    def __init__(self, episodes: Iterable[Episode], tellings: Iterable[Told]) -> None:
        self._episodes = tuple(episodes)
        self._told = {t.key: t for t in tellings}

    def told(self, *, keys: Iterable[str]) -> Iterable[Told]:
        return [self._told[k] for k in keys if k in self._told]

    def episodes(self, query: Query, kinds: Sequence[str] = (), told_since: str | None = None) -> Sequence[Episode]:
        return [e for e in self._episodes if not kinds or e.kind in kinds]


def bergen() -> Shelf:
    """Two springs between Norway and Iceland: talks planned, put off and held; a treaty promised and promised again; a
    loan paid in part; a reversal on whaling; a rebuke."""
    planned = told(meeting("mee-1", status="planned", date="2011-03"), "nw1", "2011-01-10", "Nordwire")
    put_off = told(meeting("mee-2", status="postponed", date="2011-04-03"), "rk2", "2011-03-01", "Reykjavik Post",
                   voice=("Icelandic officials",), sides=("ISL",))  # fmt: skip
    held = told(meeting("mee-3", status="held", date="2011-04-03"), "nw3", "2011-04-04", "Nordwire")
    first = told(promise("com-1", made="2011-01-10", deadline="2011-12-31"), "nw1", "2011-01-10", "Nordwire")
    second = told(promise("com-2", made="2011-04-03", deadline="2012-06-30", certainty="probable"), "rk4", "2011-04-05",
                  "Reykjavik Post", voice=("a Norwegian diplomat",), sides=("NOR",))  # fmt: skip
    pledge = told(money("tra-1", date="2011-01"), "nw1", "2011-01-10", "Nordwire")
    paid = told(money("tra-2", stage="disbursed", amount=10_000_000, date="2011-04-02"), "nw3", "2011-04-04", "Nordwire")
    against = told(stand("pos-1", date="2011-01-08"), "rk0", "2011-01-09", "Reykjavik Post")
    in_favour = told(stand("pos-2", stance="accept a ban", polarity="for", date="2011-04-03", certainty="possible"),
                     "nw3", "2011-04-04", "Nordwire", voice=("Kari Olsen",), sides=("NOR",))  # fmt: skip
    rebuke = told(event("eve-1"), "nw3", "2011-04-04", "Nordwire",
                  text="Norway found hard words for the Icelandic whaling fleet.")  # fmt: skip
    tellings = (planned, put_off, held, first, second, pledge, paid, against, in_favour, rebuke)
    episodes = (
        episode("epi-mee", "meeting", "talks in Bergen", [
            step("2011-01-10", [planned], **{"status": "planned", "for": "2011-03"}),
            step("2011-03-01", [put_off], **{"status": "postponed", "for": "2011-04-03", "from": "2011-03"}),
            step("2011-04-03", [held], **{"status": "held", "for": "2011-04-03"}),
        ], [planned, put_off, held], status="held",
            fields={"date": (value("2011-04-03", held, put_off), value("2011-03", planned)),
                    "place": (value("Bergen", planned, put_off, held),)}),
        episode("epi-com", "commitment", "fishing treaty", [
            step("2011-01-10", [first], deadline="2011-12-31", status="open"),
            step("2011-04-03", [second], deadline="2012-06-30", status="open"),
        ], [first, second], issue="fishing treaty"),
        episode("epi-tra", "transfer", "harbour loan", [
            step("2011-01", [pledge], stage="pledged", amount=40_000_000),
            step("2011-04-02", [paid], stage="disbursed", amount=10_000_000),
        ], [pledge, paid]),
        episode("epi-pos", "position", "Iceland on whaling", [
            step("2011-01-08", [against], stance="reject a ban", polarity="against"),
            step("2011-04-03", [in_favour], stance="accept a ban", polarity="for"),
        ], [against, in_favour], issue="whaling"),
        episode("epi-eve", "event", "rebuke", [step("2011-04-03", [rebuke])], [rebuke]),
    )  # fmt: skip
    return Shelf(episodes, tellings)

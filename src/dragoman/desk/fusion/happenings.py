"""Events and offices: one thing told by many is one where type, sides and day agree and the wording is alike."""

from __future__ import annotations

from collections.abc import Hashable, Sequence
from dataclasses import dataclass, field

from dragoman.desk.fusion.accounts import accounts_of, combine, fields_of, pick, values_of
from dragoman.desk.fusion.dates import Span, gap, months, order, span, width
from dragoman.desk.fusion.gathering import Weight
from dragoman.desk.model import Episode, Step, Told
from dragoman.desk.words import likeness, telling
from dragoman.records import Event, Extent, Office

_LOOSEST = 31
_ALIKE = 0.25


@dataclass(frozen=True, slots=True)
class EventFacts:
    """What events of one type and one pair are compared by."""

    told: Told
    when: Span | None
    words: frozenset[str]


class EventKind:
    """How events of one type between one pair are gathered."""

    threshold = 0.5

    def facts(self, told: Told) -> EventFacts:
        assert isinstance(told.record, Event)
        return EventFacts(told, span(told.record.date), telling(told.text))

    def keys(self, facts: EventFacts) -> tuple[Hashable, ...]:
        return (*(("month", m) for m in months(facts.when)),) if facts.when else (("document", facts.told.document),)

    asks = keys

    def draft(self) -> EventDraft:
        return EventDraft()


@dataclass
class EventDraft:
    """An event while it is gathered."""

    spans: list[Span] = field(default_factory=list)
    words: list[frozenset[str]] = field(default_factory=list)
    evidence: dict[str, list[Extent]] = field(default_factory=dict)

    def take(self, facts: EventFacts) -> None:
        if facts.when and facts.when not in self.spans:
            self.spans.append(facts.when)
        if facts.words not in self.words:
            self.words = [*self.words[-5:], facts.words]
        self.evidence.setdefault(facts.told.document, []).extend(facts.told.record.evidence)

    def weigh(self, facts: EventFacts) -> Weight | None:
        mine = self.evidence.get(facts.told.document)
        if mine is not None and not any(
            a.start < b.end and b.start < a.end for a in facts.told.record.evidence for b in mine
        ):
            return None
        if not facts.when or not any(
            gap(facts.when, s) == 0 and max(width(s), width(facts.when)) <= _LOOSEST for s in self.spans
        ):
            return None
        alike = max((likeness(facts.words, w) for w in self.words), default=0.0)
        if alike < _ALIKE:
            return None
        return 0.3 + alike, f"same day, the wording agrees ({alike:.0%})"


def build_event(key: str, members: Sequence[Told], why: tuple[str, ...]) -> Episode:
    """The episode of an event from its records in order of telling."""
    accounts = accounts_of(members)
    one = members[0].record
    assert isinstance(one, Event)
    dates = values_of(members, accounts, "date")
    date = min((v.value for v in dates), key=lambda d: (width(span(d) or (0, 10**6)), order(d)), default=None)
    actors = values_of(members, accounts, lambda r: tuple(p.person or p.name for p in r.actor))
    recipients = values_of(members, accounts, lambda r: tuple(p.person or p.name for p in r.recipient))
    statuses = values_of(members, accounts, "status")
    whom = f" → {', '.join(pick(recipients))}" if recipients else ""
    held = tuple(accounts.values())
    fields = fields_of(
        plover=values_of(members, accounts, "plover"),
        mode=values_of(members, accounts, "mode"),
        date=dates, actor=actors, recipient=recipients, status=statuses,
        place=values_of(members, accounts, "place"),
    )  # fmt: skip
    told = [t.record for t in members if isinstance(t.record, Event)]
    codes = {p.code for r in told for p in (*r.actor, *r.recipient) if p.code}
    return Episode(
        id=key, kind="event", title=f"{one.plover}: {', '.join(pick(actors) or ())}{whom}", codes=tuple(sorted(codes)),
        issue=next((t.issue for t in members if t.issue), None), first=date, last=date, status=pick(statuses),
        certainty=combine(held), members=tuple(t.key for t in members), fields=fields,
        steps=(Step(date, {"status": pick(statuses)}, (), held, combine(held)),), why=why,
        chosen={"plover": one.plover, "date": date, "quad": one.quad, "score": one.score},
    )  # fmt: skip


@dataclass(frozen=True, slots=True)
class OfficeFacts:
    """What offices of one person are compared by."""

    told: Told


class OfficeKind:
    """One person's office: all records of it are one, whatever their day."""

    threshold = 1.0

    def facts(self, told: Told) -> OfficeFacts:
        return OfficeFacts(told)

    def keys(self, facts: OfficeFacts) -> tuple[Hashable, ...]:
        r = facts.told.record
        assert isinstance(r, Office)
        return ((r.person, r.role, r.polity),)

    asks = keys

    def draft(self) -> OfficeDraft:
        return OfficeDraft()


class OfficeDraft:
    """An office while it is gathered."""

    def take(self, facts: OfficeFacts) -> None:
        """Nothing to keep: the key says all."""

    def weigh(self, facts: OfficeFacts) -> Weight | None:
        return 1.0, "same person in the same office"


def build_office(key: str, members: Sequence[Told], why: tuple[str, ...]) -> Episode:
    """Who is shown in an office, from when to when."""
    accounts = accounts_of(members)
    one = members[0].record
    assert isinstance(one, Office)
    held = [d for t in members if isinstance(t.record, Office) and (d := t.record.held_at)]
    first, last = min(held, key=order, default=None), max(held, key=order, default=None)
    everyone = tuple(accounts.values())
    return Episode(
        id=key, kind="office", title=f"{one.person}, {one.role}", codes=(one.polity,) if one.polity else (), issue=None,
        first=first, last=last, status=None, certainty=combine(everyone), members=tuple(t.key for t in members),
        fields=fields_of(registry=values_of(members, accounts, "registry")),
        steps=(Step(first, {"role": one.role}, (), everyone, combine(everyone)),), why=why[:1],
        chosen={"person": one.person, "role": one.role, "polity": one.polity},
    )  # fmt: skip

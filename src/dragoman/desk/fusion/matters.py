"""Disputes and linkages: where sides tell a thing differently, and which matter hangs on which."""

from __future__ import annotations

from collections.abc import Hashable, Sequence
from dataclasses import dataclass, field

from dragoman.desk.fusion.accounts import accounts_of, combine, fields_of, values_of
from dragoman.desk.fusion.dates import Span, gap, order, span
from dragoman.desk.fusion.gathering import Weight
from dragoman.desk.model import Account, Episode, Step, Told, Value
from dragoman.desk.words import likeness, telling
from dragoman.records import Dispute, Linkage, Version

_NEAR = 120
_KEPT = 16


@dataclass(frozen=True, slots=True)
class DisputeFacts:
    """What disputes between the same sides are compared by: what each side says, and when."""

    told: Told
    sides: dict[str, frozenset[str]]
    said: Span | None


class DisputeKind:
    """How disputes are gathered: one where two sides say again what they said before."""

    threshold = 0.35

    def facts(self, told: Told) -> DisputeFacts:
        assert isinstance(told.record, Dispute)
        sides = {v.side or v.name: telling(v.statement) for v in told.record.versions}
        return DisputeFacts(told, sides, span(told.said or told.published))

    def keys(self, facts: DisputeFacts) -> tuple[Hashable, ...]:
        return tuple(sorted(facts.sides))

    asks = keys

    def draft(self) -> DisputeDraft:
        return DisputeDraft()


@dataclass
class DisputeDraft:
    """A dispute while it is gathered."""

    sides: dict[str, list[frozenset[str]]] = field(default_factory=dict)
    said: Span | None = None

    def take(self, facts: DisputeFacts) -> None:
        for side, words in facts.sides.items():
            self.sides[side] = [*self.sides.get(side, [])[-_KEPT:], words]
        self.said = facts.said or self.said

    def weigh(self, facts: DisputeFacts) -> Weight | None:
        if facts.said and self.said and gap(facts.said, self.said) > _NEAR:
            return None
        shared = [s for s in facts.sides if s in self.sides]
        if len(shared) < 2:
            return None
        alike = max(likeness(facts.sides[s], w) for s in shared for w in self.sides[s])
        return alike, f"a side says the same ({alike:.0%})"


def build_dispute(key: str, members: Sequence[Told], why: tuple[str, ...]) -> Episode:
    """The episode of a dispute: one value of the field `account` for each statement, with its side."""
    accounts = accounts_of(members)
    rows: dict[tuple[str | None, str], list[Account]] = {}
    for t in members:
        assert isinstance(t.record, Dispute)
        for v in t.record.versions:
            rows.setdefault((v.side, v.statement), []).append(_account(accounts[t.key], t.record, v))
    values = [
        Value(statement, tuple(held), combine(held), side or held[0].voice[0]) for (side, statement), held in rows.items()
    ]
    one = members[0].record
    assert isinstance(one, Dispute)
    dates = [d for t in members if isinstance(t.record, Dispute) and (d := t.record.date or t.said)]
    first = min(dates, key=order, default=None)
    sides = sorted({v.side or "" for v in values})
    held = tuple(accounts.values())
    return Episode(
        id=key, kind="dispute", title=f"{' and '.join(s for s in sides if s)} on: {one.issue}",
        codes=tuple(sorted({c for t in members for c in t.codes})), issue=next((t.issue for t in members if t.issue), None),
        first=first, last=max((t.said for t in members if t.said), key=order, default=first), status=None,
        certainty=combine(held), members=tuple(t.key for t in members), fields={"account": tuple(values)},
        steps=(Step(first, {"issue": one.issue}, tuple(s for s in sides if s), held, combine(held)),),
        why=(*why, *dict.fromkeys(t.record.why for t in members)), chosen={"issue": one.issue},
    )  # fmt: skip


def _account(whole: Account, record: Dispute, version: Version) -> Account:
    """The account of one side: its own passage, on its own word."""
    evidence = tuple(e for e in record.evidence if (e.start, e.end) == (version.start, version.end)) or whole.evidence
    voice = (version.name,) if version.attribution or not version.side else whole.voice
    return Account(
        whole.document, evidence, voice, whole.outlets, whole.origin, version.certainty, f"{whole.key}@{version.start}"
    )


@dataclass(frozen=True, slots=True)
class LinkageFacts:
    """What linkages are compared by: the two matters, by name where they have one."""

    told: Told
    names: tuple[str | None, str | None]
    words: tuple[frozenset[str], frozenset[str]]


class LinkageKind:
    """How linkages are gathered: one where the same matter hangs on the same."""

    threshold = 1.0

    def facts(self, told: Told) -> LinkageFacts:
        r = told.record
        assert isinstance(r, Linkage)
        return LinkageFacts(told, (r.issue_name, r.depends_on_name), (telling(r.issue), telling(r.depends_on)))

    def keys(self, facts: LinkageFacts) -> tuple[Hashable, ...]:
        out: list[Hashable] = [("name", n) for n in facts.names if n]
        return (*out, *(("word", w) for w in sorted(facts.words[0] | facts.words[1])[:8]))

    asks = keys

    def draft(self) -> LinkageDraft:
        return LinkageDraft()


@dataclass
class LinkageDraft:
    """A linkage while it is gathered."""

    told: list[LinkageFacts] = field(default_factory=list)

    def take(self, facts: LinkageFacts) -> None:
        self.told = [*self.told[-_KEPT:], facts]

    def weigh(self, facts: LinkageFacts) -> Weight | None:
        best = max(sum(self._alike(facts, other, k) for k in (0, 1)) for other in self.told)
        return best, "the same two matters"

    @staticmethod
    def _alike(a: LinkageFacts, b: LinkageFacts, k: int) -> float:
        if a.names[k] and b.names[k]:
            return 0.5 if a.names[k] == b.names[k] else -1.0
        return 0.5 if likeness(a.words[k], b.words[k]) >= 0.5 else 0.0


def build_linkage(key: str, members: Sequence[Told], why: tuple[str, ...]) -> Episode:
    """The episode of a linkage: what hangs on what, who says or makes it so."""
    accounts = accounts_of(members)
    one = members[0].record
    assert isinstance(one, Linkage)
    held = tuple(accounts.values())
    said = [t.said for t in members if t.said]
    holders = sorted({p.code or p.name for t in members if isinstance(t.record, Linkage) for p in t.record.holder})
    chosen = {
        "issue": one.issue_name or one.issue, "depends_on": one.depends_on_name or one.depends_on,
        "issue_words": one.issue, "depends_on_words": one.depends_on, "relation": one.relation, "holder": holders,
    }  # fmt: skip
    return Episode(
        id=key, kind="linkage", title=f"{chosen['issue']} hangs on {chosen['depends_on']}",
        codes=tuple(sorted({c for t in members for c in t.codes})), issue=one.issue_name or one.issue,
        first=min(said, key=order, default=None), last=max(said, key=order, default=None), status=one.relation,
        certainty=combine(held), members=tuple(t.key for t in members),
        fields=fields_of(
            issue=values_of(members, accounts, "issue"), depends_on=values_of(members, accounts, "depends_on"),
            relation=values_of(members, accounts, "relation"),
        ),
        steps=(Step(min(said, key=order, default=None), {"relation": one.relation}, tuple(holders), held, combine(held)),),
        why=why, chosen=chosen,
    )  # fmt: skip

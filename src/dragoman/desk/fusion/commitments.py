"""Commitments: one promise with every deadline it has had, who named it and when, and what became of it."""

from __future__ import annotations

from collections.abc import Hashable, Sequence
from dataclasses import dataclass, field

from dragoman.desk.fusion.accounts import Accounts, accounts_of, combine, fields_of, side_of, values_of
from dragoman.desk.fusion.dates import Span, gap, order, span, width
from dragoman.desk.fusion.gathering import Weight
from dragoman.desk.model import Episode, Step, Told, Value
from dragoman.desk.words import likeness, stems, telling
from dragoman.records import Commitment, Party

_FORGOTTEN = 5 * 365
_FAR = 400
_ACT = 0.3
_KEYED = 6
_OUTCOMES = frozenset(["met", "missed"])
_KEPT = 5
_ONE_TIME = 60
_PART = 0.8
_ONE_TELLING = 10


# What is told (a deadline, an outcome), the deadline, by whom, the number of the telling → the records that tell it.
_Rows = dict[tuple[str, str | None, tuple[str, ...], int], list[Told]]


@dataclass(frozen=True, slots=True)
class CommitmentFacts:
    """What commitments are compared by. `own` tells whether the topic stands in the record's own words, `act` holds the
    words of the gist that are not the topic's ("withdraw" of the troops that an issue is about)."""

    told: Told
    promisors: frozenset[str]
    topic: str | None
    own: bool
    outcome: bool
    words: frozenset[str]
    act: frozenset[str]
    people: frozenset[str]
    deadline: Span | None
    made: Span | None
    said: Span | None


class CommitmentKind:
    """How the commitments of one pair of states are gathered."""

    threshold = 2.0

    def facts(self, told: Told) -> CommitmentFacts:
        r = told.record
        assert isinstance(r, Commitment)
        words = telling(r.gist)
        return CommitmentFacts(
            told, frozenset(codes_of(r.promisor)), told.issue, told.own_issue, r.status in _OUTCOMES, words,
            words - telling(told.issue or ""), frozenset(p.person for p in r.promisor if p.person),
            span(r.deadline), span(r.made), span(told.said or told.published),
        )  # fmt: skip

    def keys(self, facts: CommitmentFacts) -> tuple[Hashable, ...]:
        out: list[Hashable] = [("topic", facts.topic)] if facts.topic else []
        out += [("word", w) for w in sorted(facts.words)[:_KEYED]]
        return (*out, ("document", facts.told.document))

    asks = keys

    def draft(self) -> CommitmentDraft:
        return CommitmentDraft()


def codes_of(parties: Sequence[Party]) -> tuple[str, ...]:
    """The codes of parties, sorted, names for those without one."""
    return tuple(sorted({p.code or p.name for p in parties}))


@dataclass
class CommitmentDraft:
    """A commitment while it is gathered."""

    promisors: set[str] = field(default_factory=set)
    topics: set[str] = field(default_factory=set)
    own: set[str] = field(default_factory=set)
    gists: list[frozenset[str]] = field(default_factory=list)
    acts: list[frozenset[str]] = field(default_factory=list)
    people: set[str] = field(default_factory=set)
    deadlines: list[Span] = field(default_factory=list)
    made: Span | None = None
    said: Span | None = None

    def take(self, facts: CommitmentFacts) -> None:
        self.promisors |= facts.promisors
        if facts.topic:
            (self.own if facts.own else self.topics).add(facts.topic)
        if facts.words and facts.words not in self.gists:
            self.gists = [*self.gists[-_KEPT:], facts.words]
        if facts.act not in self.acts:
            self.acts = [*self.acts[-_KEPT:], facts.act]
        self.people |= facts.people
        if facts.deadline and facts.deadline not in self.deadlines:
            self.deadlines.append(facts.deadline)
        self.made = self.made or facts.made
        self.said = facts.said or self.said

    def weigh(self, facts: CommitmentFacts) -> Weight | None:
        if facts.promisors and self.promisors and not facts.promisors & self.promisors:
            return None
        if facts.own and self.own and facts.topic not in self.own:
            return None
        alike = max((likeness(facts.words, g) for g in self.gists), default=0.0)
        outcome = facts.outcome and bool(self.deadlines)
        if outcome and any(facts.words <= g or g <= facts.words for g in self.gists if g and facts.words):
            alike = max(alike, _PART)
        far = facts.said is not None and self.said is not None and gap(facts.said, self.said) > _FAR
        due = facts.deadline is not None and any(gap(facts.deadline, d) == 0 for d in self.deadlines)
        same = facts.topic is not None and facts.topic in self.own | self.topics
        both = same and facts.own and facts.topic in self.own
        other = both and self._other_act(facts)
        if other:
            alike = 0.0
        weight, why = 2.0 * alike, [f"the wording agrees ({alike:.0%})"] if alike >= 0.3 else []
        if same:
            weight += 1.0 if other or (far and not due) else 2.0 if both else 1.25
            why.append(f"same issue ({facts.topic})")
            weight += 0.75 if not both and (not facts.words or not self.gists) and self._at_one_time(facts) else 0.0
        elif alike < 0.5 or (facts.people and self.people and not facts.people & self.people):
            return None
        elif far and not outcome:
            weight -= 0.75
        if due:
            weight += 1.0
            why.append("same deadline")
        if outcome and alike >= _PART:
            weight += 0.5
            why.append("what became of it")
        if facts.made and self.made and gap(facts.made, self.made) == 0 and width(facts.made) <= 31:
            weight += 0.5
            why.append("made at one time")
        if facts.said and self.said and gap(facts.said, self.said) > _FORGOTTEN:
            weight -= 1.5
        return weight, "; ".join(why)

    def _other_act(self, facts: CommitmentFacts) -> bool:
        """Does it promise something else in the same dispute ("keep" and "withdraw" the troops that it is about)? Words that
        name no act of their own ("do all it can for the treaty") promise the matter itself."""
        if not facts.act or not all(self.acts):
            return False
        return max((likeness(facts.act, a) for a in self.acts), default=0.0) < _ACT

    def _at_one_time(self, facts: CommitmentFacts) -> bool:
        """Words that tell nothing ("do the utmost") are of the promise of their time, or of its deadline."""
        if facts.deadline and any(gap(facts.deadline, d) == 0 for d in self.deadlines):
            return True
        return facts.said is not None and self.said is not None and gap(facts.said, self.said) <= _ONE_TIME


def build_commitment(key: str, members: Sequence[Told], why: tuple[str, ...]) -> Episode:
    """The episode of a commitment from its records in order of telling."""
    accounts = accounts_of(members)
    steps = _steps(members, accounts)
    promisors = values_of(members, accounts, lambda r: codes_of(r.promisor))
    gists = values_of(members, accounts, "gist")
    made = values_of(members, accounts, "made")
    issue = _most([t.issue for t in members if t.issue])
    deadlines = [s for s in steps if s.values.get("deadline")]
    told = [t.record for t in members if isinstance(t.record, Commitment)]
    named = sorted({c for r in told for c in codes_of(r.promisor)})
    owed = sorted({c for r in told for c in codes_of(r.beneficiary)} - set(named))
    first_made = min((v.value for v in made), key=order, default=None)
    chosen = {
        "gist": _gist(members, gists, issue), "issue": issue or _most([r.issue for r in told]),
        "promisor": named, "beneficiary": owed, "made": first_made,
        "deadline": deadlines[-1].values["deadline"] if deadlines else None,
        "slipped": slipped([s.values["deadline"] for s in deadlines]),
        "status": _status(steps),
    }  # fmt: skip
    fields = fields_of(
        gist=gists, promisor=promisors, made=made,
        deadline=values_of(members, accounts, "deadline"),
        status=values_of(members, accounts, "status"),
    )  # fmt: skip
    return Episode(
        id=key, kind="commitment", title=str(chosen["gist"]), codes=tuple(sorted({c for t in members for c in t.codes})),
        issue=issue, first=first_made or (steps[0].date if steps else None), last=steps[-1].date if steps else None,
        status=str(chosen["status"]), certainty=combine(accounts.values()), members=tuple(t.key for t in members),
        fields=fields, steps=tuple(steps), why=why, chosen=chosen,
    )  # fmt: skip


def slipped(deadlines: Sequence[str]) -> int | None:
    """Days from the last day of the first deadline to that of the last; None where there is one deadline or none."""
    found = [s for d in deadlines if (s := span(d))]
    if len(found) < 2:
        return None
    return found[-1][1] - found[0][1]


def _most(names: Sequence[str | None]) -> str | None:
    known = [n for n in names if n]
    return min(set(known), key=lambda n: (-known.count(n), n)) if known else None


def _gist(members: Sequence[Told], gists: Sequence[Value], issue: str | None) -> str:
    """The wording most like all others, of those that name the issue, else of those that tell anything."""
    told = [str(v.value) for v in gists]
    naming = {t.record.gist for t in members if t.own_issue and t.issue == issue and isinstance(t.record, Commitment)}
    full = [g for g in told if g in naming] or [g for g in told if telling(g)]
    if not full:
        return f"{told[0]} ({issue})" if issue else told[0]
    every = [stems(g) for g in full[:_KEPT]]
    shared = {g: sum(likeness(stems(g), other) for other in every) for g in full[:_KEPT]}
    return max(shared, key=lambda g: (round(shared[g], 6), len(telling(g)), -len(g), g))


def _steps(members: Sequence[Told], accounts: Accounts) -> list[Step]:
    """A step for each deadline that a side names, and one for each outcome that a side tells."""
    rows: _Rows = {}
    for t in members:
        r = t.record
        assert isinstance(r, Commitment)
        by = _speakers(t)
        outcome = r.status if r.status not in ("open", "unclear") else "open"
        if outcome in ("open", "reinterpreted") or (r.deadline and outcome in _OUTCOMES):
            rows.setdefault(("set", r.deadline, by, 0), []).append(t)
        if outcome != "open":
            rows.setdefault((outcome, r.deadline, by, _telling_of(rows, outcome, r.deadline, by, t)), []).append(t)
    steps = []
    for (what, deadline, by, _), told in rows.items():
        held = tuple(accounts[t.key] for t in told)
        values: dict[str, object] = {"deadline": deadline} if what == "set" and deadline else {}
        values["status"] = "open" if what == "set" else what
        values["told_by"] = sorted({s for t in told if (s := side_of(t))})
        if what != "set" and deadline:
            values["of"] = deadline
        steps.append(Step(_when(told, what), values, by, held, combine(held)))
    return sorted(steps, key=lambda s: (order(s.date), str(s.values.get("deadline")), str(s.values["status"]), s.said_by))


def _telling_of(rows: _Rows, outcome: str, deadline: str | None, by: tuple[str, ...], told: Told) -> int:
    """The number of the telling to which an outcome belongs: refusals months apart are two."""
    number = 0
    while (there := rows.get((outcome, deadline, by, number))) is not None:
        one, other = span(there[-1].said or there[-1].published), span(told.said or told.published)
        if one is None or other is None or gap(one, other) <= _ONE_TELLING:
            return number
        number += 1
    return number


def _speakers(told: Told) -> tuple[str, ...]:
    """Who names the deadline: the promisors; the speaker where he reads it otherwise, or tells it of another."""
    r = told.record
    assert isinstance(r, Commitment)
    promisors = codes_of(r.promisor)
    speaker = told.sides[-1:]
    return speaker if speaker and (r.status == "reinterpreted" or speaker[0] not in promisors) else promisors


def _when(told: Sequence[Told], what: str) -> str | None:
    """The day of a step: when the promise was made, for what came later the day on which it was told first."""
    made = [d for t in told if isinstance(t.record, Commitment) and (d := t.record.made)]
    said = [d for t in told if (d := t.said or t.published)]
    return min((made or said) if what == "set" else (said or made), key=order, default=None)


def _status(steps: Sequence[Step]) -> str:
    """How it stands by what is told, today left aside: the last outcome, `open` where none is told."""
    last = [s for s in steps if s.values["status"] != "open" and s.certainty != "denied"]
    if not last:
        return "open"
    after = [s for s in steps if s.values.get("deadline") and order(s.date) > order(last[-1].date)]
    if last[-1].values["status"] in ("missed", "met"):
        return str(last[-1].values["status"])
    return "open" if after else str(last[-1].values["status"])

"""Positions: where one holder stands on one issue through time; what others say of him stays a claim."""

from __future__ import annotations

import re
from collections.abc import Hashable, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cache
from importlib.resources import files

from dragoman.desk.fusion.accounts import RANK, Accounts, accounts_of, combine, fields_of, side_of, values_of
from dragoman.desk.fusion.dates import gap, order, span
from dragoman.desk.fusion.gathering import Weight
from dragoman.desk.model import Episode, Step, Told
from dragoman.desk.words import likeness, telling
from dragoman.records import Certainty, Position

_KEYED = 6
_KEPT = 5
_LOOKED_BACK = 24


@dataclass(frozen=True, slots=True)
class PositionFacts:
    """What positions of one holder are compared by."""

    told: Told
    topic: str | None
    words: frozenset[str]


class PositionKind:
    """How positions of one holder are gathered."""

    threshold = 1.5

    def facts(self, told: Told) -> PositionFacts:
        r = told.record
        assert isinstance(r, Position)
        return PositionFacts(told, told.issue, telling(r.issue))

    def keys(self, facts: PositionFacts) -> tuple[Hashable, ...]:
        out: list[Hashable] = [("topic", facts.topic)] if facts.topic else []
        return (*out, *(("word", w) for w in sorted(facts.words)[:_KEYED]))

    asks = keys

    def draft(self) -> PositionDraft:
        return PositionDraft()


@dataclass
class PositionDraft:
    """A position while it is gathered."""

    topics: set[str] = field(default_factory=set)
    issues: list[frozenset[str]] = field(default_factory=list)

    def take(self, facts: PositionFacts) -> None:
        if facts.topic:
            self.topics.add(facts.topic)
        if facts.words and facts.words not in self.issues:
            self.issues = [*self.issues[-_KEPT:], facts.words]

    def weigh(self, facts: PositionFacts) -> Weight | None:
        if facts.topic and facts.topic in self.topics:
            return 2.0, f"same issue ({facts.topic})"
        if facts.topic and self.topics:
            return None
        alike = max((likeness(facts.words, i) for i in self.issues), default=0.0)
        return 2.5 * alike, f"the issue is named alike ({alike:.0%})"


def build_position(key: str, members: Sequence[Told], why: tuple[str, ...]) -> Episode:
    """The episode of a position from its records in order of telling."""
    accounts = accounts_of(members)
    steps = _steps(members, accounts)
    holders = values_of(members, accounts, lambda r: r.holder.code or r.holder.name)
    holder = holders[0].value
    told = [t.record for t in members if isinstance(t.record, Position)]
    issues = [t.issue for t in members if t.issue] or [r.issue for r in told]
    issue = min(set(issues), key=lambda i: (-issues.count(i), i))
    own = [s for s in steps if not s.values.get("claimed_by")]
    fields = fields_of(
        holder=holders,
        stance=values_of(members, accounts, "stance"),
        polarity=values_of(members, accounts, "polarity"),
    )
    last = (own or steps)[-1]
    return Episode(
        id=key, kind="position", title=f"{holder} on {issue}", codes=tuple(sorted({c for t in members for c in t.codes})),
        issue=issue, first=min((s.date for s in steps if s.date), key=order, default=None), last=last.date,
        status=str(last.values["polarity"]), certainty=combine(accounts.values()), members=tuple(t.key for t in members),
        fields=fields, steps=tuple(steps), why=why, chosen={"holder": holder, "issue": issue, "reversals": reversals(steps)},
    )  # fmt: skip


def _steps(members: Sequence[Told], accounts: Accounts) -> list[Step]:
    """One step for each stance, day and speaker; the same stance told again by another text is one more account."""
    rows: list[tuple[Told, list[Told]]] = []
    shelves: dict[tuple[str, str | None], list[tuple[Told, list[Told]]]] = {}
    dated: dict[str, str] = {}
    for t in members:
        day = t.record.date if isinstance(t.record, Position) else None
        if day and (t.document not in dated or order(day) < order(dated[t.document])):
            dated[t.document] = day
    for t in sorted(members, key=lambda t: (_rank(_day(t, dated)), t.key)):
        shelf = shelves.setdefault((_polarity(t), claimed_by(t)), [])
        home = next((told for one, told in reversed(shelf[-_LOOKED_BACK:]) if _same(one, t)), None)
        if home is None:
            row = (t, [t])
            rows.append(row)
            shelf.append(row)
        else:
            home.append(t)
    steps = []
    for one, told in rows:
        r = one.record
        assert isinstance(r, Position)
        records = [t.record for t in told if isinstance(t.record, Position)]
        held = tuple(accounts[t.key] for t in told)
        claimed = claimed_by(one)
        values: dict[str, object] = {"stance": r.stance, "polarity": r.polarity}
        if claimed:
            values["claimed_by"] = claimed
        if any(r.change for r in records):
            values["change"] = True
        if any(t.own_issue for t in told) or one.issue is None:
            values["named"] = True
        sides = tuple(dict.fromkeys(s for t in told if (s := side_of(t))))
        date = min((d for t in told if (d := _day(t, dated))), key=_rank, default=None)
        steps.append(Step(date, values, sides, held, _capped(combine(held), bool(claimed))))
    return sorted(steps, key=lambda s: (_rank(s.date), str(s.values["stance"])))


def _same(a: Told, b: Told) -> bool:
    """The same stance, given polarity and speaker: at one time, in one text or in like words."""
    x, y = a.record, b.record
    assert isinstance(x, Position) and isinstance(y, Position)
    one, other = span(x.date), span(y.date)
    near = one is other if one is None or other is None else gap(one, other) == 0
    return near and (a.document == b.document or likeness(telling(x.stance), telling(y.stance)) >= 0.4)


def _day(told: Told, dated: Mapping[str, str]) -> str | None:
    """The day of a stance, else that of its telling; what was held "earlier" ends before the first day that its text gives
    (`dated`: document → that day)."""
    assert isinstance(told.record, Position)
    if told.record.date is None and _earlier().search(told.text):
        before = dated.get(told.document) or told.published
        return f"../{before}" if before and "/" not in before else told.said
    return told.record.date or told.said


def _rank(date: str | None) -> tuple[int, int]:
    """Sorts dates by their first day; what ends before a day stands before all of that day."""
    if date and date.startswith("../"):
        first, _ = order(date[3:])
        return first - 1, first - 1
    return order(date)


@cache
def _earlier() -> re.Pattern[str]:
    lines = files("dragoman").joinpath("data", "desk", "earlier_cues.tsv").read_text(encoding="utf-8").splitlines()
    return re.compile(rf"\b(?:{'|'.join(map(re.escape, lines[1:]))})\b", re.IGNORECASE)


def _polarity(told: Told) -> str:
    assert isinstance(told.record, Position)
    return told.record.polarity


def claimed_by(told: Told) -> str | None:
    """The side on whose word another's stance rests; None where the holder speaks, or the text itself."""
    r = told.record
    assert isinstance(r, Position)
    speaker = told.sides[-1] if told.sides else None
    return speaker if speaker and speaker != r.holder.code else None


def _capped(certainty: Certainty, claimed: bool) -> Certainty:
    """Another's word on where a holder stands is at most `possible`: he has his own reasons to tell it so."""
    return "possible" if claimed and RANK[certainty] > RANK["possible"] else certainty


def reversals(steps: Sequence[Step]) -> tuple[dict[str, object], ...]:
    """Turns from for to against or back, and changes that a text tells; claims of others make a turn `possible` at most.

    `step` is the index of the step that turns. Only stances that name the issue in their own words can turn: what is
    merely said near it may be of something else.
    """
    out: list[dict[str, object]] = []
    before: Step | None = None
    for at, s in enumerate(steps):
        if s.certainty in ("denied", "unknown"):
            continue
        turned = (
            before is not None
            and before.values.get("named") and s.values.get("named")
            and {before.values["polarity"], s.values["polarity"]} == {"for", "against"}
        )  # fmt: skip
        if turned or s.values.get("change"):
            weakest = min((x.certainty for x in (before, s) if x is not None), key=lambda c: RANK[c])
            out.append({
                "date": s.date, "from": before.values["stance"] if before else None, "to": s.values["stance"],
                "certainty": weakest, "claimed_by": s.values.get("claimed_by"),
                "step": at,
            })  # fmt: skip
        if (not s.values.get("claimed_by") and s.values.get("named")) or before is None:
            before = s
    return tuple(out)

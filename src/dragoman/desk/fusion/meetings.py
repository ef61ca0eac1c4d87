"""Meetings: one life from proposed over planned and put off to held or cancelled.

A visit and the talks in it are one episode. A later record continues a meeting that is still to come where the same
persons are to meet and its day has moved; what is held weeks before the planned day is another meeting.
"""

from __future__ import annotations

import re
from collections.abc import Hashable, Sequence
from dataclasses import dataclass, field
from functools import cache
from importlib.resources import files

from dragoman.desk.fusion.accounts import Accounts, accounts_of, combine, fields_of, pick, side_of, values_of
from dragoman.desk.fusion.dates import Span, gap, months, order, span, width, within
from dragoman.desk.fusion.gathering import Weight
from dragoman.desk.model import Episode, Step, Told
from dragoman.records import Meeting, Party

_APART = {"phone_call": "call", "press_conference": "press"}
_AHEAD = frozenset(["planned", "proposed", "postponed", "uncertain"])
_OVER = frozenset(["cancelled", "declined"])
_HEADS = ("president", "prime minister", "premier", "chancellor", "king", "emperor", "head of state", "head of government")
_LONGEST_WAIT = 420
_EARLY = 10
_STALE = 200
_SOON = 45
_JUST_BEFORE = 3
# What it weighs that dates agree, by the days that the more exact of them spans.
_EXACT = ((10, 2.0), (31, 1.5), (100, 0.75), (10**7, 0.25))
_TYPES = ("summit", "negotiation_round", "talks", "phone_call", "press_conference", "visit", "other")


@dataclass(frozen=True, slots=True)
class MeetingFacts:
    """What meetings are compared by."""

    told: Told
    apart: str
    people: dict[str, frozenset[str]]
    when: Span | None
    status: str
    place: str | None
    said: Span | None

    @property
    def names(self) -> frozenset[str]:
        return frozenset(n for names in self.people.values() for n in names)


class MeetingKind:
    """How meetings of one pair of states are gathered."""

    threshold = 2.0

    def facts(self, told: Told) -> MeetingFacts:
        r = told.record
        assert isinstance(r, Meeting)
        people: dict[str, set[str]] = {}
        for p in r.participants:
            if name := last_name(p):
                people.setdefault(p.code or "", set()).add(name)
        place = r.place.casefold() if r.place else None
        held = {c: frozenset(n) for c, n in people.items()}
        said = span(told.said or told.published)
        return MeetingFacts(told, _APART.get(r.type, ""), held, span(day_of(told)), status_of(told), place, said)

    def keys(self, facts: MeetingFacts) -> tuple[Hashable, ...]:
        out: list[Hashable] = [("month", m) for m in months(facts.when)] if facts.when else []
        out += [("person", n) for n in sorted(facts.names)]
        out += [("document", facts.told.document), ("place", facts.place)]
        return tuple(out)

    def asks(self, facts: MeetingFacts) -> tuple[Hashable, ...]:
        out: list[Hashable] = []
        if facts.when:
            found = months((facts.when[0] - 4, facts.when[1] + 4), 140)
            out += [("month", m) for m in found]
        out += [("person", n) for n in sorted(facts.names)]
        out += [("document", facts.told.document)]
        return (*out, *([("place", facts.place)] if facts.place else []))

    def draft(self) -> MeetingDraft:
        return MeetingDraft()


def day_of(told: Told) -> str | None:
    """The day of a meeting. A plan for the day on which it is told, or for those just before, has no day: what stands
    there is the day of telling; a plan of long ago was one."""
    r = told.record
    assert isinstance(r, Meeting)
    when = span(r.date)
    if r.status not in ("planned", "proposed", "uncertain") or when is None:
        return r.date
    days = [s for d in (told.said, told.published) if (s := span(d))]
    return None if any(s[0] - _JUST_BEFORE <= when[1] <= s[1] for s in days) else r.date


def status_of(told: Told) -> str:
    """The status of a meeting; a plan of which its sentence says that it is put off is put off."""
    r = told.record
    assert isinstance(r, Meeting)
    return "postponed" if r.status in ("planned", "proposed", "uncertain") and _delays().search(told.text) else r.status


@cache
def _delays() -> re.Pattern[str]:
    lines = files("dragoman").joinpath("data", "desk", "delay_cues.tsv").read_text(encoding="utf-8").splitlines()
    return re.compile(rf"\b(?:{'|'.join(map(re.escape, lines[1:]))})\b", re.IGNORECASE)


def last_name(party: Party) -> str | None:
    """The name by which a person is compared: the last word of it; None for a party that names no person."""
    if party.person:
        return party.person.split()[-1].casefold()
    titled = party.name.split()
    return titled[-1].casefold() if len(titled) > 1 and titled[0].rstrip(".") in ("Mr", "Mrs", "Ms", "Dr") else None


@dataclass
class MeetingDraft:
    """A meeting while it is gathered."""

    apart: str = ""
    people: dict[str, set[str]] = field(default_factory=dict)
    spans: list[Span] = field(default_factory=list)
    places: set[str] = field(default_factory=set)
    states: set[str] = field(default_factory=set)
    documents: set[str] = field(default_factory=set)
    planned: Span | None = None
    held: Span | None = None
    over: bool = False
    said: Span | None = None

    def take(self, facts: MeetingFacts) -> None:
        self.apart = facts.apart
        for side, names in facts.people.items():
            self.people.setdefault(side, set()).update(names)
        if facts.when and facts.when not in self.spans:
            self.spans.append(facts.when)
        if facts.place:
            self.places.add(facts.place)
        if facts.told.where:
            self.states.add(facts.told.where)
        self.documents.add(facts.told.document)
        if facts.status == "held":
            self.held = facts.when or self.held
            self.over = True
        elif facts.status in _OVER:
            self.over = True
        elif facts.when:
            self.planned = facts.when
        self.said = facts.said or self.said

    def weigh(self, facts: MeetingFacts) -> Weight | None:
        if facts.apart != self.apart:
            return None
        who = self._who(facts)
        if who is None:
            return None
        shared, met = who
        weight = self._where(facts)
        when = self._when(facts, shared)
        if when is None:
            return None
        value, words = when
        reasons = [w for w in (f"same persons ({', '.join(met)})" if met else "same sides", words) if w]
        return weight + value + (1.5 + 0.5 * (shared > 1) if shared else 0.0), "; ".join(reasons)

    def _who(self, facts: MeetingFacts) -> tuple[int, list[str]] | None:
        """Sides on which a person is shared, and who; None where one side sends somebody else."""
        shared: set[str] = set()
        met: set[str] = set()
        for side, names in facts.people.items():
            mine = self.people.get(side)
            if side and mine:
                common = names & mine
                if not common:
                    return None
                shared.add(side)
                met |= common
            elif not side or "" in self.people:
                common = names & {n for ns in self.people.values() for n in ns}
                shared |= {"" for _ in common}
                met |= common
        return len(shared), sorted(met)

    def _where(self, facts: MeetingFacts) -> float:
        if not facts.place or not self.places:
            return 0.0
        if facts.place in self.places:
            return 1.25
        if facts.told.where and self.states and facts.told.where not in self.states:
            return -1.5
        return 0.5 if facts.told.where in self.states else -0.25

    def _when(self, facts: MeetingFacts, shared: int) -> Weight | None:
        if facts.when is None or not self.spans:
            return self._undated(facts, shared)
        days, other = min((gap(facts.when, s), s) for s in self._days(facts))
        if days == 0:
            exact = min(width(facts.when), width(other))
            return next(v for most, v in _EXACT if exact <= most), "the dates agree"
        if facts.status == "held" and self.held is not None:
            return (1.0, "a day or two apart") if gap(facts.when, self.held) <= 3 else None
        if days <= 3:
            return 1.0, "a day or two apart"
        if not (shared or (facts.place and facts.place in self.places)) or days > _LONGEST_WAIT:
            return None
        return self._moved(facts, days)

    def _days(self, facts: MeetingFacts) -> list[Span]:
        """The days that a record may agree with: what is held is held on the day that stands, not on one left before."""
        stands = self.held or self.planned
        if facts.status != "held" or stands is None:
            return self.spans
        return [s for s in self.spans if gap(s, stands) <= _EARLY] or [stands]

    def _moved(self, facts: MeetingFacts, days: int) -> Weight | None:
        """The day has moved: a plan goes on, or an earlier plan is told of what has been held."""
        assert facts.when is not None
        slack = 0.9 - days / 700
        if facts.status == "held":
            if self.planned is None or self.over or facts.when[0] < self.planned[0] - _EARLY:
                return None
            return slack, f"held {days} days from the day planned"
        passed = self.planned is not None and facts.said is not None and facts.said[0] > self.planned[1] + _STALE
        if not self.over and not passed:
            return slack, f"moved by {days} days"
        if self.held is not None and facts.when[1] <= self.held[1] and facts.said and facts.said[0] >= self.held[0]:
            return slack - 0.3, "an earlier plan told afterwards"
        return None

    def _undated(self, facts: MeetingFacts, shared: int) -> Weight | None:
        near = gap(facts.said, self.said) if facts.said and self.said else None
        if facts.told.document in self.documents:
            return 0.5, "the same text"
        if near is None or not shared:
            return None
        if facts.status == "held" and self.held is not None and facts.said:
            return (0.75, "told soon after") if gap(facts.said, self.held) <= _SOON else None
        if facts.status == "held" and self.planned is not None and facts.said:
            # What was called off is held after all only where it is told of the very days for which it stood.
            late = gap(facts.said, self.planned) if facts.said[1] >= self.planned[0] - _EARLY else _LONGEST_WAIT
            return (0.75, "told when it was to be") if late <= (_EARLY if self.over else _SOON) else None
        if facts.status != "held" and not self.over and near <= 270:
            return 0.75, "still to come"
        return None


def meetings(told: Sequence[Told]) -> list[Meeting]:
    """The meetings that are told."""
    return [t.record for t in told if isinstance(t.record, Meeting)]


def build_meeting(key: str, members: Sequence[Told], why: tuple[str, ...]) -> Episode:
    """The episode of a meeting from its records in order of telling."""
    accounts = accounts_of(members)
    steps = _steps(members, accounts)
    status, date = _outcome(members, steps)
    people = _people(members)
    kind = _type(members, people)
    places = values_of(members, accounts, "place")
    place = _place(members, pick(places), date)
    names = tuple(dict.fromkeys([*people.values()]))
    codes = tuple(sorted({c for t in members for c in t.codes}))
    fields = fields_of(
        type=values_of(members, accounts, "type"),
        status=values_of(members, accounts, "status"),
        date=values_of([t for t in members if status_of(t) == status], accounts, "date"),
        place=places,
        proposed_by=values_of(members, accounts, lambda r: tuple(p.code or p.name for p in r.proposed_by)),
        condition=values_of(members, accounts, "condition"),
        agenda=values_of(members, accounts, "agenda"),
    )
    chosen = {"type": kind, "place": place, "date": date, "status": status, "participants": names or codes}
    return Episode(
        id=key, kind="meeting", title=_title(kind, names or codes, place), codes=codes,
        issue=next((t.issue for t in members if t.issue), None),
        first=min((s.date for s in steps if s.date), key=order, default=None), last=date or _last(steps),
        status=status, certainty=combine(a for s in steps[-1:] for a in s.accounts),
        members=tuple(t.key for t in members), fields=fields, steps=tuple(steps), why=why, chosen=chosen,
    )  # fmt: skip


def _steps(members: Sequence[Told], accounts: Accounts) -> list[Step]:
    """One step for each status with its day; a date that only says another more loosely makes no step of its own."""
    rows: dict[tuple[str, str | None], list[Told]] = {}
    for t in members:
        status, day = status_of(t), day_of(t)
        same = [k for k in rows if k[0] == status and k[1] and day and within(day, k[1])]
        looser = [k for k in rows if k[0] == status and k[1] and day and within(k[1], day)]
        if same and same[0][1] != day and status == "held":
            rows[(status, day)] = [*rows.pop(same[0]), t]
        else:
            rows.setdefault(looser[0] if looser and status == "held" else (status, day), []).append(t)
    steps = []
    for (status, date), told in rows.items():
        said = min((t.said or t.published for t in told), key=order)
        on = date if status == "held" and date else said
        values = {"status": status, "for": date} | _by(told)
        held = tuple(accounts[t.key] for t in told)
        sides = tuple(dict.fromkeys(s for t in told if (s := side_of(t))))
        steps.append(Step(on, values, sides, held, combine(held)))
    in_order = sorted(steps, key=lambda s: (order(s.date), s.values["status"] == "held", str(s.values["for"])))
    return _with_delays(_turned(in_order))


def _by(told: Sequence[Told]) -> dict[str, list[str]]:
    by = sorted({p.code or p.name for r in meetings(told) for p in r.proposed_by} | {t.asked_by for t in told if t.asked_by})
    return {"by": by} if by else {}


def _turned(steps: list[Step]) -> list[Step]:
    """A delay may be told with the day that it leaves: where that was the plan, or the same text names a later day, the
    day told is `from`, and the later one, if any, `for`; the plan that it leaves is a step, `implied` where none is told."""
    out = []
    for s in steps:
        left = span(s.values["for"])
        if s.values["status"] == "postponed" and left is not None:
            texts = {a.document for a in s.accounts}
            others = [(o, d) for o in steps if o is not s and (d := span(o.values["for"])) is not None]
            later = [o for o, d in others if d[0] > left[1] and texts & {a.document for a in o.accounts}]
            planned = any(gap(d, left) == 0 and o.values["status"] in ("planned", "proposed") for o, d in others)
            if later or planned:
                new = min((o.values["for"] for o in later), key=order, default=None)
                if not planned:
                    was = {"status": "planned", "for": s.values["for"], "implied": True}
                    out.append(Step(s.date, was, s.said_by, s.accounts, s.certainty))
                s = Step(s.date, {**s.values, "from": s.values["for"], "for": new}, s.said_by, s.accounts, s.certainty)
        out.append(s)
    return [s for s in out if not _is_the_delay(s, out)]


def _is_the_delay(step: Step, steps: Sequence[Step]) -> bool:
    """Is it only the new day of a delay that the same texts tell?"""
    texts = {a.document for a in step.accounts}
    return step.values["status"] in ("proposed", "planned") and any(
        s.values["status"] == "postponed" and s.values.get("from") and s.values["for"] == step.values["for"] is not None
        and texts <= {a.document for a in s.accounts}
        for s in steps
    )  # fmt: skip


def _with_delays(steps: list[Step]) -> list[Step]:
    """A plan for a later day than the plan before it is a delay: `from` tells the day that it leaves."""
    out: list[Step] = []
    plan: str | None = None
    for s in steps:
        values = dict(s.values)
        day = values["for"]
        if values["status"] in ("planned", "postponed", "held") and day:
            before, now = span(plan), span(day)
            if before and now and now[0] > before[1] and values["status"] != "held":
                values |= {"status": "postponed", "from": plan}
            plan = day
        elif values["status"] == "postponed" and plan:
            values.setdefault("from", plan)
        out.append(Step(s.date, values, s.said_by, s.accounts, s.certainty))
    return out


def _outcome(members: Sequence[Told], steps: Sequence[Step]) -> tuple[str, str | None]:
    """How it stands at the end, and the day of it: held if anybody tells so, else what was told last."""
    held = [s for s in steps if s.values["status"] == "held" and s.certainty != "denied"]
    if held:
        best = max(held, key=lambda s: (len(s.accounts), -(order(s.values["for"])[1] - order(s.values["for"])[0])))
        return "held", best.values["for"]
    last = max(steps, key=lambda s: (order(s.date), s.values["status"] in _OVER))
    dated = [s for s in steps if s.values["for"]]
    return last.values["status"], last.values["for"] or (dated[-1].values["for"] if dated else None)


def _last(steps: Sequence[Step]) -> str | None:
    return max((s.date for s in steps if s.date), key=order, default=None)


def _people(members: Sequence[Told]) -> dict[str, str]:
    """Last name → full name, in the order of sides."""
    out: dict[tuple[str, str], str] = {}
    for r in meetings(members):
        for p in r.participants:
            if (name := last_name(p)) and (p.person or name not in {n for _, n in out}):
                out[(p.code or "", name)] = max(out.get((p.code or "", name), ""), p.person or p.name, key=len)
    full = {n for (side, n) in out if side}
    return {n: v for (side, n), v in sorted(out.items()) if side or n not in full}


def _type(members: Sequence[Told], people: dict[str, str]) -> str:
    told = {r.type for r in meetings(members)}
    heads = {
        p.code for r in meetings(members) for p in r.participants
        if p.code and p.person and (p.role or "").casefold().startswith(_HEADS)
    }  # fmt: skip
    if len(heads) > 1 and not told & set(_APART):
        return "summit"
    return next(k for k in _TYPES if k in told)


def _place(members: Sequence[Told], best: str | None, date: str | None) -> str | None:
    """The place of the record that tells the day decided on; else the best told."""
    for r in reversed(meetings(members)):
        if r.place and r.date and date and within(r.date, date):
            return r.place
    return best


def _title(kind: str, names: Sequence[str], place: str | None) -> str:
    what = kind.replace("_", " ")
    return f"{what[0].upper()}{what[1:]}: {', '.join(names)}" + (f", {place}" if place else "")

"""What changed: the difference between what a desk knew at one day and what it knows now.

An account is new where its document was published after the day. A step all of whose accounts are new is a change; what
kind of change follows from the step and from what the episode was before.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date
from typing import Any

from dragoman.desk.model import Episode, Query, Step, Told
from dragoman.desk.views.choice import Row, choose, printed
from dragoman.desk.views.scene import Memory, agree, lookup, narrowed, spokesman, steps_of
from dragoman.desk.views.timeline import Passage, passages, richer_passages, told_elsewhere
from dragoman.desk.wording.dates import first_day, last_day
from dragoman.desk.wording.hedges import hedged
from dragoman.desk.wording.names import Names
from dragoman.desk.wording.steps import clause_of_step
from dragoman.resolve.registry import load_registry

KINDS = ("meeting", "commitment", "transfer", "position", "event", "dispute")
_MEETINGS = {
    "cancelled": "meeting cancelled", "postponed": "meeting put off", "declined": "meeting declined", "held": "meeting held",
    "planned": "meeting planned", "proposed": "meeting proposed",
}  # fmt: skip
_PROMISES = {
    "met": "promise kept", "missed": "promise missed", "refused": "promise refused",
    "reinterpreted": "promise reinterpreted",
}  # fmt: skip
_STAGES = {
    "disbursed": "payment", "repaid": "repayment", "suspended": "payments suspended", "resumed": "payments resumed",
    "cancelled": "payments cancelled", "pledged": "money pledged", "committed": "money committed",
    "requested": "money requested", "owed": "money owed",
}  # fmt: skip
# Days within which a day of publication may lie and still count by its last.
_LOOSEST = 31
# Fields that are worded freely, or that follow from the life of an episode: another value of them is no new version.
_NO_VERSION = (
    "account", "gist", "stance", "text", "agenda", "status", "stage", "polarity", "participants", "purpose", "condition",
)  # fmt: skip


def news(memory: Memory, query: Query) -> list[Row]:
    """Rows `date` (when it was told), `change`, `kind`, `text`, `certainty`, `accounts`, `episode`; in order of date.

    `query.since` is the day from which on a telling is new; without it everything is.
    """
    wide = narrowed(query, since=None, until=None, limit=None)
    after = choose(memory.episodes(wide, KINDS, query.since), wide, KINDS)
    told = lookup(memory)({a.key for e in after for s in steps_of(e) for a in s.accounts} | _keys(after))
    since, until = first_day(query.since), last_day(query.until)
    fresh = {k for k, t in told.items() if _told_after(t, since)}
    late = {k for k, t in told.items() if until and (first_day(t.published) or date.min) > until}
    richer = richer_passages((e.kind, passages(s, told)) for e in after for s in steps_of(e))
    rows: list[Row] = []
    for episode in after:
        if fresh & set(episode.members):
            rows += _changes(episode, told, fresh, late, richer)
    rows.sort(key=lambda r: (first_day(r["date"]) or date.max, r["change"], r["text"]))
    return rows[-query.limit :] if query.limit else rows


def _keys(episodes: Sequence[Episode]) -> set[str]:
    return {a.key for e in episodes for held in e.fields.values() for v in held for a in v.accounts}


def _told_after(told: Told, since: date | None) -> bool:
    """Was it published from that day on? A date too loose to tell counts by its first day."""
    first, last = first_day(told.published), last_day(told.published)
    if since is None:
        return True
    if first is None or last is None:
        return False
    return (last if (last - first).days <= _LOOSEST else first) >= since


def _changes(episode: Episode, told: Mapping[str, Told], fresh: set[str], late: set[str], richer: set[Passage]) -> list[Row]:
    out: list[Row] = []
    before: list[Step] = []
    for step in steps_of(episode):
        keys = {a.key for a in step.accounts}
        if keys - fresh or not keys:
            before.append(step)
        elif not keys <= late:
            change = _change(episode, step, before)
            row = _row(episode, step, change, before, told) if change else None
            # An event beside richer records of its passage would say the same thing twice.
            if row and not told_elsewhere(episode.kind, passages(step, told), richer):
                out.append(row)
            before.append(step)
    return out + _versions(episode, told, fresh, late)


def _change(episode: Episode, step: Step, before: Sequence[Step]) -> str:
    """What a new step changes; empty where it only repeats what was known."""
    values = step.values
    if episode.kind == "meeting":
        return _MEETINGS.get(str(values.get("status")), "meeting")
    if episode.kind == "transfer":
        return _STAGES.get(str(values.get("stage")), "money")
    if episode.kind == "commitment":
        due = _last(before, "deadline")
        if values.get("deadline") and due and values["deadline"] != due:
            return "deadline moved"
        status = str(values.get("status") or "")
        return _PROMISES.get(status, "" if before else "new promise")
    if episode.kind == "position":
        stood = _last(before, "polarity")
        if stood and values.get("polarity") and {stood, values["polarity"]} == {"for", "against"}:
            return "reversal"
        return "" if stood else "position"
    return "sides differ" if episode.kind == "dispute" else "event"


def _last(steps: Sequence[Step], name: str) -> Any:
    return next((s.values[name] for s in reversed(steps) if s.values.get(name)), None)


def _row(episode: Episode, step: Step, change: str, before: Sequence[Step], told: Mapping[str, Told]) -> Row | None:
    best = spokesman(step, told)
    clause = clause_of_step(step, best, Names(), before) if best else None
    text = hedged(clause, step.certainty, best.voice) if clause and best else episode.title
    if not text:
        return None
    when = best.said or best.published if best else step.date
    return {
        "date": when, "change": change, "kind": episode.kind, "text": text, "certainty": step.certainty,
        "accounts": printed(step.accounts), "episode": episode.id,
    }  # fmt: skip


def _versions(episode: Episode, told: Mapping[str, Told], fresh: set[str], late: set[str]) -> list[Row]:
    """Values that only new accounts give while older ones give another."""
    out: list[Row] = []
    # "Japan" beside "Tokyo" is the looser word for one place.
    states = set(load_registry().polity_names.values())
    for name, values in episode.fields.items():
        # A meeting's day moves: that is its life, told by its steps.
        moves = name == "date" and episode.kind == "meeting"
        loose = name == "place" and any(str(v.value) in states for v in values)
        if name in _NO_VERSION or moves or loose:
            continue
        old = [v for v in values if any(a.key and a.key not in fresh for a in v.accounts)]
        for value in values:
            keys = {a.key for a in value.accounts}
            if not old or not keys or keys - fresh or keys <= late or any(agree(value.value, o.value) for o in old):
                continue
            best = min((t for k in keys if (t := told.get(k))), key=lambda t: t.key, default=None)
            text = f"{episode.title}: {name.replace('_', ' ')} {value.value}, not {old[0].value}"
            out.append({
                "date": best and (best.said or best.published), "change": "new version", "kind": episode.kind, "text": text,
                "certainty": value.certainty, "accounts": printed(value.accounts), "episode": episode.id,
            })  # fmt: skip
    return out

"""How two states stand: the cooperation–conflict scores of their events, summed by week or month."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping
from datetime import date, timedelta
from typing import Any, Literal

from dragoman.desk.fusion.accounts import RANK
from dragoman.desk.model import Episode, Query, Told
from dragoman.desk.views.choice import Row, printed
from dragoman.desk.views.scene import in_time
from dragoman.desk.wording.clauses import clause_of
from dragoman.desk.wording.dates import first_day, last_day
from dragoman.desk.wording.hedges import hedged
from dragoman.desk.wording.names import Names
from dragoman.records import Event

Period = Literal["week", "month"]
_LONGEST = {"week": 7, "month": 31}


def relations(given: Iterable[Row], query: Query, by: Period = "month") -> list[Row]:
    """Rows `period` (EDTF: a month or a week's days), `between`, `score` (mean, −10 … +10), `cooperation` and `conflict`
    (events with a score above and below zero), `events`: [{`date`, `plover`, `actor`, `recipient`, `score`, `text`,
    `certainty`, `accounts`}].

    Counted is what happened as far as the record is at least possible; plans, denials, hypotheses and history are not,
    nor is an event whose date is no finer than the period.
    """
    periods: dict[tuple[date, tuple[str, ...]], list[Row]] = defaultdict(list)
    for found in _told_once(given):
        if not in_time(found["date"], query):
            continue
        first, last = first_day(found["date"]), last_day(found["date"])
        if first is None or last is None or (last - first).days >= _LONGEST[by] or first.month != last.month:
            continue
        periods[_start(first, by), _pair(found, query.between)].append(found)
    rows = [_row(start, pair, events, by) for (start, pair), events in periods.items()]
    rows.sort(key=lambda r: (r["period"], r["between"]))
    return rows[-query.limit :] if query.limit else rows


def entries(episode: Episode, told: Mapping[str, Told]) -> list[Row]:
    """The event of an episode, as far as it counts."""
    held = [(t, r) for k in episode.members if (t := told.get(k)) and isinstance(r := t.record, Event)]
    if not held or RANK[episode.certainty] < RANK["possible"]:
        return []
    best, record = min(held, key=lambda h: (-RANK[h[1].certainty], h[1].date is None, h[0].key))
    if record.status != "actual" or record.score is None:
        return []
    clause = clause_of(record, Names(), dated=False)
    accounts = [a for values in episode.fields.values() for v in values for a in v.accounts]
    accounts += [a for step in episode.steps for a in step.accounts]
    return [{
        "date": episode.first or record.date, "plover": record.plover, "score": record.score,
        "actor": sorted({p.code for p in record.actor if p.code}),
        "recipient": sorted({p.code for p in record.recipient if p.code}),
        "text": hedged(clause, episode.certainty, best.voice) if clause else episode.title,
        "certainty": episode.certainty, "accounts": printed(accounts),
    }]  # fmt: skip


def _told_once(events: Iterable[Row]) -> list[Row]:
    """Of several events that one passage gives between the same two, the one with the strongest score."""
    best: dict[tuple[Any, ...], Row] = {}
    for event in events:
        first = event["accounts"][0] if event["accounts"] else {}
        place = (first.get("document"), *((e["start"], e["end"]) for e in first.get("evidence", ())[:1]))
        key = (*place, tuple(event["actor"]), tuple(event["recipient"]))
        if key not in best or abs(event["score"]) > abs(best[key]["score"]):
            best[key] = event
    return list(best.values())


def _pair(event: Row, between: tuple[str, ...]) -> tuple[str, ...]:
    return tuple(sorted(between)) or tuple(sorted({*event["actor"], *event["recipient"]}))[:2]


def _start(day: date, by: Period) -> date:
    return day - timedelta(day.weekday()) if by == "week" else day.replace(day=1)


def _row(start: date, pair: tuple[str, ...], events: list[Row], by: Period) -> Row:
    scores = [e["score"] for e in events]
    end = f"{start.isoformat()}/{(start + timedelta(6)).isoformat()}"
    return {
        "period": end if by == "week" else f"{start:%Y-%m}", "between": list(pair),
        "score": round(sum(scores) / len(scores), 2), "cooperation": sum(s > 0 for s in scores),
        "conflict": sum(s < 0 for s in scores), "events": sorted(events, key=lambda e: (e["date"] or "", e["text"])),
    }  # fmt: skip

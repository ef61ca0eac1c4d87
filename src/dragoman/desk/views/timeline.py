"""What happened, day by day: every step of every episode as one line of words."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from typing import Any

from dragoman.desk.model import Episode, Step, Told
from dragoman.desk.views.choice import Row, printed
from dragoman.desk.views.scene import Scene, in_time, spokesman, steps_of, sure_enough
from dragoman.desk.wording.dates import first_day, last_day
from dragoman.desk.wording.hedges import hedged
from dragoman.desk.wording.names import Names
from dragoman.desk.wording.steps import clause_of_step

KINDS = ("meeting", "commitment", "transfer", "position", "event")


def timeline(scene: Scene) -> list[Row]:
    """Rows `date`, `kind`, `text`, `certainty`, `accounts`; also `status` and the `episode` it belongs to.

    Steps that several records of one passage tell (a meeting and its CONSULT event) are told once, by the richer kind.
    A step without a day of its own has `date` null and stands where it was first told (`told`).
    """
    steps = [(e, s, k) for e in scene.episodes for k, s in enumerate(steps_of(e)) if _wanted(e, s, scene)]
    told = scene.told(a.key for _, s, _ in steps for a in s.accounts)
    richer = richer_passages([(e, s) for e, s, _ in steps], told)
    rows = [
        r for e, s, k in steps
        if not told_elsewhere(e, s, told, richer) and (r := _row(e, s, e.steps[:k], told))
    ]  # fmt: skip
    rows.sort(key=_order)
    return rows[: scene.query.limit] if scene.query.limit else rows


def _wanted(episode: Episode, step: Step, scene: Scene) -> bool:
    return in_time(step.date or episode.told, scene.query) and sure_enough(step.certainty, scene.query)


def richer_passages(steps: list[tuple[Episode, Step]], told: Any) -> set[tuple[str, int]]:
    """The sentences from which something richer than an event was recorded."""
    out = set()
    for episode, step in steps:
        if episode.kind != "event":
            out |= {(a.document, t.record.sentence) for a in step.accounts if (t := told.get(a.key))}
    return out


def told_elsewhere(episode: Episode, step: Step, told: Any, richer: set[tuple[str, int]]) -> bool:
    """Is an event told by richer records of its sentences?"""
    if episode.kind != "event":
        return False
    held = [(a.document, t.record.sentence) for a in step.accounts if (t := told.get(a.key))]
    return bool(held) and all(h in richer for h in held)


def _row(episode: Episode, step: Step, before: Sequence[Step], told: Any) -> Row | None:
    best = spokesman(step, told)
    text = _text(best, step, before) or episode.title
    if not text:
        return None
    status = step.values.get("status") or episode.status
    return {
        "date": step.date, "kind": episode.kind, "text": text, "certainty": step.certainty, "status": status,
        "accounts": printed(step.accounts), "told": episode.told, "episode": episode.id,
    }  # fmt: skip


def _text(told: Told | None, step: Step, before: Sequence[Step]) -> str:
    if told is None:
        return ""
    clause = clause_of_step(step, told, Names(), before, dated=_dated_otherwise(told, step))
    return hedged(clause, step.certainty, told.voice) if clause else ""


def _dated_otherwise(told: Told, step: Step) -> bool:
    """Is the day of what is told another than the day of the line (a meeting to come, announced that day)?"""
    return getattr(told.record, "date", None) not in (None, step.date)


def _order(row: Row) -> tuple[date, date, str]:
    day = row["date"] or row["told"]
    return first_day(day) or date.max, last_day(day) or date.max, str(row["text"])

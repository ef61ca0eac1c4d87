"""What happened, day by day: every step of every episode as one line of words."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import date
from typing import Any

from dragoman.desk.model import Episode, Query, Step, Told
from dragoman.desk.views.choice import Row, printed
from dragoman.desk.views.scene import in_time, spokesman, steps_of, sure_enough
from dragoman.desk.wording.dates import first_day, last_day
from dragoman.desk.wording.hedges import hedged
from dragoman.desk.wording.names import Names
from dragoman.desk.wording.steps import clause_of_step

Passage = tuple[str, int]
_TOLD_IN = "told_in"


def entries(episode: Episode, told: Mapping[str, Told]) -> list[Row]:
    """What an episode gives to the timeline: of each of its steps the `row`, its `place` in time, and where it is told.

    `told_in` holds documents, each with the number of its sentence behind it: flat, since thousands of these are read at
    once.
    """
    return [
        {"row": row, "place": _place(row["date"] or row["told"]), _TOLD_IN: [x for p in passages(s, told) for x in p]}
        for k, s in enumerate(steps_of(episode))
        for row in [_row(episode, s, episode.steps[:k], told)]
    ]


def timeline(given: Iterable[Row], query: Query) -> list[Row]:
    """Rows `date`, `kind`, `text`, `certainty`, `accounts`; also `status` and the `episode` it belongs to.

    Steps that several records of one passage tell (a meeting and its CONSULT event) are told once, by the richer kind.
    A step without a day of its own has `date` null and stands where it was first told (`told`).
    """
    wanted = [e for e in given if _wanted(e["row"], query)]
    richer = richer_passages((e["row"]["kind"], _told_in(e)) for e in wanted)
    kept = [e for e in wanted if e["row"]["text"] and not told_elsewhere(e["row"]["kind"], _told_in(e), richer)]
    kept.sort(key=lambda e: (e["place"], e["row"]["text"]))
    return [e["row"] for e in kept[: query.limit]]


def _wanted(row: Row, query: Query) -> bool:
    return in_time(row["date"] or row["told"], query) and sure_enough(row["certainty"], query)


def _told_in(entry: Row) -> Iterator[Passage]:
    flat = iter(entry[_TOLD_IN])
    return zip(flat, flat, strict=True)


def passages(step: Step, told: Mapping[str, Told]) -> list[Passage]:
    """The sentences that tell a step."""
    return [(a.document, t.record.sentence) for a in step.accounts if (t := told.get(a.key))]


def richer_passages(steps: Iterable[tuple[str, Iterable[Passage]]]) -> set[Passage]:
    """Of steps (kind and passages), the sentences from which something richer than an event was recorded."""
    return {passage for kind, held in steps if kind != "event" for passage in held}


def told_elsewhere(kind: str, held: Iterable[Passage], richer: set[Passage]) -> bool:
    """Is an event told by richer records of its sentences?"""
    if kind != "event":
        return False
    told = list(held)
    return bool(told) and richer.issuperset(told)


def _row(episode: Episode, step: Step, before: Sequence[Step], told: Mapping[str, Told]) -> dict[str, Any]:
    text = _text(spokesman(step, told), step, before) or episode.title
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
    return vars(told.record).get("date") not in (None, step.date)


def _place(edtf: str | None) -> int:
    """A number that rises with the first day that a date can mean, then with its last; an ordinal has 22 bits."""
    first, last = (d or date.max for d in (first_day(edtf), last_day(edtf)))
    return first.toordinal() << 22 | last.toordinal()

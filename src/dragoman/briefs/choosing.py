"""What a brief tells: the steps of the episodes inside its time, each with its clause; what matters most comes first."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from dragoman.desk.fusion.accounts import RANK
from dragoman.desk.model import Episode, Step, Told
from dragoman.desk.views.scene import Scene, in_time, spokesman, steps_of, sure_enough
from dragoman.desk.views.timeline import passages, richer_passages, told_elsewhere
from dragoman.desk.wording.dates import first_day, last_day
from dragoman.records import Event, Meeting

# What an analyst wants to read of first, by kind and by what a step tells.
_WEIGHT = {"meeting": 6.0, "commitment": 5.0, "transfer": 5.0, "position": 3.0, "event": 1.0}
_STATUS = {
    "held": 2.0, "cancelled": 3.0, "postponed": 3.0, "declined": 2.0, "missed": 3.0, "refused": 3.0, "met": 2.0,
    "reinterpreted": 3.0, "disbursed": 2.0, "suspended": 2.5, "resumed": 2.0,
}  # fmt: skip
# What is dated no better than this many days is told, but not first.
_LOOSE = 62


@dataclass(frozen=True, slots=True)
class Item:
    """A step with its episode, the record that tells it best, and the steps before it."""

    episode: Episode
    step: Step
    told: Told
    before: tuple[Step, ...]

    @property
    def keys(self) -> tuple[str, ...]:
        """The records behind it."""
        return tuple(sorted({a.key for a in self.step.accounts if a.key}))

    @property
    def day(self) -> date:
        """Where it stands in the order of days: where no text dates it, the day on which it was told."""
        return first_day(self.step.date or self.episode.told) or date.max

    @property
    def ahead(self) -> str | None:
        """The day for which something is still planned or due; None for what is past or open."""
        values = self.step.values
        if self.episode.kind == "meeting" and values.get("status") in ("planned", "proposed", "postponed", "uncertain"):
            return str(values["for"]) if values.get("for") else None
        return None

    def weight(self) -> float:
        """How much a reader wants it: its kind and what it tells, how sure it is, on how many origins it rests; 4 to 25."""
        values = self.step.values
        told = str(values.get("status") or values.get("stage") or "")
        origins = len({a.origin for a in self.step.accounts})
        people = self.told.record.participants if isinstance(self.told.record, Meeting) else []
        heads = sum(bool(p.role and "foreign" not in p.role.lower()) for p in people)
        score = abs(self.told.record.score or 0.0) / 5 if isinstance(self.told.record, Event) else 0.0
        known = self.told.issue is not None
        sure = 0.75 * RANK[self.step.certainty]
        first, last = first_day(self.step.date), last_day(self.step.date)
        loose = 3.0 if first is None or last is None or (last - first).days > _LOOSE else 0.0
        return _WEIGHT[self.episode.kind] + _STATUS.get(told, 0.0) + sure + min(origins, 4) + heads + score + known - loose


def items(scene: Scene) -> list[Item]:
    """All steps inside the query's time, in order of day; an event told by richer records of its sentences is left out."""
    told_of = [e for e in scene.episodes if e.kind in _WEIGHT]
    steps = [(e, s, k) for e in told_of for k, s in enumerate(steps_of(e)) if sure_enough(s.certainty, scene.query)]
    told = scene.told(a.key for _, s, _ in steps for a in s.accounts)
    richer = richer_passages((e.kind, passages(s, told)) for e, s, _ in steps)
    found = [
        item
        for e, s, k in steps
        if in_time(s.date or e.told, scene.query)
        and first_day(s.date or e.told) is not None
        and not told_elsewhere(e.kind, passages(s, told), richer)
        and (item := _item(e, s, e.steps[:k], told)) is not None
    ]
    return sorted(found, key=lambda i: (i.day, last_day(i.step.date or i.episode.told) or date.max, -i.weight(), i.keys))


def _item(episode: Episode, step: Step, before: tuple[Step, ...], told: Mapping[str, Told]) -> Item | None:
    best = spokesman(step, told)
    return Item(episode, step, best, before) if best else None

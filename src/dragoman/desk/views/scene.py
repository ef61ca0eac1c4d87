"""What a view looks at: the episodes that a question is about, the day that it is, and the records behind them."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from typing import Any, Protocol

from dragoman.desk.fusion.accounts import RANK
from dragoman.desk.model import Episode, Query, Step, Told
from dragoman.desk.views.choice import choose
from dragoman.desk.wording.dates import first_day, last_day
from dragoman.records import Certainty

Lookup = Callable[[Iterable[str]], Mapping[str, Told]]


class Memory(Protocol):
    """What views need of a desk; the store's `Desk` is one, a test's hand-built shelf another."""

    def episodes(self, query: Query, kinds: Sequence[str] = (), told_since: str | None = None) -> Sequence[Episode]:
        """The episodes of these kinds (all where none is named) that may answer a query, as they were known `as_of`.

        Those of which nothing was published from the day `told_since` on may be left out.
        """

    def told(self, *, keys: Iterable[str]) -> Iterable[Told]:
        """The records of these keys; a key that the desk does not hold is left out."""


@dataclass(frozen=True, slots=True)
class Scene:
    """One question put to one desk. `today` is the day that `--as-of` names, else the day on the calendar."""

    episodes: tuple[Episode, ...]
    query: Query
    today: date
    told: Lookup


def scene(memory: Memory, query: Query, kinds: Sequence[str], today: date | None = None) -> Scene:
    """The scene of a query: the episodes of these kinds that it is about, in order of their first day."""
    day = last_day(query.as_of) or today or date.today()
    return Scene(tuple(choose(memory.episodes(query, kinds), query, kinds)), query, day, lookup(memory))


def lookup(memory: Memory) -> Lookup:
    """Records by key."""
    return lambda keys: {t.key: t for t in memory.told(keys=sorted(set(keys)))}


def sure_enough(certainty: Certainty, query: Query) -> bool:
    """At least as sure as the query wants it?"""
    return query.certainty is None or RANK[certainty] >= RANK[query.certainty]


def within(span: tuple[date | None, date | None], query: Query) -> bool:
    """Can a span of days lie between `since` and `until`? What has no date lies outside of both."""
    since, until = first_day(query.since), last_day(query.until)
    first, last = span
    if (since or until) and first is None and last is None:
        return False
    if since and last is not None and last < since:
        return False
    return not (until and first is not None and first > until)


def in_time(edtf: str | None, query: Query) -> bool:
    """Does a date lie between `since` and `until`?"""
    if not (query.since or query.until):
        return True
    return within((first_day(edtf), last_day(edtf)), query)


def steps_of(episode: Episode) -> tuple[Step, ...]:
    """The steps of an episode; one step of all its values where it has none of its own."""
    if episode.steps:
        return episode.steps
    accounts = [a for held in episode.fields.values() for v in held for a in v.accounts]
    one = tuple({a.key or repr(a): a for a in accounts}.values())
    return (Step(episode.first, {"status": episode.status}, (), one, episode.certainty),)


def spokesman(step: Step, told: Mapping[str, Told]) -> Told | None:
    """The record that tells a step best: the surest, then the one with most to say, then by key."""
    held = [t for a in step.accounts if (t := told.get(a.key))]
    if not held:
        return None
    return min(held, key=lambda t: (-RANK[t.record.certainty], -_fullness(t), t.key))


def _fullness(told: Told) -> int:
    filled = told.record.model_dump(exclude_defaults=True)
    return len(filled) + 2 * (filled.get("date") is not None) + (not told.voice)


def narrowed(query: Query, **changes: Any) -> Query:
    """A query with other values."""
    return replace(query, **changes)


def agree(a: Any, b: Any) -> bool:
    """Do two values of a field say the same, one perhaps more exactly (a day and its month)?"""
    if a == b:
        return True
    if isinstance(a, str) and isinstance(b, str):
        one, other = (first_day(a), last_day(a)), (first_day(b), last_day(b))
        if None not in one and None not in other:
            return one[0] <= other[1] and other[0] <= one[1]  # type: ignore[operator]
    return False

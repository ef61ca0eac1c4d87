"""What one episode gives to a view, whatever is asked of that view: made once, when the episode is fused, and kept.

A view of a pair with thousands of episodes then puts together rows that lie ready, where it would otherwise have to word
each of them anew.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Protocol, runtime_checkable

from dragoman.desk.catalogue import CATALOGUE
from dragoman.desk.model import Episode, Query, Told
from dragoman.desk.views import relations, sources, timeline, versions
from dragoman.desk.views.choice import Row, place_of

Maker = Callable[[Episode, Mapping[str, Told]], Sequence[Row]]

MAKERS: Mapping[str, Maker] = {
    "timeline": timeline.entries, "versions": versions.entries, "sources": sources.entries, "relations": relations.entries,
}  # fmt: skip


@dataclass(frozen=True, slots=True)
class Entry:
    """What an episode gives to a view; entries stand in order of `place`: the first day told of, then the episode's id."""

    place: tuple[int, int, str]
    rows: Sequence[Row]


@runtime_checkable
class Keeper(Protocol):
    """What keeps entries; the store's `Desk` does."""

    def entries(self, view: str, query: Query) -> Sequence[Entry] | None:
        """The entries of the episodes that a query asks for, in any order; None where they are not kept for such a query."""


def entry(view: str, episode: Episode, told: Mapping[str, Told]) -> Entry:
    """What an episode gives to a view; `told` holds its records."""
    return Entry(place_of(episode), MAKERS[view](episode, told))


def entries_of(episode: Episode, told: Mapping[str, Told]) -> Iterator[tuple[str, Entry]]:
    """What an episode gives to each view that it gives anything."""
    for view in MAKERS:
        if episode.kind in CATALOGUE[view].kinds and (made := entry(view, episode, told)).rows:
            yield view, made


def in_order(entries: Iterable[Entry]) -> Iterator[Row]:
    """The rows of entries, episode after episode."""
    for one in sorted(entries, key=lambda e: e.place):
        yield from one.rows

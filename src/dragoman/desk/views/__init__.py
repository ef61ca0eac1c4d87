"""The views: what a desk answers, each a function from episodes to the rows that the contract fixes.

`answer` asks one of those that `desk.catalogue` lists; the command line, the Python calls and the documentation are made
from that list.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from dragoman.desk.catalogue import CATALOGUE
from dragoman.desk.collecting import uncollected
from dragoman.desk.model import Answer, Episode, Query
from dragoman.desk.news import news
from dragoman.desk.views import calendar, ledger, positions, promises, relations, sources, timeline
from dragoman.desk.views.choice import Row, limited
from dragoman.desk.views.entries import Keeper, entry, in_order
from dragoman.desk.views.found import Searcher, search
from dragoman.desk.views.scene import Memory, Scene, scene

__all__ = ["Memory", "Scene", "answer"]


@dataclass(frozen=True, slots=True)
class _Asked:
    """One question: where, what, on which day, with which options of the view's own."""

    memory: Memory
    query: Query
    today: date | None
    kinds: tuple[str, ...]
    options: dict[str, Any]

    def scene(self) -> Scene:
        return scene(self.memory, self.query, self.kinds, self.today)


_Rows = Callable[[_Asked], Sequence[Row]]


def _of_entries(view: str, rows: Callable[..., Sequence[Row]]) -> _Rows:
    return lambda asked: rows(_entries(view, asked), asked.query, **asked.options)


def _entries(view: str, asked: _Asked) -> Iterator[Row]:
    """What the episodes asked for give to a view: as the memory keeps it, else made now."""
    memory = asked.memory
    kept = memory.entries(view, asked.query) if isinstance(memory, Keeper) else None
    if kept is None:
        at = asked.scene()
        told = at.told(k for e in at.episodes for k in e.members)
        kept = [entry(view, e, told) for e in at.episodes]
    return in_order(kept)


def _of_episodes(rows: Callable[[Iterable[Episode], Query, date], Answer]) -> _Rows:
    def made(asked: _Asked) -> Sequence[Row]:
        at = asked.scene()
        return rows(at.episodes, at.query, at.today).rows

    return made


def _found(asked: _Asked) -> Sequence[Row]:
    memory = asked.memory
    if not isinstance(memory, Searcher):
        raise TypeError("only a desk can be searched")
    return search(memory, asked.options["wanted"], asked.query)


_ROWS: dict[str, _Rows] = {
    "timeline": _of_entries("timeline", timeline.timeline), "promises": _of_episodes(promises.rows),
    "ledger": _of_episodes(ledger.rows), "calendar": _of_episodes(calendar.rows),
    "positions": _of_episodes(positions.rows), "versions": _of_entries("versions", lambda rows, q: limited(list(rows), q)),
    "sources": _of_entries("sources", sources.sources), "relations": _of_entries("relations", relations.relations),
    "news": lambda asked: news(asked.memory, asked.query), "search": _found,
}  # fmt: skip


def answer(memory: Memory, name: str, query: Query, *, today: date | None = None, **options: Any) -> Answer:
    """A view's answer. `options` are the view's own: `by` ("week", "month") of relations, `wanted` (words) of search.

    Raises KeyError for a name that is no view.
    """
    view = CATALOGUE[name]
    with uncollected():
        return Answer(name, query.as_of, tuple(_ROWS[name](_Asked(memory, query, today, view.kinds, options))))

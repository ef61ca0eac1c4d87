"""The views: what a desk answers, each a function from episodes to the rows that the contract fixes.

`VIEWS` is the one table of them; the command line, the Python calls and the documentation are made from it.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from dragoman.desk.model import Answer, Episode, Query
from dragoman.desk.news import KINDS as NEWS_KINDS
from dragoman.desk.news import news
from dragoman.desk.views import calendar, ledger, positions, promises, relations, sources, timeline, versions
from dragoman.desk.views.choice import Row
from dragoman.desk.views.scene import Memory, Scene, scene

__all__ = ["VIEWS", "Memory", "Scene", "View", "answer"]

Kinds = tuple[str, ...]


@dataclass(frozen=True, slots=True)
class View:
    """A view: what it is for, which kinds of episodes it looks at, how its rows are made, what to try where it is empty."""

    name: str
    help: str
    kinds: Kinds
    rows: Callable[..., Sequence[Row]]
    empty: str


def _of_episodes(rows: Callable[[Iterable[Episode], Query, date], Answer]) -> Callable[[Scene], Sequence[Row]]:
    return lambda at: rows(at.episodes, at.query, at.today).rows


_ALL: Kinds = ("meeting", "commitment", "transfer", "position", "event")
_WIDER = "ask for a longer time, other states, or a lower --certainty"
VIEWS: dict[str, View] = {
    v.name: v
    for v in (
        View("timeline", "What happened, day by day.", timeline.KINDS, timeline.timeline, _WIDER),
        View("promises", "Who promised what by when: open, due, overdue, kept, missed, and how often the day moved.",
             ("commitment",), _of_episodes(promises.rows), _WIDER),
        View("ledger", "Money and goods by programme: pledged, paid, stopped, still to come.",
             ("transfer",), _of_episodes(ledger.rows), _WIDER),
        View("calendar", "Meetings with their whole life, from proposed to held, put off or cancelled.",
             ("meeting",), _of_episodes(calendar.rows), _WIDER),
        View("positions", "Where each side stands on each issue through time, and where it turned.",
             ("position",), _of_episodes(positions.rows), _WIDER),
        View("versions", "Where accounts of one thing differ, by side and outlet.", _ALL, _of_episodes(versions.rows),
             "no two sides differ there; ask for a longer time or other states"),
        View("sources", "Who says what how surely, graded by how others bear it out.", sources.KINDS, sources.sources,
             "no source is heard there; ask for other states or a longer time"),
        View("relations", "How two states stand: cooperation and conflict by week or month.", relations.KINDS,
             relations.relations, "no event with a day falls there; ask for a longer time"),
        View("news", "What changed since a day: new episodes, moved deadlines, payments, reversals.", NEWS_KINDS, news,
             "nothing newer was published; give an earlier --since"),
    )
}  # fmt: skip


def answer(memory: Memory, name: str, query: Query, *, today: date | None = None, **options: Any) -> Answer:
    """A view's answer. `options` are the view's own (`by` of relations); raises KeyError for a name that is no view."""
    view = VIEWS[name]
    if view.rows is news:
        return Answer(name, query.as_of, tuple(news(memory, query)))
    return Answer(name, query.as_of, tuple(view.rows(scene(memory, query, view.kinds, today), **options)))

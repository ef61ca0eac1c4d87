"""Which views there are, in words alone: light enough for `dragoman --help`. `desk.views` holds how each is made."""

from __future__ import annotations

from dataclasses import dataclass

_ALL = ("meeting", "commitment", "transfer", "position", "event")
_WIDER = "ask for a longer time, other states, or a lower --certainty"


@dataclass(frozen=True, slots=True)
class View:
    """A view: what it is for, which kinds of episodes it looks at, and what to try where it finds nothing."""

    name: str
    help: str
    kinds: tuple[str, ...]
    empty: str = _WIDER


CATALOGUE: dict[str, View] = {
    v.name: v
    for v in (
        View("timeline", "What happened, day by day.", _ALL),
        View("promises", "Who promised what by when: open, due, overdue, kept, missed; how the day moved.",
             ("commitment", "linkage")),
        View("ledger", "Money and goods by programme: pledged, paid, stopped, still to come.", ("transfer",)),
        View("calendar", "Meetings with their whole life, from proposed to held, put off or cancelled.", ("meeting",)),
        View("positions", "Where each side stands on each issue through time, and where it turned.",
             ("position", "linkage")),
        View("versions", "Where accounts of one thing differ, by side and outlet.", (*_ALL, "dispute"),
             "no two sides differ there; ask for a longer time or other states"),
        View("sources", "Who says what how surely, graded by how others bear it out.", (*_ALL, "office"),
             "no source is heard there; ask for other states or a longer time"),
        View("relations", "How two states stand: cooperation and conflict by week or month.", ("event",),
             "no event with a day falls there; ask for a longer time"),
        View("news", "What changed since a day: new episodes, moved deadlines, payments, reversals.", _ALL,
             "nothing newer was published; give an earlier --since"),
        View("search", "Documents with all the words, “phrases” and without -words, the best passages first.", (),
             "no document has all these words; leave one out"),
    )
}  # fmt: skip

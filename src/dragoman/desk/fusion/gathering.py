"""Gathering records into episodes: one pass in order of telling, each record to the draft that it fits best.

A draft is looked up by keys that its records file (a person, a month, a topic), so that a record is weighed against a
few drafts, not all. The records are sorted first: the result is a function of their set, not of the order of arrival.
"""

from __future__ import annotations

from collections.abc import Hashable, Iterable, Sequence
from dataclasses import dataclass, field
from typing import Any, Protocol

from dragoman.desk.fusion.dates import order
from dragoman.desk.model import Ruling, Told

# Of the drafts under one key only those filed last are looked at, and of all those only the ones that share most keys
# with the record are weighed: fusing stays linear in the number of records.
WINDOW = 32
WEIGHED = 8

Weight = tuple[float, str]


class Draft(Protocol):
    """An episode while it is gathered."""

    def weigh(self, facts: Any) -> Weight | None:
        """How well a record fits and why; None where it cannot be of this episode."""

    def take(self, facts: Any) -> None:
        """The record is of this episode."""


class Kind(Protocol):
    """What gathering has to know of one kind of record."""

    threshold: float

    def facts(self, told: Told) -> Any:
        """What records of this kind are compared by."""

    def keys(self, facts: Any) -> tuple[Hashable, ...]:
        """Where a record is filed."""

    def asks(self, facts: Any) -> tuple[Hashable, ...]:
        """Where a record looks for drafts."""

    def draft(self) -> Draft:
        """An empty draft."""


@dataclass
class Gathered:
    """The records of one episode with what put each there."""

    members: list[Told] = field(default_factory=list)
    why: list[str] = field(default_factory=list)


class Rulings:
    """The analyst's word, by record key."""

    def __init__(self, rulings: Iterable[Ruling]) -> None:
        self.merged: dict[str, set[str]] = {}
        self.split: dict[str, set[str]] = {}
        for r in rulings:
            table = self.merged if r.verdict == "merge" else self.split
            table.setdefault(r.left, set()).add(r.right)
            table.setdefault(r.right, set()).add(r.left)

    def parts(self, key: str, others: Iterable[str]) -> bool:
        """Does a ruling keep a record apart from any of these?"""
        apart = self.split.get(key)
        return bool(apart) and any(o in apart for o in others)  # type: ignore[operator]


def sorted_told(told: Iterable[Told]) -> list[Told]:
    """Records in order of telling: by day of publication, then document and place in it."""
    return sorted(told, key=lambda t: (order(t.published), t.document, t.record.sentence, t.key))


def gather(told: Sequence[Told], kind: Kind, rulings: Rulings) -> list[Gathered]:
    """Sorted records of one block → episodes in the making."""
    drafts: list[Draft] = []
    out: list[Gathered] = []
    shelves: dict[Hashable, list[int]] = {}
    for t in told:
        facts = kind.facts(t)
        best: tuple[float, int, str] | None = None
        for at in _candidates(shelves, kind.asks(facts)):
            weighed = drafts[at].weigh(facts)
            if weighed is None or weighed[0] < kind.threshold or (best is not None and weighed[0] <= best[0]):
                continue
            if not rulings.parts(t.key, (m.key for m in out[at].members)):
                best = (weighed[0], at, weighed[1])
        if best is None:
            at = len(drafts)
            drafts.append(kind.draft())
            out.append(Gathered())
        else:
            at = best[1]
            out[at].why.append(best[2])
        drafts[at].take(facts)
        out[at].members.append(t)
        for key in kind.keys(facts):
            shelf = shelves.setdefault(key, [])
            if not shelf or shelf[-1] != at:
                shelf.append(at)
    return out


def _candidates(shelves: dict[Hashable, list[int]], keys: Iterable[Hashable]) -> list[int]:
    """The drafts worth weighing: those that share most keys, the latest of these first."""
    shared: dict[int, int] = {}
    for key in keys:
        for at in shelves.get(key, ())[-WINDOW:]:
            shared[at] = shared.get(at, 0) + 1
    if len(shared) <= WEIGHED:
        return sorted(shared)
    return [at for _, at in sorted(zip(shared.values(), shared, strict=True), reverse=True)[:WEIGHED]]


def rule(gathered: list[Gathered], rulings: Rulings) -> list[Gathered]:
    """Episodes that an analyst's `merge` ties become one, unless his `split` keeps two of their records apart."""
    if not rulings.merged:
        return gathered
    home = {t.key: k for k, g in enumerate(gathered) for t in g.members}
    rows: list[Gathered | None] = list(gathered)
    for left in sorted(k for k in rulings.merged if k in home):
        for right in sorted(k for k in rulings.merged[left] if k in home):
            a, b = sorted((home[left], home[right]))
            one, other = rows[a], rows[b]
            if a == b or one is None or other is None:
                continue
            keys = [t.key for t in other.members]
            if any(rulings.parts(t.key, keys) for t in one.members):
                continue
            rows[a] = Gathered(sorted_told([*one.members, *other.members]), [*one.why, *other.why, "an analyst's ruling"])
            rows[b] = None
            home |= dict.fromkeys(keys, a)
    return [g for g in rows if g is not None]

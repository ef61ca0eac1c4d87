"""What is gathered while the cast of a document is read."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, field
from functools import cached_property

from dragoman.language.analysis import Analysis
from dragoman.resolve.cast import Entity, Naming
from dragoman.resolve.names import NameHit
from dragoman.resolve.persons import Roster
from dragoman.resolve.registry import Registry
from dragoman.values import Edtf


@dataclass
class Work:
    """What is gathered while a document is read; frozen into a `Cast` at the end."""

    analysis: Analysis
    registry: Registry
    when: Edtf | None
    roster: Roster
    entities: dict[str, Entity] = field(default_factory=dict)
    namings: list[Naming] = field(default_factory=list)
    taken: set[int] = field(default_factory=set)
    persons: list[tuple[int, Naming]] = field(default_factory=list)
    at: dict[int, NameHit] = field(default_factory=dict)

    @cached_property
    def states(self) -> tuple[str, ...]:
        """The codes of the states that the text names, the most named first."""
        counts = Counter(
            h.entry.code for h in self.at.values() if h.entry.kind in ("polity", "demonym", "capital") and h.entry.code
        )
        return tuple(sorted(counts, key=lambda c: (-counts[c], c)))

    def sync(self) -> None:
        """Bring the entities of persons up to what the roster knows."""
        for index, p in enumerate(self.roster.persons):
            self.entities[f"person:{index}"] = Entity(f"person:{index}", p.name, "person", p.code, p.sector, p.role)

    def add(self, naming: Naming) -> None:
        self.namings.append(naming)
        self.taken.update(range(naming.first, naming.last))


def head_of(analysis: Analysis, first: int, last: int) -> int:
    """The token of a run whose head lies outside of it."""
    for t in range(first, last):
        head = analysis.tokens[t].head
        if not first <= head < last or head == t:
            return t
    return last - 1


def sentence_bounds(analysis: Analysis, i: int) -> tuple[int, int]:
    """First and last token (exclusive) of the sentence of a token."""
    s = analysis.sentences[analysis.sentence_of[i]]
    return s.first, s.last

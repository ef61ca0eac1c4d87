"""The closed-class words that frames are read with: event nouns, light verbs, control and raising, hedges.

All of it is data (`data/lexicon/*.tsv`); this module loads and checks it.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from importlib.resources import files

from dragoman.errors import RuleError

_CONTROL = {"subj", "obj", "raise"}
_OF = {"subj", "obj", "none"}


@dataclass(frozen=True, slots=True)
class EventNoun:
    """A noun that names an act: the verb that it stands for and whether its ``of`` names the doer or the thing done."""

    verb: str
    of: str


@dataclass(frozen=True, slots=True)
class Control:
    """A predicate over an infinitive: who does what is below it, and what it says of it (`phase`, may be empty)."""

    control: str
    phase: str


@dataclass(frozen=True)
class FrameLexicon:
    """The loaded tables. `control` is keyed by lemma, voice (``active``/``passive``/``adj``/``noun``); `inverted` are verbs
    whose subject often stands behind them, `transparent` nouns that measure what follows ("days of talks")."""

    event_nouns: dict[str, EventNoun]
    light_verbs: dict[str, frozenset[str]]
    control: dict[tuple[str, str], Control]
    hedges: dict[str, str]
    inverted: frozenset[str]
    transparent: frozenset[str]


def rows_of(name: str, columns: tuple[str, ...]) -> Iterator[dict[str, str]]:
    """The rows of a packaged word list; raises RuleError where header or a row does not fit."""
    lines = files("dragoman").joinpath("data", "lexicon", name).read_text(encoding="utf-8").splitlines()
    if tuple(lines[0].split("\t")) != columns:
        raise RuleError(name, "header", f"has {lines[0].split()}", f"write {' '.join(columns)}")
    for number, line in enumerate(lines[1:], 2):
        cells = line.split("\t")
        if len(cells) != len(columns):
            raise RuleError(name, f"line {number}", f"has {len(cells)} cells", f"give it {len(columns)}")
        yield dict(zip(columns, cells, strict=True))


def _one_of(name: str, row: dict[str, str], key: str, allowed: set[str]) -> str:
    if row[key] not in allowed:
        raise RuleError(name, str(row), f"{key} is “{row[key]}”", f"use one of {', '.join(sorted(allowed))}")
    return row[key]


@cache
def load_lexicon() -> FrameLexicon:
    """The packaged lexicon, read once."""
    nouns = {
        r["noun"]: EventNoun(r["verb"], _one_of("event_nouns.tsv", r, "of", _OF))
        for r in rows_of("event_nouns.tsv", ("noun", "verb", "of"))
    }
    light: dict[str, set[str]] = {}
    for r in rows_of("light_verbs.tsv", ("verb", "role")):
        light.setdefault(r["verb"], set()).add(r["role"])
    control = {
        (r["lemma"], r["use"]): Control(_one_of("control.tsv", r, "control", _CONTROL), r["phase"])
        for r in rows_of("control.tsv", ("lemma", "use", "control", "phase"))
    }
    hedges = {r["word"]: r["degree"] for r in rows_of("hedges.tsv", ("word", "degree"))}
    inverted = frozenset(r["verb"] for r in rows_of("inverted_verbs.tsv", ("verb",)))
    transparent = frozenset(r["noun"] for r in rows_of("transparent_nouns.tsv", ("noun",)))
    return FrameLexicon(nouns, {v: frozenset(s) for v, s in light.items()}, control, hedges, inverted, transparent)

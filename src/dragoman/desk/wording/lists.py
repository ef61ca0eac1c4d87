"""The word lists of the wording (`data/wording/`), read once."""

from __future__ import annotations

import tomllib
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from typing import Any

from dragoman.errors import RuleError


@dataclass(frozen=True, slots=True)
class Verb:
    """A verb by its base form; `noun` where the word is more often a noun ("support", "state")."""

    base: str
    past: str
    participle: str
    noun: bool


@dataclass(frozen=True, slots=True)
class EventWords:
    """What an event is called: a verb and what follows it, with a receiver (`{r}`) or without."""

    verb: str
    with_: str
    alone: str


def _lines(name: str) -> list[str]:
    path = files("dragoman").joinpath("data", "wording", name)
    return path.read_text(encoding="utf-8").splitlines()[1:]


@cache
def words(name: str) -> frozenset[str]:
    """The first column of a list: "articled", "articled_heads", "family_first", "single_sources"."""
    return frozenset(line.split("\t")[0] for line in _lines(f"{name}.tsv") if line.strip())


@cache
def verbs() -> dict[str, Verb]:
    """All verbs by base form."""
    out = {}
    for number, line in enumerate(_lines("verbs.tsv"), 2):
        cells = line.split("\t")
        if len(cells) != 4:
            raise RuleError("verbs.tsv", f"line {number}", f"has {len(cells)} cells for 4 columns", "mend the row")
        out[cells[0]] = Verb(cells[0], cells[1], cells[2], cells[3] == "noun")
    return out


@cache
def event_words() -> dict[str, EventWords]:
    """ "TYPE" and "TYPE/mode" → words. Raises RuleError for a verb that verbs.tsv does not know."""
    text = files("dragoman").joinpath("data", "wording", "events.toml").read_text(encoding="utf-8")
    out: dict[str, EventWords] = {}
    for plover, table in tomllib.loads(text).items():
        _take(out, plover, table)
        for mode, inner in table.items():
            if isinstance(inner, dict):
                _take(out, f"{plover}/{mode}", inner)
    return out


def _take(out: dict[str, EventWords], name: str, table: dict[str, Any]) -> None:
    if "verb" not in table and all(isinstance(v, dict) for v in table.values()):
        return
    unknown = {k for k, v in table.items() if not isinstance(v, dict)} - {"verb", "with", "alone"}
    if unknown or table.get("verb") not in verbs():
        what = f"has unknown keys {sorted(unknown)}" if unknown else f"has a verb that verbs.tsv lacks: {table.get('verb')}"
        raise RuleError("events.toml", name, what, "use verb, with, alone; the verb in its base form")
    out[name] = EventWords(table["verb"], table.get("with", ""), table.get("alone", ""))

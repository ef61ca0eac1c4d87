"""The rules of positions as data (`data/rules/positions.toml`): loading and look-up."""

from __future__ import annotations

import tomllib
from collections.abc import Iterator
from dataclasses import dataclass, fields
from functools import cache
from importlib.resources import files
from typing import Any

from dragoman.errors import RuleError

FILE = "positions.toml"
_POLARITIES = {"for", "against", "undecided"}
_NEEDS = {"matter", "clause", "person", "claim", "valued", "stance"}


@dataclass(frozen=True, slots=True)
class PositionRule:
    """One family of predicates that tell a stance, the roles of the matter that it is about, and what they need."""

    name: str
    polarity: str
    issue: tuple[str, ...]
    needs: str = "matter"
    verbs: tuple[str, ...] = ()
    nouns: tuple[str, ...] = ()
    adjectives: tuple[str, ...] = ()
    examples: tuple[str, ...] = ()
    counterexamples: tuple[str, ...] = ()


@dataclass(frozen=True)
class PositionBook:
    """All rules by word and part of speech, and the word classes (`words`) that judgements are read with."""

    rules: tuple[PositionRule, ...]
    by_word: dict[tuple[str, str], tuple[PositionRule, ...]]
    words: dict[str, frozenset[str]]

    def of(self, words: tuple[str, ...], pos: str) -> Iterator[PositionRule]:
        """The rules for a predicate known by several words, most telling word first."""
        for word in words:
            yield from self.by_word.get((word, pos), ())


@cache
def load_position_rules() -> PositionBook:
    """The packaged rules, read once; raises RuleError."""
    text = files("dragoman").joinpath("data", "rules", FILE).read_text(encoding="utf-8")
    try:
        data: dict[str, Any] = tomllib.loads(text)
    except tomllib.TOMLDecodeError as error:
        raise RuleError(FILE, "file", f"is no TOML: {error}", "mend the syntax") from error
    rules = tuple(_rule(row) for row in data["rule"])
    index: dict[tuple[str, str], list[PositionRule]] = {}
    for rule in rules:
        for pos, words in (("verb", rule.verbs), ("noun", rule.nouns), ("adj", rule.adjectives)):
            for word in words:
                index.setdefault((word, pos), []).append(rule)
    return PositionBook(rules, {k: tuple(v) for k, v in index.items()}, {k: frozenset(v) for k, v in data["words"].items()})


def _rule(row: dict[str, Any]) -> PositionRule:
    known = {f.name for f in fields(PositionRule)}
    name = str(row.get("name", "?"))
    if set(row) - known or not {"name", "polarity", "issue"} <= set(row):
        raise RuleError(FILE, name, f"has keys {sorted(set(row) - known)}", f"use {', '.join(sorted(known))}")
    values: dict[str, Any] = {k: tuple(v) if isinstance(v, list) else v for k, v in row.items()}
    rule = PositionRule(**values)
    if rule.polarity not in _POLARITIES or rule.needs not in _NEEDS:
        raise RuleError(FILE, name, f"has “{rule.polarity}”, needs “{rule.needs}”", "use those that the file explains")
    return rule

"""The rules of positions as data (`data/rules/positions.toml`): loading and look-up."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from typing import Any

from dragoman.errors import RuleError
from dragoman.extract.rule_files import by_word, read_rule_file, rule_from

FILE = "positions.toml"
_POLARITIES = {"for", "against", "undecided"}
_KINDS = (("verbs", "verb"), ("nouns", "noun"), ("adjectives", "adj"))
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
    data = read_rule_file(FILE)
    rules = tuple(_rule(row) for row in data["rule"])
    return PositionBook(rules, by_word(rules, _KINDS), {k: frozenset(v) for k, v in data["words"].items()})


def _rule(row: dict[str, Any]) -> PositionRule:
    rule = rule_from(PositionRule, row, FILE, {"name", "polarity", "issue"})
    if rule.polarity not in _POLARITIES or rule.needs not in _NEEDS:
        raise RuleError(FILE, rule.name, f"has “{rule.polarity}”, needs “{rule.needs}”", "use those that the file explains")
    return rule

"""The rules of commitments as data (`data/rules/commitments.toml`): loading and look-up."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from typing import Any

from dragoman.errors import RuleError
from dragoman.extract.rule_files import by_word, read_rule_file, rule_from

FILE = "commitments.toml"
EFFECTS = frozenset({
    "binds", "announces", "plans", "accepts", "signs", "restates", "obliges", "refuses", "keeps", "breaks", "shifts",
})  # fmt: skip
_KINDS = (("verbs", "verb"), ("nouns", "noun"), ("adjectives", "adj"))
_NEEDS = {"clause", "act", "will", "object", "duty", "joint"}


@dataclass(frozen=True, slots=True)
class CommitmentRule:
    """One family of predicates with the effect that they have on a duty, and what must stand below them (`needs`)."""

    name: str
    effect: str
    needs: str
    verbs: tuple[str, ...] = ()
    nouns: tuple[str, ...] = ()
    adjectives: tuple[str, ...] = ()
    objects: tuple[str, ...] = ()
    examples: tuple[str, ...] = ()
    counterexamples: tuple[str, ...] = ()


@dataclass(frozen=True)
class CommitmentBook:
    """All rules by word and part of speech, and the word classes (`words`) that the reading of duties asks for."""

    rules: tuple[CommitmentRule, ...]
    by_word: dict[tuple[str, str], tuple[CommitmentRule, ...]]
    words: dict[str, frozenset[str]]

    def of(self, words: tuple[str, ...], pos: str) -> Iterator[CommitmentRule]:
        """The rules for a predicate known by several words, most telling word first."""
        for word in words:
            yield from self.by_word.get((word, pos), ())


@cache
def load_commitment_rules() -> CommitmentBook:
    """The packaged rules, read once; raises RuleError."""
    data = read_rule_file(FILE)
    rules = tuple(_rule(row) for row in data["rule"])
    return CommitmentBook(rules, by_word(rules, _KINDS), {k: frozenset(v) for k, v in data["words"].items()})


def _rule(row: dict[str, Any]) -> CommitmentRule:
    rule = rule_from(CommitmentRule, row, FILE, {"name", "effect", "needs"})
    if rule.effect not in EFFECTS or rule.needs not in _NEEDS:
        what = f"has effect “{rule.effect}”, needs “{rule.needs}”"
        raise RuleError(FILE, rule.name, what, "use those that the file explains")
    return rule

"""The rules of commitments as data (`data/rules/commitments.toml`): loading and look-up."""

from __future__ import annotations

import tomllib
from collections.abc import Iterator
from dataclasses import dataclass, fields
from functools import cache
from importlib.resources import files
from typing import Any

from dragoman.errors import RuleError

FILE = "commitments.toml"
EFFECTS = frozenset({
    "binds", "announces", "plans", "accepts", "signs", "restates", "obliges", "refuses", "keeps", "breaks", "shifts",
})  # fmt: skip
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
    text = files("dragoman").joinpath("data", "rules", FILE).read_text(encoding="utf-8")
    try:
        data: dict[str, Any] = tomllib.loads(text)
    except tomllib.TOMLDecodeError as error:
        raise RuleError(FILE, "file", f"is no TOML: {error}", "mend the syntax") from error
    rules = tuple(_rule(row) for row in data["rule"])
    index: dict[tuple[str, str], list[CommitmentRule]] = {}
    for rule in rules:
        for pos, words in (("verb", rule.verbs), ("noun", rule.nouns), ("adj", rule.adjectives)):
            for word in words:
                index.setdefault((word, pos), []).append(rule)
    return CommitmentBook(
        rules, {k: tuple(v) for k, v in index.items()}, {k: frozenset(v) for k, v in data["words"].items()}
    )


def _rule(row: dict[str, Any]) -> CommitmentRule:
    known = {f.name for f in fields(CommitmentRule)}
    name = str(row.get("name", "?"))
    if set(row) - known or not {"name", "effect", "needs"} <= set(row):
        raise RuleError(FILE, name, f"has keys {sorted(set(row) - known)}", f"use {', '.join(sorted(known))}")
    values: dict[str, Any] = {k: tuple(v) if isinstance(v, list) else v for k, v in row.items()}
    rule = CommitmentRule(**values)
    if rule.effect not in EFFECTS or rule.needs not in _NEEDS:
        raise RuleError(FILE, name, f"has effect “{rule.effect}”, needs “{rule.needs}”", "use those that the file explains")
    return rule

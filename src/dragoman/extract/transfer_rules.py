"""The rules of transfers as data (`data/rules/transfers.toml`, `instruments.tsv`, `no_transfer.tsv`): loading, look-up."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from typing import Any

from dragoman.errors import RuleError
from dragoman.extract.rule_files import by_word, read_rule_file, rule_from
from dragoman.frames.lexicon import rows_of

FILE = "transfers.toml"
STAGES = frozenset({
    "pledged", "committed", "disbursed", "suspended", "resumed", "cancelled", "owed", "requested", "repaid",
})  # fmt: skip
_NEEDS = {"nothing", "party", "instrument", "both", "sides", "debt"}


@dataclass(frozen=True, slots=True)
class TransferRule:
    """One family of predicates: the stage that they tell and where the sum and the two sides stand.

    `needs`: what must be there beside the sum: ``party`` (one side), ``sides`` (both), ``instrument`` (a noun that
    tells one), ``both`` (an instrument, or both sides), ``debt`` (a noun of debt), ``nothing``. `bare`: also without a sum.
    """

    name: str
    stage: str
    verbs: tuple[str, ...] = ()
    nouns: tuple[str, ...] = ()
    money: tuple[str, ...] = ("obj",)
    provider: tuple[str, ...] = ()
    recipient: tuple[str, ...] = ()
    instrument: str = ""
    needs: str = "party"
    bare: bool = False
    examples: tuple[str, ...] = ()
    counterexamples: tuple[str, ...] = ()


@dataclass(frozen=True)
class TransferBook:
    """All rules: by word, and what a predicate above another does to the stage (`over`: lemma → class)."""

    rules: tuple[TransferRule, ...]
    by_word: dict[tuple[str, str], tuple[TransferRule, ...]]
    over: dict[str, str]
    instruments: dict[str, str]
    no_transfer: frozenset[str]

    def of(self, words: tuple[str, ...], kind: str) -> Iterator[TransferRule]:
        """The rules for a predicate known by several words, longest word first."""
        for word in words:
            yield from self.by_word.get((word, "verb" if kind == "verb" else "noun"), ())


@cache
def load_transfer_rules() -> TransferBook:
    """The packaged rules, read once; raises RuleError."""
    data = read_rule_file(FILE)
    rules = tuple(_rule(row) for row in data["rule"])
    return TransferBook(
        rules,
        by_word(rules, (("verbs", "verb"), ("nouns", "noun"))),
        {word: name for name, words in data["over"].items() for word in words},
        {r["noun"]: r["instrument"] for r in rows_of("instruments.tsv", ("noun", "instrument"))},
        frozenset(r["noun"] for r in rows_of("no_transfer.tsv", ("noun",))),
    )


def _rule(row: dict[str, Any]) -> TransferRule:
    rule = rule_from(TransferRule, row, FILE, {"name", "stage"})
    if rule.stage not in STAGES or rule.needs not in _NEEDS:
        what = f"has stage “{rule.stage}”, needs “{rule.needs}”"
        raise RuleError(FILE, rule.name, what, "use those that the file explains")
    return rule

"""The rules of transfers as data (`data/rules/transfers.toml`, `instruments.tsv`, `no_transfer.tsv`): loading, look-up."""

from __future__ import annotations

import tomllib
from collections.abc import Iterator
from dataclasses import dataclass, fields
from functools import cache
from importlib.resources import files
from typing import Any

from dragoman.errors import RuleError
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
    verbs: dict[str, tuple[TransferRule, ...]]
    nouns: dict[str, tuple[TransferRule, ...]]
    over: dict[str, str]
    instruments: dict[str, str]
    no_transfer: frozenset[str]

    def of(self, words: tuple[str, ...], kind: str) -> Iterator[TransferRule]:
        """The rules for a predicate known by several words, longest word first."""
        table = self.verbs if kind == "verb" else self.nouns
        for word in words:
            yield from table.get(word, ())


@cache
def load_transfer_rules() -> TransferBook:
    """The packaged rules, read once; raises RuleError."""
    text = files("dragoman").joinpath("data", "rules", FILE).read_text(encoding="utf-8")
    try:
        data: dict[str, Any] = tomllib.loads(text)
    except tomllib.TOMLDecodeError as error:
        raise RuleError(FILE, "file", f"is no TOML: {error}", "mend the syntax") from error
    rules = tuple(_rule(row) for row in data["rule"])
    return TransferBook(
        rules,
        _index(rules, "verbs"),
        _index(rules, "nouns"),
        {word: name for name, words in data["over"].items() for word in words},
        {r["noun"]: r["instrument"] for r in rows_of("instruments.tsv", ("noun", "instrument"))},
        frozenset(r["noun"] for r in rows_of("no_transfer.tsv", ("noun",))),
    )


def _rule(row: dict[str, Any]) -> TransferRule:
    known = {f.name for f in fields(TransferRule)}
    name = str(row.get("name", "?"))
    if set(row) - known or not {"name", "stage"} <= set(row):
        raise RuleError(FILE, name, f"has keys {sorted(set(row) - known)}", f"use {', '.join(sorted(known))}")
    values: dict[str, Any] = {k: tuple(v) if isinstance(v, list) else v for k, v in row.items()}
    rule = TransferRule(**values)
    if rule.stage not in STAGES or rule.needs not in _NEEDS:
        raise RuleError(FILE, name, f"has stage “{rule.stage}”, needs “{rule.needs}”", "use those that the file explains")
    return rule


def _index(rules: tuple[TransferRule, ...], field: str) -> dict[str, tuple[TransferRule, ...]]:
    out: dict[str, list[TransferRule]] = {}
    for rule in rules:
        for word in getattr(rule, field):
            out.setdefault(word, []).append(rule)
    return {w: tuple(rs) for w, rs in out.items()}

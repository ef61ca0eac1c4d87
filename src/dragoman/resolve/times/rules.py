"""The rules of `data/rules/times/*.toml`, compiled."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from typing import Any

from dragoman.errors import RuleError
from dragoman.resolve.times.lexer import BREAK, OTHER, Coding, make_coding
from dragoman.resolve.times.patterns import Node, first, literals, parse, to_regex
from dragoman.resolve.times.vocabulary import Vocabulary, load_vocabulary

KINDS = frozenset(
    [
        "date",
        "nth",
        "iso",
        "numeric",
        "fiscal",
        "range",
        "clock",
        "day",
        "unit",
        "weekday",
        "weekend",
        "part",
        "set",
        "shift",
        "anniversary",
        "duration",
        "vague",
        "soon",
        "anaphor",
    ]
)
_KEYS = {"name", "kind", "pattern", "value", "fixed", "examples", "counterexamples"}


@dataclass(frozen=True, slots=True)
class Rule:
    """One rule: `kind` says how its captures are resolved, `value` and `fixed` what it says by itself."""

    name: str
    kind: str
    regex: re.Pattern[str]
    value: str | None
    fixed: Mapping[str, Any]
    order: int
    groups: Mapping[str, list[str]]


@dataclass(frozen=True, slots=True)
class Hit:
    """A rule that matches tokens `first` to `last` (exclusive)."""

    rule: Rule
    match: re.Match[str]

    @property
    def first(self) -> int:
        """Its first token."""
        return self.match.start()

    @property
    def last(self) -> int:
        """The token after its last."""
        return self.match.end()

    def span(self, name: str) -> tuple[int, int] | None:
        """Token span of a capture, None where it captured nothing."""
        for group in self.rule.groups.get(name, ()):
            if self.match.start(group) >= 0:
                return self.match.span(group)
        return None

    def spans(self, suffix: str) -> dict[str, tuple[int, int]]:
        """All captures whose names end in the suffix (“2”; none for the empty one), without it."""
        out: dict[str, tuple[int, int]] = {}
        for name in self.rule.groups:
            if name.endswith("2") == bool(suffix) and (at := self.span(name)):
                out[name.removesuffix(suffix)] = at
        return out


@dataclass(frozen=True)
class RuleSet:
    """All rules, by the class code they can begin with, and the scan for stretches worth trying."""

    vocabulary: Vocabulary
    coding: Coding
    by_first: Mapping[str, tuple[Rule, ...]]
    stretch: re.Pattern[str]
    trigger: re.Pattern[str]


def raw_rules() -> list[tuple[str, dict[str, Any]]]:
    """(file, rule as written) for every rule, in the order of files and rules; examples included."""
    out = []
    for entry in _rule_files():
        out += [(entry.name, rule) for rule in tomllib.loads(entry.read_text(encoding="utf-8")).get("rule", [])]
    return out


def _rule_files() -> list[Any]:
    folder = files("dragoman").joinpath("data", "rules", "times")
    return sorted((f for f in folder.iterdir() if f.name.endswith(".toml")), key=lambda f: str(f.name))


@cache
def load_rules() -> RuleSet:
    """The packaged rules; raises RuleError where one is malformed."""
    macros, triggers = _macros()
    vocabulary = load_vocabulary()
    trees = [(file, rule, _tree(file, rule, macros)) for file, rule in raw_rules()]
    words = {w for _, _, tree in trees for w in literals(tree)} | {t for t in triggers if "{" not in t}
    words |= {w for kind in vocabulary.values for run in vocabulary.phrases(kind) for w in run}
    coding = make_coding(vocabulary, words)
    phrases = {kind: vocabulary.phrases(kind) for kind in vocabulary.values}
    by_first: dict[str, list[Rule]] = {}
    for order, (file, raw, tree) in enumerate(trees):
        groups: dict[str, list[str]] = {}
        try:
            regex = re.compile(to_regex(tree, coding.codes, phrases, groups))
        except KeyError as error:
            raise RuleError(
                file, raw["name"], f"names the unknown class {error}", "see data/lexicon/time_words.tsv"
            ) from None
        rule = Rule(raw["name"], raw["kind"], regex, raw.get("value"), raw.get("fixed", {}), order, groups)
        for code in first(tree, coding.codes, phrases)[0]:
            by_first.setdefault(code, []).append(rule)
    worth = "".join(coding.codes[t] for t in triggers)
    stretch = re.compile(f"[^{OTHER}{BREAK}]+")
    return RuleSet(vocabulary, coding, {c: tuple(r) for c, r in by_first.items()}, stretch, re.compile(f"[{worth}]"))


def _macros() -> tuple[dict[str, str], list[str]]:
    """The macros, and the triggers: the words and classes without one of which no rule can match."""
    macros: dict[str, str] = {}
    triggers: list[str] = []
    for entry in _rule_files():
        data = tomllib.loads(entry.read_text(encoding="utf-8"))
        macros |= data.get("macros", {})
        triggers += data.get("triggers", [])
    return macros, triggers


def _tree(file: str, rule: dict[str, Any], macros: Mapping[str, str]) -> Node:
    name = str(rule.get("name", "?"))
    if unknown := set(rule) - _KEYS:
        raise RuleError(file, name, f"has unknown keys {sorted(unknown)}", f"use {', '.join(sorted(_KEYS))}")
    if rule.get("kind") not in KINDS:
        raise RuleError(file, name, f"has kind “{rule.get('kind')}”", f"use one of {', '.join(sorted(KINDS))}")
    if not rule.get("examples"):
        raise RuleError(file, name, "has no examples", "write at least one")
    return parse(rule["pattern"], macros, file, name)

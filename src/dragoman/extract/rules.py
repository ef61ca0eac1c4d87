"""Event rules as data: loading, checking and look-up. One TOML file per PLOVER type, one for composition, one for noun
classes (`data/rules/events/`); the allowed keys come from `Rule`, and a bad file names itself, the rule and the remedy."""

from __future__ import annotations

import tomllib
from dataclasses import dataclass, fields
from functools import cache
from importlib.resources import files
from typing import Any

from dragoman.errors import RuleError


@dataclass(frozen=True, slots=True)
class Rule:
    """One family of predicates that means one type.

    `verbs`, `nouns`, `adjectives`: lemmas; a verb of several words matches verb + particle, verb + object noun, or
    verb + preposition (+ noun). `negated`, `negated_adjectives`: verbs (keys as in `verbs`) and adjectives that mean the
    type when negated or impossible. `object`: noun classes one of which the object must belong to; `objects`: object
    lemmas; `not_objects`: lemmas of objects and of open clauses with which the rule is silent. `subject`: noun classes
    one of which the subject must belong to; `complement`: class that a predicative complement must belong to ("called
    it unacceptable").
    `clause`: what its clause must say: ``must`` (that another party must do something), ``other`` (another party is to
    do it), ``mustnot``. `recipient`: roles where the recipient is looked for, in order (``poss``: the owner of the object,
    ``clause``: the subject of the clause, ``that``: the subject of any clause below); `reciprocal`: roles whose party
    acts too. `inverse`: the subject undergoes, and `giver` says in which roles the doer stands (``made``: "French-made",
    ``owner``: the owner of the subject). `mutual`: where nobody is named, both states of the text act.
    `needs_recipient`, `needs_parties`, `needs_actors`: without so many no event; `needs_place_recipient`: the recipient
    is a state or its capital;
    `person_object`: the object is a person; `official`: the actor is a state, its government, army, or armed or political
    body; `official_object`: the object holds an office; `state_object`: it is a state or body by name; `speaker`: the
    actor is a person or a ministry, so that the act is one of words; `forceful`: the actor can
    use force; `armed`: it is a force; `actor_sector`: only
    actors of these sectors (``none``: of no known one); `joint`: an adverb or adjective says that it is done together;
    `directive`: its clause says what should be done; `future`: it is still to come.
    `examples`, `counterexamples`: sentences that are run as tests.
    """

    type: str
    name: str
    cameo: str = ""
    mode: str = ""
    verbs: tuple[str, ...] = ()
    nouns: tuple[str, ...] = ()
    adjectives: tuple[str, ...] = ()
    negated: tuple[str, ...] = ()
    negated_adjectives: tuple[str, ...] = ()
    object: tuple[str, ...] = ()
    objects: tuple[str, ...] = ()
    not_objects: tuple[str, ...] = ()
    subject: tuple[str, ...] = ()
    complement: tuple[str, ...] = ()
    clause: str = ""
    recipient: tuple[str, ...] = ()
    reciprocal: tuple[str, ...] = ()
    giver: tuple[str, ...] = ()
    inverse: bool = False
    mutual: bool = False
    needs_recipient: bool = False
    needs_parties: int = 0
    needs_actors: int = 0
    needs_place_recipient: bool = False
    person_object: bool = False
    official: bool = False
    official_object: bool = False
    state_object: bool = False
    speaker: bool = False
    forceful: bool = False
    armed: bool = False
    actor_sector: tuple[str, ...] = ()
    joint: bool = False
    directive: bool = False
    future: bool = False
    examples: tuple[str, ...] = ()
    counterexamples: tuple[str, ...] = ()

    @property
    def id(self) -> str:
        """The rule's name as records give it in `why`."""
        return f"event/{self.type}/{self.name}"

    @property
    def narrow(self) -> bool:
        """Does it ask for more than the predicate?"""
        return bool(
            self.object or self.objects or self.subject or self.actor_sector or self.joint or self.directive or self.clause
            or self.complement or self.speaker or self.armed or self.person_object or self.official_object
            or self.state_object or self.future
        )  # fmt: skip


@dataclass(frozen=True)
class RuleBook:
    """All event rules, indexed by predicate. `starts` holds the first words of all verb keys and governors, so that most
    frames are told at once to be none of ours."""

    rules: tuple[Rule, ...]
    verbs: dict[str, tuple[Rule, ...]]
    nouns: dict[str, tuple[Rule, ...]]
    adjectives: dict[str, tuple[Rule, ...]]
    negated: dict[str, tuple[Rule, ...]]
    negated_adjectives: dict[str, tuple[Rule, ...]]
    starts: frozenset[str]
    classes: dict[str, frozenset[str]]
    governors: dict[str, str]
    composition: dict[str, dict[str, str]]
    scores: dict[tuple[str, str], tuple[int, float]]

    def composed(self, governor: str, inner: str) -> str:
        """The type of a governor class over an inner type."""
        table = self.composition[governor]
        got = table.get(inner, table["*"])
        return inner if got == "=" else got


_KEYS = {f.name for f in fields(Rule)} - {"type"}


def _load(name: str) -> dict[str, Any]:
    text = files("dragoman").joinpath("data", "rules", "events", name).read_text(encoding="utf-8")
    try:
        return tomllib.loads(text)
    except tomllib.TOMLDecodeError as error:
        raise RuleError(name, "file", f"is no TOML: {error}", "mend the syntax") from error


def _rule(file: str, kind: str, row: dict[str, Any]) -> Rule:
    unknown = set(row) - _KEYS
    if unknown or "name" not in row:
        raise RuleError(
            file, str(row.get("name", "?")), f"has {sorted(unknown) or 'no name'}", f"use {', '.join(sorted(_KEYS))}"
        )
    values: dict[str, Any] = {k: tuple(v) if isinstance(v, list) else v for k, v in row.items()}
    return Rule(type=kind, **values)


def _scores() -> dict[tuple[str, str], tuple[int, float]]:
    path = files("dragoman").joinpath("data", "ontology", "plover.tsv")
    rows = [line.split("\t") for line in path.read_text(encoding="utf-8").splitlines()[1:]]
    return {(t, m): (int(q), float(s)) for t, m, q, s in rows}


@cache
def load_rules() -> RuleBook:
    """The packaged rules, read once; raises RuleError."""
    classes = {k: frozenset(v) for k, v in _load("classes.toml")["classes"].items()}
    composition = _load("composition.toml")
    scores = _scores()
    rules: list[Rule] = []
    for kind in sorted({t for t, _ in scores}):
        file = f"{kind}.toml"
        for row in _load(file)["rule"]:
            rule = _rule(file, kind, row)
            missing = [c for c in (*rule.object, *rule.subject, *rule.complement) if c not in classes]
            if missing:
                raise RuleError(file, rule.name, f"asks for class {missing}", "add it to classes.toml")
            rules.append(rule)
    governors = {lemma: name for name, lemmas in composition["governors"].items() for lemma in lemmas}
    tables = {k: v for k, v in composition.items() if k != "governors"}
    return RuleBook(
        tuple(rules),
        _index(rules, "verbs"),
        _index(rules, "nouns"),
        _index(rules, "adjectives"),
        _index(rules, "negated"),
        _index(rules, "negated_adjectives"),
        frozenset(key.split()[0] for key in [*governors, *(k for r in rules for k in (*r.verbs, *r.negated))]),
        classes,
        governors,
        tables,
        scores,
    )


def _index(rules: list[Rule], field: str) -> dict[str, tuple[Rule, ...]]:
    out: dict[str, list[Rule]] = {}
    for rule in rules:
        for word in getattr(rule, field):
            out.setdefault(word, []).append(rule)
    return {w: tuple(sorted(rs, key=lambda r: (not r.narrow, r.type == "CONSULT"))) for w, rs in out.items()}

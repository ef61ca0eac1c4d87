"""Meeting rules as data: `data/rules/meetings/*.toml` and the word tables beside them, loaded and checked."""

from __future__ import annotations

import tomllib
from dataclasses import dataclass, fields
from functools import cache
from importlib.resources import files
from typing import Any

from dragoman.errors import RuleError
from dragoman.frames.lexicon import rows_of

_NEEDS = {"one", "two", "sides", "journey"}


@dataclass(frozen=True, slots=True)
class MeetingRule:
    """One family of words that tell of a meeting.

    `transitive`: verbs whose object is the other side (the destination of a journey); `reciprocal`: verbs of which a
    plural subject is enough; `through`: "verb preposition", the other side stands behind it; `nouns`: lemmas, with a
    modifier where that makes the meaning ("press conference"). `needs`: ``two`` sides, ``sides`` (two states, or one
    organisation), ``journey`` (a visitor and a place that is not his own), ``one``. `person_object`: the object is
    somebody, not something. `background`: the noun names a standing relation unless a time, a place or a light verb
    makes it one occasion. `strict`: only with a modifier that says so ("phone call"). `wire`: any act between two persons by
    telephone; `addressed`: verbs of telling, which make a meeting where a place is told; `signed`: what persons of two
    states sign at a place; `dated`: with a date of its own, who holds it is enough. `examples` give a meeting of
    the type, `counterexamples` none.
    """

    name: str
    type: str
    needs: str
    transitive: tuple[str, ...] = ()
    reciprocal: tuple[str, ...] = ()
    through: tuple[str, ...] = ()
    nouns: tuple[str, ...] = ()
    person_object: bool = False
    background: bool = False
    strict: bool = False
    wire: bool = False
    addressed: tuple[str, ...] = ()
    signed: bool = False
    dated: bool = False
    examples: tuple[str, ...] = ()
    counterexamples: tuple[str, ...] = ()


@dataclass(frozen=True)
class MeetingBook:
    """All meeting rules by word. `through` is keyed by "verb preposition". `modifiers`: word before a noun → type, or
    ``none`` where it makes the noun something else; `governors`: predicate over a meeting → its status; `attending`:
    predicates whose subject takes part in what they govern; `bodies`: nouns for a delegation; `marks`: small closed classes
    by use."""

    rules: tuple[MeetingRule, ...]
    transitive: dict[str, MeetingRule]
    reciprocal: dict[str, MeetingRule]
    through: dict[str, MeetingRule]
    nouns: dict[str, MeetingRule]
    addressed: dict[str, MeetingRule]
    wire: MeetingRule
    modifiers: dict[str, str]
    governors: dict[str, str]
    attending: frozenset[str]
    bodies: frozenset[str]
    marks: dict[str, frozenset[str]]

    def marked(self, use: str, word: str) -> bool:
        """Does a word have that use in `meeting_marks.tsv`?"""
        return word in self.marks[use]


@cache
def load_meeting_rules() -> MeetingBook:
    """The packaged rules, read once; raises RuleError."""
    folder = files("dragoman").joinpath("data", "rules", "meetings")
    rules: list[MeetingRule] = []
    for path in sorted(folder.iterdir(), key=lambda p: p.name):
        if path.name.endswith(".toml"):
            rules += _read(path.name, path.read_text(encoding="utf-8"))
    marks: dict[str, set[str]] = {}
    for r in rows_of("meeting_marks.tsv", ("word", "use")):
        marks.setdefault(r["use"], set()).add(r["word"])
    return MeetingBook(
        rules=tuple(rules),
        transitive={w: r for r in rules for w in r.transitive},
        reciprocal={w: r for r in rules for w in r.reciprocal},
        through={w: r for r in rules for w in r.through},
        nouns={w: r for r in rules for w in r.nouns},
        addressed={w: r for r in rules for w in r.addressed},
        wire=next(r for r in rules if r.wire),
        modifiers={r["word"]: r["type"] for r in rows_of("meeting_modifiers.tsv", ("word", "type"))},
        governors={r["lemma"]: r["status"] for r in rows_of("meeting_governors.tsv", ("lemma", "status"))},
        attending=frozenset(r["lemma"] for r in rows_of("meeting_attendance.tsv", ("lemma",))),
        bodies=frozenset(r["noun"] for r in rows_of("meeting_bodies.tsv", ("noun",))),
        marks={use: frozenset(words) for use, words in marks.items()},
    )


def _read(name: str, text: str) -> list[MeetingRule]:
    try:
        rows: list[dict[str, Any]] = tomllib.loads(text)["rule"]
    except (tomllib.TOMLDecodeError, KeyError) as error:
        raise RuleError(name, "file", f"holds no [[rule]]: {error}", "mend the syntax") from error
    known = {f.name for f in fields(MeetingRule)}
    out = []
    for row in rows:
        if set(row) - known or not {"name", "type", "needs"} <= set(row):
            wrong = f"has the keys {sorted(row)}"
            raise RuleError(name, str(row.get("name", "?")), wrong, f"use {', '.join(sorted(known))}")
        if row["needs"] not in _NEEDS:
            raise RuleError(name, row["name"], f"needs “{row['needs']}”", f"write one of {', '.join(sorted(_NEEDS))}")
        values: dict[str, Any] = {k: tuple(v) if isinstance(v, list) else v for k, v in row.items()}
        out.append(MeetingRule(**values))
    return out

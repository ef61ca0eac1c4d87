"""The author's own comment on what somebody says, by the rules of `data/rules/attributions/doubt.toml`."""

from __future__ import annotations

import re
import tomllib
from dataclasses import dataclass
from functools import cache
from importlib.resources import files

from dragoman.document import Span
from dragoman.errors import RuleError
from dragoman.extract.attributions.cues import as_certainty
from dragoman.extract.context import Context
from dragoman.records import Certainty, Extent

_FILE = "rules/attributions/doubt.toml"
_PRONOUN_LENGTH = 8
_PLACES = ("content", "cue", "after")
_PRONOUNS = r"(?i:the|this|that|these|those|his|her|their|its)"


@dataclass(frozen=True, slots=True)
class DoubtRule:
    """One rule: where it looks, the pattern, what it makes of the content; `examples` are for the tests."""

    id: str
    where: str
    pattern: str
    certainty: Certainty
    examples: tuple[str, ...]
    counterexamples: tuple[str, ...]


@cache
def load_doubt() -> tuple[DoubtRule, ...]:
    """The rules in order; raises RuleError."""
    rows = tomllib.loads(files("dragoman").joinpath("data", _FILE).read_text(encoding="utf-8"))["rule"]
    out = []
    for row in rows:
        missing = {"id", "where", "pattern", "certainty", "examples", "counterexamples"} - set(row)
        if missing or row["where"] not in _PLACES:
            raise RuleError(_FILE, str(row.get("id")), f"lacks {sorted(missing)} or looks nowhere", "complete it")
        try:
            re.compile(row["pattern"].replace("{who}", "x"))
        except re.error as error:
            raise RuleError(_FILE, row["id"], f"pattern: {error}", "mend the pattern") from None
        certainty = as_certainty(row["certainty"], _FILE)
        examples, others = tuple(row["examples"]), tuple(row["counterexamples"])
        out.append(DoubtRule(row["id"], row["where"], row["pattern"], certainty, examples, others))
    return tuple(out)


def comment_on(context: Context, source: Extent | None, cue: Extent, content: list[Span]) -> tuple[Certainty, str] | None:
    """The certainty that the author's comment leaves, and the rule; None where the author says nothing about it."""
    text = context.document.text
    sentence = context.sentence_at(cue.start)
    begin, _ = context.analysis.span(sentence)
    last = min(sentence + 2, len(context.analysis.sentences) - 1)
    if content:
        last = max(last, min(context.sentence_at(content[-1].end - 1) + 1, len(context.analysis.sentences) - 1))
    behind = text[context.analysis.span(sentence)[1] : context.analysis.span(last)[1]]
    places = {
        "content": " ".join(c.of(text) for c in content),
        "cue": _around_cue(text, begin, source, cue, content),
        "after": behind,
    }
    who = _who(text[source.start : source.end]) if source is not None else _PRONOUNS
    for rule in load_doubt():
        pattern = rule.pattern.replace("{who}", who)
        if re.search(pattern, places[rule.where]):
            return rule.certainty, f"author's comment: {rule.id}"
    return None


def _around_cue(text: str, begin: int, source: Extent | None, cue: Extent, content: list[Span]) -> str:
    """The clause up to and with the cue, without what is said; where the source stands before the cue it ends there."""
    start = min(source.start, cue.start) if source is not None else cue.start
    left = text[max(begin, start - 60) : cue.end]
    for c in content:
        if c.end <= cue.start and c.end - c.start > _PRONOUN_LENGTH:
            left = text[max(c.end, start - 60) : cue.end]
    return left


def _who(source: str) -> str:
    words = re.findall(r"[\w-]+", source)
    names = [w for w in words if w[:1].isupper()]
    name = re.escape(names[-1]) + r"(?:['’]s?)?" if names else r"\w+"
    return rf"(?:{_PRONOUNS}|{name})"

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
_PRONOUNS = {"the", "this", "that", "these", "those", "his", "her", "their", "its"}


@dataclass(frozen=True, slots=True)
class DoubtRule:
    """One rule: where it looks, the pattern (group `who`: whose word), what it makes of the content; `examples` are for
    the tests."""

    id: str
    where: str
    pattern: re.Pattern[str]
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
            pattern = re.compile(row["pattern"].replace("{who}", r"(?P<who>[\w-]+)(?:['’]s?)?"))
        except re.error as error:
            raise RuleError(_FILE, row["id"], f"pattern: {error}", "mend the pattern") from None
        certainty = as_certainty(row["certainty"], _FILE)
        examples, others = tuple(row["examples"]), tuple(row["counterexamples"])
        out.append(DoubtRule(row["id"], row["where"], pattern, certainty, examples, others))
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
    name = _last_name(text[source.start : source.end]) if source is not None else ""
    for rule in load_doubt():
        if any(_meant(m, name) for m in rule.pattern.finditer(places[rule.where])):
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


def _last_name(source: str) -> str | None:
    """The last capitalised word of a source; None where it has none, so that any word may stand for it."""
    names = [w for w in re.findall(r"[\w-]+", source) if w[:1].isupper()]
    return names[-1] if names else None


def _meant(match: re.Match[str], name: str | None) -> bool:
    """Does the word in the place of the source stand for it: its name, or a pronoun?"""
    who = match.groupdict().get("who")
    return who is None or name is None or who == name or who.lower() in _PRONOUNS

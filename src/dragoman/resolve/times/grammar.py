"""Finding: the longest rule at each place of every stretch that could hold a time expression."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from dragoman.document import Span
from dragoman.language.analysis import Analysis
from dragoman.resolve.times.lexer import Lexed, lex
from dragoman.resolve.times.model import Reading
from dragoman.resolve.times.normalise import readings_of
from dragoman.resolve.times.rules import Hit, RuleSet, load_rules
from dragoman.resolve.times.vetoes import vetoed


@dataclass(frozen=True, slots=True)
class Found:
    """The readings of a text, in order, with its tokens."""

    lexed: Lexed
    readings: tuple[Reading, ...]


def find_readings(text: str, skip: Sequence[Span], analysis: Analysis | None) -> Found:
    """All time expressions of a text, unresolved; none that touches a span of `skip`."""
    rules = load_rules()
    lexed = lex(text, rules.coding)
    persons = _person_spans(analysis)
    readings: list[Reading] = []
    for hit in _hits(lexed, rules, persons):
        at = Span(lexed.starts[hit.first], lexed.ends[hit.last - 1])
        if not any(at.overlaps(s) for s in skip):
            readings += readings_of(lexed, hit, rules.vocabulary)
    return Found(lexed, tuple(readings))


def _hits(lexed: Lexed, rules: RuleSet, persons: Sequence[Span]) -> Iterator[Hit]:
    for stretch in rules.stretch.finditer(lexed.codes):
        if not rules.trigger.search(lexed.codes, stretch.start(), stretch.end()):
            continue
        at = stretch.start()
        while at < stretch.end():
            best = _best(lexed, rules, at, stretch.end(), persons)
            if best is None:
                at += 1
                continue
            yield best
            at = best.last


def _best(lexed: Lexed, rules: RuleSet, at: int, end: int, persons: Sequence[Span]) -> Hit | None:
    hits = []
    for rule in rules.by_first.get(lexed.codes[at], ()):
        match = rule.regex.match(lexed.codes, at, end)
        if match and match.end() > at:
            hits.append(Hit(rule, match))
    hits.sort(key=lambda h: (-h.last, h.rule.order))
    return next((h for h in hits if not vetoed(lexed, h, persons)), None)


def _person_spans(analysis: Analysis | None) -> list[Span]:
    if analysis is None:
        return []
    tokens = analysis.tokens
    return [Span(tokens[e.first].start, tokens[e.last - 1].end) for e in analysis.entities if e.label == "PER"]

"""Quantities of goods in kind in a text: "20,000 tons of rice", "500,000 doses of vaccine", "twelve ambulances"."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache

from dragoman.extract.context import Context
from dragoman.frames.lexicon import rows_of

_NUMERALS = {"hundred", "thousand", "million", "dozen", "ton", "score"}


@dataclass(frozen=True, slots=True)
class Goods:
    """A quantity of goods: characters, the token that a predicate takes, the nouns that it measures, and its words."""

    start: int
    end: int
    head: int
    nouns: tuple[int, ...]
    text: str


def find_goods(context: Context) -> Iterator[Goods]:
    """The counted goods of a text, in order; goods without a number are left out."""
    tokens = context.analysis.tokens
    done = 0
    for token in tokens:
        if token.start < done:
            continue
        if token.upos not in ("NOUN", "PROPN") or not _is_goods(context, token.i):
            continue
        holder = _holder(context, token.i)
        counted = _count(context, holder)
        if counted is None or context.in_citation(token.i):
            continue
        first, last = min(counted, holder), max(token.i, holder)
        start, end = tokens[first].start, tokens[last].end
        if any(m.start < end and start < m.end for m in context.money):
            continue
        done = end
        yield Goods(start, end, holder, tuple(dict.fromkeys((holder, token.i))), context.document.text[start:end])


def _is_goods(context: Context, i: int) -> bool:
    before = f"{context.lemma(i - 1)} {context.lemma(i)}" if i else ""
    follows = i + 1 < len(context.analysis.tokens) and context.analysis.tokens[i].head == i + 1
    return (context.lemma(i) in _goods() or before in _goods()) and not (
        follows and context.analysis.tokens[i].rel == "compound"
    )


def _holder(context: Context, i: int) -> int:
    """The noun that carries the number: the unit ("tons of rice"), else the goods themselves."""
    parent, rel = context.analysis.tokens[i].head, context.analysis.tokens[i].rel
    if rel == "nmod" and (context.lemma(parent) in _units() or context.lemma(parent) in _NUMERALS):
        return parent
    return i


def _count(context: Context, holder: int) -> int | None:
    tokens = context.analysis.tokens
    numbers = [c for c in context.analysis.children[holder] if tokens[c].rel == "nummod" and tokens[c].upos == "NUM"]
    if numbers:
        return min(min(context.analysis.subtree(n)) for n in numbers)
    return holder if context.lemma(holder) in _NUMERALS else None


@cache
def _goods() -> frozenset[str]:
    return frozenset(r["noun"] for r in rows_of("goods.tsv", ("noun", "class")))


@cache
def _units() -> frozenset[str]:
    return frozenset(r["unit"] for r in rows_of("goods_units.tsv", ("unit",)))

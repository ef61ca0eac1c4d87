"""Names of the registry found in a text: longest match over words, with the readings that fit the day."""

from __future__ import annotations

from dataclasses import dataclass

from dragoman.language.analysis import Analysis
from dragoman.resolve.registry import LOOSE, Entry, Registry, fold
from dragoman.values import Edtf

_ORDER = ("polity", "demonym", "organization", "body", "person", "capital", "seat", "region", "outlet")
_COMMON_POS = {"VERB", "AUX", "ADP", "PRON", "DET", "CCONJ", "SCONJ", "ADV", "NUM", "PUNCT", "INTJ"}


@dataclass(frozen=True, slots=True)
class NameHit:
    """Tokens `first` to `last` (exclusive) name `entry`; `others` are the readings set aside."""

    first: int
    last: int
    entry: Entry
    others: tuple[Entry, ...] = ()


def match_names(analysis: Analysis, registry: Registry, when: Edtf | None) -> list[NameHit]:
    """All registry names in the text, left to right, longest first, not overlapping."""
    words, owners, starts = _loose_tokens(analysis)
    hits: list[NameHit] = []
    at = 0
    while at < len(words):
        hit, step = _match_at(analysis, registry, words, owners, starts, at, when)
        if hit is not None and words[at] == "the":
            inner, inner_step = _match_at(analysis, registry, words, owners, starts, at + 1, when)
            if inner is not None and inner.last > hit.last:
                hit, step = inner, inner_step + 1
        if hit is not None:
            hits.append(hit)
        at += step
    return hits


def _loose_tokens(analysis: Analysis) -> tuple[list[str], list[int], list[bool]]:
    """Folded loose words, the token that each lies in, and whether it begins that token."""
    words, owners, starts = [], [], []
    for token in analysis.tokens:
        for k, m in enumerate(LOOSE.finditer(token.text)):
            words.append(fold(m[0]))
            owners.append(token.i)
            starts.append(k == 0)
    return words, owners, starts


def _match_at(
    analysis: Analysis, registry: Registry, words: list[str], owners: list[int], starts: list[bool], at: int,
    when: Edtf | None,
) -> tuple[NameHit | None, int]:  # fmt: skip
    longest = registry.longest.get(words[at], 0) if at < len(words) else 0
    if not longest or not starts[at]:
        return None, 1
    for size in range(min(longest, len(words) - at), 0, -1):
        end = at + size
        if end < len(words) and owners[end] == owners[end - 1]:
            continue
        readings = registry.entries.get(tuple(words[at:end]))
        if not readings:
            continue
        first, last = owners[at], owners[end - 1] + 1
        fitting = [e for e in readings if _plausible(analysis, first, last, e)]
        fitting = [e for e in fitting if when is None or (e.first <= when.last and when.first <= e.last)] or fitting
        if fitting:
            fitting.sort(key=lambda e: (_ORDER.index(e.kind), e.name))
            return NameHit(first, last, fitting[0], tuple(fitting[1:])), size
    return None, 1


def _plausible(analysis: Analysis, first: int, last: int, entry: Entry) -> bool:
    token = analysis.tokens[first]
    text = analysis.text[token.start : analysis.tokens[last - 1].end]
    if not any(analysis.tokens[t].text[:1].isupper() for t in range(first, last)):
        return False
    if last - first > 1:
        return True
    if token.upos in _COMMON_POS and not (entry.kind == "polity" and len(text) > 4):
        return False
    if len(text) <= 3 and not text.isupper() and not (text[0].isupper() and entry.kind in ("polity", "demonym")):
        return False
    return entry.kind != "person" or token.upos == "PROPN"

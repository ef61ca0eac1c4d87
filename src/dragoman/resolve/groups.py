"""Mentions of bodies and groups of a state by common nouns: "Japanese officials", "Moscow's foreign ministry"."""

from __future__ import annotations

from collections import Counter

from dragoman.language.analysis import Analysis
from dragoman.resolve.cast import Entity, Naming
from dragoman.resolve.names import NameHit
from dragoman.resolve.registry import Registry, fold
from dragoman.resolve.titles import polity_after, polity_before
from dragoman.resolve.work import Work, sentence_bounds


def name_groups(work: Work, at: dict[int, NameHit]) -> None:
    """Generic bodies and groups of a state: "Japanese officials", "the Chechen rebels", "Moscow's foreign ministry"."""
    analysis, registry = work.analysis, work.registry
    for token in analysis.tokens:
        if token.upos not in ("NOUN", "PROPN") or token.rel in ("compound", "flat") or token.i in work.taken:
            continue
        first, sector = _group_phrase(analysis, registry, token.i)
        if sector is None:
            continue
        low, high = sentence_bounds(analysis, token.i)
        polity, begin = polity_before(analysis, at, first, low)
        polity = polity or polity_after(analysis, at, token.i + 1, high) or _polity_within(analysis, at, token.i, high)
        end = _group_end(analysis, token.i, high)
        phrase = " ".join(analysis.tokens[t].text for t in range(begin, end))
        entity = Entity(f"group:{polity}:{fold(phrase)}", phrase, "group", polity, sector)
        work.entities.setdefault(entity.id, entity)
        work.add(Naming(begin, token.i + 1, token.i, (entity.id,), "group", None, polity))


def _polity_within(analysis: Analysis, at: dict[int, NameHit], head: int, high: int) -> str | None:
    for t in range(head + 1, _group_end(analysis, head, high)):
        if t in at and at[t].entry.kind in ("demonym", "polity"):
            return at[t].entry.code
    return None


def _group_end(analysis: Analysis, head: int, high: int) -> int:
    """A group "of" people is named with them: "a group of visiting Japanese parliamentarians"."""
    tokens = analysis.tokens
    if head + 2 >= high or tokens[head + 1].lower_text != "of":
        return head + 1
    for t in range(head + 2, min(high, head + 7)):
        if tokens[t].xpos == "NNS" and (t + 1 >= high or not tokens[t + 1].xpos.startswith("NN")):
            return t + 1
        if tokens[t].upos not in ("ADJ", "NOUN", "PROPN", "NUM", "DET") and tokens[t].xpos not in ("VBG", "VBN"):
            break
    return head + 1


def _group_phrase(analysis: Analysis, registry: Registry, head: int) -> tuple[int, str | None]:
    for size in (3, 2, 1):
        first = head - size + 1
        if first < 0:
            continue
        words = [fold(analysis.tokens[t].text) for t in range(first, head + 1)]
        lemma = [*words[:-1], analysis.tokens[head].lemma.lower()]
        for key in (" ".join(words), " ".join(lemma)):
            if key in registry.groups:
                return first, registry.groups[key]
    return head, None


COMPASS = {"North", "South", "East", "West"}


def name_compass(work: Work) -> None:
    """ "the North" is North Korea in a text that names it so."""
    states = [e for e in work.entities.values() if e.type == "polity" and e.name.split()[0] in COMPASS]
    counts = Counter(e for n in work.namings for e in n.entities)
    named = {e.name.split()[0]: e.id for e in sorted(states, key=lambda e: (counts[e.id], e.id))}
    analysis = work.analysis
    for token in analysis.tokens:
        if token.text not in named or token.upos not in ("PROPN", "NOUN"):
            continue
        loose = next((n for n in work.namings if n.first <= token.i < n.last and n.last - n.first <= 2), None)
        general = (
            loose is not None
            and work.entities[loose.entities[0]].type == "place"
            and not work.entities[loose.entities[0]].code
        )
        if general and loose is not None:
            work.namings.remove(loose)
        if general or token.i not in work.taken:
            if token.rel in ("amod", "compound", "flat", "nmod:desc"):
                continue
            work.add(Naming(token.i, token.i + 1, token.i, (named[token.text],)))

"""Where something happened: a place behind a preposition of place in the frame's own clause."""

from __future__ import annotations

from functools import cache

from dragoman.extract.context import Context
from dragoman.frames import Frame
from dragoman.frames.lexicon import rows_of
from dragoman.records import Party
from dragoman.resolve.registry import load_registry

_PREPOSITIONS = ("in", "at", "near", "outside", "to")


def place_of(context: Context, frame: Frame) -> str | None:
    """The place named in a frame's clause, as printed; None where none is."""
    for prep in _PREPOSITIONS:
        for a in frame.all(f"obl:{prep}"):
            for h in a.heads:
                name = place_name(context, h)
                if name:
                    return name
    return None


def place_name(context: Context, head: int) -> str | None:
    """The name of a place that a token heads, None if it heads none."""
    naming = context.cast.naming(head)
    if naming is None or naming.kind not in ("name", "demonym"):
        return _generic_place(context, head)
    entity = context.cast.entities[naming.entities[0]]
    if entity.type not in ("place", "polity"):
        return None
    tokens = context.analysis.tokens
    return context.document.text[tokens[naming.first].start : tokens[naming.last - 1].end]


@cache
def _generic_nouns() -> frozenset[str]:
    return frozenset(r["noun"] for r in rows_of("place_nouns.tsv", ("noun",)))


def _generic_place(context: Context, head: int) -> str | None:
    """ "the rebel-held town of Kilinochchi" by its name, "the Polish capital" by the capital's."""
    analysis = context.analysis
    if context.lemma(head) not in _generic_nouns():
        return None
    for c in analysis.children[head]:
        token = analysis.tokens[c]
        cases = {analysis.tokens[g].lower_text for g in analysis.children[c] if analysis.tokens[g].rel == "case"}
        if (token.rel == "nmod" and cases & {"of"}) or token.rel in ("appos", "flat"):
            naming = context.cast.naming(c)
            if naming is not None and naming.place and naming.kind == "name":
                return place_name(context, c)
    if context.lemma(head) != "capital":
        return None
    codes = [p.code for c in analysis.children[head] for p in context.parties_at(c) if p.code]
    return load_registry().capitals.get(codes[0]) if codes else None


def place_code(context: Context, head: int) -> str | None:
    """The code of the state in which the place lies that a token heads; None where nothing tells it."""
    naming = context.cast.naming(head)
    if naming is None or naming.kind not in ("name", "demonym"):
        name = place_name(context, head)
        codes = [p.code for c in context.analysis.children[head] for p in context.cast.hosts((c,)) if p.code]
        return codes[0] if name and codes else None
    return context.cast.entities[naming.entities[0]].code


def city_before(context: Context, frame: Frame) -> int | None:
    """The token of a city that qualifies an event noun ("the Geneva talks", "a Beijing summit"); None where two names do
    ("the Moscow-Tokyo talks": those are the parties)."""
    mod = frame.arg("mod")
    if mod is None or len(mod.heads) != 1:
        return None
    naming = context.cast.naming(mod.head)
    return mod.head if naming is not None and naming.kind == "name" and naming.place else None


def host_of(context: Context, place: str) -> Party | None:
    """The state that a place of the text belongs to, as a party; None where nothing tells it."""
    for naming in context.cast.namings:
        for e in naming.entities:
            entity = context.cast.entities[e]
            tokens = context.analysis.tokens
            printed = context.document.text[tokens[naming.first].start : tokens[naming.last - 1].end]
            if entity.code and place in (entity.name, printed):
                name = load_registry().polity_names.get(entity.code, entity.name)
                return Party(name=name, code=entity.code)
    return None


def place_below(context: Context, frame: Frame) -> str | None:
    """The place named anywhere in the phrase of an event noun ("talks between A and B in Tokyo")."""
    if frame.kind == "verb":
        return None
    tokens = context.analysis.tokens
    city = city_before(context, frame)
    if city is not None:
        return tokens[city].text
    others = {t for i in context.frames.dependents[frame.index] if context.frames[i].kind == "noun"
              for t in context.analysis.subtree(context.frames[i].head)}  # fmt: skip
    for t in context.analysis.subtree(frame.head):
        if (
            t not in others
            and tokens[t].upos == "PROPN"
            and any(
                tokens[c].rel == "case" and tokens[c].lower_text in ("in", "at", "near")
                for c in context.analysis.children[t]
            )
        ):
            name = place_name(context, t)
            if name:
                return name
    return None

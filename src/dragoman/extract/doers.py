"""Who acts: the subject and what stands for it (author, owner, speaker, agent), and whose an object is."""

from __future__ import annotations

from collections.abc import Iterable
from functools import cache

from dragoman.extract.context import Context
from dragoman.extract.parties import among, codes
from dragoman.extract.typing import Typed
from dragoman.frames import Argument, Frame
from dragoman.frames.lexicon import rows_of
from dragoman.records import Party

_SPEAKERS = {"we", "i", "us"}
_OWNING = ("possessive", "modifier", "agent", "direct", "light")


def acting(context: Context, typed: Typed) -> tuple[Party, ...]:
    """Who does what a typed frame tells; empty where nobody is named."""
    frame, rule = typed.frame, typed.rule
    found = list(owned(context, frame.subj) if frame.kind == "verb" else context.parties(frame.subj))
    if not found and frame.subj is not None and context.analysis.tokens[frame.subj.head].lower_text in _SPEAKERS:
        found = list(speaker(context, typed))
    if found and (len(codes(found)) > 1 or frame.kind == "verb"):
        return tuple(found if codes(found) else _at_whose_side(context, frame, found))
    if not found and frame.kind == "adj" and frame.subj is None and frame.link == "ccomp" and frame.governor is not None:
        found = list(context.parties(context.frames[frame.governor].subj))
    if not found and frame.kind == "verb" and frame.voice == "passive":
        found = list(_agent_of_means(context, frame))
        if found:
            return tuple(found)
    roles = list(rule.reciprocal) if rule else []
    if frame.kind == "noun" and not found:
        roles += ["obl:from", "obl:by"]
    for role in roles:
        if role in ("obl:between", "obl:among", "obl:of") or (not found and frame.kind == "noun"):
            for a in frame.all(role):
                found += [p for p in context.parties(a) if not among(p, found)]
    if not found and frame.kind == "noun" and frame.governor is not None and frame.link.endswith(("obl:in", "obl:as")):
        found += context.parties(context.frames[frame.governor].subj)
    return tuple(found)


def owned(context: Context, argument: Argument | None) -> tuple[Party, ...]:
    """Who an argument names, else whose it is: "Oslo's statement condemned"."""
    if argument is None:
        return ()
    found = context.parties(argument) or _apposed(context, argument)
    acts = [h for h in argument.heads if h in context.frames.by_head or context.lemma(h) in documents()]
    if found and not codes(found):
        return _by_demonym(context, argument, found)
    return found or owner_of(context, acts) or _author(context, acts)


def _by_demonym(context: Context, argument: Argument, found: tuple[Party, ...]) -> tuple[Party, ...]:
    """ "his Chinese opposite number": the state that the words before the head name."""
    tokens = context.analysis.tokens
    for h in argument.heads:
        for c in context.analysis.children[h]:
            naming = context.cast.by_head.get(c)
            if tokens[c].rel in ("amod", "compound", "nmod") and naming is not None and naming.kind in ("demonym", "name"):
                code = context.cast.entities[naming.entities[0]].code
                return tuple(p.model_copy(update={"code": p.code or code}) for p in found)
    return found


def _apposed(context: Context, argument: Argument) -> tuple[Party, ...]:
    """ "the export monopoly, Gazprom": who stands beside the head."""
    tokens, children = context.analysis.tokens, context.analysis.children
    beside = [c for h in argument.heads for c in children[h] if tokens[c].rel == "appos"]
    return tuple(p for c in beside for p in context.parties_at(c))


def _author(context: Context, heads: Iterable[int]) -> tuple[Party, ...]:
    """Who makes the act or text that heads name: "the council adopted a resolution urging"."""
    tokens = context.analysis.tokens
    for h in heads:
        maker = context.frames.by_head.get(tokens[h].head)
        if tokens[h].rel == "obj" and maker is not None and maker.head != h and (found := context.parties(maker.subj)):
            return found
    return ()


@cache
def documents() -> frozenset[str]:
    """Nouns for what is written or said, whose author acts: `data/lexicon/documents.tsv`."""
    return frozenset(r["noun"] for r in rows_of("documents.tsv", ("noun",)))


def _agent_of_means(context: Context, frame: Frame) -> tuple[Party, ...]:
    """ "threatened with sanctions by the council": an agent that the tree hangs on the means of a passive."""
    for a in frame.all("obl:with", "obl:for", "obl:to"):
        for h in a.heads:
            means = context.frames.by_head.get(h)
            if means is not None and means.subj is not None and means.subj.via == "agent":
                return context.parties(means.subj)
    return ()


def _at_whose_side(context: Context, frame: Frame, found: list[Party]) -> list[Party]:
    """ "the officials urged": a group of officers of which no state is told belongs to the one of the two states whose
    people the sentence before had as its subject."""
    if len(context.pair) != 2 or not all(p.sector in ("GOV", "MIL", "LEG") or p.person for p in found):
        return found
    for other in reversed(context.frames.by_sentence.get(frame.sentence - 1, ())):
        before = codes(context.parties(other.subj)) if other.kind == "verb" else []
        if len(before) == 1 and before[0] in context.pair:
            return [p.model_copy(update={"code": before[0]}) for p in found]
    return found


def speaker(context: Context, typed: Typed) -> tuple[Party, ...]:
    """Who utters the clause: the source of its innermost attribution."""
    said = set(context.voice(typed.frame).attributed_to)
    for a in reversed([a for a in context.attributions if a.id in said and a.source is not None]):
        assert a.source is not None
        at = context.token_at(a.source.start)
        last = context.token_at(a.source.end - 1)
        if at is not None and last is not None:
            for t in range(at, last + 1):
                if found := context.parties_at(t):
                    return found
    return ()


def owner_of(context: Context, heads: Iterable[int]) -> tuple[Party, ...]:
    """Whose the object is: "rejected Tokyo's proposal", "condemned the Russian action", "opposed the rights of boats"."""
    tokens, children = context.analysis.tokens, context.analysis.children
    for h in heads:
        frame = context.frames.by_head.get(h)
        if (
            frame is not None
            and frame.subj is not None
            and frame.subj.via in _OWNING
            and (doer := context.parties(frame.subj))
        ):
            return doer
        for c in children[h]:
            qualifies = tokens[c].deprel == "nmod:poss" or tokens[c].rel in ("amod", "compound", "nmod")
            if qualifies and (found := context.parties_at(c)):
                return found
        for c in children[h]:
            if tokens[c].deprel == "nmod:poss" and (found := owner_of(context, (c,))):
                return found
    return ()

"""Whom an act concerns: the roles where a recipient is looked for, in order."""

from __future__ import annotations

from collections.abc import Iterator

from dragoman.extract.conditions import clause_of_another
from dragoman.extract.context import Context
from dragoman.extract.doers import owner_of
from dragoman.extract.parties import codes
from dragoman.extract.rules import Rule
from dragoman.extract.typing import Typed
from dragoman.frames import Frame
from dragoman.records import Party

_MORE_ROLES = ("iobj", "obl:to", "obl:with", "obl:against", "obl:for", "obl:from", "obl:toward", "obl:towards")
_NOMINAL = ("nmod", "obl", "amod", "compound", "conj", "appos")
_CIRCUMSTANCES = ("obl:in", "obl:at", "obl:during", "obl:after", "obl:before", "obl:since", "obl:under", "obl:as")
_WHEN_AND_WHERE = {"in", "during", "after", "before", "since", "under", "as", "including", "like", "unlike", "by"}


def recipient_of(context: Context, typed: Typed, ours: set[str]) -> tuple[Party, ...]:
    """Whom the act concerns: by the rule's roles, then the usual ones, then whoever owns the object, then whoever is named
    deeper inside; those of the actor's own state only where nobody else is."""
    rule, frames = typed.rule, [typed.frame, *([typed.inner] if typed.inner is not None else [])]
    told = [p for p in _candidates(context, rule, frames) if p]
    foreign = next((p for p in told if codes(p) and not set(codes(p)) & ours), ())
    if foreign or any(not codes(p) for p in told):
        return foreign or next(p for p in told if not codes(p))
    for frame in frames:
        if found := _deeper(context, frame, ours):
            return found
    return told[0] if told else _recipient_below(context, typed.frame)


def _candidates(context: Context, rule: Rule | None, frames: list[Frame]) -> Iterator[tuple[Party, ...]]:
    roles = rule.recipient if rule else ("obj", "iobj", "obl:to")
    for frame in frames:
        for role in (*roles, *_MORE_ROLES):
            if role == "that":
                below = [context.frames[i] for i in context.frames.dependents[frame.index]]
                yield tuple(p for b in below if b.link == "ccomp" for p in context.parties(b.subj))
            if role == "clause":
                clause = clause_of_another(context, frame, rule.clause if rule else "must")
                if clause is not None:
                    yield context.parties(clause.subj) or _recipient_below(context, clause)
            for a in frame.all("obj" if role == "poss" else role):
                yield owner_of(context, a.heads) if role == "poss" else context.parties(a) or owner_of(context, a.heads)
    for frame in frames:
        for a in frame.all("obj"):
            yield owner_of(context, a.heads)
    governor = context.frames[frames[0].governor] if frames[0].governor is not None else None
    if frames[0].kind == "noun" and frames[0].link == "obj" and governor is not None and governor.kind == "verb":
        yield context.parties(governor.subj)
    if len(frames) > 1:
        yield context.parties(frames[1].subj)


def _deeper(context: Context, frame: Frame, ours: set[str]) -> tuple[Party, ...]:
    """A party of another state inside the phrases of a frame: "put its signature to a treaty with Oslo"."""
    tokens, children = context.analysis.tokens, context.analysis.children
    mod = frame.arg("mod") if frame.light else None
    named = context.parties(mod)
    if named and not set(codes(named)) & ours:
        return named
    args = [a for a in frame.args if a.role.startswith(("obj", "obl:")) and a.role not in _CIRCUMSTANCES]
    stack = [(h, 0) for a in args for h in a.heads]
    while stack:
        at, depth = stack.pop(0)
        for c in children[at]:
            if (
                tokens[c].rel not in _NOMINAL
                or context.in_citation(c)
                or any(tokens[g].lower_text in _WHEN_AND_WHERE for g in children[c])
            ):
                continue
            found = tuple(p for p in context.parties_at(c) if p.code and p.code not in ours)
            if found:
                return found
            if depth < 2:
                stack.append((c, depth + 1))
    return ()


def _recipient_below(context: Context, frame: Frame) -> tuple[Party, ...]:
    for index in context.frames.dependents[frame.index]:
        below = context.frames[index]
        if below.link in ("xcomp", "acl", "ccomp", "nacl"):
            for a in below.all("obj", "iobj", *_MORE_ROLES):
                if parties := context.parties(a):
                    return parties
    return ()

"""Context → Commitment records: who binds himself to what, towards whom, by when, and how it stands.

A binding predicate (agree, promise, decide, sign …: `commitment_words.tsv`) over a clause or a noun that names an act;
what refuses or restates one; a deadline is a date behind "by", "until", "before" or in a noun such as "deadline".
"""

from __future__ import annotations

from functools import cache

from dragoman.extract.context import Context
from dragoman.extract.dating import date_of
from dragoman.extract.events import counterpart
from dragoman.extract.gists import gist_of
from dragoman.frames import Frame
from dragoman.frames.lexicon import rows_of
from dragoman.records import Commitment, Party
from dragoman.resolve.times import Timex

_BY = {"by", "until", "till", "before", "within"}
_DUTY_LINKS = ("xcomp", "ccomp", "acl", "advcl")
_NEED_CLAUSE = {"sign", "decide", "decision", "agreement", "confirm", "reaffirm", "offer", "ready", "willing", "prepared"}


@cache
def _words() -> dict[tuple[str, str], str]:
    return {(r["word"], r["pos"]): r["effect"] for r in rows_of("commitment_words.tsv", ("word", "pos", "effect"))}


def extract_commitments(context: Context) -> list[Commitment]:
    """The commitment records of a document, in text order, without ids and links (`extract.linking` adds them)."""
    out: list[Commitment] = []
    for frame in context.frames:
        made = _commitment(context, frame)
        if made is not None and not any(_same(made, other) for other in out):
            out.append(made)
    return out


def _effect(frame: Frame) -> str:
    return _words().get((frame.lemma, {"verb": "verb", "noun": "noun"}.get(frame.kind, "adj")), "")


def _commitment(context: Context, frame: Frame) -> Commitment | None:
    effect = _effect(frame)
    if not effect or frame.carries is not None or context.in_citation(frame.head) or _governed(context, frame):
        return None
    if {"may", "might", "could", "would", "should", "must"} & set(frame.modals) or frame.mark in ("if", "unless", "whether"):
        return None
    if frame.form == "infinitive" or (frame.negated and effect != "refuses"):
        return None
    promisor = tuple(p for p in context.parties(frame.subj) if p.code or p.person)
    duty = _duty(context, frame)
    if not promisor or (duty is None and (frame.lemma in _NEED_CLAUSE or effect != "binds")):
        return None
    target = duty or frame
    deadline = _deadline(context, frame, target)
    voice = context.voice(frame)
    return Commitment(
        evidence=[context.frame_evidence(frame)], sentence=frame.sentence, certainty=voice.certainty,
        attributed_to=list(voice.attributed_to), why=f"commitment/{frame.lemma}", promisor=list(promisor),
        beneficiary=list(_beneficiary(context, frame, target, promisor)), gist=gist_of(context, target),
        made=date_of(context, frame).edtf, deadline=str(deadline.edtf) if deadline else None,
        deadline_text=deadline.text if deadline else None,
        status=_status(context, effect, deadline),  # type: ignore[arg-type]
    )  # fmt: skip


def _governed(context: Context, frame: Frame) -> bool:
    """Does another binding or refusing word speak for this one ("refused to commit")?"""
    return any(_effect(g) for g in context.frames.governors(frame) if frame.link in ("xcomp", "acl", "obj"))


def _duty(context: Context, frame: Frame) -> Frame | None:
    """What is promised: the clause below (through another binding word), else the act that the object names."""
    below = [context.frames[i] for i in context.frames.dependents[frame.index]]
    for f in below:
        if f.link in _DUTY_LINKS and (
            f.form == "infinitive" or {"will", "would", "shall"} & set(f.modals) or f.form == "gerund"
        ):
            deeper = _duty(context, f) if _effect(f) or f.lemma in ("continue", "seek", "try") else None
            return deeper or (context.frames[f.carries] if f.carries is not None else f)
    for f in below:
        if f.link in ("obj", "obl:to", "obl:on") and f.kind == "noun":
            return _duty(context, f) or f
    return None


def _deadline(context: Context, *frames: Frame) -> Timex | None:
    """The date by which it is due: behind a preposition of deadline, or what the word "deadline" is qualified by."""
    for frame in frames:
        for t in context.times_in(frame.sentence):
            at = context.token_at(t.start)
            if t.edtf is None or at is None or at < frame.head - 12:
                continue
            before = {context.analysis.tokens[k].lower_text for k in range(max(0, at - 2), at)}
            after = {context.analysis.tokens[k].lower_text for k in range(at, min(at + 7, len(context.analysis.tokens)))}
            if before & _BY or "deadline" in after:
                return t
    return None


def _status(context: Context, effect: str, deadline: Timex | None) -> str:
    if effect == "refuses":
        return "refused"
    published = context.published
    if deadline is not None and deadline.edtf is not None and published is not None and deadline.edtf.last < published.first:
        return "unclear"
    return "open"


def _beneficiary(context: Context, frame: Frame, target: Frame, promisor: tuple[Party, ...]) -> tuple[Party, ...]:
    mine = {p.code for p in promisor}
    if len(mine) > 1:
        return promisor
    for f in (target, frame):
        for a in f.all("iobj", "obl:to", "obl:with", "obl:for", "obl:from"):
            found = tuple(p for p in context.parties(a) if p.code and p.code not in mine)
            if found:
                return found
    other = counterpart(context, promisor, frame)
    return (other,) if other is not None else ()


def _same(a: Commitment, b: Commitment) -> bool:
    return a.gist == b.gist and {p.code for p in a.promisor} == {p.code for p in b.promisor} and a.status == b.status

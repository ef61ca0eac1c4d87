"""Dates that are named for a duty without a word of binding: wished for, set, moved, refused, let pass.

A side that wants a treaty by a year, names another date for it, will be bound to none, or lets the day go by tells as
much of a promise as the promise itself does. The words stand in `data/rules/targets.toml`.
"""

from __future__ import annotations

import tomllib
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import cache
from importlib.resources import files

from dragoman.extract.commitment_rules import CommitmentBook
from dragoman.extract.context import Context
from dragoman.extract.dating import date_of
from dragoman.extract.deadlines import Due, deadline_of
from dragoman.extract.gists import gist_of
from dragoman.extract.matters import matter_of
from dragoman.extract.promisors import beneficiary_of, known
from dragoman.extract.transfer_sides import polity
from dragoman.frames import Frame
from dragoman.records import Commitment, Extent, Party
from dragoman.resolve.times import Timex
from dragoman.values import Edtf

_LOOK_BACK = 3
_CLOSE = 8
_MUST = frozenset(["must", "should", "will", "would", "shall"])
_DUTY = frozenset(["must", "should"])


@dataclass(frozen=True, slots=True)
class _Target:
    """A date for a duty as one side tells it. `gist` is the duty in a few words."""

    frame: Frame
    who: tuple[Party, ...]
    gist: str
    due: Due | None
    status: str


def extract_targets(
    context: Context, book: CommitmentBook, told: Iterable[tuple[Frame, Frame]], found: Sequence[Commitment]
) -> list[Commitment]:
    """The targets of a text; `told` are the frames (binding word, duty) that commitments were read from, `found` these."""
    heads = {f.head for pair in told for f in pair}
    out: list[Commitment] = []
    for frame in context.frames:
        if frame.kind != "verb" or context.in_citation(frame.head):
            continue
        target = next(_read(context, book, frame, heads, [*found, *out]), None)
        if target is not None and target.who:
            out.append(_record(context, target))
    return out


def _read(
    context: Context, book: CommitmentBook, frame: Frame, heads: set[int], before: Sequence[Commitment]
) -> Iterator[_Target]:
    yield from _not_kept(context, book, frame)
    yield from _as_promised(context, frame)
    yield from _let_pass(context, frame, before)
    yield from _bound_to_none(context, frame, before)
    if frame.head in heads or any(g.head in heads for g in context.frames.governors(frame)):
        return
    yield from _wanted_act(context, book, frame)
    yield from _wanted_thing(context, book, frame)
    yield from _named(context, frame, before)


def _wanted_act(context: Context, book: CommitmentBook, frame: Frame) -> Iterator[_Target]:
    """ "Aims to sign the treaty by 2007", "insists that it must be signed by 2007"; refused where nobody said so."""
    obj = frame.obj
    due = deadline_of(context, book, None, frame)
    governors = list(context.frames.governors(frame))
    if due is None or not governors or (frame.form != "infinitive" and not _MUST & set(frame.modals)):
        return
    bare = obj is None and any(_matter(context, g.sentence, frame) for g in governors[:1])
    if not bare and (obj is None or not _is_matter(context, obj.head)):
        return
    speech = next((g for g in governors if g.negated), None)
    wanting = [g for g in governors if g.lemma in words("want")] or [g for g in governors if g.lemma == "make"]
    above = speech or next(iter(wanting or (governors if _DUTY & set(frame.modals) else [])), None)
    if above is None:
        return
    who = known(context, above.subj) or known(context, frame.subj) or _speaker(context, governors)
    gist = (_matter_before(context, frame, ()) if obj is None else None) or gist_of(context, frame)
    yield _Target(frame, who, gist, due, "refused" if speech is not None else "open")


def _wanted_thing(context: Context, book: CommitmentBook, frame: Frame) -> Iterator[_Target]:
    """ "Wants the treaty by 2007", "asked for a treaty by 2007", "confirmed the goal of a treaty by 2007"."""
    if frame.lemma not in words("want") or frame.negated:
        return
    due = deadline_of(context, book, None, frame)
    if due is None:
        return
    for a in frame.all("obj", "obl:for", "obl:to", "obl:on"):
        phrase = context.phrase_tokens(a.head)
        named = [t for t in phrase if _is_matter(context, t)]
        if named and (a.head in named or any(context.lemma(t) in words("goal") for t in phrase)):
            thing = context.text(context.phrase(named[-1] if a.head not in named else a.head))
            yield _Target(frame, _whose(context, frame), f"conclude {thing}", due, "open")
            return


def _named(context: Context, frame: Frame, before: Sequence[Commitment]) -> Iterator[_Target]:
    """ "Now names the end of 2008", where a duty with its date was named just before: the date moves."""
    if frame.lemma not in words("name") or frame.negated:
        return
    for a in frame.all("obj", "obl:of", "obl:about"):
        when = _timex(context, a.head, clauses=context.lemma(a.head) in words("date"))
        if when is None or when.edtf is None or not _ahead(context, when.edtf):
            continue
        gist = _matter_before(context, frame, before)
        if gist is None:
            return
        earlier = [c.deadline for c in before if c.deadline and c.sentence >= frame.sentence - _LOOK_BACK]
        moved = bool(earlier) and earlier[-1] != str(when.edtf)
        due = Due(Edtf.day(when.edtf.last) if when.mod == "END" else when.edtf, when.text)
        yield _Target(frame, known(context, frame.subj), gist, due, "reinterpreted" if moved else "open")
        return


def _bound_to_none(context: Context, frame: Frame, before: Sequence[Commitment]) -> Iterator[_Target]:
    """ "Would not commit itself to a date", "does not believe in deadlines"."""
    refuses = frame.lemma in words("bind") and frame.negated
    if not refuses:
        return
    for a in frame.all("obj", "obl:"):
        if context.lemma(a.head) in words("date"):
            gist = _matter_before(context, frame, before)
            when = _timex(context, a.head, clauses=True)
            if gist is not None:
                due = Due(when.edtf, when.text) if when is not None and when.edtf is not None else None
                yield _Target(frame, known(context, frame.subj), gist, due, "refused")
            return


def _let_pass(context: Context, frame: Frame, before: Sequence[Commitment]) -> Iterator[_Target]:
    """ "Let the date go by for the withdrawal", "the deadline passed without result"."""
    subj = frame.subj
    if frame.lemma.split()[0] not in words("pass") or frame.negated or frame.modals or subj is None:
        return
    dated = context.lemma(subj.head) in words("date") or (subj.via == "direct" and _timex(context, subj.head, clauses=False))
    if not dated:
        return
    above = next((g for g in context.frames.governors(frame) if g.lemma == "let"), None)
    if frame.lemma == "go" and above is None and "by" not in _after(context, frame):
        return
    who = known(context, above.subj) if above is not None else _both(context)
    matter = next((h for f in (frame, *([above] if above else [])) for a in f.all("obl:for") for h in a.heads), None)
    gist = context.text(context.phrase(matter)) if matter is not None else _matter_before(context, frame, before)
    if gist is not None:
        yield _Target(frame, who, gist, None, "missed")


def _not_kept(context: Context, book: CommitmentBook, frame: Frame) -> Iterator[_Target]:
    """ "The pledge to sign by 2005 had not been kept"."""
    if frame.lemma not in words("keep") or not frame.negated or frame.voice != "passive" or frame.obj is None:
        return
    noun = context.frames.by_head.get(frame.obj.head)
    if noun is None or noun.kind != "noun":
        return
    below = [context.frames[k] for k in context.frames.dependents[noun.index]]
    duty = next((f for f in below if f.kind == "verb" and f.form == "infinitive"), None)
    if duty is not None:
        due = deadline_of(context, book, None, duty)
        yield _Target(frame, known(context, noun.subj), gist_of(context, duty), due, "missed")


def _as_promised(context: Context, frame: Frame) -> Iterator[_Target]:
    """ "Withdrew its soldiers in 2002 as promised"."""
    if frame.lemma not in words("promise") or frame.mark != "as" or frame.governor is None or frame.negated:
        return
    near = [f for f in context.frames.by_sentence[frame.sentence] if f.kind == "verb" and 0 < frame.head - f.head <= _CLOSE]
    done = near[-1] if near else context.frames[frame.governor]
    if done.kind != "verb" or done.negated or done.tense == "future" or done.modals:
        return
    whose = done.obj if done.subj is None else done.subj
    named = () if whose is None else (p for t in context.phrase_tokens(whose.head) for p in context.parties_at(t) if p.code)
    who = known(context, done.subj) or known(context, done.obj) or tuple(named)[:1]
    yield _Target(done, who, gist_of(context, done), None, "met")


def _record(context: Context, t: _Target) -> Commitment:
    voice = context.voice(t.frame)
    # that a side refuses is told as a fact, though its sentence denies
    certainty = "certain" if t.status in ("refused", "missed") and voice.certainty == "denied" else voice.certainty
    beneficiary = beneficiary_of(context, t.frame, t.frame, t.who)
    codes = [p.code for p in (*t.who, *beneficiary)]
    matter = matter_of(context, t.gist, t.frame.sentence, codes)
    return Commitment(
        evidence=[_evidence(context, t.frame)], sentence=t.frame.sentence, certainty=certainty,
        attributed_to=list(voice.attributed_to), why=f"commitment/target/{t.frame.lemma}", promisor=list(t.who),
        beneficiary=list(beneficiary), gist=t.gist, issue=t.gist, issue_id=matter[0] if matter else None,
        issue_name=matter[1] if matter else None, made=_made(context, t), deadline=str(t.due.when) if t.due else None,
        deadline_text=t.due.text if t.due else None, status=t.status,  # type: ignore[arg-type]
    )  # fmt: skip


def _made(context: Context, t: _Target) -> str | None:
    """The day on which it was said, never the day for which it is named."""
    for frame in (t.frame, *context.frames.governors(t.frame)):
        dated = date_of(context, frame).edtf
        if dated is not None and (t.due is None or dated != str(t.due.when)) and not _later(context, dated):
            return dated
    return None


def _later(context: Context, dated: str) -> bool:
    return context.published is not None and Edtf(dated).first > context.published.last


def _evidence(context: Context, frame: Frame) -> Extent:
    return context.frame_evidence(frame)


def _whose(context: Context, frame: Frame) -> tuple[Party, ...]:
    """Whose wish it is: the subject's; all those above it whom "they" stands for."""
    above = _speaker(context, list(context.frames.governors(frame)))
    subj = frame.subj
    found = known(context, subj)
    they = subj is not None and context.analysis.tokens[subj.head].lower_text in ("they", "both")
    return above if not found or (they and len(above) > len(found)) else found


def _speaker(context: Context, governors: Sequence[Frame]) -> tuple[Party, ...]:
    return next((found for g in governors if (found := known(context, g.subj))), ())


def _both(context: Context) -> tuple[Party, ...]:
    return tuple(polity(context, code) for code in context.pair)


def _is_matter(context: Context, token: int) -> bool:
    return context.lemma(token) in words("matter")


def _matter(context: Context, sentence: int, frame: Frame) -> bool:
    """Does a sentence, or the one before it, name a matter at all?"""
    first = context.analysis.sentences[max(0, sentence - 1)].first
    return any(_is_matter(context, t) for t in range(first, frame.head))


def _matter_before(context: Context, frame: Frame, before: Sequence[Commitment]) -> str | None:
    """The duty that was named last within a few sentences: a commitment's, else a treaty or the like."""
    near = [c for c in before if 0 <= frame.sentence - c.sentence <= _LOOK_BACK and c.deadline]
    if near:
        return near[-1].gist
    first = context.analysis.sentences[max(0, frame.sentence - _LOOK_BACK)].first
    named = [t for t in range(first, context.analysis.sentences[frame.sentence].last) if _is_matter(context, t)]
    tokens = [t for t in named if context.analysis.tokens[t].upos == "NOUN"]
    return f"conclude {context.text(context.phrase(tokens[-1]))}" if tokens else None


def _timex(context: Context, head: int, *, clauses: bool) -> Timex | None:
    """The date that a noun phrase is or holds."""
    extent = context.phrase(head, clauses=clauses)
    for t in context.times_in(context.analysis.sentence_of[head]):
        if extent.start <= t.start and t.end <= extent.end and t.edtf is not None and t.type == "DATE":
            return t
    return None


def _ahead(context: Context, when: Edtf) -> bool:
    return context.published is None or when.last > context.published.last


def _after(context: Context, frame: Frame) -> set[str]:
    tokens = context.analysis.tokens
    return {tokens[k].lower_text for k in range(frame.head, min(frame.head + 2, len(tokens)))}


@cache
def words(kind: str) -> frozenset[str]:
    """A word list of the rule file."""
    return frozenset(load_targets()["words"][kind])


@cache
def load_targets() -> dict[str, dict[str, list[str]]]:
    """The packaged file of words and examples."""
    path = files("dragoman").joinpath("data", "rules", "targets.toml")
    return tomllib.loads(path.read_text(encoding="utf-8"))

"""Context → Commitment records: who binds himself to what, towards whom, by when, and how it stands.

A binding predicate (agree, promise, decide, sign …: `commitment_words.tsv`) over a clause or a noun that names an act;
what refuses or restates one; a deadline is a date behind "by", "until", "before" or in a noun such as "deadline".
"""

from __future__ import annotations

from functools import cache

from dragoman.extract.context import Context
from dragoman.extract.dating import date_of, main_date
from dragoman.extract.events import counterpart
from dragoman.extract.gists import gist_of
from dragoman.extract.matters import matter_of
from dragoman.frames import Frame
from dragoman.frames.lexicon import rows_of
from dragoman.records import Commitment, Party
from dragoman.resolve.times import Timex

_BY = {"by", "until", "till", "before", "within"}
_DUTY_LINKS = ("xcomp", "ccomp", "acl", "advcl")
_TALKS = {"talk", "meeting", "summit", "negotiation", "round", "session", "conversation", "discussion", "visit"}
_OWN_ACT = {"accept", "require", "oblige", "prepare"}
_BREAKING = {"break", "violate", "breach"}
_KEEPING = {"honor", "honour", "keep", "fulfil", "fulfill", "meet", "observe", "implement", "respect", *_BREAKING}
_PLEDGES = {"commitment", "promise", "pledge", "agreement", "obligation", "vow", "undertaking", "accord", "deadline"}
_NEED_CLAUSE = {
    "resolve",
    "announce",
    "require",
    "oblige",
    "prepare",
    "plan",
    "intend",
    "confirm",
    "renew",
    "sign",
    "decide",
    "decision",
    "agreement",
    "reaffirm",
    "offer",
    "ready",
    "willing",
    "prepared",
}


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
    return [_given_up(context, c, out) for c in out]


def _given_up(context: Context, c: Commitment, all_of_them: list[Commitment]) -> Commitment:
    """A commitment that a party to it now refuses stands refused; the two are about the same act if their words are."""
    if c.status != "open" or c.made is None:
        return c
    for other in all_of_them:
        mine, theirs = {p.code for p in c.promisor}, {p.code for p in other.promisor}
        if other.status == "refused" and theirs <= mine and len(_content(c.gist) & _content(other.gist)) > 1:
            return c.model_copy(update={"status": "refused"})
    return c


def _content(gist: str) -> set[str]:
    return {w.lower() for w in gist.split() if len(w) > 4}


def _effect(frame: Frame) -> str:
    return _words().get((frame.lemma, {"verb": "verb", "noun": "noun"}.get(frame.kind, "adj")), "")


def _commitment(context: Context, frame: Frame) -> Commitment | None:
    if frame.carries is not None or context.in_citation(frame.head):
        return None
    made = _kept(context, frame) or _scheduled(context, frame) or _bound(context, frame)
    return made


def _bound(context: Context, frame: Frame) -> Commitment | None:
    """A binding, restating or refusing word over the act that it is about."""
    effect = _effect(frame)
    if not effect or _governed(context, frame):
        return None
    if {"may", "might", "could", "would", "should", "must"} & set(frame.modals) or frame.mark in ("if", "unless", "whether"):
        return None
    if frame.form == "infinitive" or (frame.negated and effect != "refuses"):
        return None
    duty = _duty(context, frame)
    if duty is None and (frame.lemma in _NEED_CLAUSE or effect != "binds" or frame.kind == "noun"):
        return None
    if duty is None and frame.obj is None and not frame.all("obl:to", "obl:on"):
        return None
    if (duty is not None and duty.kind == "adj") or (frame.lemma == "prepare" and frame.voice != "passive"):
        return None
    if frame.lemma == "confirm" and not any(_effect(context.frames[i]) for i in context.frames.dependents[frame.index]):
        return None
    if effect == "refuses" and duty is not None and _effect(duty) == "speaks":
        return None
    if effect == "speaks" or (frame.lemma == "accept" and not _accepts_duty(context, frame)):
        return None
    if frame.lemma in ("announce", "say") and (duty is None or _others_act(context, frame, duty)):
        return None
    promisor = _promisor(context, frame, duty)
    if not promisor:
        return None
    deadline = _deadline(context, frame, duty or frame)
    status = _status(context, effect, deadline)
    return _record(context, frame, duty or frame, promisor, deadline, status, _made(context, frame))


def _record(
    context: Context, frame: Frame, target: Frame, promisor: tuple[Party, ...], deadline: Timex | None, status: str,
    made: str | None,
) -> Commitment:  # fmt: skip
    voice, gist = context.voice(frame), _gist(context, target)
    beneficiary = _beneficiary(context, frame, target, promisor)
    matter = matter_of(context, gist, frame.sentence, (p.code for p in (*promisor, *beneficiary)))
    return Commitment(
        evidence=[context.frame_evidence(frame)], sentence=frame.sentence, certainty=voice.certainty,
        attributed_to=list(voice.attributed_to), why=f"commitment/{frame.lemma}", promisor=list(promisor),
        beneficiary=list(beneficiary), gist=gist,
        issue_id=matter[0] if matter else None, issue_name=matter[1] if matter else None,
        made=made, deadline=str(deadline.edtf) if deadline else None,
        deadline_text=deadline.text if deadline else None, status=status,  # type: ignore[arg-type]
    )  # fmt: skip


def _gist(context: Context, target: Frame) -> str:
    """The act in words; "do so", "do just this" is the act that was named last."""
    tokens = context.analysis.tokens
    stands_in = {"so", "this", "that", "it"} & {
        tokens[k].lower_text for k in range(target.head + 1, min(target.head + 3, len(tokens)))
    }
    if target.lemma == "do" and stands_in:
        for f in reversed(context.frames.frames[: target.index]):
            if f.kind == "verb" and f.form in ("infinitive", "gerund") and f.obj is not None:
                return gist_of(context, f)
    return gist_of(context, target)


def _made(context: Context, frame: Frame) -> str | None:
    """The frame's date; that of a cleft ("it was in 1997 that …") first."""
    heads = [h for a in frame.all("obl:in", "obl:on", "obl:at") for h in a.heads]
    for t in context.times_in(frame.sentence):
        at = context.token_at(t.start)
        if at is not None and t.edtf is not None and at in heads and at < frame.head:
            return str(t.edtf)
    if frame.link.endswith("relcl") and frame.governor is not None and context.frames[frame.governor].lemma in _TALKS:
        return date_of(context, context.frames[frame.governor]).edtf
    return date_of(context, frame).edtf


def _promisor(context: Context, frame: Frame, duty: Frame | None) -> tuple[Party, ...]:
    subj = frame.obj if frame.voice == "passive" and frame.lemma in _OWN_ACT else frame.subj
    if frame.voice == "passive" and frame.lemma == "expect":
        return ()
    found = tuple(p for p in context.parties(subj) if (p.code or p.person) and p.sector != "MED")
    if found:
        return found
    if frame.form == "gerund" and frame.link == "advcl" and frame.governor is not None:
        return tuple(p for p in context.parties(context.frames[frame.governor].subj) if p.code or p.person)
    if (frame.kind in ("noun", "nominal") and subj is None) or (subj is not None and subj.via in ("matrix", "raising")):
        return _of_talks(context, frame)
    return ()


def _of_talks(context: Context, frame: Frame) -> tuple[Party, ...]:
    """What talks of the text's two sides end in binds both."""
    if len(context.pair) != 2 or frame.lemma not in ("agreement", "decision", "commitment", "accord"):
        return ()
    nouns = {f.lemma for f in context.frames.by_sentence.get(frame.sentence, ())}
    above = {frame.light, *(g.lemma for g in context.frames.governors(frame))}
    reached = bool(above & {"reach", "achieve"})
    if not (nouns & _TALKS or reached):
        return ()
    return tuple(_polity(context, code) for code in context.pair)


def _polity(context: Context, code: str) -> Party:
    entity = context.cast.entities.get(f"polity:{code}")
    return Party(name=entity.name if entity else code, code=code)


def _accepts_duty(context: Context, frame: Frame) -> bool:
    taken = {context.lemma(h) for h in frame.obj.heads} if frame.obj is not None else set()
    owed = any(context.sentence_at(m.start) == frame.sentence for m in context.money)
    # responsibility for a deed is no promise; for a sum it is
    return bool(taken & {"obligation", "duty"}) or ("responsibility" in taken and owed)


def _others_act(context: Context, frame: Frame, duty: Frame) -> bool:
    """An announcement binds only who will act himself: the clause has no other party as its subject."""
    if not {"will", "would", "shall"} & set(duty.modals):
        return True
    mine = {p.code for p in context.parties(frame.subj)}
    theirs = {p.code for p in context.parties(duty.subj)}
    if not theirs and (duty.kind != "verb" or duty.voice != "passive"):
        return True
    return bool(theirs - mine) or duty.negated


def _kept(context: Context, frame: Frame) -> Commitment | None:
    """What is said of a commitment made before: kept, or not."""
    if frame.lemma not in _KEEPING or frame.kind != "verb" or frame.obj is None or frame.tense != "past":
        return None
    if not any(context.lemma(h) in _PLEDGES for h in frame.obj.heads):
        return None
    if frame.form == "infinitive" and "fail" not in frame.phases:
        return None
    promisor = tuple(p for p in context.parties(frame.subj) if p.code or p.person)
    if not promisor:
        return None
    missed = (frame.lemma in _BREAKING) != (frame.negated or "fail" in frame.phases)
    before = [t for s in (frame.sentence, frame.sentence - 1) for t in context.times_in(s) if t.edtf is not None]
    return _record(context, frame, frame, promisor, before[0] if before else None, "missed" if missed else "met", None)


def _scheduled(context: Context, frame: Frame) -> Commitment | None:
    """What is to be signed or is due to arrive: an act laid down by those who will do it."""
    if frame.kind != "verb" or frame.form != "infinitive" or frame.modals or frame.negated:
        return None
    tokens, children = context.analysis.tokens, context.analysis.children[frame.head]
    due = any(tokens[k].lower_text == "due" for k in range(max(0, frame.head - 2), frame.head))
    laid_down = frame.voice == "passive" and any(
        tokens[c].lower_text in ("is", "are") for c in (*children, *range(max(0, frame.head - 4), frame.head))
    )
    times = context.times_of(frame)
    deadline = _deadline(context, frame) or next((t for t in times if t.edtf is not None), None)
    if laid_down and frame.arg("subj") is not None and frame.arg("subj").via == "agent":  # type: ignore[union-attr]
        promisor = tuple(p for p in context.parties(frame.subj) if p.code or p.person)
        return _record(context, frame, frame, promisor, deadline, "open", main_date(context)) if promisor else None
    if laid_down and frame.link == "acl" and frame.governor is not None:
        above = context.frames[frame.governor]
        promisor = tuple(p for p in context.parties(above.subj) if p.code or p.person)
        return _record(context, frame, frame, promisor, deadline, "open", _made(context, above)) if promisor else None
    goals = frame.all("obj", "obl:to", "obl:in")
    receiver = next((p for a in goals for p in context.parties(a) if p.code), None)
    if due and receiver is not None and not context.parties(frame.subj):
        other = counterpart(context, (receiver,), frame)
        return _record(context, frame, frame, (other,), deadline, "open", None) if other is not None else None
    return None


def _governed(context: Context, frame: Frame) -> bool:
    """Does another binding or refusing word speak for this one ("refused to commit")?"""
    if frame.link not in ("xcomp", "acl", "obj"):
        return False
    return any(_effect(g) not in ("", "speaks") for g in context.frames.governors(frame))


def _duty(context: Context, frame: Frame) -> Frame | None:
    """What is promised: the clause below (through another binding word), else the act that the object names."""
    below = sorted(
        (context.frames[i] for i in context.frames.dependents[frame.index]), key=lambda f: (f.kind == "noun", f.index)
    )
    for f in below:
        if f.link in _DUTY_LINKS and (
            f.form in ("infinitive", "gerund") or {"will", "would", "shall", "can", "may"} & set(f.modals)
        ):
            binding = _effect(f) not in ("", "speaks")
            deeper = _duty(context, f) if binding or f.lemma in ("continue", "seek", "try") else None
            return deeper or (context.frames[f.carries] if f.carries is not None else f)
    for f in below:
        if f.link in ("obj", "obl:to", "obl:on") and f.kind == "noun":
            return _duty(context, f) or f
    return None


def _deadline(context: Context, *frames: Frame) -> Timex | None:
    """The date by which it is due: behind a preposition of deadline, or what the word "deadline" is qualified by; a
    deadline named without its date is the last one that the text gave."""
    tokens = context.analysis.tokens
    for frame in frames:
        for t in context.times_in(frame.sentence):
            at = context.token_at(t.start)
            if t.edtf is None or at is None or at < frame.head - 12:
                continue
            if _is_deadline(context, at):
                return t
        if any(tokens[h].lemma.lower() == "deadline" for a in frame.all("obj", "obl:") for h in a.heads):
            return _last_deadline(context, frame.sentence)
    return None


def _is_deadline(context: Context, at: int) -> bool:
    tokens = context.analysis.tokens
    before = {tokens[k].lower_text for k in range(max(0, at - 2), at)}
    after = {tokens[k].lower_text for k in range(at, min(at + 7, len(tokens)))}
    return bool(before & _BY) or "deadline" in after


def _last_deadline(context: Context, sentence: int) -> Timex | None:
    for s in range(sentence - 1, -1, -1):
        for t in context.times_in(s):
            at = context.token_at(t.start)
            if t.edtf is not None and at is not None and _is_deadline(context, at):
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

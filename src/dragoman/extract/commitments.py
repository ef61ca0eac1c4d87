"""Context → Commitment records: who binds himself to what, towards whom, by when, and how it stands.

Binding, accepting, refusing, keeping and breaking words stand in `data/rules/commitments.toml`; `duties` finds what they
are about, `deadlines` by when. Beside them stand what a party says that it will do, what an agreement provides that its
parties shall do, and what is laid down ("are to withdraw", "has until Tuesday to reply").
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace

from dragoman.extract.commitment_rules import CommitmentBook, CommitmentRule, load_commitment_rules
from dragoman.extract.context import Context
from dragoman.extract.dating import main_date
from dragoman.extract.deadlines import deadline_of, due_in, last_named
from dragoman.extract.duties import duty_of, goes_on, is_act, willed, with_conjuncts
from dragoman.extract.gists import gist_of, matter_words, tried_by
from dragoman.extract.laid_down import laid_down
from dragoman.extract.matters import matter_of
from dragoman.extract.predicates import words_of
from dragoman.extract.promisors import beneficiary_of, known, promisor_of, same_side, speaker_of
from dragoman.extract.renewals import tied
from dragoman.extract.story_time import told_on
from dragoman.extract.targets import extract_targets
from dragoman.frames import Frame
from dragoman.frames.nominals import determiner
from dragoman.records import Commitment, Party

_UNSURE = {"can", "could", "may", "might", "must", "should", "would"}
_CONDITIONS = ("if", "unless", "whether", "until", "once")
_POS = {"verb": "verb", "noun": "noun", "nominal": "noun"}
_PRIVATE = ("BUS", "CVL", "JUD", "MED")
_STATUS = {"refuses": "refused", "shifts": "reinterpreted"}


@dataclass(frozen=True, slots=True)
class Told:
    """A commitment while it is read: the predicate, what is to be done, who shall do it, and how it stands."""

    frame: Frame
    target: Frame
    promisor: tuple[Party, ...]
    status: str
    why: str
    coming: bool = False


def extract_commitments(context: Context) -> list[Commitment]:
    """The commitment records of a document, in text order, without ids and links (`extract.linking` adds them)."""
    book = load_commitment_rules()
    told: list[Told] = []
    for frame in context.frames:
        if context.in_citation(frame.head):
            continue
        made = next(_read(context, book, frame), None)
        if made is None or any(_repeats(made, other) for other in told):
            continue
        told += [replace(made, target=t) for t in with_conjuncts(context, made.target)]
    found = tied(context, book, [_record(context, book, t) for t in told])
    targets = extract_targets(context, book, ((t.frame, t.target) for t in told), found)
    return sorted([*found, *targets], key=lambda c: c.sentence)


def _repeats(a: Told, b: Told) -> bool:
    """Is one act told by two words of a clause ("agreed in a pact to")?"""
    return a.target.head == b.target.head or a.frame.head == b.target.head


def _read(context: Context, book: CommitmentBook, frame: Frame) -> Iterator[Told]:
    yield from _by_rule(context, book, frame)
    yield from laid_down_told(context, book, frame)
    yield from _said(context, book, frame)


def _by_rule(context: Context, book: CommitmentBook, frame: Frame) -> Iterator[Told]:
    """What a predicate of the rules tells."""
    words = words_of(context, frame)
    if frame.carries is not None:
        # the noun speaks for a light verb, unless the two make an idiom of their own ("go back on its word")
        words = tuple(w for w in words if " " in w)
    for rule in book.of(words, _POS.get(frame.kind, "adj")):
        if rule.effect == "announces" or not _stands(frame, rule) or _governed(context, book, frame):
            continue
        target = _target(context, book, frame, rule)
        if target is None:
            continue
        promisor = promisor_of(context, book, frame, target, rule.effect)
        private = any(p.sector in _PRIVATE for p in promisor)
        if rule.effect == "plans" and (private or target.lemma in book.words["journey"]):
            continue
        if rule.effect == "plans" and _of_another(context, book, frame, promisor):
            continue
        if rule.name == "task" and (private or not same_side(known(context, frame.obj) or promisor, promisor)):
            continue
        if rule.needs == "joint" and len({p.code for p in promisor}) < 2:
            continue
        if promisor and all(p.code or p.role for p in promisor):
            yield Told(frame, target, promisor, _status(frame, rule), f"commitment/{rule.name}/{frame.lemma}")


def _of_another(context: Context, book: CommitmentBook, frame: Frame, promisor: tuple[Party, ...]) -> bool:
    """Does one side say what another plans? That binds nobody."""
    speaker, _ = speaker_of(context, book, frame)
    return any(p.code for p in speaker) and bool(promisor) and not same_side(promisor, speaker)


def _stands(frame: Frame, rule: CommitmentRule) -> bool:
    """Is the predicate told as a fact?"""
    if frame.mark in _CONDITIONS or frame.form == "imperative" or (_UNSURE & set(frame.modals)):
        return False
    if "expected" in frame.phases or "likely" in frame.phases:
        return False
    if rule.effect in ("keeps", "breaks"):
        return frame.kind == "verb" and (frame.tense == "past" or "perfect" in frame.aspect)
    told = {"manage", "begin", "hearsay", "seeming"} & set(frame.phases) or "perfect" in frame.aspect
    if frame.form == "infinitive" and not told:
        return False
    return rule.effect == "refuses" or not frame.negated


def _governed(context: Context, book: CommitmentBook, frame: Frame) -> bool:
    """Does another binding or refusing word speak for this one ("refused to commit")?"""
    if frame.link not in ("xcomp", "acl", "obj", "nacl"):
        return False
    for above in context.frames.governors(frame):
        rules = list(book.of(words_of(context, above), _POS.get(above.kind, "adj")))
        if any(r.effect not in ("announces", "keeps", "breaks") for r in rules):
            return True
    return False


def _target(context: Context, book: CommitmentBook, frame: Frame, rule: CommitmentRule) -> Frame | None:
    """What the predicate is about, None where it lacks what the rule needs."""
    duty = duty_of(context, book, frame)
    if duty is not None and duty.kind == "verb" and rule.effect == "refuses" and "binds" in _effects(context, book, duty):
        # "refused to commit itself to a date": what is refused is the date
        duty = duty_of(context, book, duty) or duty
    objects = {context.lemma(h) for a in frame.all("obj", "obl:") for h in a.heads}
    if rule.needs == "object":
        money = any(context.sentence_at(m.start) == frame.sentence for m in context.money)
        if not rule.objects:
            return frame if any(context.token_in_money(h) for a in frame.all("obj") for h in a.heads) else None
        fits = objects & set(rule.objects) and not ("responsibility" in objects and not money)
        return frame if fits else None
    if rule.needs == "duty":
        bound = objects & book.words["promise"] or _binds(context, book, duty)
        return (duty if duty is not None and rule.effect == "restates" else frame) if bound else None
    if duty is None or duty.lemma in book.words["speech"]:
        return None
    if rule.needs in ("clause", "joint") and duty.kind == "noun" and not duty.light:
        return None
    if duty.kind in ("adj", "nominal") or (duty.kind == "verb" and rule.effect == "plans" and not is_act(book, duty)):
        return None
    if rule.effect == "refuses" and duty.lemma not in book.words["bond"]:
        above = context.frames[duty.governor] if duty.governor is not None else duty
        if above.lemma not in book.words["bond"]:
            return None
    if rule.effect == "signs" and not objects & set(rule.objects):
        return None
    if duty.kind == "noun" and not duty.light and duty.lemma in (*book.words["pact"], *book.words["talks"]):
        return None
    return duty


def _binds(context: Context, book: CommitmentBook, duty: Frame | None) -> bool:
    if duty is None:
        return False
    chain = (duty, *context.frames.governors(duty))[:5]
    return any("binds" in (e := _effects(context, book, f)) or "plans" in e for f in chain)


def _effects(context: Context, book: CommitmentBook, frame: Frame) -> set[str]:
    return {r.effect for r in book.of(words_of(context, frame), _POS.get(frame.kind, "adj"))}


def _status(frame: Frame, rule: CommitmentRule) -> str:
    if rule.effect in ("keeps", "breaks"):
        undone = frame.negated or "fail" in frame.phases
        return "missed" if (rule.effect == "breaks") != undone else "met"
    if rule.effect == "refuses" and frame.negated:
        return "open"
    return _STATUS.get(rule.effect, "open")


def laid_down_told(context: Context, book: CommitmentBook, frame: Frame) -> Iterator[Told]:
    """What is laid down: "are to withdraw", "is due to arrive", "has until Tuesday to reply", "will repay" in a pact."""
    found = laid_down(context, book, frame)
    if found is not None:
        promisor, why = found
        target = duty_of(context, book, frame) if why == "provides" else None
        yield Told(frame, target or frame, promisor, "open", f"commitment/{why}/{frame.lemma}", coming=True)


def _said(context: Context, book: CommitmentBook, frame: Frame) -> Iterator[Told]:
    """What a party says that it will do itself."""
    if frame.kind != "verb" or not willed(frame) or frame.negated or frame.mark in _CONDITIONS or frame.form != "finite":
        return
    on = goes_on(context, frame)
    if not on and (not is_act(book, frame) or frame.lemma in book.words["meeting"]):
        return
    if "expected" in frame.phases:
        return
    speaker, cue = speaker_of(context, book, frame)
    if any(g.lemma == cue and g.negated for g in context.frames.governors(frame)):
        return  # "has not said that it would"
    if not speaker or any(p.sector in _PRIVATE or p.code is None for p in speaker):
        return
    doer = tuple(p for p in context.parties(frame.subj) if p.code or p.person)
    if doer and not same_side(doer, speaker):
        return
    goes_ahead = frame.lemma in book.words["through"] and len({p.code for p in speaker}) > 1
    if not doer and frame.voice != "passive" and not goes_ahead:
        return
    duty = duty_of(context, book, frame) if on or frame.lemma in book.words["through"] else None
    target = duty or frame
    yield Told(frame, target, doer or speaker, "open", f"commitment/announce/{cue}", coming=True)


def _record(context: Context, book: CommitmentBook, t: Told) -> Commitment:
    voice = context.voice(t.frame)
    beneficiary = beneficiary_of(context, t.frame, t.target, t.promisor)
    act = _stood_for(context, book, t.target)
    # "spare no effort": the word of denial belongs to the effort, not to the act
    refrains = t.target is not t.frame and t.target.negated and tried_by(context, t.target) is None
    gist = f"{'not ' if refrains else ''}{_owed(context, book, t, act)}"
    issue = matter_words(context, act)
    codes = [p.code for p in (*t.promisor, *beneficiary)]
    matter = matter_of(context, f"{gist} {issue}", t.frame.sentence, codes)
    made = _made(context, book, t)
    deadline = deadline_of(context, book, made, t.frame, t.target) or due_in(context, t.target)
    if deadline is None and t.status in ("met", "missed"):
        deadline = last_named(context, t.frame.sentence - 1)
    published = context.published
    late = deadline is not None and published is not None and deadline.when.last < published.first
    return Commitment(
        evidence=[context.frame_evidence(t.frame)], sentence=t.frame.sentence, certainty=voice.certainty,
        attributed_to=list(voice.attributed_to), why=t.why, promisor=list(t.promisor), beneficiary=list(beneficiary),
        gist=gist, issue=issue, issue_id=matter[0] if matter else None, issue_name=matter[1] if matter else None,
        made=made, deadline=str(deadline.when) if deadline else None,
        deadline_text=deadline.text if deadline else None,
        status="unclear" if t.status == "open" and late else t.status,  # type: ignore[arg-type]
    )  # fmt: skip


def _owed(context: Context, book: CommitmentBook, t: Told, act: Frame) -> str:
    """The gist: of what was broken, what should have been done ("violated the truce": observe the truce)."""
    gist = gist_of(context, act)
    if t.status != "missed" or act is not t.frame or act.obj is None:
        return gist
    kept = next((verb for verb in ("observe", "meet") if act.lemma in book.words[f"not_{verb}"]), "")
    return f"{kept}{gist.removeprefix(act.lemma)}" if kept and gist.startswith(f"{act.lemma} ") else gist


def _stood_for(context: Context, book: CommitmentBook, target: Frame) -> Frame:
    """ "Do so", "do just this" is the act that was named last."""
    tokens = context.analysis.tokens
    after = {tokens[k].lower_text for k in range(target.head + 1, min(target.head + 3, len(tokens)))}
    if target.lemma == "do" and after & book.words["stand_in"]:
        for f in reversed(context.frames.frames[: target.index]):
            if f.kind == "verb" and f.form in ("infinitive", "gerund") and f.obj is not None:
                return f
    return target


def _made(context: Context, book: CommitmentBook, t: Told) -> str | None:
    """When it was made: the date of the binding word, of a cleft ("it was in 1997 that …") or of who says it; never the
    day on which the act itself is due."""
    if t.coming:
        _, cue = speaker_of(context, book, t.frame)
        said = next((g for g in context.frames.governors(t.frame) if g.lemma == cue), None)
        dated = told_on(context, said) if said is not None else None
        return dated or main_date(context)
    heads = [h for a in t.frame.all("obl:in", "obl:on", "obl:at") for h in a.heads]
    for x in context.times_in(t.frame.sentence):
        at = context.token_at(x.start)
        if at is not None and x.edtf is not None and at in heads and at < t.frame.head:
            return str(x.edtf)
    then = _occasion(context, book, t.frame)
    if then is not None:
        return then
    governor = context.frames[t.frame.governor] if t.frame.governor is not None else None
    if t.frame.link.endswith("relcl") and governor is not None and governor.lemma in book.words["talks"]:
        return told_on(context, governor)
    if t.frame.kind == "noun" and t.frame.light == "" and governor is not None:
        return told_on(context, t.frame) or told_on(context, governor)
    return told_on(context, t.frame)


def _occasion(context: Context, book: CommitmentBook, frame: Frame) -> str | None:
    """ "On that occasion", "at the same meeting": the date of the sentence before."""
    for a in frame.all("obl:on", "obl:at", "obl:during", "obl:in"):
        known = determiner(context.analysis, a.head) in ("that", "this", "the")
        if frame.sentence and known and context.lemma(a.head) in book.words["occasion"]:
            dated = [t.edtf for t in context.times_in(frame.sentence - 1) if t.edtf is not None and t.type == "DATE"]
            own = [t for t in context.times_of(frame) if t.edtf is not None]
            return str(dated[0]) if dated and not own else None
    return None

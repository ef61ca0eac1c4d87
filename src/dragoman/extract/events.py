"""Context → Event records: PLOVER type, actor, recipient, date, place, status."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace
from functools import cache

from dragoman.extract.consulting import consulting
from dragoman.extract.context import Context
from dragoman.extract.dating import date_ahead, date_of
from dragoman.extract.fields import Fields, is_private
from dragoman.extract.parties import codes, counterpart
from dragoman.extract.places import place_of
from dragoman.extract.rules import load_rules
from dragoman.extract.sides import find_sides
from dragoman.extract.typing import Typed, is_turned, type_frames
from dragoman.frames import Frame
from dragoman.frames.lexicon import rows_of
from dragoman.records import Event, Extent, Meeting

__all__ = ["counterpart", "extract_events"]

_MEDIATING = {"mediate", "broker", "arbitrate", "shuttle", "intercede", "mediation"}
_FUTURE = {"scheduled", "expected", "future"}
_POSSIBLE = {"may", "might", "could", "can"}
_CONDITIONS = ("if", "unless", "whether")


def extract_events(context: Context, meetings: Iterable[Meeting]) -> list[Event]:
    """The event records of a document, in text order, without ids and links (`extract.linking` adds them); `meetings` are
    its meeting records, each of which is a CONSULT event too."""
    fields = Fields(context)
    out = [consulting(context, m) for m in meetings if m.type != "press_conference"]
    for typed in type_frames(context, load_rules()):
        event = _event(context, typed) if typed.type != "CONSULT" or typed.frame.lemma in _MEDIATING else None
        if event is not None:
            out.append(event)
    told = [e for e in out if not fields.is_leisure(e.sentence, (*e.actor, *e.recipient))]
    placed = [e.model_copy(update={"context": fields.contexts(e.sentence)}) for e in told]
    return _without_repeats(sorted(placed, key=lambda e: (e.sentence, e.evidence[0].start)))


def _event(context: Context, typed: Typed) -> Event | None:
    frame = typed.frame
    status = _status(context, typed)
    if status is None or context.in_citation(frame.head) or _is_background(context, typed):
        return None
    if is_private(context, frame.subj) or is_private(context, frame.obj):
        return None
    sides = find_sides(context, typed)
    if sides is None:
        return None
    if typed.why.startswith("compose/promise") and len(codes(sides.actor)) > 1:
        typed = replace(typed, type="AGREE")
        met = tuple(p for p in sides.recipient if p.code and p.code not in codes(sides.actor))
        sides = replace(sides, recipient=met)
    voice = context.voice(frame)
    mode = typed.rule.mode if typed.rule and typed.rule.type == typed.type else ""
    scores = load_rules().scores
    quad, score = scores.get((typed.type, mode)) or scores[(typed.type, "")]
    doing = typed.inner if typed.why.startswith("compose/resume") and typed.inner else frame
    dated = date_ahead(context, frame) if typed.ahead else date_of(context, doing)
    if dated.edtf is None and status == "actual" and is_turned(frame, typed.rule) and frame.link == "ccomp":
        said = context.frames[frame.governor] if frame.governor is not None else frame
        dated = date_of(context, said)
    if status == "actual" and voice.certainty == "denied" and not is_turned(frame, typed.rule):
        status = "denied"
    return Event(
        evidence=[_evidence(context, typed)],
        sentence=frame.sentence,
        certainty=voice.certainty,
        attributed_to=list(voice.attributed_to),
        why="; ".join(filter(None, [typed.why, sides.note, f"date: {dated.why}"])),
        plover=typed.type,
        mode=mode or None,
        cameo=(typed.rule.cameo or None) if typed.rule else None,
        quad=quad,
        score=score,
        actor=list(sides.actor),
        recipient=list(sides.recipient),
        date=dated.edtf,
        place=place_of(context, frame),
        status=status,  # type: ignore[arg-type]
    )


def _evidence(context: Context, typed: Typed) -> Extent:
    """The run of text of a frame with the act that it governs."""
    whole = context.frame_evidence(typed.frame)
    if typed.inner is None or typed.inner.sentence != typed.frame.sentence:
        return whole
    inner = context.frame_evidence(typed.inner)
    return Extent(start=min(whole.start, inner.start), end=max(whole.end, inner.end))


def _status(context: Context, typed: Typed) -> str | None:
    """The event's status; None where the frame tells of no act at all (a purpose, a bare possibility under a noun)."""
    frame = typed.frame
    turned = is_turned(frame, typed.rule)
    if typed.ahead:
        return "planned"
    if frame.negated and not turned:
        return "denied"
    if frame.mark in _CONDITIONS:
        return "hypothetical"
    if turned and (not frame.modals or _POSSIBLE | {"will", "would", "shall"} >= set(frame.modals)):
        return "actual"
    if _POSSIBLE & set(frame.modals):
        return "hypothetical"
    if _FUTURE & set(frame.phases) or frame.tense == "future" or _is_future_in_past(context, frame):
        return "planned"
    if frame.modals and not {"will", "shall"} & set(frame.modals):
        return "hypothetical"
    if typed.why.startswith("compose/plan"):
        return "planned"
    if {"proposed", "obliged"} & set(frame.phases) or typed.why.startswith("compose/wish"):
        return "hypothetical"
    if frame.kind == "noun" and any(
        context.lemma(c) in ("any", "further", "another", "every") for c in context.analysis.children[frame.head]
    ):
        return "hypothetical"
    if {"cancelled", "postponed"} & set(frame.phases):
        return None
    if frame.form == "infinitive" and frame.tense == "none" and _is_carried_out(context, frame):
        return "actual"
    if frame.form in ("infinitive", "imperative") and frame.tense == "none":
        return None
    if frame.form == "gerund" and frame.link.endswith("acl"):
        return None
    return "actual"


@cache
def _implicatives() -> frozenset[str]:
    """Verbs whose infinitive is done where they are: `data/lexicon/implicatives.tsv`."""
    return frozenset(r["verb"] for r in rows_of("implicatives.tsv", ("verb",)))


def _is_carried_out(context: Context, frame: Frame) -> bool:
    """ "moved to suspend", "used the visit to ask": an infinitive that tells of an act done."""
    if frame.governor is None or frame.link not in ("xcomp", "acl", "nacl", "advcl"):
        return False
    governor = context.frames[frame.governor]
    told = governor.kind == "verb" and governor.tense == "past" and not governor.negated and not governor.modals
    return told and governor.lemma in _implicatives()


def _is_future_in_past(context: Context, frame: Frame) -> bool:
    """ "said that it would send": the reported future, not a condition."""
    if "would" not in frame.modals or frame.link not in ("ccomp", "acl", "obj", "relcl") or frame.governor is None:
        return False
    return not any(context.frames[i].mark in _CONDITIONS for i in context.frames.dependents[frame.index])


def _is_background(context: Context, typed: Typed) -> bool:
    """A noun that only names a topic ("the subject of talks") tells of no act unless somebody does it."""
    frame, tokens = typed.frame, context.analysis.tokens
    if frame.kind != "noun" or frame.light:
        return False
    if not any(f.kind in ("verb", "adj", "nominal") for f in context.frames.by_sentence[frame.sentence]):
        return True
    below = {tokens[c].rel for c in context.analysis.children[frame.head]}
    if tokens[frame.head].upos == "PROPN" or (tokens[frame.head].rel == "root" and not below & {"cop", "nsubj", "aux"}):
        return True
    if typed.rule is not None and typed.rule.mutual and typed.inner is None:
        return not context.times_of(frame)
    return not any(p.code for a in frame.args for p in context.parties(a))


def _without_repeats(events: list[Event]) -> list[Event]:
    """One event told twice in a sentence (verb and its noun) is one."""
    out: list[Event] = []
    for e in events:
        if not any(_is_same(o, e) for o in out):
            out.append(e)
    return out


def _is_same(a: Event, b: Event) -> bool:
    return (
        a.sentence == b.sentence
        and a.plover == b.plover
        and a.status == b.status
        and codes(a.actor) == codes(b.actor)
        and set(codes(a.recipient)) == set(codes(b.recipient))
        and a.evidence[0].start < b.evidence[0].end
        and b.evidence[0].start < a.evidence[0].end
    )

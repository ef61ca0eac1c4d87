"""Who acts and who undergoes: the parties of a typed frame, with a note where one of them is inferred."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from dragoman.extract.context import Context
from dragoman.extract.doers import acting, owned, owner_of, speaker
from dragoman.extract.parties import among, codes, counterpart, is_official, is_private, others, state
from dragoman.extract.recipients import recipient_of
from dragoman.extract.rules import Rule
from dragoman.extract.typing import Typed
from dragoman.frames import Frame
from dragoman.records import Party

_ACTOR_ALONE = {"MOBILIZE", "RETREAT", "PROTEST", "COERCE", "ASSAULT"}
_TALK = {"AGREE", "SUPPORT", "REQUEST", "ACCUSE", "REJECT", "THREATEN", "CONCEDE"}
_UNDERSTOOD = {"AGREE", "SUPPORT", "REQUEST", "ACCUSE", "REJECT", "THREATEN", "CONCEDE", "AID", "COOPERATE"}
_VERBAL = {
    "AGREE", "CONSULT", "SUPPORT", "CONCEDE", "REQUEST", "ACCUSE", "REJECT", "THREATEN", "AID", "SANCTION", "RETREAT",
    "COOPERATE",
}  # fmt: skip
_JOINT_TYPES = {"AGREE", "CONSULT", "COOPERATE"}
_OWN_WORDS = {"CONCEDE", "RETREAT", "AGREE", "AID", "SANCTION", "SUPPORT", "COOPERATE"}
_ADDRESSED = ("obj", "iobj", "obl:on", "obl:to", "obl:with")
_MAKING = ("amod", "compound", "nmod", "acl", "obl", "conj", "obj", "appos")


@dataclass(frozen=True, slots=True)
class Sides:
    """Actor and recipient of an event, and how they were found where the clause does not say it."""

    actor: tuple[Party, ...]
    recipient: tuple[Party, ...]
    note: str = ""


def find_sides(context: Context, typed: Typed) -> Sides | None:
    """Actor and recipient of a typed frame; None where no party acts, or where the rule asks for more than are there."""
    rule = typed.rule
    told = _inverse(context, typed) if rule is not None and rule.inverse else _told(context, typed)
    sides = _inferred(context, typed, told)
    if sides is None or not _enough(context, rule, typed, sides):
        return None
    return sides


def _told(context: Context, typed: Typed) -> Sides:
    actor = acting(context, typed)
    found = recipient_of(context, typed, set(codes(actor)))
    judged = typed.type in ("SUPPORT", "ACCUSE") and typed.frame.obj is not None
    if found and judged and set(codes(found)) == set(codes(actor)):
        return Sides(actor, found)
    if _binds_itself(context, typed, actor, found):
        return Sides(actor, ())
    return Sides(actor, tuple(p for p in found if not among(p, actor)))


def _binds_itself(context: Context, typed: Typed, actor: tuple[Party, ...], found: tuple[Party, ...]) -> bool:
    """ "The envoy refused to commit Santiago": whom the governed act concerns is the doer's own state, which is no one's
    counterpart."""
    own = typed.inner is not None and set(codes(found)) == set(codes(actor)) and not any(p.person for p in found)
    return own and typed.inner is not None and any(among(p, context.parties(typed.inner.obj)) for p in found)


def _inverse(context: Context, typed: Typed) -> Sides:
    """The subject undergoes what another does: "came under fire from", "took delivery of jets from"."""
    frame, rule = typed.frame, typed.rule
    assert rule is not None
    if rule.subject:
        return _brought(context, frame, rule)
    if "obj" in rule.giver and rule.recipient == ("subj",) and not frame.all("obl:from"):
        doers = context.parties(frame.obj)
        if doers and rule.type == "ACCUSE":
            return Sides(doers, owned(context, frame.subj))
    giver: tuple[Party, ...] = ()
    held = [context.frames.by_head[h] for a in frame.all("obj") for h in a.heads if h in context.frames.by_head]
    for told in (frame, *held):
        for a in told.all(*(r for r in rule.giver if r != "made" and (told is frame or r != "obj"))):
            giver = giver or context.parties(a) or owner_of(context, a.heads)
    giver = giver or _maker(context, frame) or owner_of(context, [h for a in frame.all("obj") for h in a.heads])
    taker = owned(context, frame.subj) or tuple(
        p for r in rule.recipient[1:] for a in frame.all(r) for p in context.parties(a)
    )
    giver = tuple(p for p in giver if p.code not in codes(taker))
    if not giver and taker and rule.type != "ACCUSE" and (other := counterpart(context, taker)) is not None:
        return Sides((other,), taker, "actor: the other side of the text")
    return Sides(giver, taker)


def _brought(context: Context, frame: Frame, rule: Rule) -> Sides:
    """What is given is the subject: "the tanks reached", "relief arrived in"."""
    taker = tuple(p for r in rule.recipient for a in frame.all(r) for p in context.parties(a) or context.cast.hosts(a.heads))
    giver = tuple(p for a in frame.all("obl:from") for p in context.parties(a))
    giver = giver or owner_of(context, frame.subj.heads if frame.subj is not None else ())
    giver = tuple(p for p in giver if p.code not in codes(taker))
    other = counterpart(context, taker) if not giver else None
    return Sides((other,), taker, "actor: the other side of the text") if other is not None else Sides(giver, taker)


def _maker(context: Context, frame: Frame) -> tuple[Party, ...]:
    """Whose make the object is: "German-made tanks", "60 French fighters", "jets bought from Russia"."""
    tokens, children = context.analysis.tokens, context.analysis.children
    for a in frame.all("obj"):
        stack = [c for h in a.heads for c in children[h]]
        for _ in range(60):
            if not stack:
                break
            at = stack.pop(0)
            if tokens[at].rel in _MAKING and (found := context.parties_at(at)):
                return found
            stack += children[at]
    return ()


def _inferred(context: Context, typed: Typed, told: Sides) -> Sides | None:
    """The sides with what the text leaves to its reader: who speaks, who is spoken to, who "both" are."""
    rule, kind = typed.rule, typed.type
    actor, recipient, note = told.actor, told.recipient, told.note
    if not codes(actor) and _has_no_doer(typed):
        spoken = speaker(context, typed)
        if spoken:
            actor, note = spoken, "actor: who says so"
            recipient = tuple(p for p in recipient if not among(p, actor))
    if not codes(actor) and rule is not None and rule.mutual and len(context.pair) == 2:
        if any(p.code not in context.pair for p in recipient) or (typed.frame.subj and typed.frame.kind == "verb"):
            return None
        actor, note = tuple(state(context, c) for c in context.pair), "actors: the two sides of the text"
        return Sides(actor, (), note)
    if (
        not codes(actor)
        and kind in _UNDERSTOOD
        and codes(recipient)
        and is_official(recipient)
        and _leaves_doer(context, typed)
    ):
        doer = counterpart(context, recipient)
        actor, note = ((doer,), "actor: the other side of the text") if doer is not None else ((), "")
    if len(codes(actor)) > 1 and kind in _JOINT_TYPES:
        met = tuple(p for p in recipient if p.code not in codes(actor) and not _is_where(context, p))
        return Sides(actor, met, note)
    if not codes(actor):
        return None
    shot = typed.frame.kind == "verb" and recipient
    hurt = kind == "ASSAULT" and (shot or typed.frame.light) and not _at_home(recipient)
    bound = rule is not None and rule.needs_recipient and not typed.why.startswith("compose/")
    addressed = [p for a in typed.frame.all(*_ADDRESSED) for p in context.parties(a)]
    aimless = not codes(recipient) and not bound and not any(p.person for p in recipient)
    aimless = aimless and not any(is_private(p) for p in addressed)
    if aimless and len(codes(actor)) == 1 and (kind in _VERBAL or hurt) and is_official(actor):
        other = others(context, actor, typed.frame)
        if other:
            recipient, note = other, "; ".join(filter(None, [note, "recipient: the other side of the text"]))
    return Sides(actor, recipient, note)


def _is_where(context: Context, party: Party) -> bool:
    """Does a preposition of place stand before the mention?"""
    at = context.token_at(party.start) if party.start is not None else None
    return at is not None and at > 0 and context.analysis.tokens[at - 1].lower_text in ("in", "at", "near")


def _leaves_doer(context: Context, typed: Typed) -> bool:
    """A passive without agent or a noun without owner leaves its doer to be understood."""
    frame = typed.frame
    if typed.type == "ACCUSE":
        return False
    if frame.kind in ("noun", "nominal"):
        return not context.parties(frame.subj)
    return frame.voice == "passive" and frame.subj is None


def _has_no_doer(typed: Typed) -> bool:
    """ "such acts cannot be tolerated", "troops would be withdrawn": a refusal, demand or promise in the passive is the
    speaker's own."""
    frame = typed.frame
    if frame.voice != "passive" or frame.subj is not None:
        return False
    ahead = frame.tense == "future" or "would" in frame.modals or "scheduled" in frame.phases
    return typed.type in ("REJECT", "REQUEST") or (ahead and typed.type in _OWN_WORDS)


def _at_home(parties: Iterable[Party]) -> bool:
    return any(p.sector in ("CVL", "OPP", "MED", "REL", "CRM") for p in parties)


def _at_each_other(context: Context, frame: Frame) -> bool:
    """ "each accused the other": what both do to each other."""
    return any(context.lemma(h) in ("other", "another") for a in frame.all("obj", "obl:with", "obl:at") for h in a.heads)


def _enough(context: Context, rule: Rule | None, typed: Typed, sides: Sides) -> bool:
    actor, recipient = set(codes(sides.actor)), set(codes(sides.recipient))
    if rule is not None:
        if rule.needs_parties and len(actor | recipient) < rule.needs_parties:
            return False
        if rule.needs_place_recipient and not recipient - actor:
            return False
        if rule.needs_recipient and not recipient and not typed.why.startswith("compose/"):
            return False
        if len(actor) < rule.needs_actors:
            return False
    if typed.type in _TALK and sides.recipient and not any(p.code or p.person for p in sides.recipient) and len(actor) < 2:
        return False
    joint = len(actor) > 1 and (typed.type in _JOINT_TYPES or (rule is not None and (rule.mutual or bool(rule.reciprocal))))
    joint = joint or (len(actor) > 1 and _at_each_other(context, typed.frame))
    if not sides.recipient and typed.type not in _ACTOR_ALONE and not joint:
        return False
    return not (actor == recipient and typed.type in _VERBAL)

"""Who acts and who undergoes: the parties of a typed frame, with a note where one of them is inferred."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import cache

from dragoman.extract.conditions import clause_of_another
from dragoman.extract.context import Context
from dragoman.extract.rules import Rule
from dragoman.extract.typing import Typed
from dragoman.frames import Argument, Frame
from dragoman.frames.lexicon import rows_of
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
_SPEAKERS = {"we", "i", "us"}
_OWNING = ("possessive", "modifier", "agent", "direct")
_MAKING = ("amod", "compound", "nmod", "acl", "obl", "conj", "obj", "appos")
_NOMINAL = ("nmod", "obl", "amod", "compound", "conj", "appos")
_CIRCUMSTANCES = ("obl:in", "obl:at", "obl:during", "obl:after", "obl:before", "obl:since", "obl:under", "obl:as")
_WHEN_AND_WHERE = {"in", "during", "after", "before", "since", "under", "as", "including", "like", "unlike", "by"}
_MORE_ROLES = ("iobj", "obl:to", "obl:with", "obl:against", "obl:for", "obl:from", "obl:toward", "obl:towards")


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
    if sides is None or not _enough(rule, typed, sides):
        return None
    return sides


def codes(parties: Iterable[Party]) -> list[str]:
    """The codes of some parties, in order, without repeats."""
    return list(dict.fromkeys(p.code for p in parties if p.code))


def others(context: Context, actor: tuple[Party, ...], frame: Frame) -> tuple[Party, ...]:
    """Whom an act is aimed at that names nobody: the other of the two states of the text; of an outsider's act both; in a
    text about one state, that state, and where it acts itself the state named last before."""
    other = counterpart(context, actor)
    if other is not None:
        return (other,)
    ours = codes(actor)
    if len(ours) != 1:
        return ()
    if context.pair:
        return () if ours[0] in context.pair else tuple(state(context, c) for c in context.pair)
    main = context.main_state
    if main is not None and main != ours[0]:
        return (state(context, main),)
    return _named_before(context, frame, ours[0]) if main is not None else ()


def _named_before(context: Context, frame: Frame, ours: str) -> tuple[Party, ...]:
    for n in reversed(context.cast.namings):
        near = frame.sentence - context.analysis.sentence_of[n.head]
        if n.first < frame.head and 0 <= near <= 1 and not context.in_citation(n.head):
            for e in n.entities:
                code = context.cast.entities[e].code
                if code and code != ours and context.cast.entities[e].type in ("polity", "person", "organization"):
                    return (state(context, code),)
    return ()


def counterpart(context: Context, actor: tuple[Party, ...], frame: Frame | None = None) -> Party | None:
    """The other of the two states that the text is about, where the actor is one of them; None in a text about many."""
    pair, ours = context.pair, codes(actor)
    if len(pair) != 2 or len(ours) != 1 or ours[0] not in pair:
        return None
    return state(context, pair[1] if pair[0] == ours[0] else pair[0])


def state(context: Context, code: str) -> Party:
    """A state as a party, by its code."""
    entity = context.cast.entities.get(f"polity:{code}")
    return Party(name=entity.name if entity else code, code=code)


def _told(context: Context, typed: Typed) -> Sides:
    actor = _acting(context, typed)
    recipient = tuple(p for p in _recipient(context, typed, set(codes(actor))) if not _among(p, actor))
    return Sides(actor, recipient)


def _inverse(context: Context, typed: Typed) -> Sides:
    """The subject undergoes what another does: "came under fire from", "took delivery of jets from"."""
    frame, rule = typed.frame, typed.rule
    assert rule is not None
    if rule.subject:
        return _brought(context, frame, rule)
    if "obj" in rule.giver and rule.recipient == ("subj",) and not frame.all("obl:from"):
        doers = context.parties(frame.obj)
        if doers and rule.type == "ACCUSE":
            return Sides(doers, _owned(context, frame.subj))
    giver: tuple[Party, ...] = ()
    held = [context.frames.by_head[h] for a in frame.all("obj") for h in a.heads if h in context.frames.by_head]
    for told in (frame, *held):
        for a in told.all(*(r for r in rule.giver if r != "made" and (told is frame or r != "obj"))):
            giver = giver or context.parties(a) or _owner(context, a.heads)
    giver = giver or _maker(context, frame) or _owner(context, [h for a in frame.all("obj") for h in a.heads])
    taker = _owned(context, frame.subj) or tuple(
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
    giver = giver or _owner(context, frame.subj.heads if frame.subj is not None else ())
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
        speaker = _speaker(context, typed)
        if speaker:
            actor, note = speaker, "actor: who says so"
            recipient = tuple(p for p in recipient if not _among(p, actor))
    if not codes(actor) and rule is not None and rule.mutual and len(context.pair) == 2:
        if any(p.code not in context.pair for p in recipient) or (typed.frame.subj and typed.frame.kind == "verb"):
            return None
        actor, note = tuple(state(context, c) for c in context.pair), "actors: the two sides of the text"
        return Sides(actor, (), note)
    if not codes(actor) and kind in _UNDERSTOOD and codes(recipient) and _leaves_doer(context, typed):
        doer = counterpart(context, recipient)
        actor, note = ((doer,), "actor: the other side of the text") if doer is not None else ((), "")
    if len(codes(actor)) > 1 and kind in _JOINT_TYPES:
        return Sides(actor, tuple(p for p in recipient if p.code not in codes(actor)), note)
    if not codes(actor):
        return None
    hurt = kind == "ASSAULT" and typed.frame.kind == "verb" and recipient and not _at_home(recipient)
    if not codes(recipient) and len(codes(actor)) == 1 and (kind in _VERBAL or hurt) and not (rule and rule.needs_recipient):
        other = others(context, actor, typed.frame)
        if other:
            recipient, note = other, "; ".join(filter(None, [note, "recipient: the other side of the text"]))
    return Sides(actor, recipient, note)


def _leaves_doer(context: Context, typed: Typed) -> bool:
    """A passive without agent or a noun without owner leaves its doer to be understood."""
    frame = typed.frame
    if frame.kind in ("noun", "nominal") and typed.type == "ACCUSE":
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


def _speaker(context: Context, typed: Typed) -> tuple[Party, ...]:
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


def _enough(rule: Rule | None, typed: Typed, sides: Sides) -> bool:
    actor, recipient = set(codes(sides.actor)), set(codes(sides.recipient))
    if rule is not None:
        if rule.needs_parties and len(actor | recipient) < rule.needs_parties:
            return False
        if rule.needs_place_recipient and not recipient - actor:
            return False
        if rule.needs_recipient and not recipient:
            return False
        if len(actor) < rule.needs_actors:
            return False
    if typed.type in _TALK and sides.recipient and not any(p.code or p.person for p in sides.recipient) and len(actor) < 2:
        return False
    joint = len(actor) > 1 and (typed.type in _JOINT_TYPES or (rule is not None and (rule.mutual or bool(rule.reciprocal))))
    if not sides.recipient and typed.type not in _ACTOR_ALONE and not joint:
        return False
    return not (actor == recipient and typed.type in _VERBAL)


def _acting(context: Context, typed: Typed) -> tuple[Party, ...]:
    frame, rule = typed.frame, typed.rule
    found = list(_owned(context, frame.subj) if frame.kind == "verb" else context.parties(frame.subj))
    if not found and frame.subj is not None and context.analysis.tokens[frame.subj.head].lower_text in _SPEAKERS:
        found = list(_speaker(context, typed))
    if found and (len(codes(found)) > 1 or frame.kind == "verb"):
        return tuple(found if codes(found) else _at_whose_side(context, frame, found))
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
                found += [p for p in context.parties(a) if not _among(p, found)]
    if not found and frame.kind == "noun" and frame.governor is not None and frame.link.endswith(("obl:in", "obl:as")):
        found += context.parties(context.frames[frame.governor].subj)
    return tuple(found)


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


def _owned(context: Context, argument: Argument | None) -> tuple[Party, ...]:
    """Who an argument names, else whose it is: "Oslo's statement condemned"."""
    if argument is None:
        return ()
    found = context.parties(argument) or _apposed(context, argument)
    acts = [h for h in argument.heads if h in context.frames.by_head or context.lemma(h) in documents()]
    if found and not codes(found):
        return _by_demonym(context, argument, found)
    return found or _owner(context, acts) or _author(context, acts)


def _by_demonym(context: Context, argument: Argument, found: tuple[Party, ...]) -> tuple[Party, ...]:
    """ "his Chinese opposite number": the state that the words before the head name."""
    tokens = context.analysis.tokens
    for h in argument.heads:
        for c in context.analysis.children[h]:
            naming = context.cast.by_head.get(c)
            if tokens[c].rel in ("amod", "compound") and naming is not None and naming.kind == "demonym":
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


def _recipient(context: Context, typed: Typed, ours: set[str]) -> tuple[Party, ...]:
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
                yield _owner(context, a.heads) if role == "poss" else context.parties(a) or _owner(context, a.heads)
    for frame in frames:
        for a in frame.all("obj"):
            yield _owner(context, a.heads)
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


def _owner(context: Context, heads: Iterable[int]) -> tuple[Party, ...]:
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
            if tokens[c].deprel == "nmod:poss" and (found := _owner(context, (c,))):
                return found
    return ()


def _among(party: Party, parties: Iterable[Party]) -> bool:
    return any((p.code, p.name) == (party.code, party.name) for p in parties)

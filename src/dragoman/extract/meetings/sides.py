"""Who takes part in a meeting: those whom its words name, and the other side where one side only is told."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from dragoman.extract.context import Context
from dragoman.extract.meetings.rules import MeetingBook, MeetingRule, load_meeting_rules
from dragoman.extract.places import city_before, host_of, place_of
from dragoman.frames import Argument, Frame
from dragoman.records import Party
from dragoman.resolve.registry import load_registry

_NOUN_ROLES = ("subj", "obl:between", "obl:with", "obl:among", "mod", "obl:of", "obl:by", "obl:involving")
_CALL_ROLES = ("obl:to", "obl:from")
_CIRCUMSTANCE = (
    "obl:in",
    "obl:at",
    "obl:during",
    "obl:after",
    "obl:for",
    "obl:on",
    "obl:following",
    "obl:before",
    "obl:over",
    "obl:into",
    "obl:from",
    "obl:out of",
)
_OFFICIAL = {"GOV", "LEG", "MIL", "IGO", "REL", "BUS", "OPP", "REB", "JUD", "NGO", "SPY"}


@dataclass(frozen=True)
class Sides:
    """`told`: the parties that the words name; `inferred`: the other side, where only one is told; `unknown_other`: another
    side is told, but who it is stays open ("met with reporters"); `by_pronoun`: they are named by a pronoun only; `around`:
    only by what governs the noun ("the meeting was chaired by A")."""

    told: tuple[Party, ...] = ()
    inferred: tuple[Party, ...] = ()
    unknown_other: bool = False
    by_pronoun: bool = False
    around: bool = False


def codes_of(parties: Iterable[Party]) -> list[str]:
    """The codes of parties, each once, in order."""
    return list(dict.fromkeys(p.code for p in parties if p.code))


def is_league(party: Party) -> bool:
    """An organisation of states, or people of one."""
    return party.code is not None and party.code in load_registry().leagues


def is_same(a: Party, b: Party) -> bool:
    """One person, or one state of which at most one person is named."""
    if a.person and b.person:
        return a.person == b.person
    return a.code is not None and a.code == b.code


def united(parties: Iterable[Party]) -> tuple[Party, ...]:
    """Parties without repeats: a person stands for his state, an office or a group for it too."""
    out: list[Party] = []
    for p in parties:
        if p.code is None and p.person is None:
            continue
        at = next((i for i, o in enumerate(out) if is_same(o, p)), None)
        if at is None:
            out.append(p)
        elif (p.person and not out[at].person) or (p.role and not out[at].role and not out[at].person):
            out[at] = p
    return tuple(out)


def sides_of(context: Context, book: MeetingBook, frame: Frame, rule: MeetingRule, others: tuple[Argument, ...]) -> Sides:
    """The sides of the meeting that a frame tells of."""
    arguments = _arguments(context, frame, rule, others)
    found = [p for a in arguments for p in context.parties(a)]
    if not found and frame.kind == "verb":
        found += _invited(context, frame)
    naming = [a for a in arguments if context.parties(a)]
    own = bool(found)
    if frame.kind != "verb":
        around = _around(context, book, frame, rule, found)
        found += _between(context, frame, found)
        if around is not None:
            naming.append(around)
            found += _taking_part(context, around, found)
            found += _spoken_to(context, frame, found)
        found += _proposing(context, book, frame, found)
    by_pronoun = bool(naming) and frame.kind != "verb" and all(_is_pronoun(context, a) for a in naming)
    if rule.needs == "journey":
        return Sides(united(found), _inviting(context, frame), by_pronoun=by_pronoun)
    told = united(found)
    if rule.needs in ("journey", "one"):
        return Sides(told, by_pronoun=by_pronoun, around=frame.kind != "verb" and not own)
    if rule.type == "summit" and len({p.code for p in told if p.person}) > 1:
        told = tuple(p for p in told if p.person or p.role or is_league(p))
    if len({p.person for p in told if p.person}) > 1:
        return Sides(told, by_pronoun=by_pronoun, around=frame.kind != "verb" and not own)
    unknown = any(not any(p.code or p.person for p in context.parties(a)) for a in others)
    known = [p for a in others for p in context.parties(a) if p.code]
    if known and len(told) > 1:
        return Sides(told, by_pronoun=by_pronoun, around=frame.kind != "verb" and not own)
    inferred = () if unknown or len(codes_of(told)) != 1 else _other_side(context, frame, told)
    beside = frame.kind != "verb" and not own and bool(told)
    if rule.type == "summit" or frame.lemma == "summit" or _is_summit(context, frame):
        inferred = tuple(_leader(context, p) for p in inferred)
    return Sides(told, inferred, unknown, by_pronoun, beside)


def _is_summit(context: Context, frame: Frame) -> bool:
    return any(context.lemma(c) == "summit" for c in context.analysis.children[frame.head])


def _leader(context: Context, state: Party) -> Party:
    """At a summit a state is there by its leader, where the text names him."""
    for role in ("president", "acting president", "chancellor", "prime minister", "premier", "king", "emperor"):
        for naming in context.cast.namings:
            entity = context.cast.entities[naming.entities[0]]
            if entity.type == "person" and entity.role == role and entity.code == state.code and naming.kind == "name":
                return context.cast.party(naming.entities[0], naming)
    return state


def _inviting(context: Context, frame: Frame) -> tuple[Party, ...]:
    """ "at the invitation of his counterpart": a host who is told takes part in the visit."""
    for a in frame.all("obl:at"):
        noun = context.frames.by_head.get(a.head)
        if noun is not None and noun.lemma == "invitation":
            return context.parties(noun.subj)
    return ()


def _invited(context: Context, frame: Frame) -> list[Party]:
    """Of an invitation to come whoever accepts, declines or receives it."""
    if frame.governor is None or context.frames[frame.governor].kind != "noun":
        return []
    noun = context.frames[frame.governor]
    above = context.frames[noun.governor] if noun.governor is not None else None
    return list(context.parties(above.subj)) if above is not None and noun.link == "obj" else []


def _arguments(context: Context, frame: Frame, rule: MeetingRule, others: tuple[Argument, ...]) -> list[Argument]:
    due = due_before(context, frame) if frame.kind == "nominal" and rule.needs == "journey" and frame.subj is None else None
    if due is not None:
        below = [c for c in context.analysis.children[due] if context.analysis.tokens[c].rel == "nsubj"]
        return [Argument("subj", tuple(below))] if below else []
    if (
        frame.kind != "noun"
        and rule.needs == "journey"
        and ((frame.subj is None and frame.voice == "passive") or frame.lemma == "expect")
    ):
        return list(frame.all("obj"))
    if frame.kind in ("verb", "adj"):
        subject = list(frame.all("subj"))
        return subject if rule.needs == "journey" else [*subject, *others]
    city = city_before(context, frame)
    roles = ("subj", "obl:by", "obl:of", "mod") if rule.needs == "journey" else _NOUN_ROLES
    if rule.type == "phone_call":
        roles = (*roles, *_CALL_ROLES)
    if frame.lemma == "call" and frame.light == "pay":
        roles = (*roles, "obl:on")
    beside: tuple[Argument, ...] = ()
    if frame.governor is not None and frame.link in ("obj", "tmod") and frame.light == "":
        beside = context.frames[frame.governor].all("obl:with")
    found = [
        a
        for a in (*frame.all(*roles), *beside)
        if a.heads != (city,) and not (a.via == "modifier" and _mediates(context, a))
    ]
    if rule.needs == "journey":
        found = [a for a in found if not (a.role == "mod" or a.via == "modifier") or not _is_state(context, a)]
    return found


def _mediates(context: Context, argument: Argument) -> bool:
    """ "UN-brokered talks", "Norwegian-sponsored talks": who brings the sides together is none."""
    tokens, brokers = context.analysis.tokens, load_meeting_rules().marks["brokers"]
    for h in argument.heads:
        for t in range(h + 1, min(h + 4, len(tokens))):
            if tokens[t].lemma.lower() in brokers or tokens[t].lower_text.split("-")[-1] in brokers:
                return True
            if tokens[t].text != "-" and tokens[t].upos != "PROPN":
                break
    return False


def due_before(context: Context, frame: Frame) -> int | None:
    """The "due" of "X is due in Lima", where the tree takes the place for the predicate."""
    tokens = context.analysis.tokens
    for t in range(frame.head - 1, max(-1, frame.head - 5), -1):
        if tokens[t].lower_text in ("due", "expected"):
            return t
        if tokens[t].upos not in ("ADP", "DET", "ADJ", "PROPN"):
            return None
    return None


def _is_state(context: Context, argument: Argument) -> bool:
    """ "a China trip": the state before a journey is where it goes."""
    naming = context.cast.naming(argument.head)
    return naming is not None and naming.kind == "name" and context.cast.entities[naming.entities[0]].type == "polity"


def _is_pronoun(context: Context, argument: Argument) -> bool:
    naming = context.cast.naming(argument.head)
    return naming is not None and naming.kind in ("pronoun", "joint")


def _around(context: Context, book: MeetingBook, frame: Frame, rule: MeetingRule, found: list[Party]) -> Argument | None:
    """Whoever does something at or for a meeting takes part in it: "in talks with A, B agreed", "B attended the summit"."""
    if frame.governor is None or (rule.needs == "journey" and found):
        return None
    governor = context.frames[frame.governor]
    if governor.sentence != frame.sentence:
        return None
    circumstance = frame.link in _CIRCUMSTANCE
    attends = governor.lemma in book.attending and frame.link in ("obj", "iobj", "tmod", *_CIRCUMSTANCE, "obl:to")
    many = rule.needs == "sides" or rule.type == "other"
    if not attends and (not circumstance or len(codes_of(found)) > 1 or many):
        return None
    return governor.subj


def _between(context: Context, frame: Frame, found: list[Party]) -> list[Party]:
    """The persons named between an opening "in talks ..." and its verb, where the tree gives that no subject."""
    governor = context.frames[frame.governor] if frame.governor is not None else None
    if governor is None or governor.subj is not None or frame.link not in ("obl:in", "obl:during", "obl:at") or found:
        return []
    if governor.sentence != frame.sentence or governor.head < frame.head:
        return []
    named = [n for n in context.cast.namings if frame.head < n.head < governor.head and n.kind == "name"]
    return [p for n in named for p in context.parties_at(n.head) if p.person and p.code]


def _spoken_to(context: Context, frame: Frame, found: list[Party]) -> list[Party]:
    """Whom somebody addresses in talks or on the telephone: "in a call, A urged B to yield"."""
    governor = context.frames[frame.governor] if frame.governor is not None else None
    if governor is None or frame.link not in ("obl:in", "obl:during", "obl:at", "obl:over") or len(codes_of(found)) != 1:
        return []
    acts = [governor, *(f for f in context.frames.by_sentence[frame.sentence] if f.conjunct_of == governor.index)]
    heard = [a for f in acts for a in f.all("obj", "iobj", "obl:to")]
    heard += [a for f in acts[1:] for a in f.all("subj") if a.via == "agent"]
    return [p for a in heard for p in context.parties(a) if p.person and p.code not in codes_of(found)]


def _proposing(context: Context, book: MeetingBook, frame: Frame, found: list[Party]) -> list[Party]:
    """Who proposes a meeting of which nobody is named, and who answers: "turned down a Russian proposal for talks"."""
    noun = context.frames[frame.governor] if frame.governor is not None else None
    if found or noun is None or noun.kind != "noun" or book.governors.get(noun.lemma) != "proposed":
        return []
    above = context.frames[noun.governor] if noun.governor is not None and noun.link == "obj" else None
    return [*context.parties(noun.subj), *(context.parties(above.subj) if above is not None else ())]


def _taking_part(context: Context, argument: Argument, found: list[Party]) -> list[Party]:
    return [p for p in context.parties(argument) if p.person or p.role or p.sector in _OFFICIAL or not found]


def _other_side(context: Context, frame: Frame, told: tuple[Party, ...]) -> tuple[Party, ...]:
    """Of a meeting of which one side is told, the other: the host where it is held abroad, else the other of the two states
    that the text is about."""
    if not any(p.sector in _OFFICIAL or p.person is None or p.role for p in told):
        return ()
    mine = codes_of(told)[0]
    city = city_before(context, frame)
    place = context.analysis.tokens[city].text if city is not None else place_of(context, frame)
    if place is None and frame.governor is not None and frame.link in ("xcomp", "advcl", "acl", "obl:for", "obl:to"):
        place = place_of(context, context.frames[frame.governor])
    host = host_of(context, place) if place else None
    if host is not None and host.code != mine and _is_told(context, host):
        return (host,)
    if len(context.pair) != 2 or mine not in context.pair:
        return ()
    other = next(c for c in context.pair if c != mine)
    return (state_party(context, other),)


def _is_told(context: Context, state: Party) -> bool:
    """Is a state named otherwise than by a city in it? Geneva alone is a venue, no side."""
    entities = context.cast.entities
    return any(
        not n.place and (n.polity or entities[e].code) == state.code for n in context.cast.namings for e in n.entities
    )


def state_party(context: Context, code: str) -> Party:
    """A state as a party."""
    entity = context.cast.entities.get(f"polity:{code}")
    return Party(name=entity.name if entity else code, code=code)

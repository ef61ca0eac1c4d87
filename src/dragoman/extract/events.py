"""Context → Event records: PLOVER type, actor, recipient, date, place, status."""

from __future__ import annotations

from collections.abc import Iterable

from dragoman.extract.context import Context
from dragoman.extract.dating import date_of
from dragoman.extract.places import host_of, place_of
from dragoman.extract.rules import Rule, load_rules
from dragoman.extract.typing import Typed, type_frames
from dragoman.frames import Frame
from dragoman.records import Event, Meeting, Party

_ACTOR_ALONE = {"MOBILIZE", "RETREAT", "PROTEST", "COERCE", "ASSAULT", "SANCTION"}
_VERBAL = {
    "AGREE",
    "CONSULT",
    "SUPPORT",
    "CONCEDE",
    "REQUEST",
    "ACCUSE",
    "REJECT",
    "THREATEN",
    "AID",
    "SANCTION",
    "RETREAT",
    "COOPERATE",
}
_JOINT_TYPES = {"AGREE", "CONSULT", "COOPERATE"}
_MEDIATING = {"mediate", "broker", "arbitrate", "shuttle", "intercede"}
_FUTURE = {"scheduled", "expected", "future"}


def extract_events(context: Context, meetings: Iterable[Meeting]) -> list[Event]:
    """The event records of a document, in text order, without ids and links (`extract.linking` adds them); `meetings` are
    its meeting records, each of which is a CONSULT event too."""
    book = load_rules()
    out = [_consulting(context, m) for m in meetings if m.type != "press_conference"]
    for typed in type_frames(context, book):
        event = _event(context, typed) if typed.type != "CONSULT" or typed.frame.lemma in _MEDIATING else None
        if event is not None:
            out.append(event)
    return _without_repeats(sorted(out, key=lambda e: (e.sentence, e.evidence[0].start)))


def _consulting(context: Context, meeting: Meeting) -> Event:
    """A meeting as a PLOVER event: the visitor acts on the host, the others act together; what was declined or put off
    is a rejection."""
    refused = meeting.status in ("declined", "cancelled", "postponed")
    kind = "REJECT" if refused else "CONSULT"
    mode = "meet" if refused else {"visit": "visit", "phone_call": "phone"}.get(meeting.type, "")
    actor, recipient = list(meeting.participants), []
    if refused and meeting.proposed_by:
        ours = _codes(meeting.proposed_by)
        actor, recipient = list(meeting.proposed_by), [p for p in meeting.participants if p.code not in ours]
    elif meeting.type == "visit" and meeting.place:
        host = host_of(context, meeting.place)
        recipient = [host] if host is not None and host.code not in _codes(actor) else []
    quad, score = load_rules().scores[(kind, mode)]
    status = {"planned": "planned", "proposed": "planned", "uncertain": "hypothetical"}.get(meeting.status, "actual")
    return Event(
        evidence=meeting.evidence,
        sentence=meeting.sentence,
        certainty=meeting.certainty,
        attributed_to=meeting.attributed_to,
        why=f"event/{kind} of {meeting.why}",
        plover=kind,
        mode=mode or None,
        cameo="124" if refused else {"visit": "042", "phone": "041"}.get(mode, "040"),
        quad=quad,
        score=score,
        actor=actor,
        recipient=recipient,
        date=meeting.date,
        place=meeting.place,
        status=status,  # type: ignore[arg-type]
    )


def _event(context: Context, typed: Typed) -> Event | None:
    frame = typed.frame
    status = _status(context, typed)
    if status is None or _is_background(context, frame):
        return None
    parties = _participants(context, typed)
    if parties is None:
        return None
    actor, recipient, note = parties
    voice = context.voice(frame)
    mode = typed.rule.mode if typed.rule and typed.rule.type == typed.type else ""
    book = load_rules()
    quad, score = book.scores.get((typed.type, mode)) or book.scores[(typed.type, "")]
    dated = date_of(context, typed.inner if typed.why.startswith("compose/resume") and typed.inner else frame)
    if status == "actual" and voice.certainty == "denied":
        status = "denied"
    return Event(
        evidence=[context.frame_evidence(frame)],
        sentence=frame.sentence,
        certainty=voice.certainty,
        attributed_to=list(voice.attributed_to),
        why="; ".join(filter(None, [typed.why, note, f"date: {dated.why}"])),
        plover=typed.type,
        mode=mode or None,
        cameo=(typed.rule.cameo or None) if typed.rule else None,
        quad=quad,
        score=score,
        actor=list(actor),
        recipient=list(recipient),
        date=dated.edtf,
        place=place_of(context, frame),
        status=status,  # type: ignore[arg-type]
    )


def _status(context: Context, typed: Typed) -> str | None:
    """The event's status; None where the frame tells of no act at all (a purpose, a bare possibility under a noun)."""
    frame = typed.frame
    if frame.negated and not (typed.rule and frame.lemma in typed.rule.negated):
        return "denied"
    if {"may", "might", "could", "can"} & set(frame.modals) and not frame.negated:
        return "hypothetical"
    if frame.mark in ("if", "unless", "whether"):
        return "hypothetical"
    if _FUTURE & set(frame.phases) or frame.tense == "future":
        return "planned"
    if frame.modals and not {"will", "shall"} & set(frame.modals):
        return "hypothetical" if not (typed.rule and frame.lemma in typed.rule.negated) else "actual"
    if "proposed" in frame.phases or "obliged" in frame.phases:
        return "hypothetical"
    if "cancelled" in frame.phases or "postponed" in frame.phases:
        return None
    if frame.form in ("infinitive", "imperative") and frame.tense == "none":
        return None
    return "actual"


def _is_background(context: Context, frame: Frame) -> bool:
    """A noun that only names a topic ("the subject of talks") tells of no act unless something places it in time."""
    if frame.kind != "noun" or frame.light:
        return False
    parties = [p for a in frame.args for p in context.parties(a) if p.code]
    return not parties


def _participants(context: Context, typed: Typed) -> tuple[tuple[Party, ...], tuple[Party, ...], str] | None:
    """Actor and recipient, and a note where the recipient is inferred; None where no party acts."""
    frame, rule = typed.frame, typed.rule
    actor = _acting(context, frame, rule)
    recipient = _recipient(context, typed)
    recipient = _other_than(recipient, actor)
    if len(_codes(actor)) > 1 and typed.type in _JOINT_TYPES:
        return actor, _foreign(recipient, actor), ""
    if not _codes(actor):
        return None
    note = ""
    if not _codes(recipient) and len(_codes(actor)) == 1 and typed.type in _VERBAL:
        other = counterpart(context, actor, frame)
        if other is not None and not (rule and rule.needs_recipient):
            recipient, note = (other,), "recipient: the other side of the text"
    if rule and rule.needs_parties and len(_codes((*actor, *recipient))) < rule.needs_parties:
        return None
    if rule and rule.needs_place_recipient and not (set(_codes(recipient)) - set(_codes(actor))):
        return None
    if not recipient and typed.type not in _ACTOR_ALONE:
        return None
    if set(_codes(actor)) == set(_codes(recipient)) and typed.type in _VERBAL:
        return None
    return actor, recipient, note


def _acting(context: Context, frame: Frame, rule: Rule | None) -> tuple[Party, ...]:
    roles = ["subj", *(rule.reciprocal if rule else ())]
    found: list[Party] = []
    subject = context.parties(frame.subj)
    if subject:
        found += subject
        if len(_codes(subject)) > 1 or frame.kind == "verb":
            return tuple(found)
    if frame.kind == "noun" and not found:
        roles += ["obl:from", "obl:by"]
    for role in roles[1:]:
        if role in ("obl:between", "obl:among", "obl:of") or (not subject and frame.kind == "noun"):
            for a in frame.all(role):
                found += [p for p in context.parties(a) if not _among(p, found)]
    if not found and frame.kind == "noun" and frame.governor is not None and frame.link.endswith(("obl:in", "obl:as")):
        found += context.parties(context.frames[frame.governor].subj)
    return tuple(found)


def _recipient(context: Context, typed: Typed) -> tuple[Party, ...]:
    rule, frames = typed.rule, [typed.frame, *([typed.inner] if typed.inner is not None else [])]
    roles = rule.recipient if rule else ("obj", "iobj", "obl:to")
    for frame in frames:
        for role in (*roles, "iobj", "obl:to", "obl:with", "obl:against"):
            for a in frame.all(role):
                parties = context.parties(a) or _owner(context, a.heads)
                if parties:
                    return parties
    for frame in frames:
        for a in frame.all("obj"):
            owner = _owner(context, a.heads)
            if owner:
                return owner
    if typed.inner is not None:
        return context.parties(typed.inner.subj)
    for index in context.frames.dependents[typed.frame.index]:
        below = context.frames[index]
        if below.link in ("xcomp", "acl"):
            for a in below.all("obj", "iobj", "obl:to", "obl:with", "obl:against", "obl:from"):
                if parties := context.parties(a):
                    return parties
    return ()


def _owner(context: Context, heads: Iterable[int]) -> tuple[Party, ...]:
    """Whose the object is: "rejected Tokyo's proposal", "condemned the Russian action"."""
    for h in heads:
        frame = context.frames.by_head.get(h)
        if frame is not None and frame.subj is not None and frame.subj.via in ("possessive", "modifier", "agent", "direct"):
            found = context.parties(frame.subj)
            if found:
                return found
        for c in context.analysis.children[h]:
            token = context.analysis.tokens[c]
            if token.deprel == "nmod:poss" or token.rel in ("amod", "compound", "nmod"):
                found = context.parties_at(c)
                if found:
                    return found
    return ()


def _codes(parties: Iterable[Party]) -> list[str]:
    return list(dict.fromkeys(p.code for p in parties if p.code))


def _among(party: Party, parties: Iterable[Party]) -> bool:
    return any((p.code, p.name) == (party.code, party.name) for p in parties)


def _other_than(recipient: tuple[Party, ...], actor: tuple[Party, ...]) -> tuple[Party, ...]:
    return tuple(p for p in recipient if not _among(p, actor))


def _foreign(recipient: tuple[Party, ...], actor: tuple[Party, ...]) -> tuple[Party, ...]:
    return tuple(p for p in recipient if p.code not in _codes(actor))


def counterpart(context: Context, actor: tuple[Party, ...], frame: Frame) -> Party | None:
    """The other of the two states that the text is about, where the actor is one of them; None in a text about many."""
    pair = context.pair
    codes = _codes(actor)
    if len(pair) != 2 or len(codes) != 1 or codes[0] not in pair:
        return None
    other = pair[1] if pair[0] == codes[0] else pair[0]
    entity = context.cast.entities.get(f"polity:{other}")
    return Party(name=entity.name if entity else other, code=other)


def _without_repeats(events: list[Event]) -> list[Event]:
    """One event told twice in a sentence (verb and its noun) is one."""
    out: list[Event] = []
    for e in events:
        twin = next(
            (
                o
                for o in out
                if o.sentence == e.sentence
                and o.plover == e.plover
                and o.status == e.status
                and _codes(o.actor) == _codes(e.actor)
                and set(_codes(o.recipient)) == set(_codes(e.recipient))
                and o.evidence[0].start < e.evidence[0].end
                and e.evidence[0].start < o.evidence[0].end
            ),
            None,
        )
        if twin is None:
            out.append(e)
    return out

"""Context → Meeting records: who meets whom, where, when, how far it has come; mentions of one meeting are one record."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace
from functools import cache

from dragoman.extract.context import Context
from dragoman.extract.dating import date_ahead, date_of, main_date
from dragoman.extract.places import city_before, place_below, place_of
from dragoman.frames import Frame
from dragoman.frames.lexicon import rows_of
from dragoman.records import Extent, Meeting, Party
from dragoman.values import Edtf

_PHONE = {"telephone", "phone", "hotline", "video"}
_PRESS = {"press", "news"}
# a visit lists the visitor; the host state is told by its place, and is a participant only where somebody of it is named
_TYPES_WITH_HOST = {"visit"}
_STANDS_ALONE = {"advcl", "parataxis", ""}
_OFFICIAL = {"GOV", "LEG", "MIL", "IGO", "REL", "BUS", "OPP", "REB", "JUD", "NGO"}


@dataclass(frozen=True)
class _Told:
    """One mention of a meeting."""

    frame: Frame
    type: str
    participants: tuple[Party, ...]
    place: str | None
    date: str | None
    status: str
    proposed_by: tuple[Party, ...]
    why: str


@cache
def _words() -> dict[tuple[str, str], str]:
    return {(r["word"], r["pos"]): r["type"] for r in rows_of("meeting_words.tsv", ("word", "pos", "type"))}


@cache
def _governors() -> dict[str, str]:
    """What a predicate over a meeting says of its status."""
    return {r["lemma"]: r["status"] for r in rows_of("meeting_governors.tsv", ("lemma", "status"))}


def extract_meetings(context: Context) -> list[Meeting]:
    """The meeting records of a document, in text order, without ids and links (`extract.linking` adds them)."""
    told = [t for f in context.frames for t in _told(context, f)]
    groups: list[list[_Told]] = []
    for t in told:
        group = next((g for g in groups if _same(g, t)), None)
        if group is None:
            groups.append([t])
        else:
            group.append(t)
    return _with_main_place(context, [_record(context, g) for g in groups])


def _with_main_place(context: Context, meetings: list[Meeting]) -> list[Meeting]:
    """A meeting on the day that the text is about, told without a place, was where the others of that day were, or where
    the dateline is."""
    day = main_date(context)
    if day is None:
        return meetings
    there = next(
        (m.place for m in meetings if m.place and m.status == "held" and m.date and _dates_agree(m.date, day)), None
    )
    place = there or context.document.place
    return [
        m.model_copy(update={"place": place, "why": f"{m.why}; place: that of the day's other meetings"})
        if place
        and m.place is None
        and m.status == "held"
        and m.type != "phone_call"
        and m.date
        and _dates_agree(m.date, day)
        else m
        for m in meetings
    ]


def _told(context: Context, frame: Frame) -> list[_Told]:
    if frame.carries is not None or context.in_citation(frame.head) or _meets_no_one(context, frame):
        return []
    kind = _words().get((frame.lemma, "noun" if frame.kind in ("noun", "nominal") else "verb"))
    if kind is None or frame.kind == "adj" or (frame.negated and frame.lemma in ("see", "receive", "come")):
        return []
    kind = _type(context, frame, kind)
    participants = _participants(context, frame, kind)
    codes = {p.code for p in participants if p.code}
    alone = kind in _TYPES_WITH_HOST and _destination(context, frame, codes)
    if frame.kind == "verb" and kind == "visit" and not alone:
        return []
    if (
        len(codes) < 2
        and not alone
        and (frame.kind == "verb" or not (frame.light or kind in ("press_conference", "summit")))
    ):
        return []
    if not codes:
        return []
    status, by, why = _status(context, frame)
    dated = date_of(context, frame) if status in ("held", "declined", "cancelled") else date_ahead(context, frame)
    if status == "held" and dated.edtf and context.published and Edtf(dated.edtf).first > context.published.last:
        status, why = "planned", "its date is still to come"
    place = place_of(context, frame) or place_below(context, frame)
    told = _Told(frame, kind, participants, place, dated.edtf, status, by, f"{why}; date: {dated.why}")
    return [replace(told, participants=g) for g in _separate(context, frame, participants)]


def _destination(context: Context, frame: Frame, codes: set[str]) -> bool:
    """Does a visit lead to another state than the visitor's? Its host is told by the place alone."""
    for a in frame.all("obj", "obl:to", "obl:in", "obl:for", "obl:from"):
        if any(p.code and p.code not in codes for p in context.cast.hosts(a.heads)):
            return True
    return False


def _meets_no_one(context: Context, frame: Frame) -> bool:
    """ "meet a deadline", "see progress": a verb of meeting whose object is nobody."""
    obj = frame.obj
    return (
        frame.kind == "verb"
        and frame.lemma in ("meet", "see", "receive", "host")
        and obj is not None
        and not any(
            p.person or (p.code and p.role) or (p.sector in _OFFICIAL and frame.lemma in ("meet", "host"))
            for p in context.parties(obj)
        )
    )


def _separate(context: Context, frame: Frame, participants: tuple[Party, ...]) -> list[tuple[Party, ...]]:
    """ "met separately with A and with B": one meeting each."""
    words = {context.lemma(c) for c in context.analysis.children[frame.head]}
    if "separately" not in words:
        return [participants]
    ours = context.parties(frame.subj)
    theirs = [p for p in participants if not any(_is_same(p, o) for o in ours)]
    return [(*ours, p) for p in theirs] if len(theirs) > 1 and ours else [participants]


def _type(context: Context, frame: Frame, kind: str) -> str:
    modifiers = {context.lemma(c) for c in context.analysis.children[frame.head]}
    below = {context.lemma(g) for c in context.analysis.children[frame.head] for g in context.analysis.children[c]}
    if modifiers & _PHONE or (below & {"telephone", "phone"}):
        return "phone_call"
    if modifiers & _PRESS and frame.lemma in ("conference", "briefing"):
        return "press_conference"
    if "summit" in modifiers:
        return "summit"
    return kind


def _participants(context: Context, frame: Frame, kind: str) -> tuple[Party, ...]:
    found: list[Party] = []

    def add(parties: Iterable[Party]) -> None:
        for p in parties:
            if p.code is None and p.person is None:
                continue
            held = next((i for i, o in enumerate(found) if _is_same(o, p)), None)
            if held is None:
                found.append(p)
            elif p.person and not found[held].person:
                found[held] = p

    roles = ["subj", "obl:between", "obl:with", "obl:among", "mod", "obl:of", "obl:by"]
    if frame.lemma in ("meet", "see", "receive", "host", "phone", "telephone"):
        roles.append("obj")
    city = city_before(context, frame)
    for a in frame.all(*roles):
        if a.heads != (city,):
            add(context.parties(a))
    if not found and frame.governor is not None and frame.link in ("obl:in", "obl:at", "obl:during", "obl:after", "obl:for"):
        add(context.parties(context.frames[frame.governor].subj))
    if kind not in _TYPES_WITH_HOST and len({p.code for p in found if p.code}) < 2:
        add(_other_side(context, found))
    return tuple(found)


def _is_same(a: Party, b: Party) -> bool:
    if a.person and b.person:
        return a.person == b.person
    return a.code is not None and a.code == b.code


def _other_side(context: Context, found: list[Party]) -> list[Party]:
    """Of a meeting of which one side is told, the other side: the other of the two states that the text is about."""
    codes = {p.code for p in found if p.code}
    if not any(p.sector in _OFFICIAL or p.person is None for p in found):
        return []
    if len(codes) != 1 or len(context.pair) != 2 or not codes <= set(context.pair):
        return []
    other = next(c for c in context.pair if c not in codes)
    entity = context.cast.entities.get(f"polity:{other}")
    return [Party(name=entity.name if entity else other, code=other)]


def _status(context: Context, frame: Frame) -> tuple[str, tuple[Party, ...], str]:
    phases = set(frame.phases)
    if "cancelled" in phases or "postponed" in phases:
        return ("cancelled" if "cancelled" in phases else "postponed"), (), "modifier"
    below = frame
    for governor in context.frames.governors(frame):
        if governor.sentence != frame.sentence or below.link in _STANDS_ALONE or below.link.endswith("relcl"):
            break
        below = governor
        said = _governors().get(governor.lemma, "")
        why = f"governed by {governor.lemma}"
        if said == "proposed":
            if governor.voice == "active" and not _asserts(context, frame, governor):
                return said, context.parties(governor.subj), why
        elif said not in ("", "planned") and not governor.negated:
            return said, context.parties(governor.subj), why
        if governor.tense == "future" or said == "planned":
            return "planned", (), why
    if "proposed" in phases:
        return "proposed", (), "modifier"
    if {"may", "might", "could"} & set(frame.modals) or (frame.hedges and "possible" in frame.hedges):
        return "uncertain", (), "hedged"
    if frame.tense == "future" or phases & {"scheduled", "expected", "future"}:
        return "planned", (), "future"
    if frame.mark in ("if", "unless", "whether") or "would" in frame.modals:
        return "uncertain", (), "conditional"
    if frame.negated:
        return "uncertain", (), "negated"
    return "held", (), "told as held"


def _asserts(context: Context, frame: Frame, governor: Frame) -> bool:
    """ "suggested that the visit had done little": what it governs is said to be so, not asked for."""
    below = frame
    for above in context.frames.governors(frame):
        if above.index == governor.index:
            break
        below = above
    return below.link == "ccomp" and not below.modals and below.tense in ("past", "present")


def _same(group: list[_Told], t: _Told) -> bool:
    """Do these tell of one meeting? The same sides, no rival persons, no rival dates, a like status, types that fit."""
    first = group[0]
    if _family(first.type) != _family(t.type) or ({first.status, t.status} & {"held"} and first.status != t.status):
        return False
    a, b = _codes(first.participants), _codes(t.participants)
    if a != b and not ({first.type, t.type} & _TYPES_WITH_HOST and (a <= b or b <= a)):
        return False
    people = [{who for p in x.participants if (who := p.person or (p.name if p.role else None))} for x in (first, t)]
    if people[0] and people[1] and not people[0] & people[1]:
        return False
    if (first.type == "visit") != (t.type == "visit") and people[first.type == "visit"]:
        return False
    if first.place and t.place and first.place != t.place:
        return False
    return _dates_agree(first.date, t.date)


def _family(kind: str) -> str:
    return {"talks": "talks", "negotiation_round": "talks", "visit": "talks"}.get(kind, kind)


def _codes(parties: Iterable[Party]) -> set[str]:
    return {p.code for p in parties if p.code}


def _dates_agree(a: str | None, b: str | None) -> bool:
    if a is None or b is None:
        return True
    return Edtf(a).overlaps(Edtf(b))


def _record(context: Context, group: list[_Told]) -> Meeting:
    best = max(group, key=lambda t: (len(t.participants), t.date is not None, t.place is not None, -t.frame.index))
    first = group[0]
    voice = context.voice(first.frame)
    dates = [t.date for t in group if t.date]
    date = min(dates, key=lambda d: (Edtf(d).last - Edtf(d).first, d)) if dates else None
    people = _merge_people(group)
    return Meeting(
        evidence=[context.frame_evidence(t.frame) for t in group], sentence=first.frame.sentence, certainty=voice.certainty,
        attributed_to=list(voice.attributed_to), why=f"meeting/{best.frame.lemma}: {best.why}", type=best.type,  # type: ignore[arg-type]
        participants=people, place=next((t.place for t in group if t.place), None), date=date,
        status=first.status, proposed_by=list(first.proposed_by), agenda=_agenda(context, first.frame),  # type: ignore[arg-type]
    )  # fmt: skip


def _merge_people(group: list[_Told]) -> list[Party]:
    out: list[Party] = []
    for t in group:
        for p in t.participants:
            at = next((i for i, o in enumerate(out) if _is_same(o, p)), None)
            if at is None:
                out.append(p)
            elif p.person and not out[at].person:
                out[at] = p
    return out


def _agenda(context: Context, frame: Frame) -> str | None:
    for role in ("obl:on", "obl:about", "obl:over", "obl:regarding"):
        a = frame.arg(role)
        if a is not None and not context.parties(a) and not _is_time(context, a.head):
            extent: Extent = context.phrase(a.head)
            return context.text(extent)
    return None


def _is_time(context: Context, head: int) -> bool:
    at = context.analysis.tokens[head].start
    return any(t.start <= at < t.end for t in context.times_in(context.analysis.sentence_of[head]))

"""What the rest of the text tells of a meeting: where its people were then, who the visitor was, where the day was spent."""

from __future__ import annotations

from dragoman.extract.context import Context
from dragoman.extract.places import host_of, place_name
from dragoman.records import Meeting
from dragoman.resolve.cast import Naming
from dragoman.resolve.registry import load_registry
from dragoman.values import Edtf

_APART = {"phone_call"}


def with_places(context: Context, meetings: list[Meeting], day: str | None) -> list[Meeting]:
    """Meetings with the places that the rest of the text tells: a visitor's talks are where he visits; what was held on the
    text's day was where its other meetings were, or where the dateline is."""
    out = []
    for m in meetings:
        found = None
        if m.place is None and m.type not in _APART:
            found = _by_visit(context, m, meetings) or _by_acts(context, m) or _by_day(context, m, meetings, day)
            found = found or _by_guest(context, m)
        out.append(m.model_copy(update={"place": found[0], "why": f"{m.why}; place: {found[1]}"}) if found else m)
    return out


def with_visitors(meetings: list[Meeting]) -> list[Meeting]:
    """Talks of two states, of whose people one is on a visit to the other at that time, are his."""
    out = []
    for m in meetings:
        for visit in meetings:
            if (
                m.type in ("visit", "phone_call")
                or visit.type != "visit"
                or len(visit.participants) != 1
                or not _together(m, visit)
            ):
                continue
            visitor = visit.participants[0]
            bare = [p for p in m.participants if p.code == visitor.code and not p.person]
            if bare and visitor.person and m.place and visit.place and _in_one(m, visit):
                m = m.model_copy(update={"participants": [visitor if p in bare else p for p in m.participants]})
        out.append(m)
    return out


def _in_one(m: Meeting, visit: Meeting) -> bool:
    """Is the place of the talks that of the visit, or the other side's own?"""
    return m.place == visit.place or visit.place in {p.name for p in m.participants}


def _by_visit(context: Context, meeting: Meeting, meetings: list[Meeting]) -> tuple[str, str] | None:
    """The goal of a journey that one of the participants is on at that time: one to the other's state first, else one that
    is told before."""
    codes = {p.code for p in meeting.participants if p.code}
    fallback = None
    for other in meetings:
        if other is meeting or other.place is None or other.type != "visit" or not _together(meeting, other):
            continue
        if not any(_is_one(p.person, q.person) for p in meeting.participants for q in other.participants):
            continue
        host = host_of(context, other.place)
        if host is not None and host.code in codes:
            return other.place, "that of the visit"
        if fallback is None and other.evidence[0].start < meeting.evidence[0].start:
            fallback = (other.place, "that of the visit")
    return fallback


def _by_acts(context: Context, meeting: Meeting) -> tuple[str, str] | None:
    """The city in which one of the participants is told to act in the same or the two sentences before ("told reporters in
    Lima that his talks", "flew home from Lima"), in the state of one of them."""
    if meeting.status != "held":
        return None
    people = {p.person for p in meeting.participants if p.person}
    codes = {p.code for p in meeting.participants if p.code}
    for sentence in range(meeting.sentence, meeting.sentence - 2, -1):
        for frame in context.frames.by_sentence.get(sentence, ()):
            if (
                frame.kind == "noun"
                or frame.tense not in ("past", "none")
                or not people & {p.person for p in context.parties(frame.subj)}
            ):
                continue
            for a in frame.all("obl:in", "obl:from", "obl:at", *(("obj",) if frame.lemma in ("leave", "depart") else ())):
                for h in a.heads:
                    naming = context.cast.naming(h)
                    host = context.cast.entities[naming.entities[0]].code if naming is not None and naming.place else None
                    name = place_name(context, h)
                    if name and host in codes and host not in {p.code for p in context.parties(frame.subj)}:
                        return name, "where they are told to be"
    return None


def _together(a: Meeting, b: Meeting) -> bool:
    """At the same time: dates that overlap, held or not alike; what is still to come of a visit begun too."""
    if (a.status == "held") != (b.status == "held"):
        begun = b.type == "visit" and b.status == "held" and a.status == "planned" and 0 <= a.sentence - b.sentence <= 2
        return begun and (a.date is None or b.date is None or Edtf(a.date).last >= Edtf(b.date).first)
    return a.date is None or b.date is None or Edtf(a.date).overlaps(Edtf(b.date))


def _is_one(a: str | None, b: str | None) -> bool:
    return a is not None and a == b


def _by_guest(context: Context, meeting: Meeting) -> tuple[str, str] | None:
    """A guest who is called "visiting", and is received by people of one other state, is in its capital."""
    others = {p.code for p in meeting.participants if p.code}
    if meeting.status != "held" or len(others) != 2:
        return None
    for guest in (p for p in meeting.participants if p.person and p.code):
        if any(n for n in context.cast.namings if _is_visiting(context, n, guest.person or "")):
            host = next(c for c in others if c != guest.code)
            capital = load_registry().capitals.get(host or "")
            return (capital, "the host's capital, as the guest is visiting") if capital else None
    return None


def _is_visiting(context: Context, naming: Naming, person: str) -> bool:
    named = any(context.cast.entities[e].name == person for e in naming.entities)
    tokens = context.analysis.tokens
    return named and any(tokens[t].lower_text == "visiting" for t in range(max(0, naming.first - 3), naming.last))


def _by_neighbour(context: Context, meeting: Meeting, meetings: list[Meeting]) -> tuple[str, str] | None:
    """Where the same two states meet a day or two away, in the one's own capital ("his Moscow talks today")."""
    codes = {p.code for p in meeting.participants if p.code}
    for other in meetings:
        if other is meeting or not other.place or not other.date or not meeting.date or other.type in _APART:
            continue
        gap = (Edtf(other.date).first - Edtf(meeting.date).last).days
        host = host_of(context, other.place)
        if -3 <= gap <= 3 and host is not None and host.code in codes and codes == {p.code for p in other.participants}:
            return other.place, "where they meet on the days around"
    return None


def _by_day(context: Context, meeting: Meeting, meetings: list[Meeting], day: str | None) -> tuple[str, str] | None:
    if day is None or meeting.status != "held" or not meeting.date or not Edtf(meeting.date).overlaps(Edtf(day)):
        return None
    codes = {p.code for p in meeting.participants}
    for other in meetings:
        if other is meeting or not other.place or other.status != "held" or other.type in _APART:
            continue
        if other.date and Edtf(other.date).overlaps(Edtf(day)) and codes & {p.code for p in other.participants}:
            return other.place, "that of the day's other meetings"
    found = _by_neighbour(context, meeting, meetings)
    if found is not None:
        return found
    place = context.document.place
    return (place, "the dateline") if place else None

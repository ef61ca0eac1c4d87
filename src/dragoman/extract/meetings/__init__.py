"""Context → Meeting records: who meets whom, where, when, how far it has come; mentions of one meeting are one record."""

from __future__ import annotations

from dragoman.extract.context import Context
from dragoman.extract.dating import main_date
from dragoman.extract.meetings.delegates import with_delegates
from dragoman.extract.meetings.former import with_former
from dragoman.extract.meetings.gathering import Group, gather, parties_of
from dragoman.extract.meetings.rules import MeetingRule, load_meeting_rules
from dragoman.extract.meetings.sides import is_league
from dragoman.extract.meetings.told import Told, tell
from dragoman.extract.meetings.whereabouts import with_places, with_visitors
from dragoman.records import Meeting, Party
from dragoman.values import Edtf

_FATE = ("cancelled", "postponed", "declined")

__all__ = ["MeetingRule", "extract_meetings", "load_meeting_rules"]


def extract_meetings(context: Context) -> list[Meeting]:
    """The meeting records of a document, in text order, without ids and links (`extract.linking` adds them)."""
    groups = gather(context, [t for f in context.frames for t in tell(context, f)])
    made = [m for g in groups if (m := _record(context, g)) is not None]
    made = with_former(context, made)
    return with_places(context, with_visitors(with_delegates(context, made)), main_date(context))


def _record(context: Context, group: Group) -> Meeting | None:
    first, told = group.first, group.told
    parties = parties_of(context, group)
    if not parties or not _is_meeting(first.type, parties):
        return None
    voice = context.voice(first.frame)
    status = next((t.status for kind in _FATE for t in told if t.status.kind == kind), first.status)
    best = max(told, key=lambda t: (t.setting.firm, t.setting.place is not None, -t.frame.index))
    return Meeting(
        evidence=[context.frame_evidence(t.frame) for t in told], sentence=told[0].frame.sentence, certainty=voice.certainty,
        attributed_to=list(voice.attributed_to), why=f"meeting/{first.rule.name}: {status.why}; {best.setting.why}",
        type=_type(group),  # type: ignore[arg-type]
        participants=list(parties), place=_place(told),
        date=_date(context, told, status.kind), status=status.kind,  # type: ignore[arg-type]
        proposed_by=list(next((t.status.by for t in told if t.status.by), ())),
        condition=next((t.status.condition for t in told if t.status.condition), None),
        agenda=next((a for t in told if (a := _agenda(context, t))), None),
    )  # fmt: skip


def _is_meeting(kind: str, parties: tuple[Party, ...]) -> bool:
    """Two sides, or what needs one only: a journey, a press conference, a meeting of one organisation."""
    alone = kind in ("visit", "press_conference") or any(is_league(p) and not p.person for p in parties)
    return alone or len({p.code or p.person for p in parties}) > 1 or len({p.person for p in parties if p.person}) > 1


def _type(group: Group) -> str:
    """The first mention's type, a summit where any mention calls it so."""
    kinds = [t.type for t in group.told]
    return "summit" if "summit" in kinds and group.first.type == "talks" else group.first.type


def _place(told: list[Told]) -> str | None:
    """The place told for it, a city before its state."""
    places = [t.setting for t in told if t.setting.place]
    city = next((s.place for s in places if any(o.place != s.place and o.host == s.host for o in places)), None)
    return city or (places[0].place if places else None)


def _date(context: Context, told: list[Told], status: str) -> str | None:
    """The narrowest date that words set for it, else the day of the text's main line; what is still open has no date that
    is past, unless its own clause sets it."""
    usable = [t.setting for t in told if t.setting.date]
    published = context.published
    if status != "held" and published is not None:
        told_for = status in _FATE
        usable = [s for s in usable if s.own or Edtf(s.date or "").last >= published.first
                  or (told_for and s.firm and not s.why.startswith("date: sentence"))]  # fmt: skip
    dates = [s.date for s in usable if s.firm and s.date] or [s.date for s in usable if s.date]
    return min(dates, key=lambda d: (Edtf(d).last - Edtf(d).first, d)) if dates else None


def _agenda(context: Context, told: Told) -> str | None:
    book = load_meeting_rules()
    for a in told.frame.all("obl:on", "obl:about", "obl:over", "obl:regarding", "obl:concerning"):
        words = {context.lemma(a.head), context.analysis.tokens[a.head].lower_text}
        if words & book.marks["edge"] or words & book.nouns.keys():
            continue  # "on the first visit by a president": what it was, not what it was about
        if not context.parties(a) and not _is_time(context, a.head):
            return context.text(context.phrase(a.head))
    return None


def _is_time(context: Context, head: int) -> bool:
    at = context.analysis.tokens[head].start
    return any(t.start <= at < t.end for t in context.times_in(context.analysis.sentence_of[head]))

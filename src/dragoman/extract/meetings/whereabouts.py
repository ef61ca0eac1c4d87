"""Where a meeting was that names no place: where its people were then, else where the text's day was spent."""

from __future__ import annotations

from dragoman.extract.context import Context
from dragoman.records import Meeting
from dragoman.values import Edtf

_APART = {"phone_call"}


def with_places(context: Context, meetings: list[Meeting], day: str | None) -> list[Meeting]:
    """Meetings with the places that the rest of the text tells: a visitor's talks are where he visits; what was held on the
    text's day was where its other meetings were, or where the dateline is."""
    out = []
    for m in meetings:
        found = None if m.place or m.type in _APART else _by_visit(m, meetings) or _by_day(context, m, meetings, day)
        out.append(m.model_copy(update={"place": found[0], "why": f"{m.why}; place: {found[1]}"}) if found else m)
    return out


def _by_visit(meeting: Meeting, meetings: list[Meeting]) -> tuple[str, str] | None:
    """The goal of a journey that one of the participants is on at that time."""
    for other in meetings:
        if other is meeting or other.place is None or not _together(meeting, other):
            continue
        if other.type == "visit" and any(
            _is_one(p.person, q.person) for p in meeting.participants for q in other.participants
        ):
            return other.place, "that of the visit"
    return None


def _together(a: Meeting, b: Meeting) -> bool:
    if (a.status == "held") != (b.status == "held"):
        return False
    return a.date is None or b.date is None or Edtf(a.date).overlaps(Edtf(b.date))


def _is_one(a: str | None, b: str | None) -> bool:
    return a is not None and a == b


def _by_day(context: Context, meeting: Meeting, meetings: list[Meeting], day: str | None) -> tuple[str, str] | None:
    if day is None or meeting.status != "held" or not meeting.date or not Edtf(meeting.date).overlaps(Edtf(day)):
        return None
    codes = {p.code for p in meeting.participants}
    for other in meetings:
        if other is meeting or not other.place or other.status != "held" or other.type in _APART:
            continue
        if other.date and Edtf(other.date).overlaps(Edtf(day)) and codes & {p.code for p in other.participants}:
            return other.place, "that of the day's other meetings"
    place = context.document.place
    return (place, "the dateline") if place else None

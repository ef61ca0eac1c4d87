"""Meetings and deadlines as iCalendar (RFC 5545), honest about what is partial or uncertain.

A meeting is one VEVENT: CONFIRMED where it is held or planned for certain, TENTATIVE where it is proposed, uncertain or
postponed to a day that is not fixed, CANCELLED where it is called off or declined. A meeting put off keeps its UID and
raises SEQUENCE, once for every date that it has had. A deadline is one all-day VEVENT on its last day. A date that is
no day (a month, a season) is an all-day VEVENT over all of its days, says so in its summary, and is TENTATIVE where the
meeting is still to come.
"""

from __future__ import annotations

import hashlib
from collections.abc import Mapping, Sequence
from datetime import UTC, date, datetime, timedelta
from itertools import pairwise
from typing import Any

from dragoman.desk.model import Answer
from dragoman.desk.wording.clauses import place_in_words
from dragoman.desk.wording.dates import first_day, in_words, last_day
from dragoman.desk.wording.names import listed, state

VIEWS = ("calendar", "promises")
_STATUSES = {"held": "CONFIRMED", "planned": "CONFIRMED", "cancelled": "CANCELLED", "declined": "CANCELLED"}
_DEADLINES = {"met": "CONFIRMED", "refused": "CANCELLED"}


def to_ical(answer: Answer) -> bytes:
    """The calendar of an answer of `calendar` or `promises`; rows without a date are left out (see `undated`)."""
    from icalendar import Calendar

    calendar = Calendar()
    calendar.add("prodid", "-//Dragoman//desk//EN")
    calendar.add("version", "2.0")
    calendar.add("x-wr-calname", f"Dragoman {answer.view}")
    for row in answer.rows:
        made = _meeting(row) if answer.view == "calendar" else _deadline(row)
        if made is not None:
            calendar.add_component(made)
    written: bytes = calendar.to_ical()
    return written


def undated(answer: Answer) -> int:
    """How many rows have no date that a calendar could show."""
    key = "date" if answer.view == "calendar" else "deadline"
    return sum(_days(row.get(key)) is None for row in answer.rows)


def _days(edtf: str | None) -> tuple[date, date] | None:
    first, last = first_day(edtf), last_day(edtf)
    if first is None and last is None:
        return None
    return first or last, last or first  # type: ignore[return-value]


def _meeting(row: Mapping[str, Any]) -> Any:
    days = _days(row.get("date"))
    if days is None:
        return None
    who = listed([_name(p) for p in row.get("participants", ())])
    kind = str(row.get("type") or "other")
    noun = "meeting" if kind == "other" else kind.replace("_", " ")
    status, where = str(row.get("status")), row.get("place")
    summary = f"{noun.capitalize()}: {who}" if who else noun.capitalize()
    return _event(row, days, summary, _STATUSES.get(status, "TENTATIVE"), status, row.get("date"), where)


def _deadline(row: Mapping[str, Any]) -> Any:
    days = _days(row.get("deadline"))
    if days is None:
        return None
    who = listed([_name(p) for p in row.get("promisor", ())])
    status = str(row.get("status"))
    # A promise falls due on the last day that its deadline can mean.
    return _event(
        row, (days[1], days[1]), f"Deadline: {who}: {row.get('gist', '')}", _DEADLINES.get(status, "TENTATIVE"), status,
        row.get("deadline"), None,
    )  # fmt: skip


def _event(
    row: Mapping[str, Any], days: tuple[date, date], summary: str, status: str, word: str, edtf: str | None,
    where: str | None,
) -> Any:  # fmt: skip
    from icalendar import Event

    event = Event()
    partial = days[0] != days[1] and "/" not in str(edtf)
    event.add("uid", _uid(row))
    event.add("summary", summary + (f" ({in_words(edtf)}, day not known)" if partial and edtf else ""))
    event.add("dtstart", days[0])
    event.add("dtend", days[1] + timedelta(1))
    event.add("dtstamp", datetime(*_stamp(row, days[0]), tzinfo=UTC))
    event.add("status", "TENTATIVE" if word == "planned" and partial else status)
    event.add("sequence", _sequence(row))
    event.add("transp", "TRANSPARENT")
    event.add("description", _description(row, word))
    event.add("categories", [word])
    if where:
        event.add("location", place_in_words(where))
    return event


def _uid(row: Mapping[str, Any]) -> str:
    """The episode's id, which stays when a date moves; else a digest of what does not change."""
    name = row.get("episode")
    if not name:
        fixed = [str(row.get(k)) for k in ("type", "participants", "gist", "promisor")]
        name = hashlib.sha256("\x1f".join(fixed).encode()).hexdigest()[:16]
    return f"{name}@dragoman"


def _sequence(row: Mapping[str, Any]) -> int:
    """How often the date or the status has changed."""
    seen = [(h.get("for") or h.get("deadline"), h.get("status")) for h in _history(row)]
    return sum(a != b for a, b in pairwise(seen))


def _history(row: Mapping[str, Any]) -> Sequence[Mapping[str, Any]]:
    found: Sequence[Mapping[str, Any]] = row.get("history") or ()
    return found


def _stamp(row: Mapping[str, Any], fallback: date) -> tuple[int, int, int]:
    """The day of the last thing told: the same answer gives the same file whenever it is written."""
    told = [d for h in _history(row) if (d := first_day(h.get("date")))]
    day = max(told, default=first_day(row.get("made")) or fallback)
    return day.year, day.month, day.day


def _description(row: Mapping[str, Any], word: str) -> str:
    lines = [f"Status: {word}"]
    for h in _history(row):
        what = h.get("status") or "deadline"
        due = h.get("for") or h.get("deadline")
        said = f" ({listed([state(c) for c in h.get('said_by', ())])})" if h.get("said_by") else ""
        lines.append(f"{h.get('date') or 'undated'}: {what}{f' {due}' if due else ''}{said}")
    accounts = [*row.get("accounts", ()), *(a for h in _history(row) for a in h.get("accounts", ()))]
    documents = list(dict.fromkeys(a["document"] for a in accounts))
    if documents:
        lines.append("Sources: " + ", ".join(documents))
    return "\n".join(lines)


def _name(party: Any) -> str:
    if isinstance(party, Mapping):
        return str(party.get("person") or party.get("name") or party.get("code") or "")
    return state(party) if str(party).isupper() else str(party)

"""iCalendar: states of meetings and deadlines as RFC 5545 can say them, partial dates honest."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest
from icalendar import Calendar

from answers import ROWS, answer
from dragoman.desk.model import Answer
from dragoman.exports.ical import to_ical, undated

MEETING = {**ROWS["calendar"], "history": []}


def events(made: Answer) -> list[Any]:
    return list(Calendar.from_ical(to_ical(made)).walk("VEVENT"))


def one(view: str, **changes: Any) -> Any:
    (event,) = events(answer(view, {**(MEETING if view == "calendar" else ROWS[view]), **changes}))
    return event


@pytest.mark.parametrize(
    ("status", "written"),
    [("held", "CONFIRMED"), ("planned", "CONFIRMED"), ("proposed", "TENTATIVE"), ("postponed", "TENTATIVE"),
     ("uncertain", "TENTATIVE"), ("cancelled", "CANCELLED"), ("declined", "CANCELLED")],
)  # fmt: skip
def test_statuses(status: str, written: str) -> None:
    assert one("calendar", status=status)["STATUS"] == written


def test_a_meeting_put_off_keeps_its_uid_and_raises_its_sequence() -> None:
    first, later = one("calendar"), one("calendar", history=ROWS["calendar"]["history"], date="2011-04-10")
    assert first["UID"] == later["UID"] == "epi-2@dragoman"
    assert (first["SEQUENCE"], later["SEQUENCE"]) == (0, 2)


def test_what_is_shown() -> None:
    event = one("calendar", history=ROWS["calendar"]["history"])
    assert event["SUMMARY"] == "Talks: Kari Olsen and Iceland"
    assert event["LOCATION"] == "Bergen"
    assert "2011-03-01: postponed 2011-04-03" in event["DESCRIPTION"]
    assert "Sources: nw3, rk4" in event["DESCRIPTION"]
    assert event["DTSTART"].dt == date(2011, 4, 3)
    assert event["DTEND"].dt == date(2011, 4, 4)


def test_partial_dates_stay_partial() -> None:
    event = one("calendar", date="2011-05", status="planned")
    assert (event["DTSTART"].dt, event["DTEND"].dt) == (date(2011, 5, 1), date(2011, 6, 1))
    assert event["STATUS"] == "TENTATIVE"
    assert event["SUMMARY"].endswith("(May 2011, day not known)")
    span = one("calendar", date="2011-05-03/2011-05-05", status="planned")
    assert (span["STATUS"], span["DTEND"].dt) == ("CONFIRMED", date(2011, 5, 6))


def test_what_has_no_date_is_counted_not_invented() -> None:
    made = answer("calendar", {**MEETING, "date": None}, MEETING)
    assert len(events(made)) == 1
    assert undated(made) == 1


def test_a_deadline_is_its_last_day() -> None:
    event = one("promises", deadline="2012")
    assert event["DTSTART"].dt == date(2012, 12, 31)
    assert event["SUMMARY"] == "Deadline: Norway: sign a fishing treaty"
    assert event["SEQUENCE"] == 1


def test_hostile_words_break_no_line() -> None:
    event = one("calendar", place="Bergen\r\nSTATUS:CANCELLED;x,y")
    assert event["STATUS"] == "CONFIRMED"
    assert len(events(answer("calendar", {**MEETING, "place": "a\r\nEND:VEVENT"}))) == 1


def test_the_same_answer_gives_the_same_file() -> None:
    assert to_ical(answer("calendar")) == to_ical(answer("calendar"))

"""Meetings through the call a user makes: who, where, when, how far; one record for one meeting; what they are linked to."""

from __future__ import annotations

import pytest

from dragoman.coder import Coder, load_coder, to_coding
from dragoman.readers import read_text
from dragoman.records import AnyRecord, Meeting


@pytest.fixture(scope="module")
def coder() -> Coder:
    return load_coder()


def records(coder: Coder, text: str, published: str = "1998-10-20") -> list[AnyRecord]:
    document = read_text(text, published=published)
    return to_coding(coder.context(document, coder.analyser.analyse(text))).records


def meetings(coder: Coder, text: str, published: str = "1998-10-20") -> list[Meeting]:
    return [r for r in records(coder, text, published) if isinstance(r, Meeting)]


def people(meeting: Meeting) -> set[str]:
    return {p.person or p.name for p in meeting.participants}


def test_a_visit_and_the_talks_in_its_course_are_two(coder: Coder) -> None:
    visit, talks = meetings(
        coder,
        "Peruvian Foreign Minister Ana Ruiz flew to Quito on Monday for talks with her Ecuadorean counterpart, Luis Mora. "
        "The talks lasted three hours.",
    )
    assert (visit.type, people(visit), visit.place, visit.date) == ("visit", {"Ana Ruiz"}, "Quito", "1998-10-19")
    assert (talks.type, people(talks), talks.place) == ("talks", {"Ana Ruiz", "Luis Mora"}, "Quito")
    assert len(talks.evidence) == 2


def test_who_led_a_side_is_told_later(coder: Coder) -> None:
    (talks,) = meetings(
        coder,
        "Chile and Bolivia held talks in Lima on October 12. The Chilean delegation was headed by Juan Soto, a deputy "
        "foreign minister.",
    )
    assert people(talks) == {"Juan Soto", "Bolivia"}


def test_an_appointed_day_still_to_come_is_planned(coder: Coder) -> None:
    (summit,) = meetings(coder, "A summit of the Gulf Cooperation Council is to open in Doha on December 7.")
    assert (summit.status, summit.place, summit.date) == ("planned", "Doha", "1998-12-07")
    assert {p.code for p in summit.participants} == {"GCC"}


@pytest.mark.parametrize(
    ("text", "status"),
    [
        ("Chilean President Eduardo Frei has put off his trip to La Paz, which had been set for November.", "postponed"),
        ("Thailand has called off a visit by its foreign minister to Phnom Penh.", "cancelled"),
        ("Greek Foreign Minister Theodoros Pangalos declined an invitation to visit Ankara.", "declined"),
        ("Japan hopes that Chinese President Jiang Zemin will visit Osaka next spring.", "proposed"),
        ("Polish President Aleksander Kwasniewski may visit Minsk in December.", "uncertain"),
        ("Kenyan President Daniel arap Moi will fly to Kampala next month.", "planned"),
        ("Indian Prime Minister Atal Bihari Vajpayee visited Dhaka on Friday.", "held"),
    ],
)
def test_how_far_it_has_come(coder: Coder, text: str, status: str) -> None:
    assert [m.status for m in meetings(coder, text)] == [status]


def test_what_it_hangs_on(coder: Coder) -> None:
    (talks,) = meetings(coder, "Armenia and Azerbaijan will hold talks in Geneva next week if the ceasefire holds.")
    assert talks.condition is not None and "ceasefire holds" in talks.condition


def test_separate_meetings_are_two(coder: Coder) -> None:
    found = meetings(
        coder,
        "Danish lawmakers met separately with Latvian President Guntis Ulmanis and with Prime Minister Guntars Krasts.",
    )
    assert [people(m) & {"Guntis Ulmanis", "Guntars Krasts"} for m in found] == [{"Guntis Ulmanis"}, {"Guntars Krasts"}]


def test_another_round_has_the_sides_of_the_one_before(coder: Coder) -> None:
    first, further = meetings(
        coder,
        "Talks between Kyrgyzstan and Uzbekistan broke up in Osh on Friday. A further round is set for next month in "
        "Tashkent.",
    )
    assert {p.code for p in further.participants} == {p.code for p in first.participants} == {"KGZ", "UZB"}
    assert (further.status, further.place, further.date) == ("planned", "Tashkent", "1998-11")


def test_a_stay_of_told_length_has_its_days(coder: Coder) -> None:
    (visit,) = meetings(coder, "Finnish President Martti Ahtisaari yesterday ended a three-day visit to Tallinn.")
    assert visit.date == "1998-10-17/1998-10-19"


def test_the_first_since_tells_of_one_before(coder: Coder) -> None:
    dates = {
        m.date
        for m in meetings(
            coder,
            "The presidents of Peru and Ecuador, Alberto Fujimori and Jamil Mahuad, met in Lima on Friday. It was their "
            "first meeting since August 1998.",
        )
    }
    assert dates == {"1998-10-16", "1998-08"}


def test_whoever_brings_the_sides_together_is_none(coder: Coder) -> None:
    found = meetings(coder, "Norwegian-brokered talks between Sudan and Uganda opened in Nairobi on Monday.")
    assert [{p.code for p in m.participants} for m in found] == [{"SDN", "UGA"}]


def test_nobody_of_another_side_is_made_up(coder: Coder) -> None:
    assert not meetings(
        coder, "Norwegian Prime Minister Kjell Magne Bondevik met with reporters. Norway and Sweden are at peace."
    )


def test_a_meeting_its_event_and_what_was_promised_there_name_each_other(coder: Coder) -> None:
    found = records(
        coder,
        "Polish Prime Minister Jerzy Buzek met Lithuanian Prime Minister Gediminas Vagnorius in Vilnius on Monday. "
        "Buzek promised to sign the border treaty by the end of the year.",
    )
    by_kind = {r.kind: r for r in found if r.kind in ("meeting", "commitment")}
    consult = next(r for r in found if r.kind == "event" and r.plover == "CONSULT")
    meeting = by_kind["meeting"]
    assert consult.id in meeting.related and meeting.id in consult.related
    assert by_kind["commitment"].id in meeting.related


def test_what_a_journey_is_made_ahead_of_is_still_to_come(coder: Coder) -> None:
    text = "Peruvian President Ana Ruiz landed in Quito ahead of a summit with Ecuadorean President Luis Mora."
    assert {(m.type, m.status) for m in meetings(coder, text)} == {("visit", "held"), ("summit", "planned")}


def test_who_held_an_office_before_is_told_so(coder: Coder) -> None:
    (visit,) = meetings(coder, "Former Peruvian President Ana Ruiz visited Quito on Monday.")
    assert [p.role for p in visit.participants if p.person] == ["former president"]


def test_what_a_visit_was_is_not_what_it_was_about(coder: Coder) -> None:
    (first,) = meetings(coder, "Peruvian President Ana Ruiz arrived in Quito on the first visit by a Peruvian president.")
    assert first.agenda is None

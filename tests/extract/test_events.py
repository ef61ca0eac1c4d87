"""The conventions of decision 7 on short texts of our own: who acts on whom, when, how firmly."""

from __future__ import annotations

import pytest

import dragoman
from dragoman.records import Event

PUBLISHED = "2001-06-14"


def events(text: str) -> list[Event]:
    return [r for r in dragoman.read(text, published=PUBLISHED).records if isinstance(r, Event)]


def told(event: Event) -> tuple[str, str, str, str]:
    actor, recipient = ("+".join(sorted({p.code for p in side if p.code})) for side in (event.actor, event.recipient))
    return event.plover, actor, recipient, event.status


CASES = [
    # a doer that the words leave to the reader
    ("Chile and Peru met. Peru's minister said that such raids could not be accepted. Chile gave Peru no answer.",
     ("REJECT", "PER", "CHL", "actual")),
    ('“We shall not negotiate with Uganda under threats,” the Kenyan president said.',
     ("REJECT", "KEN", "UGA", "actual")),
    ("Oman wrote to Yemen. The Omani council adopted a resolution urging Yemen to free the crew.",
     ("REQUEST", "OMN", "YEM", "actual")),
    ("Togo's ships returned to Ghana. The quarrel of Ghana and Togo is old; an accord was signed on Tuesday.",
     ("AGREE", "GHA+TGO", "", "actual")),
    # his own state is not whom he refuses
    ("Peru wrote to Chile about the port of Peru. The Chilean envoy refused to commit Santiago to the deadline.",
     ("REJECT", "CHL", "PER", "actual")),
    # suppliers act, whoever is the subject
    ("Egypt took delivery of ten French-made fighters on Monday.", ("COOPERATE", "FRA", "EGY", "actual")),
    ("Nepal obtained a loan of $20 million from Japan.", ("AID", "JPN", "NPL", "actual")),
    ("Malta came under fire from Italy over the migrants.", ("ACCUSE", "ITA", "MLT", "actual")),
    # governors
    ("Algeria has refused to extradite the banker to Malta.", ("REJECT", "DZA", "MLT", "actual")),
    ("Laos promised not to attack Vietnam.", ("AGREE", "LAO", "VNM", "actual")),
    ("The Kenyan government stopped its deliveries of arms to Uganda.", ("SANCTION", "KEN", "UGA", "actual")),
    ("Qatar ended its embargo against Bahrain.", ("CONCEDE", "QAT", "BHR", "actual")),
    ("Serbia used the visit to ask Hungary for a loan.", ("REQUEST", "SRB", "HUN", "actual")),
    ("Jordan and Syria agreed to release all prisoners.", ("AGREE", "JOR+SYR", "", "actual")),
    # status
    ("Brazil did not condemn Bolivia.", ("ACCUSE", "BRA", "BOL", "denied")),
    ("Ireland said that it would withdraw its troops from Cyprus.", ("RETREAT", "IRL", "CYP", "planned")),
    ("Spain may recall its ambassador from Cuba.", ("SANCTION", "ESP", "CUB", "hypothetical")),
    ("Greece and Turkey both accused the other of lying.", ("ACCUSE", "GRC+TUR", "", "actual")),
]  # fmt: skip


@pytest.mark.parametrize(("text", "wanted"), CASES, ids=[c[0][:40] for c in CASES])
def test_who_does_what_to_whom(text: str, wanted: tuple[str, str, str, str]) -> None:
    assert wanted in [told(e) for e in events(text)]


def test_a_demand_that_is_rejected_is_told_too() -> None:
    found = {told(e)[:3] for e in events("Finland rejected Estonia's demand for the island.")}
    assert {("REJECT", "FIN", "EST"), ("REQUEST", "EST", "FIN")} <= found


def test_what_is_promised_is_told_as_still_to_come() -> None:
    found = {told(e) for e in events("Norway promised to give Malawi a grant of $5 million.")}
    assert {("AGREE", "NOR", "MWI", "actual"), ("AID", "NOR", "MWI", "planned")} <= found


def test_the_date_of_the_sentence_before_holds_on() -> None:
    text = "Togo's envoy met Benin's minister in Lome on May 3. Togo rejected Benin's offer."
    rejected = next(e for e in events(text) if e.plover == "REJECT")
    assert rejected.date == "2001-05-03"


def test_the_day_of_publication_is_no_date() -> None:
    assert [e.date for e in events("Togo condemned Benin.")] == [None]


@pytest.mark.parametrize(
    "text",
    [
        "Six-Day War, Israel, Egypt.",
        "Norway beat Chile by two goals in the final of the tournament.",
        "The Swedish film was praised by Danish viewers.",
        "An explosion at a Spanish plant killed two Portuguese workers.",
        "A storm cut the road from Nepal to India.",
    ],
)
def test_no_event(text: str) -> None:
    assert events(text) == []


def test_contexts_are_those_of_the_passage() -> None:
    found = events("Ghana asked the IMF for a loan of two billion dollars, as its banks and exports had collapsed.")
    assert found and found[0].context[0] == "economic"

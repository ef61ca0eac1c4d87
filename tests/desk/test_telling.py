"""What a desk takes from a coding beside the record: whose word, which source, which sides, which matter."""

from __future__ import annotations

import hashlib

from dragoman.desk.telling import tell, tell_all
from dragoman.records import (
    Attribution,
    Citation,
    CitedOutlet,
    Coding,
    DocumentInfo,
    Extent,
    Meeting,
    Mention,
    Origin,
    Party,
    Position,
)

TEXT = (
    "Armenia and Azerbaijan spoke of Karabakh. Baku rejected the proposal, a minister said. "
    "The talks in Yerevan were put off. They moved at Armenia's request (Ard Agency, Baku Post, March 2)."
)


def extent(words: str) -> Extent:
    start = TEXT.index(words)
    return Extent(start=start, end=start + len(words))


def mention(words: str, kind: str, code: str, name: str = "") -> Mention:
    where = extent(words)
    return Mention(start=where.start, end=where.end, text=words, entity=words, name=name or words, type=kind, code=code)  # type: ignore[arg-type]


def coding(id: str = "a", text: str = TEXT, agency: str | None = None) -> Coding:
    sentences, at = [], 0
    for part in TEXT.split(". "):
        sentences.append(Extent(start=at, end=at + len(part) + 1))
        at += len(part) + 2
    base = {"certainty": "certain", "why": "hand"}
    return Coding(
        document=DocumentInfo(
            id=id, text=text, sha256=hashlib.sha256(text.encode()).hexdigest(), published="2001-03-05", agency=agency
        ),
        sentences=sentences,
        mentions=[
            mention("Armenia", "polity", "ARM"), mention("Azerbaijan", "polity", "AZE"), mention("Baku", "polity", "AZE"),
            mention("Yerevan", "place", "ARM"), mention("Armenia's", "polity", "ARM").model_copy(
                update={"end": extent("Armenia's").end - 2}
            ),
            mention("Ard Agency", "outlet", "ARM"), mention("Baku Post", "outlet", "AZE"),
        ],
        attributions=[Attribution(id="att-1", source=extent("a minister"), cue=extent("said"), content=[], name="a minister",
                                  code="AZE")],
        citations=[Citation(start=TEXT.index("("), end=len(TEXT) - 1, crossref=False, sentences=(0, 3), outlets=[
            CitedOutlet(name="Ard Agency", date="2001-03-02"), CitedOutlet(name="Baku Post", date="2001-03-02")])],
        origins=[Origin(name="Ard Agency", basis="citation", sentences=(0, 3)),
                 Origin(name="Baku Post", basis="citation", sentences=(0, 3))],
        records=[
            Position(**base, id="pos-1", evidence=[extent("Baku rejected the proposal")], sentence=1, citations=[0],  # type: ignore[arg-type]
                     attributed_to=["att-1"], holder=Party(name="Baku", code="AZE"), issue="the proposal",
                     stance="reject the proposal", polarity="against"),
            Meeting(**base, id="mee-1", evidence=[extent("The talks in Yerevan were put off")], sentence=2, citations=[0],  # type: ignore[arg-type]
                    type="talks", participants=[], place="Yerevan", status="postponed"),
        ],
    )  # fmt: skip


def test_the_source_is_the_outlet_of_the_speakers_own_country() -> None:
    position, meeting = tell(coding())
    assert (position.origin, position.home, position.sides) == ("Baku Post", "AZE", ("AZE",))
    assert position.voice == ("a minister",)
    assert meeting.origin == "Ard Agency"


def test_the_agency_of_the_dateline_is_the_source_of_all() -> None:
    assert {t.origin for t in tell(coding(agency="Reuters"))} == {"Reuters"}


def test_reprints_share_their_source() -> None:
    told = tell_all([coding("a"), coding("b", agency="Ard Agency"), coding("c")])
    assert {t.origin for t in told} == {"Ard Agency"}


def test_the_other_side_of_the_text_is_concerned_too() -> None:
    assert [t.codes for t in tell(coding())] == [("ARM", "AZE"), ("ARM", "AZE")]


def test_words_that_only_point_name_what_was_named_before() -> None:
    position, _ = tell(coding())
    assert position.issue is not None and "Karabakh" in position.issue
    assert position.own_issue


def test_whose_request_a_delay_was_stands_in_the_next_sentence() -> None:
    _, meeting = tell(coding())
    assert (meeting.asked_by, meeting.where, meeting.said) == ("ARM", "ARM", "2001-03-02")

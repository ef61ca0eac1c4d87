"""`relate` on sentences of our own: types, odd spans, long sentences; the odds that weigh rules against the reader."""

import pytest

import dragoman
from dragoman.errors import ValueRefusedError
from dragoman.extract.relations import load_odds
from dragoman.language.pairs import load_pair_reader
from dragoman.records import Relation


def related(sentence: str, actor: str, recipient: str | None = None) -> Relation:
    at = sentence.index(actor)
    span = None
    if recipient is not None:
        start = sentence.index(recipient)
        span = (start, start + len(recipient))
    return dragoman.relate(sentence, actor=(at, at + len(actor)), recipient=span)


@pytest.mark.parametrize(
    ("sentence", "actor", "recipient", "plover"),
    [
        ("Lusaka condemned Harare for shutting the bridge.", "Lusaka", "Harare", "ACCUSE"),
        ("Oslo lent Maseru forty million kroner for its dam.", "Oslo", "Maseru", "AID"),
        ("Gunmen from the hills shelled Port Sander for two days.", "Gunmen", "Port Sander", "ASSAULT"),
        ("Police in Tallinn arrested three Latvian dockers.", "Police", "three Latvian dockers", "COERCE"),
        ("The Maltese premier met the Tongan envoy in Valletta.", "The Maltese premier", "the Tongan envoy", "CONSULT"),
        ("Suva urged Apia to reopen its markets.", "Suva", "Apia", "REQUEST"),
        ("Reykjavik refused to hand the trawler over to Torshavn.", "Reykjavik", "Torshavn", "REJECT"),
        ("Asuncion froze its aid to Montevideo.", "Asuncion", "Montevideo", "SANCTION"),
        ("The rebels threatened to burn Kalemie unless they were paid.", "The rebels", "Kalemie", "THREATEN"),
    ],
)
def test_plain_sentences(sentence: str, actor: str, recipient: str, plover: str) -> None:
    answer = related(sentence, actor, recipient)
    assert answer.plover == plover
    assert 0 < answer.score <= 1
    assert answer.why.endswith("learned/pairs")


def test_scores_are_probabilities_and_alternatives_fall() -> None:
    answer = related("Accra promised Lome a share of the port dues.", "Accra", "Lome")
    scores = [s for _, s in answer.alternatives]
    assert scores == sorted(scores, reverse=True)
    assert answer.score + sum(scores) <= 1.0 + 1e-6


def test_direction_of_a_passive_does_not_matter_to_the_type() -> None:
    answer = related("The envoy of Palau was expelled by Nauru on Friday.", "Nauru", "The envoy of Palau")
    assert answer.plover in {"SANCTION", "COERCE"}


def test_a_rule_that_spoke_is_named() -> None:
    answer = related("Quito accused Lima of moving the border posts.", "Quito", "Lima")
    assert " with learned/pairs" in answer.why


def test_without_recipient() -> None:
    assert related("Thousands of weavers marched through Dhaka for higher pay.", "Thousands of weavers").plover == "PROTEST"


def test_actor_is_recipient() -> None:
    assert related("The junta dissolved itself.", "The junta", "The junta").plover


def test_nested_and_touching_mentions() -> None:
    sentence = "Zagreb's envoy to Ljubljana praised the harbour treaty."
    assert dragoman.relate(sentence, actor=(0, 25), recipient=(16, 25)).plover
    assert dragoman.relate("ParisLondon met.", actor=(0, 5), recipient=(5, 11)).plover


def test_mentions_far_apart_in_a_long_sentence() -> None:
    middle = ", which had long been silent about the matter in spite of letters from many quarters" * 12
    sentence = f"Windhoek{middle}, condemned Gaborone."
    assert related(sentence, "Windhoek", "Gaborone").plover == "ACCUSE"


@pytest.mark.parametrize("span", [(3, 3), (5, 2), (-1, 4), (0, 99), (4, 5)])
def test_a_span_that_is_none_is_refused(span: tuple[int, int]) -> None:
    with pytest.raises(ValueRefusedError, match=f"{span[0]}-{span[1]}"):
        dragoman.relate("Riga met Oslo.", actor=span, recipient=(9, 13))
    with pytest.raises(ValueRefusedError, match="recipient"):
        dragoman.relate("Riga met Oslo.", actor=(0, 4), recipient=span)


def test_the_same_pair_twice_is_the_same_answer() -> None:
    first = related("Hanoi signed a fishing accord with Manila.", "Hanoi", "Manila")
    assert first == related("Hanoi signed a fishing accord with Manila.", "Hanoi", "Manila")


def test_marks_stand_around_both_mentions() -> None:
    reader = load_pair_reader()
    seen = reader.mark("Dublin sued Rome.", (0, 6), (12, 16))
    pieces = [reader.tokenizer.id_to_token(k) for k in seen.ids]
    assert pieces[seen.actor] == "[unused0]"
    assert pieces[seen.recipient] == "[unused2]"
    assert pieces.index("[unused1]") > seen.actor
    assert len(reader.mark("word " * 400, (0, 4), (1990, 1994)).ids) <= 64


def test_odds_name_known_types_only() -> None:
    classes = set(load_pair_reader().classes)
    for (seen, fit), odds in load_odds().items():
        assert seen in classes
        assert fit in (0, 1, 2)
        assert set(odds) <= classes

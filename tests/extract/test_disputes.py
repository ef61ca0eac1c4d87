"""Disputes of short texts: whose word stands against whose."""

from __future__ import annotations

import pytest

from dragoman.coder import Coder, load_coder, to_coding
from dragoman.readers import read_text
from dragoman.records import Dispute


@pytest.fixture(scope="module")
def coder() -> Coder:
    return load_coder()


def disputes(coder: Coder, text: str) -> list[Dispute]:
    document = read_text(text, published="2006-05-10")
    return [r for r in to_coding(coder.context(document, coder.analyser.analyse(text))).records if isinstance(r, Dispute)]


@pytest.mark.parametrize(
    ("text", "sides", "sign"),
    [
        (
            "Chilean officials said that Peru had promised to open the port. Peru's government denied it on Monday.",
            ["CHL", "PER"],
            "denied",
        ),
        (
            "A Greek spokesman said that patrol boats had crossed the median line. Turkey insists that its boats never "
            "left port.",
            ["GRC", "TUR"],
            "against",
        ),
        (
            "The accounts of the dinner differed. Kenyan officials said that the ministers had settled the dispute over "
            "grazing. A Ugandan diplomat said that nothing was agreed before the guests left.",
            ["KEN", "UGA"],
            "announced",
        ),
    ],
)
def test_sides_are_set_against_each_other(coder: Coder, text: str, sides: list[str], sign: str) -> None:
    (found,) = disputes(coder, text)
    assert [v.side for v in found.versions] == sides
    assert sign in found.why
    for v in found.versions:
        assert text[v.start : v.end].strip()


def test_the_denier_is_heard_in_his_own_words_where_he_has_any(coder: Coder) -> None:
    text = (
        "Serbia's foreign minister said that Albania had agreed to close the camp. Albania denied it yesterday. "
        "A spokesman in Tirana said that the camp had not even been mentioned."
    )
    (found,) = disputes(coder, text)
    assert "not even been mentioned" in found.versions[1].statement


@pytest.mark.parametrize(
    "text",
    [
        "Finnish officials said that the talks had gone well. Norwegian officials said that they would go on in June.",
        "Peru denied that a date had been set.",
    ],
)
def test_no_dispute(coder: Coder, text: str) -> None:
    assert disputes(coder, text) == []

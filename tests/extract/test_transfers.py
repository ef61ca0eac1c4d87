"""Transfers, commitments and positions of short texts: what is read and what is left alone."""

from __future__ import annotations

import pytest

from dragoman.coder import Coder, load_coder, to_coding
from dragoman.readers import read_text
from dragoman.records import Commitment, Position, Transfer


@pytest.fixture(scope="module")
def coder() -> Coder:
    return load_coder()


def records(coder: Coder, text: str) -> list[object]:
    document = read_text(text, published="2006-05-10")
    return list(to_coding(coder.context(document, coder.analyser.analyse(text))).records)


@pytest.mark.parametrize(
    ("text", "amount", "instrument", "stage"),
    [
        ("Norway pledged a $40 million grant to Moldova.", 40e6, "grant", "pledged"),
        ("Brazil owes Portugal about $200 million.", 200e6, "debt", "owed"),
        ("France paid out a $15 million loan to Chad.", 15e6, "loan", "disbursed"),
    ],
)
def test_transfers(coder: Coder, text: str, amount: float, instrument: str, stage: str) -> None:
    found = [r for r in records(coder, text) if isinstance(r, Transfer)]
    assert [(r.amount, r.instrument, r.stage) for r in found] == [(amount, instrument, stage)]


@pytest.mark.parametrize(
    "text",
    [
        "Trade between Norway and Moldova reached $40 million.",
        "The parliament of France debated a budget of $3 billion.",
    ],
)
def test_no_transfers(coder: Coder, text: str) -> None:
    assert not [r for r in records(coder, text) if isinstance(r, Transfer)]


@pytest.mark.parametrize(
    ("text", "code", "deadline", "status"),
    [
        ("Serbia promised to close the camp by July 2007.", "SRB", "2007-07", "open"),
        ("On Monday Kenya declined to close the two camps.", "KEN", None, "refused"),
        ("Chile did not keep its promise.", "CHL", None, "missed"),
    ],
)
def test_commitments(coder: Coder, text: str, code: str, deadline: str | None, status: str) -> None:
    found = [r for r in records(coder, text) if isinstance(r, Commitment)]
    assert [([p.code for p in r.promisor], r.deadline, r.status) for r in found] == [([code], deadline, status)]


@pytest.mark.parametrize(
    "text",
    [
        "Serbia may agree to close the camp.",
        "The minister of Kenya refused to comment.",
    ],
)
def test_no_commitments(coder: Coder, text: str) -> None:
    assert not [r for r in records(coder, text) if isinstance(r, Commitment)]


@pytest.mark.parametrize(
    ("text", "codes", "polarity"),
    [
        ("Peru and Bolivia oppose the tariff.", {"PER", "BOL"}, "against"),
        ("Spain said that the sanctions should be lifted.", {"ESP"}, "for"),
        ("Egypt called the treaty useful.", {"EGY"}, "for"),
    ],
)
def test_positions(coder: Coder, text: str, codes: set[str], polarity: str) -> None:
    found = [r for r in records(coder, text) if isinstance(r, Position)]
    assert {r.holder.code for r in found} == codes
    assert {r.polarity for r in found} == {polarity}


def test_plain_reports_are_no_positions(coder: Coder) -> None:
    assert not [r for r in records(coder, "Spain said that its envoy had left.") if isinstance(r, Position)]


def test_refusal_in_a_bare_sentence(coder: Coder) -> None:
    found = [r for r in records(coder, "Kenya again refused to withdraw its troops.") if isinstance(r, Commitment)]
    assert [r.status for r in found] == ["refused"]

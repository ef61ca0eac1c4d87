"""Sums told without their parties: the examples of the rule file, run; and sums that belong to no programme."""

from __future__ import annotations

import pytest

from dragoman.coder import Coder, load_coder, to_coding
from dragoman.extract.loose_sums import rules
from dragoman.readers import read_text
from dragoman.records import Transfer

EXAMPLES = [(e["told"], e["text"]) for e in rules()["example"]]


@pytest.fixture(scope="module")
def coder() -> Coder:
    return load_coder()


def told(coder: Coder, text: str) -> list[str]:
    document = read_text(text, published="2006-05-10")
    records = to_coding(coder.context(document, coder.analyser.analyse(text))).records
    found = [r for r in records if isinstance(r, Transfer) and "/loose/" in r.why]
    return [f"{r.provider[0].code} > {r.recipient[0].code} {r.stage} {r.amount}" for r in found]


@pytest.mark.parametrize(("expected", "text"), EXAMPLES, ids=[e[0] for e in EXAMPLES])
def test_examples(coder: Coder, expected: str, text: str) -> None:
    assert expected in told(coder, text)


@pytest.mark.parametrize(
    "text",
    [
        "Swedish and Latvian ministers met in Riga. A yacht was sold there for $5 million.",
        "Sweden lent Latvia $5 million. Trade between the two states reached $90 million.",
    ],
)
def test_no_sum_of_a_programme(coder: Coder, text: str) -> None:
    assert told(coder, text) == []

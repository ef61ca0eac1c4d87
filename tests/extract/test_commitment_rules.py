"""Every example of a commitment rule gives its promisors, status and deadline, every counterexample no commitment."""

from __future__ import annotations

import pytest

import dragoman
from dragoman.extract.commitment_rules import load_commitment_rules
from dragoman.records import Commitment

RULES = load_commitment_rules().rules
EXAMPLES = [text for r in RULES for text in r.examples]
COUNTEREXAMPLES = [text for r in RULES for text in r.counterexamples]


def commitments(text: str) -> list[Commitment]:
    return [r for r in dragoman.read(text, published="2006-05-10").records if isinstance(r, Commitment)]


@pytest.mark.parametrize("text", EXAMPLES, ids=[text[:50] for text in EXAMPLES])
def test_example(text: str) -> None:
    wanted, _, sentence = text.partition(": ")
    found = [
        " ".join(filter(None, ("+".join(str(p.code) for p in c.promisor), c.status, c.deadline)))
        for c in commitments(sentence)
    ]
    assert wanted in found


@pytest.mark.parametrize("text", COUNTEREXAMPLES, ids=[text[:50] for text in COUNTEREXAMPLES])
def test_counterexample(text: str) -> None:
    assert not [(c.status, c.gist, c.why) for c in commitments(text)]

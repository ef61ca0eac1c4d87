"""Every example of a transfer rule gives its stage and sides, every counterexample no transfer, through a user's call."""

from __future__ import annotations

import pytest

import dragoman
from dragoman.extract.transfer_rules import TransferRule, load_transfer_rules
from dragoman.records import Transfer

RULES = load_transfer_rules().rules
EXAMPLES = [(r, text) for r in RULES for text in r.examples]
COUNTEREXAMPLES = [text for r in RULES for text in r.counterexamples]


def transfers(text: str) -> list[Transfer]:
    return [r for r in dragoman.read(text, published="2006-05-10").records if isinstance(r, Transfer)]


@pytest.mark.parametrize(("rule", "text"), EXAMPLES, ids=[text[:50] for _, text in EXAMPLES])
def test_example(rule: TransferRule, text: str) -> None:
    sides, _, sentence = text.partition(": ")
    found = [
        (t.stage, " > ".join("+".join(str(p.code) for p in side) or "?" for side in (t.provider, t.recipient)))
        for t in transfers(sentence)
    ]
    assert (rule.stage, sides) in found


@pytest.mark.parametrize("text", COUNTEREXAMPLES, ids=[text[:50] for text in COUNTEREXAMPLES])
def test_counterexample(text: str) -> None:
    assert not [(t.stage, t.why) for t in transfers(text)]

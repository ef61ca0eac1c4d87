"""Every example of a position rule gives its holders and polarity, every counterexample no position."""

from __future__ import annotations

import pytest

import dragoman
from dragoman.extract.position_rules import load_position_rules
from dragoman.records import Position

RULES = load_position_rules().rules
EXAMPLES = [text for r in RULES for text in r.examples]
COUNTEREXAMPLES = [text for r in RULES for text in r.counterexamples]


def positions(text: str) -> list[Position]:
    return [r for r in dragoman.read(text, published="2006-05-10").records if isinstance(r, Position)]


@pytest.mark.parametrize("text", EXAMPLES, ids=[text[:50] for text in EXAMPLES])
def test_example(text: str) -> None:
    wanted, _, sentence = text.partition(": ")
    found = positions(sentence)
    assert wanted == f"{'+'.join(str(p.holder.code) for p in found)} {'/'.join(sorted({p.polarity for p in found}))}"


@pytest.mark.parametrize("text", COUNTEREXAMPLES, ids=[text[:50] for text in COUNTEREXAMPLES])
def test_counterexample(text: str) -> None:
    assert not [(p.holder.code, p.stance, p.why) for p in positions(text)]

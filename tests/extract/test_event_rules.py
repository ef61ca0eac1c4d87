"""Every example of an event rule gives an event of its type, every counterexample none, through the call a user makes."""

import pytest

import dragoman
from dragoman.extract.rules import load_rules

RULES = load_rules().rules
EXAMPLES = [(r.type, text) for r in RULES for text in r.examples]
COUNTEREXAMPLES = [(r.type, text) for r in RULES for text in r.counterexamples]


@pytest.mark.parametrize(("kind", "text"), EXAMPLES, ids=[f"{k}:{t[:40]}" for k, t in EXAMPLES])
def test_example(kind: str, text: str) -> None:
    events = [r for r in dragoman.read(text, published="2001-06-12").records if r.kind == "event"]
    assert kind in {e.plover for e in events}, [(e.plover, e.why) for e in events]


@pytest.mark.parametrize(("kind", "text"), COUNTEREXAMPLES, ids=[f"{k}:{t[:40]}" for k, t in COUNTEREXAMPLES])
def test_counterexample(kind: str, text: str) -> None:
    events = [r for r in dragoman.read(text, published="2001-06-12").records if r.kind == "event"]
    assert kind not in {e.plover for e in events}, [(e.plover, e.why) for e in events]


def test_every_verb_stands_in_a_loaded_rule() -> None:
    book = load_rules()
    assert set(book.governors.values()) <= set(book.composition)
    assert all(r.cameo for r in RULES)

"""Every example of a meeting rule gives a meeting of its type, every counterexample none, through the call a user makes."""

import pytest

import dragoman
from dragoman.extract.meetings import load_meeting_rules

RULES = load_meeting_rules().rules
EXAMPLES = [(r.type, text) for r in RULES for text in r.examples]
COUNTEREXAMPLES = [(r.type, text) for r in RULES for text in r.counterexamples]


@pytest.mark.parametrize(("kind", "text"), EXAMPLES, ids=[f"{k}:{t[:40]}" for k, t in EXAMPLES])
def test_example(kind: str, text: str) -> None:
    meetings = [r for r in dragoman.read(text, published="1994-12-20").records if r.kind == "meeting"]
    assert kind in {m.type for m in meetings}, [(m.type, m.why) for m in meetings]


@pytest.mark.parametrize(("kind", "text"), COUNTEREXAMPLES, ids=[f"{k}:{t[:40]}" for k, t in COUNTEREXAMPLES])
def test_counterexample(kind: str, text: str) -> None:
    meetings = [r for r in dragoman.read(text, published="1994-12-20").records if r.kind == "meeting"]
    assert kind not in {m.type for m in meetings}, [(m.type, m.why) for m in meetings]

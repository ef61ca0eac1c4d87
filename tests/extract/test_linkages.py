"""Linkage rules: their own examples and counterexamples, run."""

from __future__ import annotations

import pytest

from dragoman.coder import Coder, load_coder, to_coding
from dragoman.extract.linkages import load_linkage_rules
from dragoman.readers import read_text
from dragoman.records import Linkage

EXAMPLES = [(r.name, e["text"], e["issue"], e["depends_on"], r.relation) for r in load_linkage_rules() for e in r.examples]
COUNTER = [(r.name, text) for r in load_linkage_rules() for text in r.counterexamples]


@pytest.fixture(scope="module")
def coder() -> Coder:
    return load_coder()


def linkages(coder: Coder, text: str) -> list[Linkage]:
    document = read_text(text, published="2006-05-10")
    return [r for r in to_coding(coder.context(document, coder.analyser.analyse(text))).records if isinstance(r, Linkage)]


@pytest.mark.parametrize(("name", "text", "issue", "on", "relation"), EXAMPLES, ids=[e[1][:40] for e in EXAMPLES])
def test_examples(coder: Coder, name: str, text: str, issue: str, on: str, relation: str) -> None:
    found = linkages(coder, text)
    assert any(issue in f.issue and on in f.depends_on and f.relation == relation for f in found), found


@pytest.mark.parametrize(("name", "text"), COUNTER, ids=[e[1][:40] for e in COUNTER])
def test_counterexamples(coder: Coder, name: str, text: str) -> None:
    assert not linkages(coder, text)


def test_the_evidence_runs_forward_where_the_obstacle_is_named_first(coder: Coder) -> None:
    text = "Peru and Chile met. The Chilean border is the final hurdle in the way of Peru's final approval of the treaty."
    found = linkages(coder, text)
    assert found and all(0 <= e.start < e.end <= len(text) for r in found for e in r.evidence)

"""Every rule on the author's comment does what its examples say."""

from __future__ import annotations

import pytest

from dragoman.coder import Coder, load_coder
from dragoman.document import Document
from dragoman.extract.attributions.comment import DoubtRule, load_doubt


@pytest.fixture(scope="module")
def coder() -> Coder:
    return load_coder()


def comments(coder: Coder, text: str) -> list[str]:
    analysis = coder.analyser.analyse(text)
    return [a.why for a in coder.context(Document("t", text), analysis).attributions]


@pytest.mark.parametrize("rule", load_doubt(), ids=lambda r: r.id)
def test_examples(coder: Coder, rule: DoubtRule) -> None:
    for text in rule.examples:
        assert any(w.endswith(f"author's comment: {rule.id}") for w in comments(coder, text)), text
    for text in rule.counterexamples:
        assert not any("author's comment" in w for w in comments(coder, text)), text

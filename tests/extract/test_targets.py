"""Dates named for a duty: the examples of the rule file, run; and what names none."""

from __future__ import annotations

from typing import Any

import pytest

from dragoman.coder import Coder, load_coder, to_coding
from dragoman.extract.targets import load_targets
from dragoman.readers import read_text
from dragoman.records import Commitment

EXAMPLES: list[dict[str, Any]] = load_targets()["example"]  # type: ignore[assignment]


@pytest.fixture(scope="module")
def coder() -> Coder:
    return load_coder()


def told(coder: Coder, text: str) -> list[str]:
    document = read_text(text, published="2006-05-10")
    records = to_coding(coder.context(document, coder.analyser.analyse(text))).records
    found = [r for r in records if isinstance(r, Commitment) and "/target/" in r.why]
    rows = (("+".join(sorted({p.code or "" for p in r.promisor})), r.status, r.deadline) for r in found)
    return [" ".join(part for part in row if part) for row in rows]


@pytest.mark.parametrize("example", EXAMPLES, ids=[e["name"] for e in EXAMPLES])
def test_examples(coder: Coder, example: dict[str, Any]) -> None:
    assert told(coder, example["text"]) == example["told"]


@pytest.mark.parametrize(
    "text",
    [
        "Chile and Peru signed a border treaty in 2004.",
        "The Chilean minister spoke of the year 2009 as a good one for copper.",
        "Peru wants more tourists by 2009.",
        "Norway promised to sign the fishing agreement by 2008.",
        "The storm passed on Monday.",
    ],
)
def test_no_target(coder: Coder, text: str) -> None:
    assert told(coder, text) == []

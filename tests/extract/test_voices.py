"""Certainty by composition, on hand-built trees."""

from __future__ import annotations

from dataclasses import replace

import pytest
from tests.extract.test_attributions import BELIEVED, INSERTED, NEGATED, NESTED, SAID_THAT, URGED
from tests.factory import analysis

from dragoman.document import Document
from dragoman.extract.attributions import find_attributions
from dragoman.extract.context import Context, Voice
from dragoman.extract.voices import Grade, assign_voices, combine
from dragoman.frames import read_frames
from dragoman.resolve.casting import build_cast
from dragoman.resolve.registry import load_registry

PLAIN = """
Peru Peru PROPN NNP 2 nsubj
signed sign VERB VBD 0 root
. . PUNCT . 2 punct
"""
MAY = """
Peru Peru PROPN NNP 3 nsubj
may may AUX MD 3 aux
sign sign VERB VB 0 root
. . PUNCT . 3 punct
"""
NOT = """
Peru Peru PROPN NNP 4 nsubj
did do AUX VBD 4 aux
not not PART RB 4 advmod
sign sign VERB VB 0 root
. . PUNCT . 4 punct
"""
IF = """
If if SCONJ IN 3 mark
Peru Peru PROPN NNP 3 nsubj
signs sign VERB VBZ 7 advcl
, , PUNCT , 3 punct
Chile Chile PROPN NNP 7 nsubj
will will AUX MD 7 aux
leave leave VERB VB 0 root
. . PUNCT . 7 punct
"""


def voices(rows: str) -> dict[str, Voice]:
    tree = analysis(rows)
    context = Context(
        Document("t", tree.text), tree, read_frames(tree), (), (), build_cast(tree, load_registry(), None)
    )
    context = replace(context, attributions=find_attributions(context))
    return {f.lemma: v for f, v in zip(context.frames, assign_voices(context), strict=True)}


@pytest.mark.parametrize(
    ("rows", "lemma", "certainty"),
    [
        (PLAIN, "sign", "certain"),
        (MAY, "sign", "possible"),
        (NOT, "sign", "denied"),
        (IF, "sign", "unknown"),
        (IF, "leave", "possible"),
        (INSERTED, "sign", "certain"),
        (BELIEVED, "sign", "probable"),
        (NEGATED, "sign", "unknown"),
        (URGED, "sign", "unknown"),
        (SAID_THAT, "sign", "probable"),
    ],
)
def test_certainty(rows: str, lemma: str, certainty: str) -> None:
    assert voices(rows)[lemma].certainty == certainty


def test_outermost_voice_comes_first() -> None:
    assert len(voices(NESTED)["sign"].attributed_to) == 2
    assert voices(NESTED)["sign"].attributed_to[:1] == voices(NESTED)["say"].attributed_to


def test_own_voice_has_no_source() -> None:
    assert voices(PLAIN)["sign"] == Voice((), "certain", "")


@pytest.mark.parametrize(
    ("grades", "expected"),
    [
        ([], "certain"),
        (["probable", "possible"], "possible"),
        (["denied"], "denied"),
        (["denied", "probable"], "denied"),
        (["denied", "denied"], "probable"),
        (["denied", "possible"], "possible"),
    ],
)
def test_composition(grades: list[str], expected: str) -> None:
    assert combine([Grade(g, g) for g in grades])[0] == expected  # type: ignore[arg-type]


def test_every_grade_below_certain_has_a_reason() -> None:
    for rows in (MAY, NOT, IF, BELIEVED, NEGATED, URGED, SAID_THAT):
        assert all(v.why for v in voices(rows).values() if v.certainty != "certain")

"""Attributions on hand-built trees: who says what, how, and how sure that makes it."""

from __future__ import annotations

import pytest
from tests.factory import analysis

from dragoman.document import Document
from dragoman.extract.attributions import find_attributions
from dragoman.extract.attributions.comment import load_doubt
from dragoman.extract.attributions.cues import load_cues
from dragoman.extract.attributions.quotes import find_quotations
from dragoman.extract.context import Context
from dragoman.frames import read_frames
from dragoman.records import Attribution, Extent
from dragoman.resolve.casting import build_cast
from dragoman.resolve.registry import load_registry

SAID_THAT = """
The the DET DT 2 det
envoy envoy NOUN NN 3 nsubj
said say VERB VBD 0 root
that that SCONJ IN 6 mark
Peru Peru PROPN NNP 6 nsubj
signed sign VERB VBD 3 ccomp
. . PUNCT . 3 punct
"""
INSERTED = """
Peru Peru PROPN NNP 2 nsubj
signed sign VERB VBD 0 root
, , PUNCT , 5 punct
Rojas Rojas PROPN NNP 5 nsubj
said say VERB VBD 2 parataxis
. . PUNCT . 2 punct
"""
ACCORDING = """
According accord VERB VBG 3 case
to to ADP IN 1 fixed
Lima Lima PROPN NNP 6 obl
, , PUNCT , 3 punct
Chile Chile PROPN NNP 6 nsubj
left leave VERB VBD 0 root
. . PUNCT . 6 punct
"""
BELIEVED = """
Peru Peru PROPN NNP 3 nsubj:pass
is be AUX VBZ 3 aux:pass
believed believe VERB VBN 0 root
to to PART TO 6 mark
have have AUX VB 6 aux
signed sign VERB VBN 3 xcomp
. . PUNCT . 3 punct
"""
NESTED = """
Kyodo Kyodo PROPN NNP 2 nsubj
reported report VERB VBD 0 root
that that SCONJ IN 5 mark
officials official NOUN NNS 5 nsubj
said say VERB VBD 2 ccomp
that that SCONJ IN 8 mark
Peru Peru PROPN NNP 8 nsubj
signed sign VERB VBD 5 ccomp
. . PUNCT . 2 punct
"""
NEGATED = """
Rojas Rojas PROPN NNP 4 nsubj
did do AUX VBD 4 aux
not not PART RB 4 advmod
say say VERB VB 0 root
that that SCONJ IN 7 mark
Peru Peru PROPN NNP 7 nsubj
signed sign VERB VBD 4 ccomp
. . PUNCT . 4 punct
"""
URGED = """
Rojas Rojas PROPN NNP 2 nsubj
urged urge VERB VBD 0 root
Peru Peru PROPN NNP 2 obj
to to PART TO 5 mark
sign sign VERB VB 2 xcomp
. . PUNCT . 2 punct
"""
HOPE = """
Rojas Rojas PROPN NNP 2 nsubj
voiced voice VERB VBD 0 root
the the DET DT 4 det
hope hope NOUN NN 2 obj
that that SCONJ IN 8 mark
Peru Peru PROPN NNP 8 nsubj
would would AUX MD 8 aux
sign sign VERB VB 4 acl
. . PUNCT . 2 punct
"""
PURPOSE = """
Rojas Rojas PROPN NNP 2 nsubj
came come VERB VBD 0 root
to to PART TO 4 mark
see see VERB VB 2 advcl
Lima Lima PROPN NNP 4 obj
. . PUNCT . 2 punct
"""


def read(rows: str) -> tuple[str, tuple[Attribution, ...]]:
    tree = analysis(rows)
    context = Context(
        Document("t", tree.text), tree, read_frames(tree), (), (), build_cast(tree, load_registry(), None)
    )
    return tree.text, find_attributions(context)


def printed(text: str, extent: Extent | None) -> str:
    return text[extent.start : extent.end] if extent is not None else ""


@pytest.mark.parametrize(
    ("rows", "source", "cue", "content", "certainty"),
    [
        (SAID_THAT, "The envoy", "said", "that Peru signed", "certain"),
        (INSERTED, "Rojas", "said", "Peru signed", "certain"),
        (ACCORDING, "Lima", "According to", "Chile left", "certain"),
        (BELIEVED, "", "is believed", "Peru … to have signed", "probable"),
        (NEGATED, "Rojas", "did not say", "that Peru signed", "unknown"),
        (URGED, "Rojas", "urged", "Peru to sign", "certain"),
        (HOPE, "Rojas", "voiced the hope", "that Peru would sign", "possible"),
    ],
)
def test_parts(rows: str, source: str, cue: str, content: str, certainty: str) -> None:
    text, (found,) = read(rows)
    assert printed(text, found.source) == source
    assert printed(text, found.cue).replace("voiced … hope", "voiced the hope") == cue
    assert " … ".join(printed(text, c) for c in found.content) == content
    assert found.certainty == certainty


def test_nested_voice_points_to_the_outer_one() -> None:
    _, (outer, inner) = read(NESTED)
    assert inner.within == outer.id
    assert inner.anonymous
    assert not outer.anonymous


def test_purpose_is_no_attribution() -> None:
    assert read(PURPOSE)[1] == ()


def test_quotations_over_paragraphs() -> None:
    text = "“One two three.\n\n“Four five six,” he said. It was \"seven\" then."
    assert [s.of(text) for s in find_quotations(text)] == ["“One two three.", "“Four five six,”", '"seven"']


def test_lists_load() -> None:
    assert len(load_cues()) > 400
    assert load_doubt()


def test_ids_are_stable() -> None:
    assert [a.id for a in read(SAID_THAT)[1]] == [a.id for a in read(SAID_THAT)[1]]

"""The packaged analyser on real text: trees are trees, offsets hold, hostile input is bounded."""

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from dragoman.errors import ModelError
from dragoman.language import load_analyser
from dragoman.language.analyser import EncoderAnalyser
from dragoman.language.analysis import Analysis
from dragoman.language.conllu import from_conllu, to_conllu
from dragoman.language.decode import entity_spans, tree
from dragoman.language.lemmas import lemma, repaired_tag


@pytest.fixture(scope="module")
def analyser() -> EncoderAnalyser:
    loaded = load_analyser()
    assert isinstance(loaded, EncoderAnalyser)
    return loaded


def is_tree(a: Analysis) -> bool:
    for s in a.sentences:
        roots = [t for t in a.tokens[s.first : s.last] if t.head == t.i]
        if len(roots) != 1:
            return False
        for t in a.tokens[s.first : s.last]:
            at, steps = t.i, 0
            while a.tokens[at].head != at:
                at, steps = a.tokens[at].head, steps + 1
                if steps > s.last - s.first or not s.first <= at < s.last:
                    return False
    return True


def test_subject_and_object(analyser: EncoderAnalyser) -> None:
    a = analyser.analyse("The foreign minister of Norway rejected the proposal on Tuesday.")
    rels = {t.text: t.deprel for t in a.tokens}
    assert rels["minister"] == "nsubj" and rels["proposal"] == "obj" and rels["rejected"] == "root"
    assert [t.lemma for t in a.tokens if t.text == "rejected"] == ["reject"]


def test_sentences_and_entities(analyser: EncoderAnalyser) -> None:
    a = analyser.analyse("Angela Merkel arrived in Ottawa. She met reporters there.")
    assert len(a.sentences) == 2
    assert {(a.text[a.tokens[e.first].start : a.tokens[e.last - 1].end], e.label) for e in a.entities} >= {
        ("Angela Merkel", "PER"), ("Ottawa", "LOC")
    }  # fmt: skip


@pytest.mark.parametrize(
    "text",
    [
        "",
        "   \n ",
        "word " * 3000,
        "Москва " * 600,
        "x" * 5000,
        "(" * 400,
        "a.b" * 900,
        "\x00\x01 text",
        "“”" * 300,
        ". " * 500,
    ],
)
def test_hostile_text_is_bounded(analyser: EncoderAnalyser, text: str) -> None:
    a = analyser.analyse(text)
    assert is_tree(a)
    assert all(a.text[t.start : t.end] == t.text for t in a.tokens)
    assert sum(s.last - s.first for s in a.sentences) == len(a.tokens)


@settings(max_examples=15, deadline=None)
@given(st.text(alphabet="abc DEF.,!?()'’“”\n-–12$", max_size=200))
def test_any_text_gives_trees(text: str) -> None:
    assert is_tree(load_analyser().analyse(text))


def test_same_text_same_analysis_alone_or_in_a_batch(analyser: EncoderAnalyser) -> None:
    texts = ["Norway recalled its ambassador.", "The talks, held in Bergen, failed; both sides blamed the other."]
    alone = [analyser.analyse(t) for t in texts]
    batch = list(analyser.analyse_many(texts))
    assert [[(t.head, t.deprel, t.upos) for t in a.tokens] for a in alone] == [
        [(t.head, t.deprel, t.upos) for t in a.tokens] for a in batch
    ]


def test_given_words_and_sentences_are_kept(analyser: EncoderAnalyser) -> None:
    given_words = [[("Do", False), ("n't", True), ("go", False), (".", True)], [("Yes", False)], [("w", True)] * 350]
    a = analyser.analyse_tokens(given_words)
    again = from_conllu(to_conllu(a))
    assert [[w for w, _ in s] for s in again[:2]] == [["Do", "n't", "go", "."], ["Yes"]]
    assert sum(len(s) for s in again) == 355


def test_best_single_root_tree() -> None:
    scores = np.full((3, 3), -5.0, np.float32)
    scores[0, 1] = scores[1, 0] = 5.0
    scores[2, 2], scores[0, 0], scores[1, 2] = 1.0, 2.0, 0.0
    heads = tree(scores)
    assert sum(h == i for i, h in enumerate(heads)) == 1


def test_entity_spans_from_broken_tags() -> None:
    assert entity_spans(["I-PER", "I-PER", "O", "B-LOC", "I-ORG"]) == [(0, 2, "PER"), (3, 4, "LOC"), (4, 5, "ORG")]


@pytest.mark.parametrize(
    ("form", "xpos", "base"),
    [("agreed", "VBD", "agree"), ("changed", "VBN", "change"), ("adding", "VBG", "add"), ("expelled", "VBD", "expel"),
     ("treaties", "NNS", "treaty"), ("spokesmen", "NNS", "spokesman"), ("withdrew", "VBD", "withdraw"),
     ("visiting", "VBG", "visit"), ("denies", "VBZ", "deny"), ("Russian", "JJ", "Russian"), ("wo", "MD", "will")],
)  # fmt: skip
def test_lemmas(form: str, xpos: str, base: str) -> None:
    assert lemma(form, xpos) == base


def test_unknown_analyser_is_refused() -> None:
    with pytest.raises(ModelError, match="use dragoman"):
        load_analyser("no-such")
    with pytest.raises(ModelError, match="not installed"):
        load_analyser("spacy:no_model_of_this_name")


@pytest.mark.parametrize(
    ("form", "tag", "mended"),
    [
        ("refused", "VB", "VBD"),
        ("need", "VB", "VB"),
        ("proceed", "VBP", "VBP"),
        ("withdrew", "VB", "VBD"),
        ("put", "VB", "VB"),
    ],
)
def test_a_past_form_is_no_base_form(form: str, tag: str, mended: str) -> None:
    assert repaired_tag(form, tag) == mended

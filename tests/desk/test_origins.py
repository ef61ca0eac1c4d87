"""Reprints are found whatever is cut or added at their ends, in any order, and share one origin."""

from __future__ import annotations

import random

from hypothesis import given, settings
from hypothesis import strategies as st

from dragoman.desk.origins import Print, bands, groups, reprint_origins, resemblance, shared_origin, signature

WORDS = ["river", "dam", "salt", "mine", "treaty", "border", "minister", "asked", "for", "talks", "in", "autumn", "flood"]


def prose(seed: int, sentences: int = 12) -> str:
    chance = random.Random(seed)
    return " ".join(" ".join(chance.choices(WORDS, k=14)) + f" {seed}x{k}." for k in range(sentences))


def test_a_reprint_with_another_end_is_alike_and_another_text_is_not() -> None:
    text = prose(1)
    cut = "Another headline. " + text[: int(len(text) * 0.85)] + prose(2, 1)
    assert resemblance(signature(text), signature(cut)) > 0.5
    assert resemblance(signature(text), signature(prose(3))) < 0.2
    assert set(bands(signature(text))) & set(bands(signature(cut)))


def test_case_and_spacing_do_not_matter() -> None:
    assert signature("The river dam\nwas opened at noon today") == signature("the  River Dam was opened at NOON today")
    assert signature("too short") == ()


@settings(max_examples=30, deadline=None)
@given(st.permutations(["a", "b", "c", "d", "e"]))
def test_groups_do_not_depend_on_order(order: list[str]) -> None:
    texts = {"a": prose(1), "b": prose(1) + prose(9, 1), "c": prose(2), "d": prose(2), "e": prose(3)}
    found = groups({name: signature(texts[name]) for name in order})
    assert sorted(found) == [("a", "b"), ("c", "d")]


def test_the_wire_that_is_credited_is_the_origin_else_the_first_to_print() -> None:
    wire = Print("a", (), agency=None, publication="Brena Post", published="2001-05-02")
    later = Print("b", (), agency="Ard Agency", publication="Ardal Herald", published="2001-05-03")
    assert shared_origin([wire, later]) == "Ard Agency"
    assert shared_origin([later, wire]) == "Ard Agency"
    assert shared_origin([wire, Print("c", (), None, "Ardal Herald", "2001-05-03")]) == "Brena Post"


def test_only_reprints_are_given_an_origin() -> None:
    text = prose(1)
    rows = (("a", text, "P"), ("b", text, "Q"), ("c", prose(5), "R"))
    made = [Print(name, signature(words), None, paper, "2001") for name, words, paper in rows]
    assert reprint_origins(made) == {"a": "P", "b": "P"}

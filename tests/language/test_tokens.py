"""Words: exact offsets on any input, and the cuts that the trees expect."""

from itertools import pairwise

from hypothesis import given
from hypothesis import strategies as st

from dragoman.language.tokens import tokenize
from dragoman.language.windows import SENTENCE_CAP, cut


def forms(text: str) -> list[str]:
    return [w.form for w in tokenize(text)]


def test_clitics_currency_hyphens_and_abbreviations() -> None:
    assert forms("Arnor’s envoy doesn't want US$120 by end-of-year.") == [
        "Arnor", "’s", "envoy", "does", "n't", "want", "US$", "120", "by", "end", "-", "of", "-", "year", "."
    ]  # fmt: skip
    assert forms("the U.S. and Gen. Bree met Feb. 11-13") == [
        "the", "U.S.", "and", "Gen.", "Bree", "met", "Feb.", "11", "-", "13"
    ]  # fmt: skip


def test_addresses_stay_whole() -> None:
    assert forms("(see http://arnor.example/a-b).") == ["(", "see", "http://arnor.example/a-b", ")", "."]


def test_blank_line_ends_a_paragraph() -> None:
    words = tokenize("A HEADLINE\n\nArnor agreed.")
    assert [w.form for w in words if w.breaks] == ["Arnor"]


@given(st.text(max_size=300))
def test_every_visible_character_is_in_one_word(text: str) -> None:
    words = tokenize(text)
    assert all(text[w.start : w.end] == w.form for w in words)
    assert all(a.end <= b.start for a, b in pairwise(words))
    assert sum(len(w.form) for w in words) == sum(1 for c in text if not c.isspace())


@given(st.lists(st.sampled_from(["word", ".", ",", "Cap", ";"]), max_size=900))
def test_windows_cover_all_words_and_are_bounded(parts: list[str]) -> None:
    words = tokenize(" ".join(parts))
    windows = cut(words)
    assert [i for w in windows for i in range(w.first, w.last)] == list(range(len(words)))
    assert all(0 < w.last - w.first <= SENTENCE_CAP + 1 for w in windows)


def test_chains_of_clitics_do_not_recurse() -> None:
    assert len(tokenize("a" + "'s" * 5000)) > 100

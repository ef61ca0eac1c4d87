"""What time resolution covers, by kind, in sentences of our own; and that no text breaks it."""

from __future__ import annotations

import time

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

import factory
from dragoman.resolve.times import find_times
from dragoman.values import Edtf

TUESDAY = "2000-02-15"
CASES = [
    # direction: deadlines ahead, reports back
    ("The sides agreed to a July date.", ["2000-07"]),
    ("The deadline of July 1 stands.", ["2000-07-01"]),
    ("The minister resigned in July.", ["1999-07"]),
    ("He said on Friday that talks will resume on Monday.", ["2000-02-11", "2000-02-21"]),
    ("He spoke on Tuesday.", ["2000-02-15"]),
    ("A round set for March 3 was put off.", ["2000-03-03"]),
    # the end of a time by which something is due, and told as a time
    ("It must be ratified by the end of March.", ["2000-03-31"]),
    ("It lapsed at the end of 1996.", ["1996-12~"]),
    ("A year-end target was missed.", ["2000-12-31"]),
    # narrative
    ("In 1998 they signed. In March work began; two months later it stopped.", ["1998", "1998-03", "1998-05"]),
    ("On 3 May 1994 he left. The next day he was back.", ["1994-05-03", "1994-05-04"]),
    ("In August 1991 he fell. That month others fell too.", ["1991-08", "1991-08"]),
    ("He ruled until 1985. In the same year his son took over.", ["1985", "1985"]),
    # parts of times
    ("It rained in the second half of 1997 and in Q1 1998.", ["1997-41", "1998-33"]),
    ("In the late 1980s and the 1990s trade grew.", ["1987/1989", "199X"]),
    ("Early last year and later this year.", ["1999-01/1999-03", "2000-02-15/2000-12-31"]),
    ("They met on Monday morning.", ["2000-02-14"]),
    ("They met earlier this month.", ["2000-02-01/2000-02-15"]),
    # ranges
    ("He visits from March 28 to April 2.", ["2000-03-28/2000-04-02"] * 2),
    ("It lasted from December 1998 until February 1999.", ["1998-12/1999-02"] * 2),
    ("the famine of 1932–33", ["1932/1933"] * 2),
    ("between May and July 1999", ["1999-05/1999-07"] * 2),
    # lengths, sets and vague words name no calendar span
    ("a two-week-long, 24-hour, three-day affair", [None, None, None]),
    ("Each year, twice a week, they meet.", [None, None]),
    ("They now hope for talks in the near future.", [None, None]),
    # no time
    ("Some 2000 troops, 1990 tons of rice and Resolution 1973.", []),
    ("Theresa May met April Jones; she may march on.", []),
    ("The price rose to $2000.", []),
    ("It was the second meeting in the first building.", []),
    ("The fall of the capital surprised the USA Today editors.", []),
    # capitals, curly quotes, odd dashes
    ("TALKS ENDED ON FEBRUARY 11 AND RESUME NEXT WEEK.", ["2000-02-11", "2000-02-21/2000-02-27"]),
    ("The ‘mid–1998’ slump and last week’s rise", ["1998-05/1998-08", "2000-02-07/2000-02-13"]),
    # impossible days keep their words and lose their date
    ("He came on February 30.", [None]),
]


@pytest.mark.parametrize(("text", "edtf"), CASES, ids=[c[0][:50] for c in CASES])
def test_scope(text: str, edtf: list[str | None]) -> None:
    found = find_times(text, Edtf.parse(TUESDAY))
    assert [str(t.edtf) if t.edtf else None for t in found] == edtf, [(t.text, t.value, t.why) for t in found]


def test_the_tree_decides_the_direction() -> None:
    rows = """
        They they PRON PRP 3 nsubj
        will will AUX MD 3 aux
        meet meet VERB VB 0 root VerbForm=Inf
        , , PUNCT , 3 punct
        he he PRON PRP 6 nsubj
        said say VERB VBD 3 parataxis Tense=Past|VerbForm=Fin
        , , PUNCT , 3 punct
        in in ADP IN 9 case
        June June PROPN NNP 3 obl
        . . PUNCT . 3 punct
    """
    analysis = factory.analysis(rows)
    assert [t.value for t in find_times(analysis.text, Edtf.parse(TUESDAY), analysis)] == ["2000-06"]


def test_every_expression_says_why() -> None:
    assert all(t.why for text, _ in CASES for t in find_times(text, Edtf.parse(TUESDAY)))


WORDS = [
    *[
        "May",
        "2000",
        "two",
        "days",
        "ago",
        "the",
        "of",
        "end",
        "-",
        "to",
        "11",
        "’98",
        "BC",
        ",",
        "week",
        "a",
        "half",
        "10:30",
        "99999999",
    ],
    "\n\n",
]


@settings(max_examples=300, deadline=None)
@given(st.lists(st.sampled_from(WORDS), max_size=25), st.sampled_from([None, TUESDAY, "2000-02", "1999/2000"]))
def test_no_text_breaks_it(words: list[str], published: str | None) -> None:
    text = " ".join(words)
    last = 0
    for t in find_times(text, Edtf.parse(published) if published else None):
        assert last <= t.start < t.end <= len(text)
        assert t.text == text[t.start : t.end]
        last = t.end
        if t.edtf:
            assert t.edtf.first <= t.edtf.last


@settings(max_examples=200, deadline=None)
@given(st.text(max_size=200))
def test_no_characters_break_it(text: str) -> None:
    find_times(text, Edtf.parse(TUESDAY))


@pytest.mark.parametrize("piece", ["one ", "9", " ", "a", "the end of ", "May 1-"])
def test_time_grows_with_length_only(piece: str) -> None:
    start = time.perf_counter()
    find_times(piece * (50_000 // len(piece)), Edtf.parse(TUESDAY))
    assert time.perf_counter() - start < 10


def test_clock_in_words_and_codes_that_are_no_clocks() -> None:
    found = find_times("It was seven o'clock on Friday. Strain O104:H4 spread.", Edtf.parse("2004-01-12"))
    assert [t.text for t in found if t.type == "TIME"] or any("Friday" in t.text for t in found)

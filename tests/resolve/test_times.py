"""The rules' own examples, and the interface of `dragoman.resolve.times`."""

from __future__ import annotations

import pytest

from dragoman.document import Span
from dragoman.resolve.times import Timex, find_times, parse_cited_dates
from dragoman.resolve.times.rules import raw_rules
from dragoman.values import Edtf


def _pub(day: str | None) -> Edtf | None:
    return Edtf.parse(day) if day else None


EXAMPLES = [(f"{rule['name']}:{e['text'][:40]}", rule, e) for _, rule in raw_rules() for e in rule["examples"]]
COUNTER = [(rule, text) for _, rule in raw_rules() for text in rule.get("counterexamples", [])]


@pytest.mark.parametrize(("name", "rule", "example"), EXAMPLES, ids=[e[0] for e in EXAMPLES])
def test_rule_example(name: str, rule: dict, example: dict) -> None:
    times = find_times(example["text"], _pub(example.get("published")))
    told = [(t.text, t.value, str(t.edtf), t.mod) for t in times]
    hits = [t for t in times if (t.value or "") == example["value"] and t.text == example.get("span", t.text)]
    assert hits, told
    if "edtf" in example:
        assert example["edtf"] in [str(t.edtf) for t in hits], told
    if "mod" in example:
        assert example["mod"] in [t.mod for t in hits], told


@pytest.mark.parametrize(("rule", "text"), COUNTER, ids=[f"{r['name']}:{t[:40]}" for r, t in COUNTER])
def test_rule_counterexample(rule: dict, text: str) -> None:
    assert find_times(text, Edtf.parse("2000-02-15")) == []


def one(text: str, published: str | None = "2000-02-15") -> Timex:
    found = find_times(text, _pub(published))
    assert len(found) == 1, [(t.text, t.value) for t in found]
    return found[0]


def test_offsets_refer_to_the_text() -> None:
    text = "“Talks,” he said, ended on\nFebruary 11."
    assert text[slice(*(lambda t: (t.start, t.end))(one(text)))] == "February 11"


def test_nothing_inside_skip() -> None:
    text = "He came in May 1999 (Wire, June 3)."
    at = text.index("(")
    assert [t.text for t in find_times(text, None, None, [Span(at, len(text) - 1)])] == ["May 1999"]


def test_without_publication_nothing_is_guessed() -> None:
    found = find_times("He met him yesterday, in May and last week.", None)
    assert [t.edtf for t in found] == [None, None, None]
    assert found[1].value == "XXXX-05"


def test_publication_of_a_month_settles_the_year() -> None:
    first, second = find_times("They met on June 23-25.", Edtf.parse("2000-06"))
    assert str(first.edtf) == str(second.edtf) == "2000-06-23/2000-06-25"


def test_a_narrative_in_another_year_holds_for_its_paragraph() -> None:
    text = "In 1997 they signed. Work began in May.\n\nMoscow paid in January."
    assert [t.value for t in find_times(text, Edtf.parse("2000-02-15"))] == ["1997", "1997-05", "2000-01"]


def test_a_year_before_a_noun_sets_no_scene() -> None:
    text = "The 1993 accord was shelved in January."
    assert [t.value for t in find_times(text, Edtf.parse("1996-03-21"))] == ["1993", "1996-01"]


@pytest.mark.parametrize(
    ("cited", "published", "days"),
    [
        ("February 11-13", "2000-02-15", ["2000-02-11/2000-02-13"]),
        ("July 31, August 2", "2001-08-09", ["2001-07-31", "2001-08-02"]),
        ("Feb. 29-March 2", "2000-03-04", ["2000-02-29/2000-03-02"]),
        ("December 30-January 2", "2000-01-03", ["1999-12-30/2000-01-02"]),
        ("12 May", "1999-05-13", ["1999-05-12"]),
        ("12-14 May", "1999-05-13", ["1999-05-12/1999-05-14"]),
        ("12 and 14 May 1998", None, ["1998-05-12", "1998-05-14"]),
        ("May 12 & 14", "1999-05-20", ["1999-05-12", "1999-05-14"]),
        ("December 31", "2000-01-02", ["1999-12-31"]),
        ("2000-02-11", None, ["2000-02-11"]),
        ("May 12", None, []),
        ("February 30", "2000-03-04", []),
    ],
)
def test_cited_dates(cited: str, published: str | None, days: list[str]) -> None:
    assert [str(d) for d in parse_cited_dates(cited, _pub(published))] == days

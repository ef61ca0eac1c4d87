"""What a user types becomes a query, or one clear line with near matches."""

import pytest

from dragoman.desk.asking import QueryError, code_of, query


@pytest.mark.parametrize(
    ("word", "code"),
    [("NOR", "NOR"), ("nor", "NOR"), ("Norway", "NOR"), ("norwegian", "NOR"), ("Oslo", "NOR"), ("the Netherlands", "NLD"),
     ("nato", "NATO"), ("United States", "USA")],
)  # fmt: skip
def test_states_by_code_name_adjective_or_capital(word: str, code: str) -> None:
    assert code_of(word.removeprefix("the ")) == code


def test_an_unknown_state_gets_near_matches() -> None:
    with pytest.raises(QueryError, match=r"“Norwey” names no state .*; did you mean Norway \(NOR\)\?"):
        code_of("Norwey")
    with pytest.raises(QueryError, match="give a code"):
        code_of("qqqqq")


def test_a_query_keeps_each_state_once() -> None:
    asked = query(["Norway", "NOR", "Iceland"], since="2011", until="2011-06", certainty="probable")
    assert asked.between == ("NOR", "ISL")
    assert (asked.since, asked.until, asked.certainty) == ("2011", "2011-06", "probable")


@pytest.mark.parametrize(
    ("option", "word", "said"),
    [("since", "31 February", "since: “31 February”"), ("as_of", "yesterday", "as-of: “yesterday”"),
     ("certainty", "sure", "is none of certain, probable")],
)  # fmt: skip
def test_bad_words_are_refused_with_the_remedy(option: str, word: str, said: str) -> None:
    with pytest.raises(QueryError, match=said):
        query(**{option: word})


def test_since_after_until_is_refused() -> None:
    with pytest.raises(QueryError, match="turn them round"):
        query(since="2012", until="2011")

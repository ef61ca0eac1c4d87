"""Dates of honest precision: they parse what they print, for every year, and compare as intervals."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dragoman.errors import ValueRefusedError
from dragoman.values import Edtf, bounds, plain_number


@given(st.dates(), st.dates())
def test_an_interval_prints_what_it_means(a: date, b: date) -> None:
    first, last = min(a, b), max(a, b)
    made = Edtf.between(first, last)
    assert bounds(made.text) == (first, last)
    assert Edtf.parse(made.text) == made


@given(st.integers(1, 9999), st.integers(1, 12))
def test_a_whole_month_is_a_month(year: int, month: int) -> None:
    span = bounds(f"{year:04d}-{month:02d}")
    assert Edtf.between(*span).text == f"{year:04d}-{month:02d}"


@pytest.mark.parametrize(
    ("text", "first", "last", "precision"),
    [
        ("1999-11", date(1999, 11, 1), date(1999, 11, 30), "month"),
        ("199X", date(1990, 1, 1), date(1999, 12, 31), "decade"),
        ("1998~", date(1998, 1, 1), date(1998, 12, 31), "year"),
        ("2000-21", date(2000, 3, 1), date(2000, 5, 31), "month"),
        ("2000-24", date(2000, 12, 1), date(2001, 2, 28), "month"),
        ("2000-02/..", date(2000, 2, 1), date.max, "interval"),
    ],
)
def test_partial_dates(text: str, first: date, last: date, precision: str) -> None:
    value = Edtf.parse(text)
    assert (value.first, value.last, value.precision) == (first, last, precision)


@pytest.mark.parametrize("text", ["404", "2000-13", "2000-02-30", "yesterday", "2001/1999", ""])
def test_what_is_no_date_is_refused_with_the_reason(text: str) -> None:
    with pytest.raises(ValueRefusedError):
        Edtf.parse(text)


def test_whole_sums_stay_whole() -> None:
    assert plain_number(120000000.0) == 120000000
    assert isinstance(plain_number(120000000.0), int)
    assert plain_number(1.5) == 1.5

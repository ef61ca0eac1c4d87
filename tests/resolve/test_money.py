"""Sums: the world's usual notations come back as amount and currency; what cannot be read is refused with a reason."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dragoman.errors import ValueRefusedError
from dragoman.resolve.money import find_money, parse_money


@pytest.mark.parametrize(
    ("text", "amount", "currency"),
    [
        ("US$1.5bn", 1.5e9, "USD"),
        ("120m yen", 120e6, "JPY"),
        ("€4m", 4e6, "EUR"),
        ("Rs 500 crore", 5e9, "INR"),
        ("half a billion dollars", 5e8, "USD"),
        ("$2,500", 2500, "USD"),
        ("three million euros", 3e6, "EUR"),
        ("£250,000", 250_000, "GBP"),
    ],
)
def test_notations(text: str, amount: float, currency: str) -> None:
    money = parse_money(text)
    assert (money.amount, money.currency) == (amount, currency)


@pytest.mark.parametrize("text", ["1,5 Mrd. Euro", "much money", "$3 million and €4 million", "12 apples"])
def test_refusals(text: str) -> None:
    with pytest.raises(ValueRefusedError):
        parse_money(text)


@given(
    st.integers(1, 999),
    st.sampled_from([("million", 1e6), ("billion", 1e9)]),
    st.sampled_from([("$", "USD"), ("€", "EUR"), ("£", "GBP"), ("US$", "USD")]),
)
def test_round_trip(number: int, size: tuple[str, float], sign: tuple[str, str]) -> None:
    money = parse_money(f"{sign[0]}{number} {size[0]}")
    assert (money.amount, money.currency) == (number * size[1], sign[1])


@given(st.text(max_size=60))
def test_spans_lie_in_the_text(text: str) -> None:
    for money in find_money(text):
        assert 0 <= money.start < money.end <= len(text)


@pytest.mark.parametrize(
    ("text", "modifier"),
    [
        ("more than $3 billion", "more than"),
        ("up to €20 million", "at most"),
        ("nearly $7 billion", "less than"),
        ("lending under a $2 billion scheme", ""),
    ],
)
def test_modifiers(text: str, modifier: str) -> None:
    assert find_money(text)[0].modifier == modifier


def test_unit_price_is_no_total() -> None:
    assert not find_money("gas at $80 per thousand cubic meters")[0].total

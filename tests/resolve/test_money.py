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
        ("some 40bn roubles", 40e9, "RUB"),
        ("a $1.5-billion credit", 1.5e9, "USD"),
        ("two and a half billion dollars", 2.5e9, "USD"),
        ("a billion and a half dollars", 1.5e9, "USD"),
        ("sixty-five million Swiss francs", 65e6, "CHF"),
        ("Rs. 2 lakh crore", 2e12, "INR"),
        ("NT$10 billion", 10e9, "TWD"),
        ("16bn D-marks", 16e9, "DEM"),
        ("5bn CFA francs", 5e9, "XOF"),
        ("500 million Norwegian kroner", 500e6, "NOK"),
        ("USD 3.5 million", 3.5e6, "USD"),
        ("200 million-dollar loan", 200e6, "USD"),
    ],
)
def test_notations(text: str, amount: float, currency: str) -> None:
    money = parse_money(text)
    assert (money.amount, money.currency) == (amount, currency)


@pytest.mark.parametrize(
    "text",
    ["1,5 Mrd. Euro", "much money", "$3 million and €4 million", "12 apples", "€1,50", "5 million pesos", "two won"],
)
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


NOTATIONS = [
    ("US${n}{s}", "USD"), ("${n} {l}", "USD"), ("{n}{s} yen", "JPY"), ("€{n}{s}", "EUR"), ("EUR {n} {l}", "EUR"),
    ("{n} {l} euros", "EUR"), ("{n}-{l}-dollar", "USD"), ("£{n}{s}", "GBP"), ("{n} {l} pounds sterling", "GBP"),
    ("DM {n} {l}", "DEM"), ("Rs {n} {l}", "INR"), ("{n} {l} Saudi riyals", "SAR"), ("¥{n}{s}", "JPY"), ("SFr {n}{s}", "CHF"),
]  # fmt: skip
SIZES = {"million": ("m", 1e6), "billion": ("bn", 1e9), "trillion": ("trn", 1e12)}


@given(st.integers(1, 99_999), st.sampled_from([1, 10, 100]), st.sampled_from(sorted(SIZES)), st.sampled_from(NOTATIONS))
def test_every_notation_comes_back(n: int, parts: int, size: str, notation: tuple[str, str]) -> None:
    number = f"{n / parts:g}"
    text = notation[0].format(n=number, s=SIZES[size][0], l=size)
    money = parse_money(text)
    assert (money.amount, money.currency) == (pytest.approx(float(number) * SIZES[size][1]), notation[1])
    assert money.upper is None


@given(
    st.integers(10, 9_999_999_999),
    st.sampled_from([("${}", "USD"), ("{} dollars", "USD"), ("JPY {}", "JPY"), ("{} won", "KRW")]),
)
def test_grouped_numbers(n: int, notation: tuple[str, str]) -> None:
    money = parse_money(notation[0].format(f"{n:,}"))
    assert (money.amount, money.currency) == (n, notation[1])


@given(
    st.integers(1, 500), st.integers(1, 500), st.sampled_from(sorted(SIZES)),
    st.sampled_from([
        "${a}-{b} {l}", "${a} {l} to ${b} {l}", "between ${a} and ${b} {l}", "{a} to {b} {l} dollars", "${a}{s}-${b}{s}",
    ]),
)
def test_ranges_keep_both_ends(a: int, b: int, size: str, notation: str) -> None:
    low, high = sorted((a, b))
    money = find_money(notation.format(a=low, b=high, s=SIZES[size][0], l=size))[0]
    assert (money.amount, money.upper) == (low * SIZES[size][1], high * SIZES[size][1])


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


@pytest.mark.parametrize(
    ("text", "per"),
    [
        ("gas at $80 per thousand cubic meters", "thousand cubic meter"),
        ("rice at $400 a ton", "ton"),
        ("a $3-million-a-year grant", "year"),
        ("$5 million annually", "year"),
    ],
)
def test_a_price_or_rate_is_no_total(text: str, per: str) -> None:
    money = find_money(text)[0]
    assert (money.per, money.total) == (per, False)

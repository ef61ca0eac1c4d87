"""Sums of money in words: “about US$1.5 billion”, “120 million yen”."""

from __future__ import annotations

from collections.abc import Mapping

_SIGNS = {"USD": "US$", "EUR": "€", "GBP": "£"}
_NAMES: Mapping[str, tuple[str, str]] = {
    "JPY": ("yen", "yen"), "DEM": ("mark", "marks"), "RUB": ("ruble", "rubles"), "SUR": ("ruble", "rubles"),
    "FRF": ("French franc", "French francs"), "CHF": ("Swiss franc", "Swiss francs"), "INR": ("rupee", "rupees"),
    "CNY": ("yuan", "yuan"), "KRW": ("won", "won"),
}  # fmt: skip


def sum_in_words(value: float | None, currency: str | None, upper: float | None = None, modifier: str | None = None) -> str:
    """The sum as a digest prints it; empty for none. A currency without a sign or name here stands as its code."""
    if value is None:
        return ""
    number = short_number(value) + (f" to {short_number(upper)}" if upper is not None and upper != value else "")
    code = currency or ""
    if code in _SIGNS:
        number = _SIGNS[code] + number
    elif code in _NAMES:
        number = f"{number} {_NAMES[code][value != 1]}"
    elif code:
        number = f"{code} {number}"
    return f"{modifier} {number}" if modifier else number


def short_number(value: float) -> str:
    """ "1.5 billion", "225 million", "12,500"."""
    for size, name in ((1e12, "trillion"), (1e9, "billion"), (1e6, "million")):
        if abs(value) >= size:
            return f"{value / size:.6g} {name}"
    return f"{value:,.6g}" if value % 1 else f"{value:,.0f}"

"""Sums of money in a text: amount in units, ISO 4217 currency, modifier, price or total."""

from __future__ import annotations

from dragoman.values import Money


def find_money(text: str) -> list[Money]:
    """All sums in a text, in order."""
    return []

"""Sums of money in a text: amount in units, ISO 4217 currency, modifier, price or total.

Notations follow English usage: the comma groups, the point divides. A number written the continental way ("1,5 Mrd.")
is refused by `parse_money`, not guessed at.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache

from dragoman.errors import ValueRefusedError
from dragoman.frames.lexicon import rows_of
from dragoman.values import Money

_SMALL = {
    "a": 1,
    "an": 1,
    "one": 1,
    "two": 2,
    "three": 3,
    "four": 4,
    "five": 5,
    "six": 6,
    "seven": 7,
    "eight": 8,
    "nine": 9,
    "ten": 10,
    "eleven": 11,
    "twelve": 12,
    "fifteen": 15,
    "twenty": 20,
    "thirty": 30,
    "forty": 40,
    "fifty": 50,
    "sixty": 60,
    "seventy": 70,
    "eighty": 80,
    "ninety": 90,
    "half a": 0.5,
    "a quarter of a": 0.25,
}
_NUMBER = r"\d{1,3}(?:,\d{2,3})+(?:\.\d+)?|\d+(?:\.\d+)?"
_MODIFIERS = (
    ("more than", ("more than", "over", "upwards of", "in excess of", "above", "exceeding", "topping")),
    ("less than", ("less than", "under", "below", "nearly", "almost", "close to", "just under")),
    ("at most", ("up to", "as much as", "at most", "no more than", "a maximum of", "as many as")),
    ("at least", ("at least", "no less than", "a minimum of")),
    (
        "about",
        (
            "about",
            "around",
            "some",
            "approximately",
            "roughly",
            "an estimated",
            "estimated at",
            "circa",
            "or so",
            "an approximate",
            "in the region of",
            "something like",
            "put at",
        ),
    ),
)
_PER = re.compile(
    r"\s*(?:a|an|per|each|every)\s+(barrel|ton|tonne|year|month|day|week|head|person|share|unit|kilo|kilogram|liter|litre|"
    r"gallon|ounce|cubic\s+meters?|thousand\s+cubic\s+meters?|bushel|mile|hour)\b|\s*(?:annually|yearly|monthly|apiece)\b",
    re.I,
)


@dataclass(frozen=True, slots=True)
class _Grammar:
    before: dict[str, str]
    after: dict[str, str]
    factors: dict[str, float]
    pattern: re.Pattern[str]


@cache
def _grammar() -> _Grammar:
    rows = list(rows_of("currencies.tsv", ("word", "code", "position")))
    before = {r["word"]: r["code"] for r in rows if r["position"] in ("before", "both")}
    after = {r["word"].lower(): r["code"] for r in rows if r["position"] in ("after", "both")}
    factors = {r["word"]: float(r["factor"]) for r in rows_of("magnitudes.tsv", ("word", "factor"))}
    sign = "|".join(re.escape(w) for w in sorted(before, key=len, reverse=True))
    unit = "|".join(re.escape(w) for w in sorted(after, key=len, reverse=True))
    mag = "|".join(sorted(factors, key=len, reverse=True))
    small = "|".join(sorted(map(re.escape, _SMALL), key=len, reverse=True))
    number = rf"(?:{_NUMBER})"
    size = rf"(?:[\s-]?(?:{mag})\b)"
    pattern = re.compile(
        rf"(?<![\w.])(?P<sign>{sign})\s?(?P<a>{number})(?P<am>{size})?"
        rf"(?:\s?(?:-|–|—|to|or)\s?(?:{sign})?\s?(?P<b>{number})(?P<bm>{size})?)?(?P<m2>\s(?:{mag})\b)?"
        rf"|(?<![\w.,$])(?P<n>{number}|\b(?:{small})\b)(?P<nm>(?:[\s-]?(?:{mag})\b)*)"
        rf"(?:\s?(?:-|–|to)\s?(?P<n2>{number})(?P<nm2>{size})?)?[\s-](?P<unit>(?i:{unit}))s?\b"
        rf"|\b(?P<plural>(?:tens|hundreds|dozens)\sof\s(?:thousands|millions|billions)|(?:millions|billions|thousands))"
        rf"\sof\s(?P<punit>(?i:{unit}))s?\b"
    )
    return _Grammar(before, after, factors, pattern)


def find_money(text: str) -> list[Money]:
    """All sums in a text, in order; sums that name no number ("millions of dollars") are left out."""
    g = _grammar()
    out = []
    for m in g.pattern.finditer(text):
        if m["plural"]:
            continue
        money = _money(g, text, m)
        if money is not None:
            out.append(money)
    return out


def parse_money(text: str) -> Money:
    """One sum, the whole of the text. Raises ValueRefusedError with the reason."""
    if re.search(r"\d,\d(?!\d\d)", text) or re.search(r"\bM(?:rd|io)\b", text):
        raise ValueRefusedError(text, "a decimal comma or a continental unit; write 1.5 billion")
    found = find_money(text)
    if not found:
        raise ValueRefusedError(text, "no amount with a currency in it")
    if found[0].start > 25 or len(found) > 1:
        raise ValueRefusedError(text, "more than one sum, or other words")
    return found[0]


def _number(text: str) -> float:
    return float(text.replace(",", "")) if text[0].isdigit() else float(_SMALL[text])


def _factor(g: _Grammar, *texts: str | None) -> float:
    out = 1.0
    for text in texts:
        for word in re.findall(r"[a-z]+", text or ""):
            out *= g.factors[word]
    return out


def _money(g: _Grammar, text: str, m: re.Match[str]) -> Money | None:
    if m["sign"]:
        currency = g.before[m["sign"]]
        low, high = _number(m["a"]), _number(m["b"]) if m["b"] else None
        last = _factor(g, m["bm"], m["m2"])
        first = _factor(g, m["am"]) if m["am"] else (last if high is not None or m["m2"] else 1.0)
    else:
        currency = g.after[m["unit"].lower()]
        low, high = _number(m["n"]), _number(m["n2"]) if m["n2"] else None
        last = _factor(g, m["nm2"])
        first = _factor(g, m["nm"]) if m["nm"] else last
        if currency == "DEM" and m["unit"].lower() == "mark" and not m["nm"] and low < 10:
            return None
    if high is not None and last == 1.0:
        last = first
    modifier = _modifier(text, m.start())
    per = _PER.match(text, m.end())
    amount = round(low * first, 4)
    upper = round(high * last, 4) if high is not None else None
    if upper is not None and upper < amount:
        upper = None
    return Money(
        amount,
        currency,
        m.start(),
        m.end(),
        text[m.start() : m.end()],
        upper,
        modifier,
        (per[1] or "year").lower() if per else "",
    )


def _modifier(text: str, at: int) -> str:
    """What is said of the exactness of a sum that begins at `at`, empty if nothing."""
    before = text[max(0, at - 24) : at].lower()
    for name, words in _MODIFIERS:
        for w in words:
            if re.search(rf"(?:^|\W){re.escape(w)}\s+$", before):
                return name
    return ""

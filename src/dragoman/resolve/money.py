"""Sums of money in a text: amount in units, ISO 4217 currency, modifier, price or total.

Notations follow English usage: the comma groups, the point divides. A number written the continental way ("1,5 Mrd.")
and a currency that several states share ("5 million pesos") are refused by `parse_money`, not guessed at.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache

from dragoman.errors import ValueRefusedError
from dragoman.frames.lexicon import rows_of
from dragoman.values import Money

_NUMBER = r"\d{1,3}(?:,\d{2,3})+(?:\.\d+)?|\d+(?:\.\d+)?"
_FRACTIONS = {"half a": 0.5, "half an": 0.5, "a quarter of a": 0.25, "a third of a": 1 / 3, "three quarters of a": 0.75}
_LEAST, _TENS = 10, 20


@dataclass(frozen=True, slots=True)
class _Grammar:
    """The compiled notations. `before` and `after` map a sign or unit to its code, `words` a number word to its value,
    `modifiers` the words of exactness to their name."""

    before: dict[str, str]
    after: dict[str, str]
    factors: dict[str, float]
    words: dict[str, float]
    modifiers: tuple[tuple[re.Pattern[str], str], ...]
    common: frozenset[str]
    pattern: re.Pattern[str]
    per: re.Pattern[str]


def _any_of(words: object, *, fold: bool = False) -> str:
    escaped = "|".join(re.escape(w) for w in sorted(words, key=lambda w: (-len(w), w)))  # type: ignore[call-overload]
    return f"(?i:{escaped})" if fold else f"(?:{escaped})"


@cache
def _grammar() -> _Grammar:
    rows = list(rows_of("currencies.tsv", ("word", "code", "position")))
    before = {r["word"]: r["code"] for r in rows if r["position"] in ("before", "both")}
    after = {r["word"].lower(): r["code"] for r in rows if r["position"] in ("after", "both")}
    factors = {r["word"]: float(r["factor"]) for r in rows_of("magnitudes.tsv", ("word", "factor"))}
    words = {r["word"]: float(r["value"]) for r in rows_of("number_words.tsv", ("word", "value"))}
    tens, ones = [w for w, v in words.items() if v >= _TENS], [w for w, v in words.items() if 0 < v < _LEAST and len(w) > 2]
    small = rf"(?:{_any_of(_FRACTIONS)}|(?:{_any_of(tens)}[\s-]{_any_of(ones)}|{_any_of(words)})(?:\sand\sa\shalf)?)"
    sign, unit, size = _any_of(before), _any_of(after, fold=True), rf"(?:[\s-]?{_any_of(factors)}\b)"
    to = r"(?:\s?(?:-|–|—|to|or)\s?)"
    signed = (
        rf"(?<![\w.])(?:(?P<between>between\s)(?P<bs>{sign})\s?(?P<ba>{_NUMBER})(?P<bam>{size}*)"
        rf"\sand\s(?:(?P=bs)\s?)?(?P<bb>{_NUMBER})(?P<bbm>{size}*)"
        rf"|(?P<sign>{sign})\s?(?P<a>{_NUMBER})(?P<am>{size}*)(?:{to}(?:(?P=sign)\s?)?(?P<b>{_NUMBER})(?P<bm>{size}*))?)"
    )
    counted = (
        rf"(?<![\w.,$-])(?:(?P<between2>between\s)(?P<ca>{_NUMBER})(?P<cam>{size}*)\sand\s(?P<cb>{_NUMBER})(?P<cbm>{size}*)"
        rf"|(?P<n>{_NUMBER}|\b{small}\b(?!\s[A-Z]{{3}}\b))(?P<nm>{size}*)(?P<half>\sand\sa\shalf)?(?:{to}(?P<n2>{_NUMBER})(?P<nm2>{size}*))?)"
        rf"[\s-](?P<unit>{unit})s?\b"
    )
    modifiers = sorted(rows_of("amount_modifiers.tsv", ("words", "modifier")), key=lambda r: (-len(r["words"]), r["words"]))
    units = _any_of((r["unit"] for r in rows_of("price_units.tsv", ("unit",))), fold=True).replace(r"\ ", r"[\s-]")
    return _Grammar(
        before, after, factors, {**words, **_FRACTIONS},
        tuple((re.compile(rf"(?:^|\W){re.escape(r['words'])}\s+$"), r["modifier"]) for r in modifiers),
        frozenset(r["word"] for r in rows_of("common_word_currencies.tsv", ("word",))),
        re.compile(f"{signed}|{counted}"),
        re.compile(rf"[\s-](?:a|an|per|each|every)[\s-]({units})s?\b|\s(?:annually|yearly|monthly|apiece)\b", re.I),
    )  # fmt: skip


def find_money(text: str) -> list[Money]:
    """All sums in a text, in order; sums that name no number ("millions of dollars") are left out."""
    g = _grammar()
    found = (_money(g, text, m) for m in g.pattern.finditer(text))
    return [money for money in found if money is not None]


def parse_money(text: str) -> Money:
    """One sum, the whole of the text. Raises ValueRefusedError with the reason."""
    if re.search(r"\d,\d(?!\d\d)|\d,\d\d(?!\d)(?!,)", text) or re.search(r"\bM(?:rd|io)\b", text):
        raise ValueRefusedError(text, "a decimal comma or a continental unit; write 1.5 billion")
    found = find_money(text)
    if not found:
        shared = re.search(r"\b(peso|shilling|dinar|franc|krone|crown|dollar)s?\b", text, re.I)
        why = f"{shared[1].lower()}s are of several states; name the state" if shared else "no amount with a currency in it"
        raise ValueRefusedError(text, why)
    if found[0].start > 25 or len(found) > 1:
        raise ValueRefusedError(text, "more than one sum, or other words")
    return found[0]


def _number(g: _Grammar, text: str) -> float:
    if text[0].isdigit():
        return float(text.replace(",", ""))
    if text in g.words:
        return g.words[text]
    half = 0.5 if text.endswith(" and a half") else 0.0
    return sum(g.words[w] for w in re.split(r"[\s-]", text.removesuffix(" and a half"))) + half


def _factor(g: _Grammar, text: str | None) -> float:
    out = 1.0
    for word in re.findall(r"[a-z]+", text or ""):
        out *= g.factors[word]
    return out


def _parts(m: re.Match[str]) -> tuple[str, str | None, str | None, str | None]:
    """Lower number and size, upper number and size of whichever notation matched."""
    if m["between"]:
        return m["ba"], m["bam"], m["bb"], m["bbm"]
    if m["between2"]:
        return m["ca"], m["cam"], m["cb"], m["cbm"]
    return (m["a"], m["am"], m["b"], m["bm"]) if m["sign"] else (m["n"], m["nm"], m["n2"], m["nm2"])


def _money(g: _Grammar, text: str, m: re.Match[str]) -> Money | None:
    sign = m["sign"] or m["bs"]
    currency = g.before[sign] if sign else g.after[m["unit"].lower()]
    number, size, upper_number, upper_size = _parts(m)
    low = _number(g, number) + (0.5 if m["half"] else 0.0)
    last = _factor(g, upper_size)
    first = _factor(g, size) if size else last
    if m["unit"] and m["unit"].lower() in g.common and not size and (low < _LEAST or not number[0].isdigit()):
        # "two won", "five marks" are seldom money
        return None
    amount = round(low * first, 4)
    upper = round(_number(g, upper_number) * (last if upper_size else first), 4) if upper_number else None
    start = m.start() + len(m["between"] or m["between2"] or "")
    per = g.per.match(text, m.end())
    return Money(
        amount, currency, start, m.end(), text[start : m.end()], upper if upper is None or upper >= amount else None,
        _modifier(g, text, start), (per[1] or "year").lower().replace("-", " ") if per else "",
    )  # fmt: skip


def _modifier(g: _Grammar, text: str, at: int) -> str:
    """What is said of the exactness of a sum that begins at `at`, empty if nothing."""
    before = text[max(0, at - 28) : at].lower()
    return next((name for pattern, name in g.modifiers if pattern.search(before)), "")

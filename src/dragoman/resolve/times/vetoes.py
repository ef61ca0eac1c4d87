"""Reasons why words that look like a time are none: numbers, names, verbs. Lists are in `data/lexicon/time_vetoes.tsv`."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Sequence
from functools import cache

from dragoman.document import Span
from dragoman.frames.lexicon import rows_of
from dragoman.resolve.times.lexer import Lexed
from dragoman.resolve.times.rules import Hit

_COLUMNS = ("word", "list")
_GIVEN_NAMES = {"april", "may", "june", "august"}
_SURNAMES = {"may", "march", "august"}
_CURRENCY = re.compile(r"[$€£¥#₽]")
_PLURAL = re.compile(r"[a-z]{3,}s")


@cache
def word_lists() -> dict[str, frozenset[str]]:
    """The lists by name."""
    lists: dict[str, set[str]] = {}
    for row in rows_of("time_vetoes.tsv", _COLUMNS):
        lists.setdefault(row["list"], set()).add(row["word"])
    return {name: frozenset(words) for name, words in lists.items()}


def vetoed(lexed: Lexed, hit: Hit, persons: Sequence[Span]) -> bool:
    """Is the match no time expression after all?"""
    if _breaks_line(lexed, hit):
        return True
    check = _CHECKS.get(hit.rule.name) or _CHECKS.get(hit.rule.kind)
    return check is not None and check(lexed, hit, persons)


def _breaks_line(lexed: Lexed, hit: Hit) -> bool:
    """A headline that ends in a weekday or date, and the line below that begins with another, are two expressions."""
    for i in range(hit.first + 1, hit.last):
        gap = lexed.text[lexed.ends[i - 1] : lexed.starts[i]]
        if "\n" in gap and lexed.word(i)[:1].isupper() and lexed.word(i - 1).lower().endswith(("day", "weekend")):
            return True
    return False


def _sides(lexed: Lexed, hit: Hit) -> tuple[str, str]:
    return lexed.word(hit.first - 1), lexed.word(hit.last)


def _year(lexed: Lexed, hit: Hit, persons: Sequence[Span]) -> bool:
    """A bare number of four digits: a year, or only a number?"""
    lists = word_lists()
    before, after = _sides(lexed, hit)
    low, nxt = before.lower(), after.lower()
    at = (hit.span("year") or hit.span("one") or (hit.first, 0))[0]
    value = int(re.sub(r"\D", "", lexed.word(at)) or 0)
    if hit.span("mod"):
        return nxt in lists["after_number"] or value < 1400
    if lexed.word(at - 1).lower() in ("year", "years"):
        return False
    if low in lists["before_number"] or _CURRENCY.search(before) or nxt in lists["after_number"] or after.startswith("%"):
        return True
    if lexed.glued(at) and _hyphened_name(lexed, at):
        return True
    timed = low in lists["before_year"]
    if value < 1400 or value > 2100:
        return not timed or bool(_PLURAL.fullmatch(after)) or after[:1].isdigit()
    if low in lists["approximator"]:
        return after[:1].isalpha() and after.islower() and nxt not in lists["function_word"]
    if (
        before[:1].isupper()
        and after[:1].isupper()
        and not timed
        and low not in lists["determiner"] | lists["function_word"]
    ):
        return True
    counted = bool(_PLURAL.fullmatch(after)) and nxt not in lists["function_word"]
    return counted and not timed and low not in lists["determiner"] and not low.endswith("'s")


def _hyphened_name(lexed: Lexed, at: int) -> bool:
    """“Su-1999”, “737-1900”: the number belongs to a name."""
    dash, name = lexed.word(at - 1), lexed.word(at - 2)
    if not re.fullmatch(r"[-‐‑]", dash) or not lexed.glued(at - 1):
        return dash in (".", "/") and lexed.glued(at - 1) and name[:1].isalnum()
    return name.lower() not in ("pre", "post", "mid", "early", "late", "end") and not re.fullmatch(r"\d{4}|\d{1,2}", name)


def _month(lexed: Lexed, hit: Hit, persons: Sequence[Span]) -> bool:
    """A month's name alone: it may be a person or a verb."""
    at = (hit.span("month") or (hit.first, 0))[0]
    start = lexed.starts[at]
    after_it = bisect_right(persons, start, key=lambda p: p.start)
    if after_it and start < persons[after_it - 1].end:
        return True
    word = lexed.word(at)
    if (at != hit.first and lexed.word(at - 1).lower() != "the") or word.lower() not in _GIVEN_NAMES | _SURNAMES:
        return False
    lists = word_lists()
    before, after = lexed.word(at - 1), lexed.word(hit.last)
    low, nxt = before.lower(), after.lower()
    introduced = low in lists["before_year"] or low in lists["determiner"] or low in ("and", "or", "-", "–", "(", "to", ",")
    if word.lower() == "march" and low == "the" and (nxt in lists["function_word"] or not nxt[:1].isalnum()):
        return True
    if introduced and low not in ("and", "or", ","):
        return False
    if word.lower() in _GIVEN_NAMES and after[:1].isupper() and not after.isupper():
        return True
    if word.lower() in _SURNAMES and before[:1].isupper() and low not in lists["function_word"]:
        return True
    return word.lower() in ("may", "march") and not (after in (",", ".", ")") and low == ",") and low not in ("and", "or")


def _named(lexed: Lexed, hit: Hit) -> bool:
    """Part of a name by its capitals: “Prague Spring”, “Operation Summer Rains”, “Easter Island”, “USA Today”."""
    before, after = _sides(lexed, hit)
    word = lexed.word(hit.last - 1)
    if not word[:1].isupper() or (word.isupper() and after.isupper()):
        return False
    known = word_lists()["season_noun"] | word_lists()["function_word"] | word_lists()["before_year"]
    ahead = after[:1].isupper() and after.lower() not in known
    return ahead or (before[:1].isupper() and before.lower() not in known and not before.isupper())


def _season_year(lexed: Lexed, hit: Hit, persons: Sequence[Span]) -> bool:
    """“The 2004 Summer Olympics” are named; only the year is a time."""
    return (hit.span("season") or (0, 0))[1] == hit.last and hit.last - hit.first == 2 and _named(lexed, hit)


def _today(lexed: Lexed, hit: Hit, persons: Sequence[Span]) -> bool:
    """“USA Today” is a newspaper."""
    word, before = lexed.word(hit.first), lexed.word(hit.first - 1)
    return (
        hit.last - hit.first == 1
        and word.istitle()
        and before[:1].isupper()
        and before.lower() not in word_lists()["function_word"]
    )


def _holiday(lexed: Lexed, hit: Hit, persons: Sequence[Span]) -> bool:
    """“Easter Island”, “Thanksgiving Square”."""
    return (
        hit.last - hit.first == 1 and _named(lexed, hit) and lexed.word(hit.last).lower() not in ("sunday", "monday", "week")
    )


def _season(lexed: Lexed, hit: Hit, persons: Sequence[Span]) -> bool:
    """Bare “fall” and “spring” are mostly verbs; “the fall of Saigon” is no autumn."""
    before, after = _sides(lexed, hit)
    word = lexed.word((hit.span("season") or (hit.first, 0))[0]).lower()
    low, nxt = before.lower(), after.lower()
    if hit.rule.name == "bare-season" and _named(lexed, hit):
        return True
    if word == "fall" and nxt in (
        "of",
        "in",
        "to",
        "from",
        "into",
        "short",
        "under",
        "back",
        "victim",
        "on",
        "out",
        "through",
    ):
        return True
    if word not in ("fall", "spring", "springs"):
        return False
    bare = hit.last - hit.first == 1
    if nxt in word_lists()["season_noun"] or (word == "spring" and lexed.word(hit.first) == "Spring"):
        return False
    return bare and low not in (word_lists()["before_year"] | {"and", "or"}) - {"to"}


def _unit(lexed: Lexed, hit: Hit, persons: Sequence[Span]) -> bool:
    """“The second …”, “this minute”, “that quarter of the town” are no calendar times."""
    words = lexed.words(hit.first, hit.last)
    if words[-1] in ("second", "minute", "hour", "min", "hr", "yr"):
        return True
    if words[-1] == "quarter" and lexed.word(hit.last).lower() in ("of", "century"):
        return True
    if words[-1] == "weekend":
        return True
    if hit.span("span"):
        return lexed.word(hit.last).lower() in word_lists()["after_day"] | {"ahead"}
    return not hit.span("mod") and words[0] == "the" and len(words) == 2


def _duration(lexed: Lexed, hit: Hit, persons: Sequence[Span]) -> bool:
    words = lexed.words(hit.first, hit.last)
    before, after = _sides(lexed, hit)
    if words[0] == "last" and before.lower() in word_lists()["before_last"]:
        return True
    if "second" in words and words[-1] == "second" and words[-2:-1] != ["one"]:
        return True
    if words[-1] in ("quarter", "quarters") and (words[0] in ("a", "one", "three", "some") or words[-1] == "quarter"):
        return True
    if re.fullmatch(r"\d{4}", words[0]) and words[-1] not in ("days", "years", "hours"):
        return True
    if words[-1] == "day" and words[0] == "one" and after.lower() in ("be", "become"):
        return True
    if lexed.words(hit.last, hit.last + 2)[1:] == ["end"] and lexed.glued(hit.last):
        return True
    if words[0] in ("a", "an") and words[-1] in ("night", "moment"):
        return True
    if before.lower() in ("$", "€", "£") or words[0] in ("'s",):
        return True
    return words[:2] == ["the", "some"]


def _bare_duration(lexed: Lexed, hit: Hit, persons: Sequence[Span]) -> bool:
    """Bare “years” counts only where a word beside it makes it a length of time."""
    first, last = hit.span("span") or (hit.first, hit.last)
    word = lexed.word(first).lower()
    if word in ("quarters", "seconds", "mins", "minutes", "semesters", "trimesters") and hit.first == first:
        return True
    if hit.first < first and lexed.word(hit.first).lower() != "of":
        return False
    after = lexed.word(last).lower()
    return after not in word_lists()["after_units"] or (after == "of" and lexed.word(last + 1)[:1].isdigit())


def _shift(lexed: Lexed, hit: Hit, persons: Sequence[Span]) -> bool:
    """“Six weeks before the vote” is counted from the vote: only the length is told."""
    sign = lexed.words(*(hit.span("sign") or (hit.last, hit.last)))
    told = lexed.word(hit.last)[:1].isalnum()
    if hit.rule.name == "day-after":
        return told and lexed.word(hit.first).lower() == "a" and bool({"before", "after"} & set(sign))
    return told and sign == ["before"]


def _decade(lexed: Lexed, hit: Hit, persons: Sequence[Span]) -> bool:
    """“$20s”, “in his 40s”: without article or apostrophe tens are no decade."""
    at = (hit.span("decade") or (hit.first, 0))[0]
    word = lexed.word(at)
    if _CURRENCY.search(lexed.word(hit.first - 1)):
        return True
    short = not re.match(r"\d{4}|['’‘]", word)
    return short and lexed.word(at - 1).lower() not in ("the", "early", "mid", "late") and not hit.span("mod")


def _rate(lexed: Lexed, hit: Hit, persons: Sequence[Span]) -> bool:
    """“A year” tells how often only behind an amount: “$5 a year”, “twice a day”, “15 a month”."""
    before = lexed.word(hit.first - 1).lower()
    return not (before[:1].isdigit() or before in word_lists()["after_number"] | {"once", "twice", "times", "weeks", "days"})


def _past_unit(lexed: Lexed, hit: Hit, persons: Sequence[Span]) -> bool:
    """“Over the past year” is a length of time; “the last week” alone may be a date, and “the last day of …” is one."""
    words = lexed.words(hit.first, hit.last)
    if lexed.word(hit.last).lower() in ("of", "in"):
        return True
    if {"next", "coming"} & set(words):
        return words[0] not in ("over", "within", "for", "during", "through", "throughout")
    return "past" not in words and hit.span("span") == (hit.first, hit.last)


def _day_number(lexed: Lexed, hit: Hit, persons: Sequence[Span]) -> bool:
    after = lexed.word(hit.last)
    return (after[:1].isalpha() and after.lower() not in word_lists()["function_word"]) or after[:1] in "-–"


def _often(lexed: Lexed, hit: Hit, persons: Sequence[Span]) -> bool:
    """“Daily” in a newspaper's name."""
    before, after = _sides(lexed, hit)
    word = lexed.word(hit.first)
    return (
        word[:1].isupper() and not word.isupper() and (after[:1].isupper() or before[:1].isupper() or before in ("’s", "'s"))
    )


def _weekday(lexed: Lexed, hit: Hit, persons: Sequence[Span]) -> bool:
    before, after = _sides(lexed, hit)
    return after.lower() in word_lists()["paper"] or before.lower() in ("bloody", "black", "ash", "good")


def _part(lexed: Lexed, hit: Hit, persons: Sequence[Span]) -> bool:
    word = lexed.word(hit.last - 1).lower()
    if word in ("overnight", "nighttime", "daytime", "midnight"):
        return False
    return hit.first == (hit.span("span") or (-1, 0))[0]


def _soon(lexed: Lexed, hit: Hit, persons: Sequence[Span]) -> bool:
    """“Shortly after …” tells order, not time; past “soon” too."""
    after = lexed.word(hit.last).lower()
    if after in ("as", "after", "before", "afterwards", "afterward", "thereafter", "enough", "prior", "following"):
        return True
    ahead = word_lists()["future"] & set(lexed.words(hit.first - 8, hit.first))
    return not ahead and lexed.word(hit.last).lower() != "to"


def _short_year(lexed: Lexed, hit: Hit, persons: Sequence[Span]) -> bool:
    before, _ = _sides(lexed, hit)
    if hit.last - hit.first > 1:
        return False
    return before.lower() not in word_lists()["before_year"] | word_lists()["determiner"] | {"and", "or", "-"}


def _wire(lexed: Lexed, hit: Hit, persons: Sequence[Span]) -> bool:
    """“14 May 87 delegates” is no year; a comma, bracket, full stop or line end must follow."""
    after = lexed.word(hit.last)
    return after[:1].isalnum()


def _vague(lexed: Lexed, hit: Hit, persons: Sequence[Span]) -> bool:
    words = lexed.words(hit.first, hit.last)
    after = lexed.word(hit.last).lower()
    if words[-1] == "past" and words[-2:-1] == ["the"]:
        return after[:1].isalnum() and after not in word_lists()["function_word"]
    return words == ["now"] and after == "defunct"


def _anaphor(lexed: Lexed, hit: Hit, persons: Sequence[Span]) -> bool:
    if lexed.word(hit.last - 1).lower() == "then" and lexed.word(hit.last)[:1].isupper():
        return True
    return hit.first == (hit.span("span") or (-1, 0))[0]


def _clock(lexed: Lexed, hit: Hit, persons: Sequence[Span]) -> bool:
    """“3:15” after no “at” and with nothing behind it may be a score or a ratio; “six a.m.” never."""
    if hit.last - hit.first > 1:
        return False
    before = lexed.word(hit.first - 1).lower()
    return before not in (
        "at",
        "by",
        "until",
        "till",
        "from",
        "to",
        "about",
        "around",
        "since",
        "before",
        "after",
        "on",
        "and",
        ",",
    )


_CHECKS = {
    "year": _year,
    "years": _year,
    "month": _month,
    "months": _month,
    "bare-season": _season,
    "season": _season,
    "season-year": _season_year,
    "unit": _unit,
    "duration": _duration,
    "bare-duration": _bare_duration,
    "day-number": _day_number,
    "often": _often,
    "weekday": _weekday,
    "bare-part": _part,
    "clock": _clock,
    "shift": _shift,
    "decade": _decade,
    "rate-a": _rate,
    "day": _today,
    "holiday": _holiday,
    "past-unit": _past_unit,
    "soon": _soon,
    "short-year": _short_year,
    "wire-date": _wire,
    "vague": _vague,
    "anaphor": _anaphor,
}

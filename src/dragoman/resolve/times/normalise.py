"""Matched words → `Reading`: what the expression says by itself, nothing resolved yet."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace

from dragoman.resolve.times.lexer import Lexed
from dragoman.resolve.times.model import Point, Reading
from dragoman.resolve.times.numbers import number_of
from dragoman.resolve.times.rules import Hit, Rule
from dragoman.resolve.times.vocabulary import Vocabulary

_HALVES = {"early": "H1", "former": "H1", "latter": "H2", "late": "H2", "last": "H2"}


class _Captures:
    """The captured parts of a match; `suffix` picks the second half of a range."""

    def __init__(self, lexed: Lexed, hit: Hit, vocabulary: Vocabulary, suffix: str = "") -> None:
        self.lexed, self.vocabulary, self.spans = lexed, vocabulary, hit.spans(suffix)

    def span(self, name: str) -> tuple[int, int] | None:
        """Token span of a capture."""
        return self.spans.get(name)

    def words(self, name: str) -> list[str]:
        """The words of a capture in lower case, the apostrophe straightened."""
        at = self.span(name)
        return [w.replace("’", "'").replace("‘", "'") for w in self.lexed.words(*at)] if at else []

    def value(self, name: str, *kinds: str) -> str | None:
        """The value, in the first class that knows it, of the words (or of the first of them that is known)."""
        if name not in self.spans:
            return None
        words = self.words(name)
        for run in (" ".join(words), *words):
            for kind in kinds or (name,):
                if (value := self.vocabulary.value(kind, run)) is not None:
                    return value
        return None

    def integer(self, name: str) -> int | None:
        """The first figures of a capture."""
        words = self.words(name)
        found = re.search(r"\d+", " ".join(words)) if words else None
        return int(found[0]) if found and len(found[0]) <= 6 else None


def readings_of(lexed: Lexed, hit: Hit, vocabulary: Vocabulary) -> Iterator[Reading]:
    """One reading, or two for a range."""
    captures, rule = _Captures(lexed, hit, vocabulary), hit.rule
    if rule.kind != "range":
        first, last = captures.span("span") or (hit.first, hit.last)
        yield _read(captures, rule, first, last)
        return
    other = _Captures(lexed, hit, vocabulary, "2")
    one, two = captures.span("one"), captures.span("two")
    if one is None or two is None:
        return
    join = "list" if {"and", "or", "&", ","} & set(captures.words("join")) else "range"
    if "between" in lexed.words(hit.first - 1, hit.first + 1):
        join = "range"
    a = replace(_read(captures, rule, *one), kind="date", join=join)
    b = replace(_read(other, rule, *two), kind="date", join=join)
    a, b = _share(a, b)
    yield a
    yield b


def _share(a: Reading, b: Reading) -> tuple[Reading, Reading]:
    """Each half of a range lends the other the month and year that it names alone: “4–6 May”, “1915–17”."""
    p, q = a.point, b.point
    if b.short_year and q.year is not None and p.year is not None:
        q = replace(q, year=p.year // 100 * 100 + q.year % 100)
        b = replace(b, short_year=False)
    year_p = q.year if p.year is None else p.year
    year_q = p.year if q.year is None else q.year
    if q.year is not None and q.year < 0 and p.year is not None and p.year > 0:
        year_p = -p.year
    p = replace(p, year=year_p, month=p.month or (q.month if p.day else None))
    q = replace(q, year=year_q, month=q.month or (p.month if q.day else None))
    if p.year is not None and a.point.year is None and (p.month or 0) > (q.month or 99):
        p = replace(p, year=p.year - 1)
    return replace(a, point=p), replace(b, point=q)


def _read(c: _Captures, rule: Rule, first: int, last: int) -> Reading:
    start, end = c.lexed.starts[first], c.lexed.ends[last - 1]
    mod, modword = _modifier(c)
    if rule.fixed.get("tail") == "M":
        mod, modword = ("START" if c.words("nth") == ["first"] else "END"), "half"
    base, offset = _which(c.value("which"))
    year_base, year_offset = _which(c.value("yearwhich", "which"))
    weekday = c.value("weekday", "weekday", "weekday_abbr")
    nth = c.value("nth", "ordinal")
    words = c.words("number")
    number = number_of(words, c.vocabulary) if words else None
    if number is not None and c.span("half"):
        number += 0.5
    unit = c.value("unit", "unit", "units") or ""
    return Reading(
        kind=rule.kind, rule=rule.name, start=start, end=end, token=first, last=last,
        point=_point(c, rule), weekday=int(weekday) if weekday else None,
        bc=bool(c.span("bc")), short_year=_is_short(c), base=base, offset=offset,
        year_base=year_base, year_offset=year_offset,
        unit=unit, number=number, vague_number=bool(words) and number is None,
        nth=int(nth) if nth else c.integer("nth"), outer=c.value("outer", "unit") or "",
        mod=mod, modword=modword, sign=_sign(c), sign_of=c.lexed.word(last)[:1].isalnum(), value=rule.value,
    )  # fmt: skip


def _is_short(c: _Captures) -> bool:
    text = "".join(c.words("year"))
    if c.span("decade"):
        digits = re.sub(r"\D", "", "".join(c.words("decade")))
        return len(digits) < 4
    return bool(text) and not c.span("bc") and not c.span("ad") and len(re.sub(r"\D", "", text)) < 3


def _modifier(c: _Captures) -> tuple[str | None, str]:
    words = [w for w in c.words("mod") if w not in ("the", "of", "in", "on", "very")]
    for word in words:
        for kind in ("modadj", "modnoun"):
            if (value := c.vocabulary.value(kind, word)) is not None:
                return value, word
    approx = " ".join(w for w in c.words("approx") if w not in ("only", "just"))
    return c.vocabulary.value("approx", approx), ""


def _which(value: str | None) -> tuple[str, int]:
    if not value:
        return "", 0
    base, _, offset = value.partition(" ")
    return base, int(offset)


def _sign(c: _Captures) -> str:
    words = " ".join(c.words("sign"))
    if words in ("before", "earlier") or c.value("sign", "earlier") is not None:
        return "earlier"
    return {"": "", "ago": "ago", "time": "hence", "from now": "hence", "hence": "hence"}.get(words, "later")


def _point(c: _Captures, rule: Rule) -> Point:
    month = c.value("month", "month", "month_abbr") or rule.fixed.get("month")
    year = c.integer("year") or rule.fixed.get("year")
    tail = c.value("season") or _tail(c, rule)
    holiday = c.value("holiday")
    day = c.integer("day")
    point = Point(
        year=-year if year and c.span("bc") else year,
        month=int(month) if month else None,
        day=day or rule.fixed.get("day"),
        tail=tail,
        clock=_clock(c),
    )
    if holiday:
        point = replace(point, month=int(holiday[:2]), day=int(holiday[3:]))
    return replace(point, decade=_decade(c), century=_century(c, rule))


def _century(c: _Captures, rule: Rule) -> int | None:
    nth = c.value("nth", "ordinal") or c.integer("nth")
    if rule.fixed.get("tail") != "C" or nth is None or int(nth) < 1:
        return None
    number = int(nth) + (20 if c.span("tens") else 0)
    return -number if c.span("bc") else number - 1


def _tail(c: _Captures, rule: Rule) -> str:
    nth = c.value("nth", "ordinal") or c.integer("nth")
    if (letter := rule.fixed.get("tail", "")) in ("Q", "H") and nth:
        number = int(nth) if int(nth) > 0 else {"Q": 4, "H": 2}[letter]
        return f"{letter}{number}" if number <= {"Q": 4, "H": 2}[letter] else ""
    if code := c.words("qh"):
        return code[0].upper()
    if (half := c.words("half")) and rule.kind == "date":
        return _HALVES[half[0]]
    return ""


def _decade(c: _Captures) -> int | None:
    words = c.words("decade")
    if not words:
        return None
    said = c.vocabulary.value("decade", words[0])
    decade = int(said or re.sub(r"\D", "", words[0])) // 10
    return -decade - 1 if c.span("bc") else decade


def _clock(c: _Captures) -> str:
    if part := c.value("part"):
        return part
    words = c.words("clock")
    if not words:
        return ""
    digits = [int(d) for w in words for d in re.findall(r"\d+", w)]
    if not digits:
        said = number_of(words, c.vocabulary)
        if said is None:
            return ""
        digits = [int(said)]
    if len(digits) == 1 and len("".join(words)) == 4:
        digits = [digits[0] // 100, digits[0] % 100]
    hour, minute = digits[0], digits[1] if len(digits) > 1 else 0
    half_day = c.value("ampm")
    if half_day is not None and hour <= 12:
        hour = hour % 12 + int(half_day)
    if hour > 24 or minute > 59:
        return ""
    return f"T{hour:02d}:{minute:02d}{c.value('zone') or ''}"

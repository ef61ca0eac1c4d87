"""Values of what is not counted from a date: durations, sets, parts of day, figures, vague words, anniversaries."""

from __future__ import annotations

import re
from dataclasses import replace

from dragoman.resolve.times.anchor import Place, Resolved
from dragoman.resolve.times.lexer import Lexed
from dragoman.resolve.times.model import Point, Reading
from dragoman.resolve.times.rules import load_rules
from dragoman.resolve.times.story import Story
from dragoman.resolve.times.value import coarsen, step

_ISO = re.compile(r"(\d{4})-(\d\d)-(\d\d)(T.*)?")


def resolve_wordless(r: Reading, story: Story, place: Place, lexed: Lexed) -> Resolved:
    """Dispatch by the rule's kind."""
    if r.kind == "duration":
        return Resolved(None, "text", "a length of time", value=duration_value(r))
    if r.kind == "set":
        return _set(r, lexed)
    if r.kind in ("iso", "numeric"):
        return _figures(r, lexed, story)
    if r.kind == "part":
        return _part(r, story)
    if r.kind == "fiscal":
        return _fiscal(r, story, lexed)
    if r.kind == "anniversary":
        year = story.latest("Y") if story.retold else story.publication
        return Resolved(
            coarsen(year, "Y") if year else None, "narrative" if story.retold else "publication", "the year it falls in"
        )
    if r.kind == "anaphor":
        return _anaphor(r, story, place, lexed)
    return Resolved(None, "none", "names no calendar time", value=r.value)


def duration_value(r: Reading) -> str | None:
    """“P3D”, “PT4H”, “PXY”: TIMEX3's value of a length."""
    unit = r.unit
    count = r.number if r.number is not None or r.vague_number else (None if r.rule == "bare-duration" else 1.0)
    time = unit.startswith("T")
    factor = re.match(r"\d+", unit)
    if factor and count is not None:
        count *= int(factor[0])
    letter = unit.lstrip("T0123456789") if not time else unit[1:]
    number = "X" if count is None else f"{count:g}"
    if number == "0.5" and letter == "Y":
        number, letter = "6", "M"
    return f"P{'T' if time else ''}{number}{letter}" if letter else None


def _set(r: Reading, lexed: Lexed) -> Resolved:
    words = [w.lower() for w in lexed.words(r.token, r.last)]
    vocabulary = load_rules().vocabulary
    why = "tells how often"
    if r.rule == "often":
        return Resolved(None, "text", why, value=vocabulary.value("often", words[-1]))
    if r.rule == "weekdays":
        return Resolved(None, "text", why, value=f"XXXX-WXX-{vocabulary.value('weekdays', words[-1])}")
    if r.weekday:
        return Resolved(None, "text", why, value=f"XXXX-WXX-{r.weekday}")
    if r.point.clock:
        return Resolved(None, "text", "a part of no one day", value=f"XXXX-XX-XX{r.point.clock}")
    if r.point.month:
        return Resolved(None, "text", why, value=f"XXXX-{r.point.month:02d}")
    every_other = "other" in words
    return Resolved(None, "text", why, value=duration_value(replace(r, number=r.number or (2.0 if every_other else 1.0))))


def _figures(r: Reading, lexed: Lexed, story: Story) -> Resolved:
    token = lexed.word(r.token)
    if m := _ISO.fullmatch(token):
        return Resolved(Point(int(m[1]), int(m[2]), int(m[3]), clock=m[4] or ""), "text", "names its year", setting=True)
    parts = [int(x) for x in re.split(r"[./]", token)]
    day, month = (parts[0], parts[1]) if "." in token or parts[0] > 12 else (parts[1], parts[0])
    if month > 12:
        day, month = month, day
    year = parts[2]
    if year < 100:
        now = story.publication.year if story.publication and story.publication.year else 2030
        year += now // 100 * 100
        year -= 100 if year > now + 10 else 0
    return Resolved(Point(year, month, day), "text", "names its year", setting=True)


def _part(r: Reading, story: Story) -> Resolved:
    by_story = story.retold or r.base in ("narrative", "open")
    base = story.latest("D", 3) if by_story else story.publication
    if base is None or base.day is None:
        return Resolved(None, "none", "the day is not told", value=f"XXXX-XX-XX{r.point.clock}")
    offset = r.offset if r.base == "narrative" or r.offset > 0 or r.point.clock in ("TNI", "TEV") else 0
    point = step(base, "D", offset) if offset else base
    anchor = "narrative" if by_story else "publication"
    return Resolved(replace(point, clock=r.point.clock) if point else None, anchor, f"a part of the {anchor}'s day")


def _fiscal(r: Reading, story: Story, lexed: Lexed) -> Resolved:
    year = r.point.year
    if year is None and (found := re.search(r"\d+", lexed.text[r.start : r.end])):
        year = int(found[0])
    if year is None:
        base = story.publication.year if story.publication else None
        year = base + r.offset if base else None
    if year is None:
        return Resolved(None, "none", "the year is not told", value="FYXXXX")
    if year < 100:
        year += 1900 if year > 50 else 2000
    return Resolved(None, "text", "a fiscal year; whose, and so from when to when, is not told", value=f"FY{year}")


def _anaphor(r: Reading, story: Story, place: Place, lexed: Lexed) -> Resolved:
    if lexed.word(r.token).lower() == "then" and story.points:
        return Resolved(story.points[-1], "narrative", "the time told of")
    return Resolved(None, "none", "goes back to a time told before, without naming it")

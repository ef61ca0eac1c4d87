"""Readings → `Timex`, in text order, keeping track of the narrative."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date

from dragoman.document import Span
from dragoman.language.analysis import Analysis
from dragoman.resolve.times import anchor as anchoring
from dragoman.resolve.times.anchor import Place, Resolved
from dragoman.resolve.times.direction import direction_of
from dragoman.resolve.times.grammar import Found, find_readings
from dragoman.resolve.times.joining import join_clocks, join_ranges
from dragoman.resolve.times.model import Reading, Timex
from dragoman.resolve.times.narrow import narrowed
from dragoman.resolve.times.rules import load_rules
from dragoman.resolve.times.spans import Layout, layout_of
from dragoman.resolve.times.story import Story, is_history, publication_point
from dragoman.resolve.times.value import timex_value
from dragoman.resolve.times.vetoes import word_lists
from dragoman.resolve.times.vocabulary import named_days
from dragoman.resolve.times.wordless import resolve_wordless
from dragoman.values import Edtf

_REACH = 40


def find_times(
    text: str, published: Edtf | None, analysis: Analysis | None = None, skip: Sequence[Span] = ()
) -> list[Timex]:
    """The time expressions of a text, in order, resolved.

    `published` is when the text came out (None: not known; then only what the text settles is resolved). `analysis`
    sharpens which way a bare date points; without it the words nearby decide. Nothing is found inside `skip`.
    """
    found = find_readings(text, skip, analysis)
    publication = publication_point(published)
    story = Story(publication, is_history(found.readings, publication))
    layout = layout_of(text, analysis)
    work = _Work(found, story, layout, analysis, published.last if published and publication else None)
    out = [work.timex(r) for r in found.readings]
    return join_ranges(join_clocks(out, found, layout), found)


@dataclass
class _Work:
    found: Found
    story: Story
    layout: Layout
    analysis: Analysis | None
    now: date | None

    def timex(self, r: Reading) -> Timex:
        place = Place(self.layout.paragraph(r.start), self.layout.sentence(r.start), self._direction(r))
        resolved = anchoring.check(self._resolve(r, place))
        point = resolved.point
        if (point is not None and point.year is not None) or (point is not None and point.grain in ("DE", "CE")):
            setting = resolved.setting and self._sets_scene(r)
            self.story.tell(point, resolved.anchor, (place.paragraph, place.sentence), setting)
        value = resolved.value if point is None else timex_value(point)
        edtf = narrowed(point, r.mod, r.modword, self._deadline(r), self.now) if point else None
        text = self.found.lexed.text[r.start : r.end]
        return Timex(
            r.start, r.end, text, _type(r, value), value, edtf, r.mod, resolved.why, resolved.anchor, resolved.direction
        )

    def _direction(self, r: Reading) -> str:
        if r.kind not in ("date", "weekday", "weekend", "nth", "unit") or r.point.year is not None:
            return ""
        first, last = r.token, r.last
        begin, end = self.layout.tokens(self.found.lexed, r.start)
        sentence = max(begin, first - _REACH), min(end, last + _REACH)
        return direction_of(self.found.lexed, first, last, sentence, self.analysis)

    def _resolve(self, r: Reading, place: Place) -> Resolved:
        story = self.story
        if r.point.day and r.point.year is None and (year := self._known_year(r)):
            return Resolved(replace(r.point, year=year), "text", "the day is known by its event")
        if r.point.clock and r.point.grain == "" and r.kind in ("clock", "date") and not r.weekday:
            return anchoring.resolve_clock(r, story, place)
        if r.kind == "date":
            return anchoring.resolve_date(r, story, place)
        if r.kind == "unit":
            return anchoring.resolve_unit(r, story, place)
        if r.kind == "weekday":
            return anchoring.resolve_weekday(r, story, place)
        if r.kind == "weekend":
            return anchoring.resolve_weekend(r, story, place)
        if r.kind == "shift":
            return anchoring.resolve_shift(r, story, place)
        if r.kind == "nth":
            return anchoring.resolve_nth(r, story, place)
        if r.kind == "day":
            return anchoring.resolve_day(r, story, self._day_offset(r))
        return resolve_wordless(r, story, place, self.found.lexed)

    def _known_year(self, r: Reading) -> int | None:
        """The year of a day that goes by its event (“the September 11 attacks”)."""
        following = self.found.lexed.words(r.last, r.last + 2)
        return next((y for w in following if (y := named_days().get((r.point.month, r.point.day, w)))), None)

    def _day_offset(self, r: Reading) -> int:
        words = self.found.lexed.words(r.token, r.last)
        if r.rule == "day-before-yesterday":
            return -2 if "yesterday" in words else 2
        vocabulary = load_rules().vocabulary
        return next(int(v) for w in words if (v := vocabulary.value("day", w)) is not None)

    def _sets_scene(self, r: Reading) -> bool:
        """A year before a noun (“the 1972 treaty”) tells of the noun, not of the story."""
        if r.rule != "year" or r.mod:
            return True
        before = self.found.lexed.word(r.token - 1).lower()
        if self.story.history:
            return True
        return before in word_lists()["before_year"]

    def _deadline(self, r: Reading) -> bool:
        """Is something to happen by it? (“By”, “before”, “to the end of …”; “an end-of-year deadline”.)"""
        before = self.found.lexed.words(r.token - 2, r.token)
        after = self.found.lexed.words(r.last, r.last + 1)
        return bool(
            {"by", "before", "until", "till", "to", "deadline", "through"} & set(before)
            or {"deadline", "target", "date"} & set(after)
        )


def _type(r: Reading, value: str | None) -> str:
    if r.kind in ("set", "duration"):
        return (
            "SET"
            if r.kind == "set" and not (value or "").startswith("XXXX-XX-XXT")
            else "TIME"
            if r.kind == "set"
            else "DURATION"
        )
    return "TIME" if value and re.search(r"T(?:\d|MO|AF|EV|NI|MI|DT)", value) and not value.startswith("P") else "DATE"

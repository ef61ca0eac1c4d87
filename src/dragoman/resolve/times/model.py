"""The types of time resolution: what is handed out (`Timex`), what a rule reads off the words (`Reading`)."""

from __future__ import annotations

from dataclasses import dataclass, field

from dragoman.values import Edtf


@dataclass(frozen=True, slots=True)
class Timex:
    """A resolved time expression.

    `value` and `mod` are TIMEX3's, `edtf` is null where the words name no calendar span. `anchor` says against what
    it was resolved: ``text`` (it says all itself), ``publication``, ``narrative`` (the time the text had come to) or
    ``none``; `direction` is ``past``, ``future``, ``same`` or empty; `why` tells it in words.
    """

    start: int
    end: int
    text: str
    type: str
    value: str | None
    edtf: Edtf | None
    mod: str | None
    why: str
    anchor: str = "none"
    direction: str = ""


@dataclass(frozen=True, slots=True)
class Point:
    """A calendar time, possibly partial. Years before our era are negative (490 BC is -490).

    `tail` is a season (SP, SU, FA, WI), quarter (Q1) or half (H1) of the year, or WE with a week; `decade` is the year
    without its last digit, `century` without its last two; `clock` is TIMEX3's, from the T on.
    """

    year: int | None = None
    month: int | None = None
    day: int | None = None
    week: int | None = None
    tail: str = ""
    decade: int | None = None
    century: int | None = None
    clock: str = ""

    @property
    def grain(self) -> str:
        """The finest part that is known: D, W, M, S (season, quarter, half), Y, DE, CE or empty."""
        if self.day is not None:
            return "D"
        if self.week is not None:
            return "W"
        if self.month is not None:
            return "M"
        if self.tail:
            return "S"
        if self.year is not None:
            return "Y"
        return "DE" if self.decade is not None else "CE" if self.century is not None else ""


@dataclass(frozen=True, slots=True)
class Reading:
    """What a rule reads off the words, before anything is resolved. Offsets are characters."""

    kind: str
    rule: str
    start: int
    end: int
    point: Point = field(default_factory=Point)
    weekday: int | None = None
    bc: bool = False
    short_year: bool = False
    base: str = ""
    offset: int = 0
    year_base: str = ""
    year_offset: int = 0
    unit: str = ""
    number: float | None = None
    vague_number: bool = False
    nth: int | None = None
    outer: str = ""
    mod: str | None = None
    modword: str = ""
    sign: str = ""
    sign_of: bool = False
    value: str | None = None
    token: int = 0
    last: int = 0
    partner: int | None = None
    join: str = ""

    @property
    def explicit(self) -> bool:
        """Does it name its year (decade, century) itself?"""
        p = self.point
        return p.year is not None or p.century is not None or (p.decade is not None and not self.short_year)

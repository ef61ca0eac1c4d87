"""Reading → value: against the text itself, its narrative, or its publication."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date, timedelta

from dragoman.resolve.times import reckoning
from dragoman.resolve.times.model import Point, Reading
from dragoman.resolve.times.story import Story
from dragoman.resolve.times.value import coarsen, extent, of_day, step, valid


@dataclass(frozen=True, slots=True)
class Place:
    """Where an expression stands: its paragraph and sentence, the direction that its sentence gives it."""

    paragraph: int
    sentence: int
    direction: str


@dataclass(frozen=True, slots=True)
class Resolved:
    """A point (None: no calendar time), what it was resolved against, and why so. `value` where it is no point's."""

    point: Point | None
    anchor: str
    why: str
    direction: str = ""
    value: str | None = None
    setting: bool = False


_UNKNOWN = Resolved(None, "none", "nothing in the text or its publication settles it")


_UNITS = {
    "D": "day",
    "W": "week",
    "WE": "weekend",
    "M": "month",
    "Q": "quarter",
    "Y": "year",
    "DE": "decade",
    "CE": "century",
}


def _told(offset: int, unit: str, anchor: str) -> str:
    """“1 week before the publication”, “the month of the narrative”."""
    name = _UNITS[unit]
    if offset == 0:
        return f"the {name} of the {anchor}"
    return f"{abs(offset)} {name}{'s' if abs(offset) > 1 else ''} {'after' if offset > 0 else 'before'} the {anchor}"


def resolve_date(r: Reading, story: Story, place: Place) -> Resolved:
    """A calendar date that may lack its year, or its month."""
    if r.rule == "week-of":
        day = resolve_date(replace(r, rule="day-of-month"), story, place)
        return replace(day, point=coarsen(day.point, "W") if day.point else None)
    p = _full_year(r, story)
    if r.rule in ("century", "decade"):
        return Resolved(p, "text", "names its " + r.rule, setting=True)
    if p.year is not None:
        return Resolved(p, "text", "names its year", setting=True)
    if r.year_base:
        year = _shifted_unit(r.year_base, r.year_offset, "Y", story, place)
        return replace(year, point=_with_year(p, year.point)) if year.point else replace(year, point=p)
    if p.month is None and not p.tail:
        return _day_only(p, r, story)
    if r.base and r.base != "open":
        return _which_named(p, r, story, place)
    return _bare(p, story, place)


def _full_year(r: Reading, story: Story) -> Point:
    """Years of two figures in the century that they mean; years of a text on antiquity before our era."""
    p = r.point
    now = story.publication.year if story.publication else None
    told = story.told.year if story.told and story.told.year is not None else None
    if r.rule in ("decade",) and p.decade is not None and p.decade < 10:
        year = now or told or 2000
        century = year // 100 if p.decade <= year // 10 % 10 else year // 100 - 1
        if story.history and told:
            century = told // 100
        return replace(p, decade=century * 10 + p.decade)
    if r.short_year and p.year is not None and p.year < 100:
        year = (told if story.history else None) or now or told or 2000
        full = year // 100 * 100 + p.year
        return replace(p, year=full - 100 if full > year + 10 else full)
    return p


def _with_year(p: Point, year: Point | None) -> Point:
    return replace(p, year=year.year if year else None)


def _day_only(p: Point, r: Reading, story: Story) -> Resolved:
    if p.day is None:
        return _UNKNOWN
    month = story.latest("M", 3)
    if month is None:
        return Resolved(p, "none", "the month is not told")
    return Resolved(replace(month, day=p.day), "narrative", "in the month told of")


def _which_named(p: Point, r: Reading, story: Story, place: Place) -> Resolved:
    """“Last November”, “next summer”, “that August”."""
    by_story = r.base == "narrative" or story.retold
    base = story.latest("Y") if by_story else story.publication
    anchor = "narrative" if by_story else "publication"
    if base is None or base.year is None:
        return Resolved(p, "none", "the year it counts from is not known")
    if r.base == "narrative" and r.offset == 0:
        return Resolved(_with_year(p, base), anchor, "the one told of", setting=True)
    if r.offset == 0:
        return Resolved(reckoning.this_one(p, base, place.direction), anchor, "the one of this year", "same")
    if by_story:
        base = story.points[-1] if story.points else base
    found = reckoning.before(p, base) if r.offset < 0 else reckoning.after(p, base)
    return Resolved(
        found,
        anchor,
        "the last such" if r.offset < 0 else "the next such",
        "past" if r.offset < 0 else "future",
        setting=True,
    )


def _is_recent(p: Point, told: Point, story: Story) -> bool:
    """A month that lies in the ten weeks before publication and that the narrative, told to the month, would have to go
    back or over a new year for ("the deal of November 2004 … on August 5") is the writer's, not the narrative's."""
    pub = story.publication
    if pub is None or pub.year is None or pub.month is None or p.month is None or told.month is None or p.month > told.month:
        return False
    behind = (pub.month - p.month) % 12
    late = behind == 0 and p.day is not None and pub.day is not None and p.day > pub.day
    return behind <= 2 and not late


def _bare(p: Point, story: Story, place: Place) -> Resolved:
    """A month, day or season without a year: the narrative's, where it has a time of its own, else near publication."""
    told = story.narrative(place.paragraph)
    if told is not None and not story.history and _is_recent(p, told, story):
        told = None
    if told is not None and told.year is not None and (story.history or not place.direction.startswith("future")):
        return Resolved(reckoning.in_story(p, told), "narrative", f"the narrative stands in {told.year}", setting=True)
    pub = story.publication
    if pub is None or pub.year is None or story.history:
        return Resolved(p, "none", "no year is told and the publication is not known")
    found, way = reckoning.near(p, pub, place.direction)
    return Resolved(found, "publication", f"{way or 'nearest'} to the publication", way)


def resolve_unit(r: Reading, story: Story, place: Place) -> Resolved:
    """“Last week”, “that year”, “the end of the month”, “earlier in the day”."""
    return _shifted_unit(r.base or "open", r.offset, r.unit, story, place)


def _shifted_unit(base: str, offset: int, unit: str, story: Story, place: Place) -> Resolved:
    told = story.narrative(place.paragraph)
    by_story = base == "narrative" or story.retold or (base == "open" and (story.history or told is not None))
    grain = unit if unit in ("D", "W", "WE", "M", "Q", "Y", "DE", "CE") else ""
    if not grain:
        return Resolved(None, "none", "too small or odd a unit to settle")
    start = story.latest(grain) if by_story else story.day_near(place.sentence) if base == "open" and grain == "D" else None
    anchor = "narrative" if start else "publication"
    if start is not None and offset < 0 and grain == "D" and story.ahead(start):
        start = None
    if start is None and story.publication is not None and not story.history:
        start = coarsen(story.publication, grain)
    if start is None:
        return Resolved(None, "none", "the time it counts from is not known", value=_unknown_unit(grain))
    point = step(start, grain, offset) if offset else start
    way = "past" if offset < 0 else "future" if offset > 0 else "same"
    return Resolved(
        point,
        anchor,
        _told(offset, grain, anchor),
        way,
        setting=anchor == "narrative",
    )


def _unknown_unit(grain: str) -> str | None:
    return {"D": "XXXX-XX-XX", "W": "XXXX-WXX", "M": "XXXX-XX", "Y": "XXXX"}.get(grain)


def resolve_day(r: Reading, story: Story, offset: int) -> Resolved:
    """“Yesterday”, “tonight”: counted from the day of publication."""
    if story.history:
        return Resolved(None, "none", "the day of writing is not the story's", value="PRESENT_REF" if offset == 0 else None)
    pub = story.publication
    if pub is None or pub.day is None:
        return Resolved(None, "none", "the day of publication is not known", value="PRESENT_REF" if offset == 0 else None)
    point = step(pub, "D", offset)
    point = replace(point, clock=r.point.clock) if point else None
    return Resolved(
        point,
        "publication",
        _told(offset, "D", "publication"),
        ("past", "same", "future")[(offset > 0) - (offset < 0) + 1],
    )


def resolve_weekday(r: Reading, story: Story, place: Place) -> Resolved:
    """A weekday: of the week told of in a history, else the last or next by tense; the day of publication counts as last."""
    narrative = story.retold or r.base == "narrative"
    base = story.latest("D") if narrative else story.publication
    span = extent(base) if base is not None and base.day is not None else None
    if span is None or r.weekday is None:
        return Resolved(
            None, "none", "the day it counts from is not known", value=f"XXXX-WXX-{r.weekday}" if r.weekday else None
        )
    way = "past" if r.offset < 0 else "future" if r.offset > 0 else place.direction
    day = _weekday_near(span[0], r.weekday, way, strict=r.offset != 0, this=r.base == "publication" and r.offset == 0)
    point = replace(of_day(day), clock=r.point.clock)
    anchor = "narrative" if narrative else "publication"
    return Resolved(
        point,
        anchor,
        f"the {'next' if day > span[0] else 'last'} such day by the {anchor}",
        "future" if day > span[0] else "past",
    )


def _weekday_near(base: date, weekday: int, way: str, strict: bool, this: bool) -> date:
    back = (base.isoweekday() - weekday) % 7
    if this and way != "past":
        return base + timedelta((weekday - base.isoweekday()) % 7)
    if way.startswith("future"):
        ahead = (weekday - base.isoweekday()) % 7
        return base + timedelta(ahead or (7 if strict else 0))
    return base - timedelta(back or (7 if strict else 0))


def resolve_weekend(r: Reading, story: Story, place: Place) -> Resolved:
    """“The weekend”, “this past weekend”, “next weekend”."""
    base = story.latest("D") if story.retold or r.base == "narrative" else story.publication
    span = extent(base) if base is not None and base.day is not None else None
    if span is None:
        return Resolved(None, "none", "the day it counts from is not known", value="XXXX-WXX-WE")
    inside = span[0].isoweekday() >= 6
    week = 0 if inside and r.offset <= 0 else r.offset
    recent = 4 if r.base != "publication" else 2
    if r.offset == 0 and not inside and not place.direction.startswith("future") and span[0].isoweekday() <= recent:
        week = -1 if recent == 4 or place.direction == "past" else 0
    return Resolved(
        of_day(span[0] + timedelta(7 * week), "WE"), "publication", "the weekend nearest by", "past" if week < 0 else ""
    )


def resolve_shift(r: Reading, story: Story, place: Place) -> Resolved:
    """“Two days ago”, “three weeks later”, “the day before”."""
    back = r.sign in ("ago", "earlier")
    vague = Resolved(
        None, "none", "no number is told", "past" if back else "future", value="PAST_REF" if back else "FUTURE_REF"
    )
    count = 1.0 if r.rule == "day-after" else r.number
    if count is None:
        return vague
    if r.rule == "day-after" and r.sign_of and not story.history:
        return replace(vague, why="counted from an event that has no date", value=_unknown_unit(r.unit))
    by_story = story.retold or r.sign in ("later", "earlier")
    start = (story.points[-1] if story.points else None) if by_story else story.publication
    if start is None and r.sign in ("later", "earlier") and not story.history:
        start = story.publication
    unit, steps = r.unit, count
    if unit in ("Y", "DE", "CE") and steps != int(steps):
        unit, steps = "M", steps * {"Y": 12, "DE": 120, "CE": 1200}[unit]
    if start is not None and r.unit in ("D", "W", "2W") and start.grain not in ("D", "W"):
        start = story.latest("D", 2)
    if start is None or steps != int(steps):
        whole = story.points[-1] if by_story and story.points else None
        return replace(vague, why="the time it counts from is not known", value=_shape(whole, r.unit) or vague.value)
    point = step(start, unit, -int(steps) if back else int(steps))
    anchor = "narrative" if by_story and story.points else "publication"
    return Resolved(point, anchor, f"counted from the {anchor}", "past" if back else "future", setting=anchor == "narrative")


def _shape(start: Point | None, unit: str) -> str | None:
    """The value of a shift from too coarse a time: the year, if the step is small, and X for the rest."""
    if start is None or start.year is None or start.year < 0:
        return None
    return {"D": f"{start.year:04d}-XX-XX", "W": f"{start.year:04d}-WXX", "M": f"{start.year:04d}-XX"}.get(unit)


def resolve_clock(r: Reading, story: Story, place: Place) -> Resolved:
    """A time of day: of the day told last in its sentence or the one before, else (in news) of the day of publication."""
    day = story.day_near(place.sentence)
    anchor = "narrative" if day else "publication"
    if day is None and not story.history and story.publication and story.publication.day:
        day = story.publication
    if day is None:
        return Resolved(None, "none", "the day is not told", value=f"XXXX-XX-XX{r.point.clock}")
    return Resolved(replace(day, clock=r.point.clock), anchor, f"on the day of the {anchor}")


def resolve_nth(r: Reading, story: Story, place: Place) -> Resolved:
    """“The second week of September”, “the first Tuesday in November 2000”."""
    if r.outer:
        outer = _shifted_unit(r.base or "open", r.offset, r.outer, story, place)
    else:
        outer = resolve_date(replace(r, weekday=None), story, place)
    span = extent(outer.point) if outer.point else None
    if span is None or r.nth is None:
        return replace(outer, point=None)
    found = reckoning.nth_weekday(span, r.nth, r.weekday) if r.weekday else reckoning.nth_unit(span, r.nth, r.unit)
    return replace(outer, point=found, why=f"counted within what it names; {outer.why}")


def check(resolved: Resolved) -> Resolved:
    """30 February is no day: the point goes, the reason stays."""
    if resolved.point is not None and not valid(resolved.point):
        return Resolved(None, "none", "there is no such day")
    return resolved

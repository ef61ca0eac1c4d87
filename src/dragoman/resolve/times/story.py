"""Where the text stands in time: the publication, and the time that its narrative has come to."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field

from dragoman.resolve.times.model import Point, Reading
from dragoman.resolve.times.value import coarsen, extent
from dragoman.values import Edtf

_MANY = 8
_MAJORITY = 4
_LEAP = 15


def publication_point(published: Edtf | None) -> Point | None:
    """The publication as a point of the finest part that it settles (an interval over two years settles nothing)."""
    if published is None:
        return None
    first, last = published.first, published.last
    if first == last:
        return Point(first.year, first.month, first.day)
    if (first.year, first.month) == (last.year, last.month):
        return Point(first.year, first.month)
    return Point(first.year) if first.year == last.year else None


def is_history(readings: Sequence[Reading], publication: Point | None) -> bool:
    """Does the text tell of times long before its publication? Then dates go by the narrative, never by the publication.

    It does when the years that it names lie far from the publication in their great majority.
    """
    if publication is None or publication.year is None:
        return True
    years = [r.point.year for r in readings if r.point.year is not None and not r.short_year]
    far = sum(y != publication.year for y in years)
    near = len(years) - far + sum(r.kind in ("day", "weekday", "weekend") or r.base == "publication" for r in readings)
    return far >= _MANY and far >= _MAJORITY * near


@dataclass
class Story:
    """What has been told so far. `points` are the times resolved, the latest last; `year` the narrative's, if it has one."""

    publication: Point | None
    history: bool
    points: list[Point] = field(default_factory=list)
    told: Point | None = None
    paragraph: int = -1
    aside: int | None = None
    days: list[tuple[int, Point]] = field(default_factory=list)

    @property
    def retold(self) -> bool:
        """A history of which the publication is known: even “this year” is the story's there, not the writer's."""
        return self.history and self.publication is not None

    def ahead(self, point: Point) -> bool:
        """Does a day lie behind the publication (in the future of the text)?"""
        day, pub = extent(point), extent(self.publication) if self.publication else None
        return bool(day and pub and day[0] > pub[1])

    def tell(self, point: Point, anchor: str, place: tuple[int, int], setting: bool) -> None:
        """Take note of a resolved time at a place (paragraph, sentence).

        `setting`: it sets the scene (“in 1998”), and does not only qualify a noun.
        """
        paragraph, sentence = place
        self.points.append(point)
        if point.day is not None:
            self.days.append((sentence, point))
        if self.history:
            if setting and self._goes_on(point):
                self.told = point
            return
        now = self.publication.year if self.publication else None
        if anchor == "publication" or (now is not None and point.year is not None and point.year >= now):
            self.told = None
        elif setting and anchor in ("text", "narrative") and point.year is not None:
            self.told, self.paragraph = point, paragraph

    def _goes_on(self, point: Point) -> bool:
        """A leap over many years is an aside (“as archives opened in 2005 show”) until a second time confirms it."""
        if self.told is None or self.told.year is None or point.year is None or abs(point.year - self.told.year) <= _LEAP:
            self.aside = None
            return True
        confirmed = self.aside is not None and abs(point.year - self.aside) <= _LEAP
        self.aside = None if confirmed else point.year
        return confirmed

    def day_near(self, sentence: int) -> Point | None:
        """The day last told in a sentence or the one before it."""
        return self.days[-1][1] if self.days and sentence - self.days[-1][0] <= 1 else None

    def narrative(self, paragraph: int) -> Point | None:
        """The narrative time that holds in a paragraph, None where the text is at its publication."""
        if self.history:
            return self.told or (self.points[-1] if self.points else None)
        return self.told if self.paragraph == paragraph else None

    def latest(self, grain: str, reach: int = 8) -> Point | None:
        """The last time told that settles a grain: what “that month” and “the following day” go back to."""
        for point in reversed(self.points[-reach:]):
            if (coarse := coarsen(point, grain)) is not None:
                return coarse
        return None

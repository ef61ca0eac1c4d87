"""Where the text stands in time: the publication, and the time that its narrative has come to."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field

from dragoman.resolve.times.model import Point, Reading
from dragoman.resolve.times.value import coarsen
from dragoman.values import Edtf

_NEAR = 2
_DEICTIC = {"day"}


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
    far = sum(abs(publication.year - y) >= _NEAR for y in years)
    near = len(years) - far + sum(r.kind in _DEICTIC for r in readings)
    return far >= 5 and far >= 4 * near


@dataclass
class Story:
    """What has been told so far. `points` are the times resolved, the latest last; `year` the narrative's, if it has one."""

    publication: Point | None
    history: bool
    points: list[Point] = field(default_factory=list)
    told: Point | None = None
    paragraph: int = -1
    era: bool = False

    def tell(self, point: Point, anchor: str, paragraph: int, setting: bool) -> None:
        """Take note of a resolved time. `setting`: it sets the scene (“in 1998”), and does not only qualify a noun."""
        self.points.append(point)
        if point.year is not None and point.year < 0:
            self.era = True
        if self.history:
            if setting:
                self.told = point
            return
        now = self.publication.year if self.publication else None
        if anchor == "publication" or (now is not None and point.year is not None and point.year >= now):
            self.told = None
        elif setting and anchor in ("text", "narrative") and point.year is not None:
            self.told, self.paragraph = point, paragraph

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

"""Sources in the manner of a digest, and the passages behind them, numbered in the order in which they are cited."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from typing import Protocol

from dragoman.briefs.model import Cite, Passage
from dragoman.desk.model import Told
from dragoman.desk.wording.dates import first_day, in_words, last_day
from dragoman.desk.wording.names import listed, with_article
from dragoman.records import Coding, Extent
from dragoman.values import Edtf

# A day of publication that is only known to lie in a longer span is told by its months.
_LOOSEST = 31


class Library(Protocol):
    """Where documents are looked up; the store's `Desk` is one."""

    def document(self, id: str) -> Coding:
        """A document with what was read in it."""


@dataclass
class Citer:
    """Gives each record its passage and its source; keeps the numbers for a whole brief. Days of `year` go without it."""

    library: Library
    told: Mapping[str, Told]
    year: str | None = None
    passages: list[Passage] = field(default_factory=list)
    _numbers: dict[str, int] = field(default_factory=dict)
    _codings: dict[str, Coding] = field(default_factory=dict)

    def cites(self, keys: Iterable[str], days_too: bool = True) -> tuple[Cite, ...]:
        """The sources of records: one cite an outlet with its days and passages, in the order of the days; without days
        for the narrow columns of a table. An outlet that is cited without a day has the day of the text that cites it."""
        found: dict[str, tuple[list[str], list[int]]] = {}
        citing: dict[str, list[str]] = {}
        for told in sorted((self.told[k] for k in keys if k in self.told), key=_order):
            number = self._number(told)
            for outlet, day in self._outlets(told):
                days, numbers = found.setdefault(outlet, ([], []))
                if day and day not in days:
                    days.append(day)
                elif not day and told.published:
                    citing.setdefault(outlet, []).append(told.published)
                if number not in numbers:
                    numbers.append(number)
        if not days_too:
            return tuple(Cite(outlet, tuple(numbers)) for outlet, (_, numbers) in found.items())
        return tuple(Cite(self._words(o, days, citing.get(o, [])), tuple(n)) for o, (days, n) in found.items())

    def _coding(self, document: str) -> Coding:
        if document not in self._codings:
            self._codings[document] = self.library.document(document)
        return self._codings[document]

    def _outlets(self, told: Told) -> list[tuple[str, str | None]]:
        """Outlets with the day cited of each; the document's own name and day where it cites nobody."""
        coding = self._coding(told.document)
        cited = [coding.citations[c] for c in told.record.citations if c < len(coding.citations)]
        d = coding.document
        own = (d.agency, d.publication)
        outlets = [
            (o.name, o.date or (d.published if o.name in own else None)) for c in cited if not c.crossref for o in c.outlets
        ]
        if outlets:
            return outlets
        return [(d.agency or d.publication or d.title or d.id, d.published)]

    def _words(self, outlet: str, days: list[str], citing: list[str]) -> str:
        """ "Kyodo, February 11-13", "Kyodo, cited February 14"; the year is told where it is not that of the whole brief."""
        parts = [_day_words(d, self.year) for d in _joined(days or citing)]
        return ", ".join(p for p in (outlet, f"{'' if days else 'cited '}{listed(parts)}" if parts else "") if p)

    def _number(self, told: Told) -> int:
        number = self._numbers.get(told.key)
        if number is None:
            number = len(self.passages) + 1
            self.passages.append(self._passage(number, told))
            self._numbers[told.key] = number
        return number

    def _passage(self, number: int, told: Told) -> Passage:
        coding, evidence = self._coding(told.document), told.record.evidence
        d = coding.document
        start, end = min(e.start for e in evidence), max(e.end for e in evidence)
        around = [s for s in coding.sentences if s.start < end and start < s.end] or [Extent(start=start, end=end)]
        first, last = min(start, around[0].start), max(end, around[-1].end)
        published = in_words(d.published) if d.published else "undated"
        return Passage(
            number, d.id, d.title or d.id, with_article(d.publication or d.agency or ""), published, start, end,
            _plain(d.text[first:start]), _plain(d.text[start:end]), _plain(d.text[end:last]),
        )  # fmt: skip


def _plain(text: str) -> str:
    """White space made single; a blank at an end is kept."""
    plain = " ".join(text.split())
    return (" " if text[:1].isspace() and plain else "") + plain + (" " if text[-1:].isspace() and plain else "")


def _order(told: Told) -> tuple[str, str, int, str]:
    return told.published or "9999", told.document, told.record.evidence[0].start, told.key


def _joined(days: list[str]) -> list[str]:
    """Days of one month that follow each other become a span."""
    plain = sorted(set(days), key=lambda d: (str(first_day(d)), str(last_day(d))))
    out: list[str] = []
    for day in plain:
        if out and (span := _together(out[-1], day)):
            out[-1] = span
        else:
            out.append(day)
    return out


def _together(a: str, b: str) -> str | None:
    one, other = (first_day(a), last_day(a)), (first_day(b), last_day(b))
    if None in one or None in other:
        return None
    assert one[0] and one[1] and other[0] and other[1]
    near = (other[0] - one[1]).days <= 1 and (one[0].year, one[0].month) == (other[1].year, other[1].month)
    exact = all(len(p) == 10 for d in (a, b) for p in d.split("/"))
    return str(Edtf.between(one[0], max(one[1], other[1]))) if near and exact else None


def _day_words(edtf: str, year: str | None) -> str:
    day, last = first_day(edtf), last_day(edtf)
    if day and last and "/" in edtf and (last - day).days > _LOOSEST:
        return in_words(f"{day:%Y-%m}/{last:%Y-%m}")
    return in_words(edtf, year=day is None or str(day.year) != year)

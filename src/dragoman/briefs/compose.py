"""A desk → a brief: lead, what happened, where the sides differ, promises and money, what is ahead, the passages."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import date
from typing import Protocol

from dragoman.briefs.choosing import Item, items
from dragoman.briefs.citing import Citer, Library
from dragoman.briefs.differing import differences, linkages
from dragoman.briefs.model import Brief, Paragraph, Section, Sentence, Table
from dragoman.briefs.prose import Writer
from dragoman.briefs.tables import deadlines_ahead, money_table, promise_table
from dragoman.desk.fusion.accounts import RANK
from dragoman.desk.model import Query
from dragoman.desk.views.scene import Memory, Scene, scene
from dragoman.desk.wording.dates import first_day, in_words, last_day
from dragoman.desk.wording.names import Names, listed, state
from dragoman.records import Event, Transfer

KINDS = ("meeting", "commitment", "transfer", "position", "event", "dispute", "linkage")
MOST = 40
_LEAD = 4
# What it weighs in the lead that something happened at the end of the time and not at its beginning.
_NEWS = 3.0
# Of what one sentence of a document tells, the kind that says most; a meeting is always a thing of its own.
_ORDER = ("transfer", "commitment", "position", "event")


class Archive(Memory, Library, Protocol):
    """What a brief needs of a desk: its episodes, records and documents."""


def compose(archive: Archive, query: Query, today: date | None = None, most: int = MOST) -> Brief:
    """The brief of a query: `between` whom, `since` and `until` when; `most` sentences of what happened.

    A brief stands on the last of its days: what lies after that is ahead. It is empty (no sections) where the record holds
    nothing of that time.
    """
    day = min(d for d in (last_day(query.until), last_day(query.as_of), today or date.today()) if d)
    at = replace(scene(archive, query, KINDS, today), today=day)
    told = at.told({k for e in at.episodes for k in e.members})
    found = _apart(items(at))
    writer = Writer(Names(), Citer(archive, told))
    lead = _lead(found)
    years = {str(i.day.year) for i in lead}
    rest = [i for i in found if i not in lead]
    kept = _most(rest, most)
    sections = [
        Section("", (writer.paragraph(lead, years.pop() if len(years) == 1 else None),) if lead else ()),
        Section("What happened", writer.paragraphs(kept), note=_left(len(rest) - len(kept), "of less weight")),
        Section("Where the sides differ", _as_paragraphs(differences(at, found, writer))),
        Section("What hangs on what", _as_paragraphs(linkages(at, writer))),
        _tables("Promises", *promise_table(at, writer), "without a day, an object or room here"),
        _tables("Money", *money_table(at, writer), "for which no sum is told"),
        Section("What is ahead", _as_paragraphs(_ahead(found, at, writer))),
    ]
    held = tuple(s for s in sections if s.paragraphs or s.tables)
    return Brief(_title(query), _standfirst(writer, query), held, tuple(writer.citer.passages))


def _apart(found: list[Item]) -> list[Item]:
    """Of several records that one sentence gives, the one that says most; two sums are two things, two events one."""
    best: dict[tuple[str, int], tuple[int, float]] = {}
    for item in found:
        if item.episode.kind in _ORDER:
            for place in _places(item):
                best[place] = min(_rank(item), best.get(place, _rank(item)))
    return [i for i in found if i.episode.kind not in _ORDER or any(_rank(i) == best[p] for p in _places(i))]


def _rank(item: Item) -> tuple[int, float]:
    """By kind; money with a sum before money without, an event by its score."""
    record = item.told.record
    if isinstance(record, Transfer):
        return 0, float(record.amount is None)
    return _ORDER.index(item.episode.kind), -abs(record.score or 0.0) if isinstance(record, Event) else 0.0


def _places(item: Item) -> list[tuple[str, int]]:
    return [(item.told.document, item.told.record.sentence)]


def _lead(found: Sequence[Item]) -> list[Item]:
    """The weightiest steps, the latest before the earliest, one an episode; told in order of day."""
    taken: dict[str, Item] = {}
    days = [i.day.toordinal() for i in found]
    span = max(days, default=0) - min(days, default=0) or 1

    def rank(item: Item) -> tuple[float, date, tuple[str, ...]]:
        """What came last is what a reader asks for first."""
        return -item.weight() - _NEWS * (item.day.toordinal() - min(days)) / span, item.day, item.keys

    for item in sorted(found, key=rank):
        sure = RANK[item.step.certainty] >= RANK["possible"]
        if len(taken) < _LEAD and item.episode.kind != "event" and sure:
            taken.setdefault(item.episode.id, item)
    return sorted(taken.values(), key=lambda i: (i.day, i.keys))


def _most(found: list[Item], most: int) -> list[Item]:
    kept = sorted(found, key=lambda i: (-i.weight(), i.day, i.keys))[:most]
    return [i for i in found if i in kept]


def _left(count: int, why: str) -> str:
    if not count:
        return ""
    return f"{count:,} {'entry' if count == 1 else 'entries'} {why} {'is' if count == 1 else 'are'} left out."


def _as_paragraphs(sentences: list[Sentence]) -> tuple[Paragraph, ...]:
    return tuple(Paragraph((s,)) for s in sentences)


def _tables(heading: str, table: Table | None, left: int, why: str) -> Section:
    return Section(heading, tables=(table,) if table else (), note=_left(left, why))


def _ahead(found: Sequence[Item], at: Scene, writer: Writer) -> list[Sentence]:
    """Meetings still to come on the brief's day (the last step of each tells), and the deadlines of promises."""
    last: dict[str, Item] = {}
    for item in found:
        last[item.episode.id] = item
    out = []
    for item in last.values():
        coming = first_day(item.ahead)
        sure = RANK[item.step.certainty] >= RANK["possible"]
        if coming and coming > at.today and item.day <= at.today and sure and (made := writer.sentence(item)):
            out.append(made)
    return [*out, *deadlines_ahead(at, writer)]


def _title(query: Query) -> str:
    who = listed([state(c) for c in query.between]) if query.between else "All states"
    about = f" on {query.about}" if query.about else ""
    return f"{who[:1].upper()}{who[1:]}{about}: {_time(query)}"


def _time(query: Query) -> str:
    if query.since and query.until:
        return in_words(query.since) if query.since == query.until else f"{in_words(query.since)} to {in_words(query.until)}"
    if query.since:
        return f"since {in_words(query.since)}"
    return f"until {in_words(query.until)}" if query.until else "all that is on record"


def _standfirst(writer: Writer, query: Query) -> str:
    documents = len({p.document for p in writer.citer.passages})
    if not documents:
        return "The record holds nothing of it; ask for a longer time, other states, or a lower certainty."
    passages = len(writer.citer.passages)
    known = f", as it was known on {in_words(query.as_of)}" if query.as_of else ""
    sure = f" Only what is at least {query.certainty}." if query.certainty else ""
    drawn = f"{passages:,} passage{'s' * (passages != 1)} of {documents:,} document{'s' * (documents != 1)}"
    return f"Drawn from {drawn}{known}.{sure} The numbers lead to the passages."

"""What passes between the store, fusion and the views: frozen values, no database in sight.

    Coding ──store.add──► Told ──fusion.fuse──► Episode ──views──► rows of the contract

A `Told` is one record as one document tells it; an `Episode` is the one thing in the world that many tell of.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from dragoman.records import AnyRecord, Certainty, Extent


@dataclass(frozen=True, slots=True)
class Told:
    """One record of one document, with all that fusion needs to know of where it comes from.

    `key` is unique in a desk (document id and record id). `published` is EDTF or None; `outlets` are those that the
    document or its citation names; `voice` the names of those on whose word it rests, outermost first, and `sides` their
    codes; `origin` names the one source that reprints share. `issue` is the stable name of the issue where one is known.
    `codes` are the states and organisations that it concerns: its parties, the state of its place and, where that is one
    only, those its document is about. `text` holds the sentences of its evidence, `said` the day (EDTF) on which it was
    said or written, which is not the day of what it tells. `own_issue`: the record's own words name the issue, not only
    those around it. `where` is the state of its place, `home` that of its origin,
    `asked_by` the code of the side at whose request it is told to be so.
    """

    key: str
    document: str
    record: AnyRecord
    published: str | None
    publication: str | None
    outlets: tuple[str, ...]
    voice: tuple[str, ...]
    sides: tuple[str, ...]
    origin: str
    issue: str | None = None
    codes: tuple[str, ...] = ()
    text: str = ""
    said: str | None = None
    own_issue: bool = False
    where: str | None = None
    home: str | None = None
    asked_by: str | None = None


@dataclass(frozen=True, slots=True)
class Account:
    """What one document says of a thing, as the contract prints it; accounts with one origin are one source."""

    document: str
    evidence: tuple[Extent, ...]
    voice: tuple[str, ...]
    outlets: tuple[str, ...]
    origin: str
    certainty: Certainty
    key: str = ""


@dataclass(frozen=True, slots=True)
class Value:
    """One value of a field with the accounts that give it and how sure they make it together."""

    value: Any
    accounts: tuple[Account, ...]
    certainty: Certainty
    side: str | None = None

    @property
    def origins(self) -> tuple[str, ...]:
        """The independent sources behind it."""
        return tuple(sorted({a.origin for a in self.accounts}))


@dataclass(frozen=True, slots=True)
class Step:
    """One step in the life of an episode: a deadline set, a meeting put off, a tranche paid, a stance taken.

    `date` is the day (EDTF) on which it happened or was said; `values` hold what the step says (`deadline`, `status`,
    `amount`, `stage`, `stance`, `polarity`, …).
    """

    date: str | None
    values: Mapping[str, Any]
    said_by: tuple[str, ...]
    accounts: tuple[Account, ...]
    certainty: Certainty


@dataclass(frozen=True, slots=True)
class Episode:
    """One thing in the world as a desk knows it from all that tell of it.

    `id` is stable: it comes from the smallest record key in it. `kind` is the records' kind (transfers of a programme:
    `transfer`). `codes` are all states and organisations that take part; `fields` hold every value that any account gives a
    field, best first; `steps` its life in order of date; `why` explains what put these records together. `chosen` is the
    one answer that fusion settles on for each field of a view, where that is more than the best value. `told` is the first
    day (EDTF) on which any account was published or said: where to look for what no text gives a day of its own.
    """

    id: str
    kind: str
    title: str
    codes: tuple[str, ...]
    issue: str | None
    first: str | None
    last: str | None
    status: str | None
    certainty: Certainty
    members: tuple[str, ...]
    fields: Mapping[str, tuple[Value, ...]] = field(default_factory=dict)
    steps: tuple[Step, ...] = ()
    why: tuple[str, ...] = ()
    chosen: Mapping[str, Any] = field(default_factory=dict)
    told: str | None = None


@dataclass(frozen=True, slots=True)
class Ruling:
    """An analyst's word that outlives every fusion: these two records are one thing (`merge`), or are not (`split`)."""

    verdict: str
    left: str
    right: str
    by: str = ""
    note: str = ""


@dataclass(frozen=True, slots=True)
class Query:
    """What is asked of a view. Dates are EDTF; `as_of` takes the desk back to what was published until then."""

    between: tuple[str, ...] = ()
    about: str | None = None
    since: str | None = None
    until: str | None = None
    certainty: Certainty | None = None
    as_of: str | None = None
    limit: int | None = None


@dataclass(frozen=True, slots=True)
class Answer:
    """A view's answer: `{"view", "as_of", "rows"}` of the contract."""

    view: str
    as_of: str | None
    rows: tuple[Mapping[str, Any], ...]

"""Coding → rows of the tables, in one pass, as tuples in the order of `COLUMNS`."""

from __future__ import annotations

import hashlib
from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, fields, replace
from functools import lru_cache
from operator import attrgetter
from typing import Any

import pydantic_core

from dragoman.desk.clean import cleaned
from dragoman.desk.fusion import block_of
from dragoman.desk.model import Told
from dragoman.desk.tables import Base
from dragoman.desk.telling import tell
from dragoman.errors import UnreadableError
from dragoman.records import Coding, Extent
from dragoman.values import bounds

Row = tuple[Any, ...]
COLUMNS = {name: tuple(c.name for c in table.columns) for name, table in Base.metadata.tables.items()}
# The order in which rows can be inserted: what others point to comes first.
ORDER = (
    "entities", "documents", "sentences", "mentions", "attributions", "citations", "records", "record_codes",
)  # fmt: skip
# What of a Told has no column and no place in its record or document.
TELLING = tuple(
    f.name for f in fields(Told)
    if f.name not in ("key", "document", "record", "published", "publication", "issue", "origin", "home", "text")
)  # fmt: skip
_held_of = attrgetter(*TELLING)
_TYPES = ("plover", "type", "stage", "polarity", "role")
_DATES = ("date", "made", "held_at")
_LONGEST_NAME = 500
_SHORT = 200


@dataclass(frozen=True)
class Prepared:
    """A coding ready to be kept: cleaned, with its Tolds, their records as JSON, and the digest of the whole reading."""

    coding: Coding
    told: tuple[Told, ...]
    bodies: tuple[str, ...]
    blocks: tuple[str, ...]
    digest: str
    replaced: int

    @property
    def id(self) -> str:
        """The document's id."""
        return self.coding.document.id


def prepare(coding: Coding) -> Prepared:
    """What can be done without the database. Raises UnreadableError for a coding that contradicts itself."""
    coding, parts, replaced = cleaned(coding)
    _check(coding)
    told = _numbered(tell(coding))
    blocks = tuple(short(block_of(t)) for t in told)
    return Prepared(coding, told, tuple(parts[:-1]), blocks, _sha("\n".join(parts)), replaced)


def _numbered(told: Iterable[Told]) -> tuple[Told, ...]:
    """Two records of one id in one document are told apart by their order."""
    seen: Counter[str] = Counter()
    out = []
    for t in told:
        seen[t.key] += 1
        out.append(t if seen[t.key] == 1 else replace(t, key=f"{t.key}#{seen[t.key]}"))
    return tuple(out)


def short(name: str) -> str:
    """A name that any index takes: a very long one is cut and told apart by its digest."""
    return name if len(name) <= _SHORT else f"{name[:_SHORT]}…{_sha(name)[:16]}"


def _sha(text: str) -> str:
    return hashlib.sha256(text.encode()).hexdigest()


def _check(coding: Coding) -> None:
    d, length = coding.document, len(coding.document.text)
    if not d.id or len(d.id) > _LONGEST_NAME:
        raise UnreadableError(d.id[:60] or "a coding", f"its id must have 1 to {_LONGEST_NAME} characters")
    for r in coding.records:
        if any(not 0 <= e.start <= e.end <= length for e in r.evidence):
            raise UnreadableError(d.id, f"record {r.id} rests on characters that the text does not have", "read it again")
        if len(r.id) > _LONGEST_NAME:
            raise UnreadableError(d.id, f"record {r.id[:60]}… has an id of more than {_LONGEST_NAME} characters")
    if d.published:
        bounds(d.published)


class Rows:
    """The rows of a batch, by table; those of entities by their key."""

    def __init__(self) -> None:
        self.of: defaultdict[str, list[Row]] = defaultdict(list)
        self._entities: dict[str, Row] = {}

    def add(self, p: Prepared, pk: int, run: int, superseded_by: int | None, records: Callable[[], int]) -> None:
        """All rows of one document; `records` gives the next number of a record."""
        self.of["documents"].append(document_row(p, pk, run, superseded_by))
        self.add_reading(p, pk, records)

    def add_reading(self, p: Prepared, pk: int, records: Callable[[], int]) -> None:
        """All rows of one document but its own."""
        of, c = self.of, p.coding
        of["sentences"] += [(pk, n, s.start, s.end) for n, s in enumerate(c.sentences)]
        entities = [_entity(m.type, m.code, m.name) for m in c.mentions]
        self._entities.update((e[0], e) for e in entities)
        of["mentions"] += [
            (pk, n, m.start, m.end, m.text, m.entity, e[0], m.sector, m.role)
            for n, (m, e) in enumerate(zip(c.mentions, entities, strict=True))
        ]
        of["attributions"] += [
            (pk, n, a.id, *_ends(a.source), *_ends(a.cue), extents(a.content), a.name, a.code, a.anonymous, a.date,
             a.certainty, a.within, a.why)
            for n, a in enumerate(c.attributions)
        ]  # fmt: skip
        of["citations"] += [
            (pk, n, i.start, i.end, i.crossref, _json(i.outlets), *i.sentences) for n, i in enumerate(c.citations)
        ]
        for n, told in enumerate(p.told):
            record = records()
            of["records"].append(record_row(p, n, record, pk, n))
            of["record_codes"] += [(record, short(code)) for code in dict.fromkeys(told.codes)]

    def entities(self) -> dict[str, Row]:
        """Each entity once, in order of key, so that two writers never wait for each other crosswise."""
        return dict(sorted(self._entities.items()))


def document_row(p: Prepared, pk: int, run: int, superseded_by: int | None) -> Row:
    """The row of a document."""
    c, d = p.coding, p.coding.document
    first, last = days(d.published)
    rest = {"times": [t.model_dump() for t in c.times], "origins": [o.model_dump() for o in c.origins]}
    return (
        pk, d.id, d.sha256, p.digest, superseded_by, d.publication, d.volume, d.issue, d.title, d.url, d.language,
        d.published, first, last, d.published_basis, d.published_note, d.byline, d.place, d.agency, d.text, p.replaced,
        _json(rest), run, None, None, None,
    )  # fmt: skip


def record_row(p: Prepared, at: int, pk: int, document: int, number: int) -> Row:
    """The row of the record at that place of the coding."""
    told, r = p.told[at], p.told[at].record
    held = vars(r)  # a model is slow to say that it has no such field
    return (
        pk, document, number, told.key, r.kind, _first(held, _TYPES), held.get("status"), _first(held, _DATES),
        held.get("deadline"), told.issue, held.get("amount"), held.get("currency"), r.certainty,
        p.blocks[at], told.origin, told.home, told.text, _json(dict(zip(TELLING, _held_of(told), strict=True))), None,
        p.bodies[at],
    )  # fmt: skip


def _first(held: Mapping[str, Any], names: Iterable[str]) -> str | None:
    for name in names:
        value: str | None = held.get(name)
        if value is not None:
            return value
    return None


@lru_cache(maxsize=65536)
def _entity(type: str, code: str | None, name: str) -> Row:
    """The row of an entity, its key first."""
    return short(f"{type}:{code or ''}:{name}"), type, code, name


def _ends(extent: Extent | None) -> tuple[int | None, int | None]:
    return (extent.start, extent.end) if extent else (None, None)


def extents(given: Iterable[Extent]) -> str:
    """Extents as JSON: `[[start, end], …]`."""
    return f"[{','.join([f'[{e.start},{e.end}]' for e in given])}]"


def _json(value: Any) -> str:
    return pydantic_core.to_json(value).decode()


@lru_cache(maxsize=4096)
def days(edtf: str | None) -> tuple[str | None, str | None]:
    """The first and last day that a date can mean, as ISO dates; an open end is null."""
    if not edtf:
        return None, None
    first, last = bounds(edtf)
    return (None if first.year == 1 else first.isoformat()), (None if last.year == 9999 else last.isoformat())

"""Batches of prepared codings → rows, each batch in one transaction.

A document that a database refuses costs only itself: its batch is taken back and kept again one by one.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, field, replace

from sqlalchemy import Connection, text
from sqlalchemy.exc import DataError, IntegrityError, OperationalError

from dragoman.desk.bulk import insert, insert_missing, is_sqlite, numbers, where_in
from dragoman.desk.connect import Database
from dragoman.desk.reprints import forget
from dragoman.desk.rereading import reattach, take_out
from dragoman.desk.rows import COLUMNS, ORDER, Prepared, Rows, days, prepare
from dragoman.errors import DeskError

_TRIES = 8
_CONFLICTS = ("40001", "40P01", "23505")  # serialization, deadlock, another writer kept the same key first
_AKIN = 0.3
_SHINGLE = 3
_PART = 200_000  # characters in one tsvector; PostgreSQL takes a megabyte of them


@dataclass(frozen=True)
class Outcome:
    """What became of one coding: ``new``, ``known``, ``superseding``, ``older``, ``reread`` or ``refused``; `kept_as`
    is the document's id in the desk."""

    what: str
    kept_as: str
    why: str = ""
    kinds: Counter[str] = field(default_factory=Counter)


@dataclass(frozen=True)
class _Standing:
    """A version of a document that the desk holds."""

    pk: int
    id: str
    sha256: str
    digest: str
    superseded_by: int | None
    published_last: str | None
    url: str | None


class Writer:
    """Keeps codings in one database for one run."""

    def __init__(self, database: Database, run: int) -> None:
        self._database, self._run = database, run
        self._entities: set[str] = set()

    def keep(self, batch: Sequence[Prepared]) -> list[Outcome]:
        """Keep them all; what became of each, in order. Raises DeskError where the desk cannot be written at all."""
        try:
            return self._kept(batch)
        except DeskError as error:
            if not _spares_others(error):
                raise
            return [self._alone(p) for p in batch]

    def _alone(self, p: Prepared) -> Outcome:
        for turn in range(_TRIES):
            try:
                return self._kept([p])[0]
            except DeskError as error:
                if not _spares_others(error):
                    raise
                if turn + 1 == _TRIES or not _conflict(error):
                    return Outcome("refused", p.id, error.what)
        raise AssertionError("unreachable")

    def _kept(self, batch: Sequence[Prepared]) -> list[Outcome]:
        with self._database.writing() as connection:
            keeping = _Keeping(connection, self._run, self._entities)
            keeping.look_up(batch)
            outcomes = [keeping.take(p) for p in batch]
            added = keeping.write()
        self._entities |= added
        return outcomes


class _Keeping:
    """One transaction: what the desk holds already, what is to be written."""

    def __init__(self, connection: Connection, run: int, entities: set[str]) -> None:
        self._c, self._run, self._known_entities = connection, run, entities
        self._versions: dict[str, list[_Standing]] = {}
        self._rows = Rows()
        self._stale: set[str] = set()
        self._changed: list[tuple[str, int]] = []
        self._superseded: list[dict[str, int]] = []
        self._new: list[int] = []

    def look_up(self, batch: Sequence[Prepared]) -> None:
        """Which versions of the batch's documents stand in the desk, and numbers for what is new."""
        ids = {i for p in batch for i in (p.id, _other_name(p))}
        query = "SELECT pk, id, sha256, digest, superseded_by, published_last, url FROM documents WHERE id IN :values"
        for row in where_in(self._c, query + " ORDER BY pk", sorted(ids)):
            self._versions.setdefault(row.id, []).append(_Standing(*tuple(row)))
        self._versions = {id: _chain(versions) for id, versions in self._versions.items()}
        fresh = [p for p in batch if self._same(p) is None or self._digest_differs(p)]
        self._documents = numbers(self._c, "documents", len(fresh))
        self._records = numbers(self._c, "records", sum(len(p.told) for p in fresh))

    def take(self, p: Prepared) -> Outcome:
        """Decide what one coding is to the desk and lay its rows ready."""
        same = self._same(p)
        if same is not None and same.digest == p.digest:
            return Outcome("known", same.id)
        if same is not None:
            return self._reread(p if same.id == p.id else _renamed(p), same)
        standing = self._versions.get(p.id, [])
        if standing and not self._akin(p, standing):
            p, standing = _renamed(p), []
        return self._new_version(p, standing)

    def write(self) -> set[str]:
        """Write all that is laid ready; gives the keys of the entities that are in the desk now."""
        rows, c = self._rows, self._c
        if self._superseded:
            c.execute(text("UPDATE documents SET superseded_by = :by WHERE pk = :pk"), self._superseded)
            forget(c, [s["pk"] for s in self._superseded])
        entities = rows.entities()
        insert_missing(c, "entities", [row for key, row in entities.items() if key not in self._known_entities])
        for table in ORDER[1:]:
            insert(c, table, rows.of[table])
        if not is_sqlite(c) and self._new:
            c.execute(text(_INDEX_WORDS), {"pks": self._new, "size": _PART})
        for id, pk in self._changed:
            self._stale |= reattach(c, id, pk)
        insert(c, "stale", [(b,) for b in sorted(self._stale)], ("block",))
        if self._new:
            query = "UPDATE runs SET documents = documents + :n WHERE pk = :pk"
            c.execute(text(query), {"n": len(self._new), "pk": self._run})
        return set(entities)

    def _same(self, p: Prepared) -> _Standing | None:
        """The version with this very text, under its own id or the one it got because that was taken."""
        sha = p.coding.document.sha256
        return next((v for i in (p.id, _other_name(p)) for v in self._versions.get(i, ()) if v.sha256 == sha), None)

    def _digest_differs(self, p: Prepared) -> bool:
        same = self._same(p)
        return same is not None and same.digest != p.digest

    def _new_version(self, p: Prepared, standing: list[_Standing]) -> Outcome:
        pk, d = next(self._documents), p.coding.document
        last = days(d.published)[1]
        later = [v for v in standing if last and v.published_last and v.published_last > last]
        at = standing.index(later[0]) if later else len(standing)
        row = _Standing(pk, p.id, d.sha256, p.digest, later[0].pk if later else None, last, d.url)
        if at:
            self._supersede(standing[at - 1].pk, pk)
        self._versions.setdefault(p.id, []).insert(at, row)
        self._rows.add(p, pk, self._run, row.superseded_by, self._records.__next__)
        self._new.append(pk)
        self._stale |= set(p.blocks)
        if standing:
            self._stale |= {r[0] for r in where_in(self._c, _BLOCKS, [v.pk for v in standing])}
        if standing and not later:
            self._changed.append((p.id, pk))
        what = "older" if later else "superseding" if standing else "new"
        return Outcome(what, p.id, kinds=Counter(t.record.kind for t in p.told))

    def _supersede(self, old: int, by: int) -> None:
        documents = self._rows.of["documents"]
        at = COLUMNS["documents"].index("superseded_by")
        self._rows.of["documents"] = [(*r[:at], by, *r[at + 1 :]) if r[0] == old else r for r in documents]
        self._superseded.append({"pk": old, "by": by})

    def _reread(self, p: Prepared, same: _Standing) -> Outcome:
        if same.pk in self._new:
            # Twice in one batch, read differently: the first is not in the database yet to be taken out again.
            self._flush()
        self._stale |= take_out(self._c, p, same.pk, self._run) | set(p.blocks)
        self._rows.add_reading(p, same.pk, self._records.__next__)
        self._changed.append((p.id, same.pk))
        versions = self._versions[p.id]
        versions[versions.index(same)] = replace(same, digest=p.digest)
        return Outcome("reread", p.id, kinds=Counter(t.record.kind for t in p.told))

    def _flush(self) -> None:
        left = self._known_entities
        self._known_entities = left | self.write()
        self._rows, self._superseded, self._changed, self._new = Rows(), [], [], []

    def _akin(self, p: Prepared, standing: Sequence[_Standing]) -> bool:
        """Is it another version of what stands under its id, or a text of its own that happens to be called so?"""
        d = p.coding.document
        if d.url and any(v.url == d.url for v in standing):
            return True
        at = COLUMNS["documents"].index("text")
        fresh = {row[0]: row[at] for row in self._rows.of["documents"]}
        pks = [v.pk for v in standing]
        texts = [fresh[k] for k in pks if k in fresh]
        texts += [r[0] for r in where_in(self._c, "SELECT text FROM documents WHERE pk IN :values", pks)]
        own = _shingles(d.text)
        return any(_share(own, _shingles(t)) >= _AKIN for t in texts)


_BLOCKS = "SELECT DISTINCT block FROM records WHERE document IN :values"
_INDEX_WORDS = """
INSERT INTO document_words (document, part, words)
SELECT d.pk, part, to_tsvector('english',
    CASE part WHEN 0 THEN coalesce(d.title, '') ELSE '' END || ' ' || substr(d.text, part * :size + 1, :size))
FROM documents d, generate_series(0, length(d.text) / :size) part WHERE d.pk = ANY(:pks)
"""


def _chain(versions: Sequence[_Standing]) -> list[_Standing]:
    """The versions of a document, each before the one that superseded it."""
    before = {v.superseded_by: v for v in versions}
    chain = [before[None]]
    while (earlier := before.get(chain[-1].pk)) is not None:
        chain.append(earlier)
    return chain[::-1]


def _other_name(p: Prepared) -> str:
    return f"{p.id}~{p.coding.document.sha256[:8]}"


def _renamed(p: Prepared) -> Prepared:
    """The same under an id of its own, where its id is taken by another text."""
    document = p.coding.document.model_copy(update={"id": _other_name(p)})
    other = prepare(p.coding.model_copy(update={"document": document}))
    return replace(other, digest=p.digest, replaced=p.replaced)


def _shingles(text: str) -> set[tuple[str, ...]]:
    words = re.findall(r"\w+", text.casefold())[:20_000]
    return {tuple(words[i : i + _SHINGLE]) for i in range(max(1, len(words) - _SHINGLE + 1))}


def _share(a: set[tuple[str, ...]], b: set[tuple[str, ...]]) -> float:
    """How much of the shorter text the longer one holds too, 0 to 1."""
    return len(a & b) / max(1, min(len(a), len(b)))


def _spares_others(error: DeskError) -> bool:
    """Is it the fault of a row, so that other documents can be kept?"""
    cause = error.__cause__
    return isinstance(cause, (DataError, IntegrityError, OverflowError, UnicodeError)) or _conflict(error)


def _conflict(error: DeskError) -> bool:
    cause = error.__cause__
    if isinstance(cause, IntegrityError) and "UNIQUE" in str(cause.orig):
        return True
    return isinstance(cause, (OperationalError, IntegrityError)) and getattr(cause.orig, "sqlstate", None) in _CONFLICTS

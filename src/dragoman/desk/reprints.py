"""Which documents of a desk print one text, and the source that all of them share.

Done for whole groups at a time and from what the desk holds, so that the order of arrival cannot matter. A document is
looked at once; it is looked at again when it is read anew, or when a printing of its group is superseded.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence
from typing import Any

import numpy as np
from sqlalchemy import Connection, Row, text

from dragoman.desk.bulk import expanded, insert, is_sqlite, where_in
from dragoman.desk.connect import Database
from dragoman.desk.origins import ALIKE, Print, bands, shared_origin, signature
from dragoman.desk.reading import coding_of
from dragoman.desk.telling import tell

_AT_ONCE = 500
_LOCK = 0x4472676E
# Said so that SQLite goes by the index of the few without a signature, not by that of the many that stand.
_UNSIGNED = "signature IS NULL AND coalesce(superseded_by, 0) = 0"
_OUTLETS = """SELECT m.document, e.name, max(e.code) AS code FROM mentions m JOIN entities e ON e.key = m.entity
WHERE e.type = 'outlet' AND m.document IN :values GROUP BY m.document, e.name"""


def waiting(connection: Connection) -> bool:
    """Are there documents that have not been looked at?"""
    return bool(connection.execute(text(f"SELECT EXISTS (SELECT 1 FROM documents WHERE {_UNSIGNED})")).scalar())


def gather(database: Database) -> None:
    """Look at all documents that have not been looked at. Raises DeskError."""
    while True:
        with database.writing() as connection:
            if not is_sqlite(connection):
                connection.execute(text("SELECT pg_advisory_xact_lock(:n)"), {"n": _LOCK})
            query = f"SELECT pk, id, text, origin FROM documents WHERE {_UNSIGNED} ORDER BY pk LIMIT :most"
            fresh = connection.execute(text(query), {"most": _AT_ONCE}).all()
            if not fresh:
                return
            _take(connection, fresh)


def forget(connection: Connection, superseded: Iterable[int]) -> None:
    """These versions stand no more: they are no printings, and those of their groups are to be looked at again."""
    pks = list(superseded)
    standing = where_in(connection, "SELECT pk, reprints, origin FROM documents WHERE pk IN :values", pks)
    groups = sorted({r.reprints for r in standing if r.reprints})
    for row in standing:
        if row.origin is not None:
            _own_origins(connection, row.pk)
    _run(connection, "DELETE FROM bands WHERE document IN :values", pks)
    _run(connection, "UPDATE documents SET signature = NULL, reprints = NULL WHERE pk IN :values", pks)
    _run(connection, "UPDATE documents SET signature = NULL, reprints = NULL WHERE reprints IN :values", groups)


def _take(connection: Connection, fresh: Sequence[Row[Any]]) -> None:
    for row in fresh:
        if row.origin is not None:
            _own_origins(connection, row.pk)
    signed = {row.pk: signature(row.text) for row in fresh}
    _run(connection, "DELETE FROM bands WHERE document IN :values", signed)
    insert(connection, "bands", [(_number(b), pk) for pk, minima in signed.items() for b in set(bands(minima))])
    packed = [{"pk": pk, "signature": np.array(minima, dtype="<u4").tobytes()} for pk, minima in signed.items()]
    connection.execute(text("UPDATE documents SET signature = :signature WHERE pk = :pk"), packed)
    _share(connection, _groups(connection, sorted(signed)))


def _groups(connection: Connection, fresh: Sequence[int]) -> list[list[Row[Any]]]:
    """The groups to which these belong, with all their printings; documents alone are left out."""
    query = """SELECT DISTINCT a.document, b.document AS other FROM bands a JOIN bands b ON b.band = a.band
        WHERE a.document IN :values AND b.document <> a.document"""
    pairs = [(r.document, r.other) for r in where_in(connection, query, fresh)]
    if not pairs:
        return []
    columns = "pk, id, agency, publication, published, signature, reprints, origin"
    near = where_in(connection, f"SELECT {columns} FROM documents WHERE pk IN :values", {pk for p in pairs for pk in p})
    groups = sorted({r.reprints for r in near if r.reprints})
    more = where_in(connection, f"SELECT {columns} FROM documents WHERE reprints IN :values", groups)
    rows = {r.pk: r for r in (*near, *more)}
    parent = {pk: pk for pk in rows}

    def root(pk: int) -> int:
        while parent[pk] != pk:
            parent[pk] = parent[parent[pk]]
            pk = parent[pk]
        return pk

    by_name: dict[str, int] = {}
    for pk, r in rows.items():
        if r.reprints:
            parent[root(pk)] = root(by_name.setdefault(r.reprints, pk))
    minima = {pk: np.frombuffer(r.signature or b"", dtype="<u4") for pk, r in rows.items()}
    for a, b in pairs:
        if root(a) != root(b) and float((minima[a] == minima[b]).mean()) >= ALIKE:
            parent[root(a)] = root(b)
    found: defaultdict[int, list[Row[Any]]] = defaultdict(list)
    for pk, r in rows.items():
        found[root(pk)].append(r)
    return [group for group in found.values() if len(group) > 1]


def _share(connection: Connection, groups: Iterable[Sequence[Row[Any]]]) -> None:
    """Give all printings of each group its name, and them and their records the source that they share."""
    new: list[dict[str, Any]] = []
    shared: dict[int, str | None] = {}
    for group in groups:
        name = min(r.id for r in group)
        origin = shared_origin(Print(r.id, (), r.agency, r.publication, r.published) for r in group)
        shared |= {r.pk: origin for r in group if r.origin != origin}
        new += [{"pk": r.pk, "name": name, "origin": origin} for r in group if r.reprints != name or r.pk in shared]
    if new:
        connection.execute(text("UPDATE documents SET reprints = :name, origin = :origin WHERE pk = :pk"), new)
    if shared:
        outlets = where_in(connection, _OUTLETS, shared)
        homes = {(o.document, o.name): o.code for o in outlets}
        rows = [{"pk": pk, "origin": origin, "home": homes.get((pk, origin))} for pk, origin in shared.items()]
        connection.execute(text("UPDATE records SET origin = :origin, home = :home WHERE document = :pk"), rows)
        _stale(connection, shared)


def _own_origins(connection: Connection, pk: int) -> None:
    """A document that was of a group gets the origins that its own text gives it."""
    rows = connection.execute(text("SELECT pk, key FROM records WHERE document = :pk"), {"pk": pk}).all()
    own = {t.key: t for t in tell(coding_of(connection, pk))}
    values = [{"pk": r.pk, "origin": own[r.key].origin, "home": own[r.key].home} for r in rows if r.key in own]
    if values:
        connection.execute(text("UPDATE records SET origin = :origin, home = :home WHERE pk = :pk"), values)
    connection.execute(text("UPDATE documents SET origin = NULL WHERE pk = :pk"), {"pk": pk})
    _stale(connection, [pk])


def _stale(connection: Connection, documents: Iterable[int]) -> None:
    _run(connection, "INSERT INTO stale (block) SELECT DISTINCT block FROM records WHERE document IN :values", documents)


def _run(connection: Connection, statement: str, values: Iterable[Any]) -> None:
    given = list(values)
    if given:
        query, parameter = expanded(connection, statement, given)
        connection.execute(text(query), {"values": parameter})


def _number(band: str) -> int:
    """`place:hash` as one number."""
    place, _, digest = band.partition(":")
    return int(place) << 32 | int(digest, 16)

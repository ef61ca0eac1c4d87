"""Is a desk whole? The database's own checks, then what the tables must say of each other."""

from __future__ import annotations

import hashlib
from collections.abc import Iterator
from dataclasses import dataclass

from sqlalchemy import Connection, text
from sqlalchemy.exc import DBAPIError

from dragoman.desk.bulk import is_sqlite
from dragoman.desk.tables import HEAD


@dataclass(frozen=True)
class Problem:
    """Something that should not be so: what, how often (or which), and what to do."""

    what: str
    remedy: str


_READ_AGAIN = "add its documents again"
# What is wrong → the rows that show it, each by a name.
_CONTRADICTIONS = (
    ("records that stand in no document's text",
     """SELECT r.key FROM records r JOIN sentences s ON s.document = r.document JOIN documents d ON d.pk = r.document
        WHERE s.stop > length(d.text) AND s.number = 0""", _READ_AGAIN),
    ("two current versions of one document",
     "SELECT id FROM documents WHERE superseded_by IS NULL GROUP BY id HAVING count(*) > 1", "report it"),
    ("documents superseded by one of another name",
     "SELECT a.id FROM documents a JOIN documents b ON b.pk = a.superseded_by WHERE a.id <> b.id", "report it"),
    ("current records that are in no episode, though nothing is stale",
     """SELECT r.key FROM records r JOIN documents d ON d.pk = r.document WHERE d.superseded_by IS NULL
        AND (r.reviewed IS NULL OR r.reviewed <> 'reject') AND NOT EXISTS (SELECT 1 FROM members m WHERE m.record = r.key)
        AND NOT EXISTS (SELECT 1 FROM stale)""", "“dragoman desk refresh --all” fuses everything anew"),
    ("episodes with a record that the desk does not hold, though nothing is stale",
     """SELECT m.episode FROM members m WHERE NOT EXISTS (SELECT 1 FROM records r WHERE r.key = m.record)
        AND NOT EXISTS (SELECT 1 FROM stale)""", "“dragoman desk refresh --all” fuses everything anew"),
    ("rulings on a record that the desk does not hold",
     """SELECT u."left" || ' / ' || u."right" FROM rulings u
        WHERE NOT EXISTS (SELECT 1 FROM records r WHERE r.key = u."left")
        OR NOT EXISTS (SELECT 1 FROM records r WHERE r.key = u."right")""",
     "rule again on the records as they are read now"),
    ("reviews whose record is read no more",
     "SELECT v.key FROM reviews v WHERE v.record IS NULL AND v.verdict <> 'reject'", "review the document's records again"),
)  # fmt: skip
_SHOWN = 5


def check(connection: Connection) -> Iterator[Problem]:
    """All that is wrong with a desk; nothing where it is whole. SQLite's search index has a check of its own."""
    if is_sqlite(connection):
        yield from _sqlite(connection)
    schema = connection.execute(text("SELECT version_num FROM alembic_version")).scalars().all()
    if schema != [HEAD]:
        yield Problem(f"the schema says {', '.join(schema) or 'nothing'}, not {HEAD}", "restore a backup")
    yield from _texts(connection)
    for what, query, remedy in _CONTRADICTIONS:
        rows = connection.execute(text(query)).scalars().all()
        if rows:
            names = ", ".join(map(str, sorted(rows)[:_SHOWN])) + (", …" if len(rows) > _SHOWN else "")
            yield Problem(f"{len(rows)} {what}: {names}", remedy)


def _sqlite(connection: Connection) -> Iterator[Problem]:
    for (said,) in connection.exec_driver_sql("PRAGMA integrity_check(20)"):
        if said != "ok":
            yield Problem(f"SQLite finds: {said}", "restore a backup")
    broken = connection.exec_driver_sql("PRAGMA foreign_key_check").all()
    if broken:
        tables = sorted({row[0] for row in broken})
        yield Problem(f"{len(broken)} rows point to nothing, in {', '.join(tables)}", "restore a backup")


def search_index(connection: Connection) -> Iterator[Problem]:
    """Does SQLite's index fit the texts? It answers only in a transaction that may write."""
    try:
        connection.exec_driver_sql("INSERT INTO documents_fts(documents_fts, rank) VALUES ('integrity-check', 1)")
    except DBAPIError as error:
        yield Problem(f"the search index does not fit the texts ({error.orig})", "restore a backup")


def _texts(connection: Connection) -> Iterator[Problem]:
    """Texts that are no longer those that were read. Where characters had to be replaced, the digest is of the original."""
    bad = []
    rows = connection.execution_options(stream_results=True).execute(
        text("SELECT id, sha256, text FROM documents WHERE replaced = 0 ORDER BY pk")
    )
    for row in rows:
        if len(row.sha256) == 64 and hashlib.sha256(row.text.encode()).hexdigest() != row.sha256:
            bad.append(row.id)
    if bad:
        yield Problem(f"{len(bad)} texts are not those that were read: {', '.join(bad[:_SHOWN])}", "restore a backup")

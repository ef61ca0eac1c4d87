"""Many rows at once: inserts of many rows on SQLite, COPY on PostgreSQL; numbers for new rows; lists as parameters."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator, Sequence
from itertools import chain
from typing import Any

from sqlalchemy import Connection, Row, text

from dragoman.desk.rows import COLUMNS

# As many parameters as any SQLite takes in one statement.
_MARKS = 999


def is_sqlite(connection: Connection) -> bool:
    """SQLite, or else PostgreSQL."""
    return connection.dialect.name == "sqlite"


def insert(connection: Connection, table: str, rows: Sequence[Sequence[Any]], columns: Sequence[str] = ()) -> None:
    """Rows into a table, in the order of its columns (or of those given)."""
    if not rows:
        return
    names = _names(columns or COLUMNS[table])
    if is_sqlite(connection):
        _insert(connection, f"INSERT INTO {table} ({names})", rows)
        return
    with connection.connection.cursor() as cursor, cursor.copy(f"COPY {table} ({names}) FROM STDIN") as copy:  # type: ignore[attr-defined]
        for row in rows:
            copy.write_row(row)


def insert_missing(connection: Connection, table: str, rows: Iterable[Sequence[Any]]) -> None:
    """Rows whose key the table may hold already; give them in order of key, so that writers do not wait crosswise."""
    _insert(connection, f"INSERT INTO {table} ({_names(COLUMNS[table])})", list(rows), "ON CONFLICT DO NOTHING")


def _insert(connection: Connection, into: str, rows: Sequence[Sequence[Any]], otherwise: str = "") -> None:
    """Many rows a statement: one for each row costs more than the row, and most where a trigger hangs on the table."""
    if not rows:
        return
    mark = "?" if is_sqlite(connection) else "%s"
    marks = f"({', '.join([mark] * len(rows[0]))})"
    size = max(1, _MARKS // len(rows[0]))
    for at in range(0, len(rows), size):
        part = rows[at : at + size]
        values = ", ".join([marks] * len(part))
        connection.exec_driver_sql(f"{into} VALUES {values} {otherwise}", tuple(chain.from_iterable(part)))


def _names(columns: Iterable[str]) -> str:
    return ", ".join(f'"{c}"' for c in columns)


def where_in(connection: Connection, query: str, values: Iterable[Any], **more: Any) -> Sequence[Row[Any]]:
    """The rows of a query that says `IN :values`, for a list of any length."""
    statement, parameter = expanded(connection, query, values)
    return connection.execute(text(statement), {"values": parameter, **more}).all()


def expanded(connection: Connection, query: str, values: Iterable[Any]) -> tuple[str, Any]:
    """The query with its `IN :values` as the database takes it, and the parameter."""
    given = list(values)
    if is_sqlite(connection):
        return query.replace("IN :values", "IN (SELECT value FROM json_each(:values))"), json.dumps(given)
    return query.replace("IN :values", "= ANY(:values)"), given


def among(connection: Connection, column: str, query: str) -> str:
    """The condition that a column is among what a query gives: few rows of many, sought by the column's index.

    A server is given them as an array. Of a query it would not know how few they are, and go through the whole table.
    """
    return f"{column} IN ({query})" if is_sqlite(connection) else f"{column} = ANY(ARRAY({query}))"


def numbers(connection: Connection, table: str, count: int) -> Iterator[int]:
    """That many numbers for new rows of a table, rising."""
    if not count:
        return iter(())
    if is_sqlite(connection):
        last = connection.exec_driver_sql(f"SELECT coalesce(max(pk), 0) FROM {table}").scalar_one()
        return iter(range(last + 1, last + 1 + count))
    taken = connection.execute(
        text(f"SELECT nextval('{table}_pk_seq') FROM generate_series(1, :count)"), {"count": count}
    ).scalars()
    return iter(sorted(taken))

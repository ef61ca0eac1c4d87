"""What a desk holds as one number a table, whatever the order in which it came: two desks of one content have the same."""

from __future__ import annotations

import hashlib
import json

from sqlalchemy import Connection, text

from dragoman.desk.rows import COLUMNS

# Numbers of rows tell of the order of arrival; what they point to stands for them. Runs tell when, not what.
_DOCUMENT = "(SELECT d.id || ' ' || d.sha256 FROM documents d WHERE d.pk = t.{})"
_RECORD = """(SELECT d.id || ' ' || d.sha256 || ' ' || r.number FROM records r JOIN documents d ON d.pk = r.document
WHERE r.pk = t.{})"""
_INSTEAD = {"document": _DOCUMENT, "superseded_by": _DOCUMENT, "record": _RECORD}
_NOT = {"pk", "run"}
_PLAIN = {("members", "record"), ("reviews", "document")}


def fingerprint(connection: Connection) -> dict[str, str]:
    """Table → digest of the set of its rows."""
    return {table: _digest(connection, table) for table in sorted(COLUMNS) if table not in ("runs", "stale", "fused_by")}


def _digest(connection: Connection, table: str) -> str:
    columns = [_column(table, name) for name in COLUMNS[table] if name not in _NOT]
    rows = connection.execution_options(stream_results=True).execute(text(f"SELECT {', '.join(columns)} FROM {table} t"))
    total, count = 0, 0
    for row in rows:
        line = json.dumps([_plain(v) for v in row], ensure_ascii=False).encode()
        total += int.from_bytes(hashlib.blake2b(line, digest_size=16).digest(), "big")
        count += 1
    return f"{count}:{total % (1 << 128):032x}"


def _column(table: str, name: str) -> str:
    if name in _INSTEAD and (table, name) not in _PLAIN:
        return _INSTEAD[name].format(name)
    return f't."{name}"'


def _plain(value: object) -> object:
    """Both databases say the same of one value: SQLite knows no truth values."""
    if isinstance(value, bytes):
        return value.hex()
    return int(value) if isinstance(value, bool) else value

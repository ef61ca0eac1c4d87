"""A copy of a whole desk as a SQLite desk: of a file by SQLite's online backup, of a server table by table."""

from __future__ import annotations

import os
import sqlite3
from contextlib import closing
from pathlib import Path

from sqlalchemy import text

from dragoman.desk.bulk import insert
from dragoman.desk.connect import Database, connect
from dragoman.desk.rows import COLUMNS
from dragoman.desk.tables import Base
from dragoman.desk.upgrade import prepare
from dragoman.errors import DeskError

_AT_ONCE = 2000


def back_up(database: Database, to: Path) -> None:
    """Write the copy, whole or not at all, never over a file that exists. Others may write to the desk meanwhile.

    Raises DeskError."""
    if to.exists():
        raise DeskError(str(to), "exists already", "give the backup another name")
    part = to.with_name(f".{to.name}.part")
    try:
        part.unlink(missing_ok=True)
        if database.path is not None:
            _copy_file(database.path, part)
        else:
            _copy_server(database, part)
        os.link(part, to)  # fails where somebody has made the file meanwhile
    except OSError as error:
        raise DeskError(str(to), f"cannot be written ({(error.strerror or str(error)).lower()})") from None
    except sqlite3.Error as error:
        raise DeskError(str(to), f"cannot be written ({error})", "is there room on the disk?") from None
    finally:
        for rest in (part, part.with_name(part.name + "-wal"), part.with_name(part.name + "-shm")):
            rest.unlink(missing_ok=True)


def _copy_file(path: Path, to: Path) -> None:
    with closing(sqlite3.connect(path)) as source, closing(sqlite3.connect(to)) as copy:
        source.backup(copy)


def _copy_server(database: Database, to: Path) -> None:
    """All tables as they stand at one moment; search is indexed anew as the documents come."""
    target = connect(to)
    try:
        prepare(target)
        with database.reading() as source, target.writing() as copy:
            copy.exec_driver_sql("PRAGMA defer_foreign_keys=ON")
            for table in Base.metadata.sorted_tables:
                names = ", ".join(f'"{c}"' for c in COLUMNS[table.name])
                rows = source.execution_options(stream_results=True).execute(text(f"SELECT {names} FROM {table.name}"))
                for part in rows.partitions(_AT_ONCE):
                    insert(copy, table.name, part)
        with target.writing() as copy:
            copy.exec_driver_sql("ANALYZE")
    finally:
        target.close()
    with closing(sqlite3.connect(to)) as last:
        last.execute("PRAGMA wal_checkpoint(TRUNCATE)")

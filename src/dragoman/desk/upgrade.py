"""The schema of a desk: made where there is none, brought up to date where it is older, refused where it is newer."""

from __future__ import annotations

import sqlite3
from contextlib import closing
from pathlib import Path

from sqlalchemy import Connection, inspect, text

from dragoman.desk.connect import APPLICATION_ID, Database
from dragoman.desk.tables import HEAD
from dragoman.errors import DeskError

_LOCK = 0x4472676D


def prepare(database: Database) -> Path | None:
    """Make or upgrade the schema; gives the backup that was made before an upgrade. Raises DeskError."""
    with database.reading() as connection:
        found, empty = _revision(connection)
    if found == HEAD:
        return None
    if found is None and not empty:
        raise DeskError(database.name, "is a database of something else, no desk", "give another file or database")
    if found is not None and found not in _known():
        raise DeskError(
            database.name,
            f"was written by a newer Dragoman (schema {found}, this one knows up to {HEAD})",
            "pip install --upgrade dragoman",
        )
    backup = _backed_up(database, found) if found is not None else None
    migrate(database)
    return backup


def migrate(database: Database, to: str = "head") -> None:
    """Run the migrations up to one of them, in one transaction."""
    from alembic import command
    from alembic.config import Config

    config = Config()
    config.set_main_option("script_location", "dragoman.desk:migrations")
    with database.writing() as connection:
        if not database.sqlite:
            connection.execute(text("SELECT pg_advisory_xact_lock(:n)"), {"n": _LOCK})
        elif inspect(connection).get_table_names() == []:
            connection.exec_driver_sql(f"PRAGMA application_id={APPLICATION_ID}")
        config.attributes["connection"] = connection
        command.upgrade(config, to)


def _revision(connection: Connection) -> tuple[str | None, bool]:
    tables = inspect(connection).get_table_names()
    if "alembic_version" not in tables or ("documents" not in tables and len(tables) > 1):
        return None, not tables
    return connection.execute(text("SELECT version_num FROM alembic_version")).scalar(), len(tables) == 1


def _known() -> set[str]:
    from alembic.config import Config
    from alembic.script import ScriptDirectory

    config = Config()
    config.set_main_option("script_location", "dragoman.desk:migrations")
    return {s.revision for s in ScriptDirectory.from_config(config).walk_revisions()}


def _backed_up(database: Database, revision: str) -> Path | None:
    """A copy of a SQLite desk beside it, never over an older copy. A server's desk is its keeper's to back up."""
    if database.path is None:
        return None
    base = database.path
    names = (base.with_name(f"{base.name}.{revision}{n}.backup") for n in ["", *(f"-{i}" for i in range(1, 1000))])
    target = next(n for n in names if not n.exists())
    with closing(sqlite3.connect(base)) as source, closing(sqlite3.connect(target)) as copy:
        source.backup(copy)
    return target

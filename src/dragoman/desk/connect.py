"""Opening a database, and its faults in one line.

SQLite: one file, write-ahead log (readers never wait for a writer), foreign keys; a writer takes the lock when it
begins, so that two never wait for each other. PostgreSQL: as it comes.
"""

from __future__ import annotations

import os
import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from sqlalchemy import Connection, Engine, create_engine, event
from sqlalchemy.engine import URL, make_url
from sqlalchemy.exc import ArgumentError, DBAPIError, NoSuchModuleError
from sqlalchemy.pool import NullPool

from dragoman.errors import DeskError

APPLICATION_ID = 0x4472676D  # “Drgm”; `file` and SQLite itself show it
_WAIT_MS = 60_000
_POSTGRES = "postgresql+psycopg"
# Pages are written back to the file once in 32 MB of new ones: a batch touches most pages of an index again.
_SETTINGS = (
    "journal_mode=WAL", "synchronous=NORMAL", "foreign_keys=ON", "cache_size=-131072", "temp_store=MEMORY",
    "wal_autocheckpoint=8000",
)  # fmt: skip
_MAGIC = b"SQLite format 3\x00"


@dataclass(frozen=True)
class Database:
    """An opened database: `name` is what messages call it, `path` its file where it has one."""

    engine: Engine
    name: str
    path: Path | None = None
    readonly: bool = False
    _closed: list[bool] = field(default_factory=list, repr=False)

    @property
    def sqlite(self) -> bool:
        """SQLite, or else PostgreSQL."""
        return self.path is not None

    @contextmanager
    def reading(self) -> Iterator[Connection]:
        """A connection that sees one state of the desk throughout. Raises DeskError."""
        with self._told(), self.engine.connect() as connection:
            if not self.sqlite:
                connection.exec_driver_sql("SET TRANSACTION ISOLATION LEVEL REPEATABLE READ READ ONLY")
            yield connection

    @contextmanager
    def writing(self) -> Iterator[Connection]:
        """A transaction: all of it is kept, or nothing. Raises DeskError."""
        if self.readonly:
            raise DeskError(self.name, "is open for reading only", "check the rights on the file and its folder")
        with self._told(), self.engine.connect().execution_options(dragoman_write=True) as connection, connection.begin():
            yield connection

    def close(self) -> None:
        """Hand all connections back, SQLite's planner told what it has seen."""
        if self.sqlite and not self.readonly:
            with suppress(DBAPIError), self.engine.connect() as connection:
                connection.exec_driver_sql("PRAGMA busy_timeout=0")  # whoever writes goes before
                connection.exec_driver_sql("PRAGMA optimize")
        self.engine.dispose()

    @contextmanager
    def _told(self) -> Iterator[None]:
        try:
            yield
        except DBAPIError as error:
            raise fault(self.name, error) from error
        except self.engine.dialect.loaded_dbapi.Error as error:
            # From below SQLAlchemy, as COPY is: dressed as it dresses its own.
            dressed = DBAPIError.instance("", {}, error, self.engine.dialect.loaded_dbapi.Error, dialect=self.engine.dialect)
            raise fault(self.name, dressed) from dressed
        except (OverflowError, UnicodeError) as error:
            raise DeskError(self.name, f"holds no such value ({error})") from error


def connect(where: str | Path, readonly: bool = False, create: bool = True) -> Database:
    """The database of a path or URL, not looked into yet. Raises DeskError where it cannot be one."""
    if "://" in str(where):
        return _postgres(str(where))
    path = Path(where).expanduser()
    _check_file(path, create and not readonly)
    readonly = readonly or (path.exists() and not _writable(path))
    mode = ("ro&immutable=1" if not os.access(path.parent, os.W_OK) else "ro") if readonly else "rwc"
    uri = f"file:{_quoted(path)}?mode={mode}"

    def opened() -> sqlite3.Connection:
        return sqlite3.connect(uri, uri=True, timeout=_WAIT_MS / 1000, isolation_level=None, check_same_thread=False)

    engine = create_engine("sqlite://", creator=opened, poolclass=NullPool if readonly else None)
    event.listen(engine, "connect", _read_settings if readonly else _write_settings)
    event.listen(engine, "begin", _begin)
    return Database(engine, str(where), path, readonly)


def fault(name: str, error: BaseException) -> DeskError:
    """What a database says, as one line of ours."""
    original = getattr(error, "orig", error)
    if isinstance(original, sqlite3.Error):
        return _sqlite_fault(name, original)
    first = str(original).strip().splitlines()[0] if str(original).strip() else type(original).__name__
    if getattr(original, "sqlstate", None) == "53100":
        return DeskError(name, "the server's disk is full; nothing of this batch was kept", "make room and add again")
    if getattr(error, "connection_invalidated", False) or type(original).__name__ == "OperationalError":
        return DeskError(name, f"the server does not answer ({first})", "is it running, and is the address right?")
    return DeskError(name, f"the database refused ({first})")


_NO_DESK = ("is no desk (nor any SQLite file)", "give another file; a new one is made where there is none")
_SQLITE_FAULTS = (
    ("full", "the disk is full; nothing of this batch was kept", "make room and add again"),
    ("disk i/o error", "the disk refused to read or write; nothing of this batch was kept", "check the disk and its space"),
    ("readonly", "cannot be written", "check the rights on the file and its folder"),
    ("read-only", "cannot be written", "check the rights on the file and its folder"),
    ("unable to open", "cannot be opened", "check the folder and its rights"),
    ("not a database", *_NO_DESK),
    ("malformed", "the file is damaged", "restore a backup (“dragoman desk backup” makes them)"),
    ("locked", "another program has held the desk for a minute", "wait for it to end and try again"),
)


def _sqlite_fault(name: str, error: sqlite3.Error) -> DeskError:
    said = str(error)
    for sign, what, remedy in _SQLITE_FAULTS:
        if sign in said.lower():
            return DeskError(name, what, remedy)
    return DeskError(name, f"the database refused ({said})")


def _postgres(url: str) -> Database:
    try:
        parsed = make_url(url)
        if parsed.drivername in ("postgresql", "postgres"):
            parsed = parsed.set(drivername=_POSTGRES)
        if parsed.drivername != _POSTGRES:
            raise DeskError(url, "no such kind of desk", f"give a file, or {_POSTGRES}://user@host/database")
        engine = create_engine(parsed, pool_pre_ping=True, connect_args={"options": _server_options(parsed)})
    except (ArgumentError, NoSuchModuleError, ValueError):
        raise DeskError(url, "no address of a desk", f"give a file, or {_POSTGRES}://user@host/database") from None
    except ImportError:
        raise DeskError(url, "PostgreSQL needs psycopg", "pip install 'dragoman[postgres]'") from None
    return Database(engine, parsed.render_as_string(hide_password=True))


def _server_options(url: URL) -> str:
    """What the address asks of the server, and no compiling: it costs a question of ours more than it saves."""
    asked = url.query.get("options", "")
    return " ".join([asked if isinstance(asked, str) else " ".join(asked), "-cjit=off"]).strip()


def _check_file(path: Path, create: bool) -> None:
    if path.is_dir():
        raise DeskError(str(path), "is a folder", "name a file in it")
    if not path.exists():
        if not create:
            raise DeskError(str(path), "no such desk", "“dragoman add FILE… --desk …” makes one")
        if not path.parent.is_dir():
            raise DeskError(str(path), "its folder does not exist", "make the folder first")
        return
    try:
        with path.open("rb") as handle:
            head = handle.read(len(_MAGIC))
    except OSError as error:
        raise DeskError(str(path), f"cannot be read ({(error.strerror or str(error)).lower()})") from None
    if head and head != _MAGIC:
        raise DeskError(str(path), *_NO_DESK)


def _writable(path: Path) -> bool:
    return os.access(path, os.W_OK) and os.access(path.parent, os.W_OK)


def _quoted(path: Path) -> str:
    return str(path.absolute()).replace("%", "%25").replace("?", "%3f").replace("#", "%23")


def _read_settings(connection: Any, _: Any) -> None:
    connection.execute("PRAGMA query_only=ON")
    connection.execute("PRAGMA cache_size=-32000")


def _write_settings(connection: Any, _: Any) -> None:
    for setting in _SETTINGS:
        connection.execute(f"PRAGMA {setting}")


def _begin(connection: Connection) -> None:
    write = connection.get_execution_options().get("dragoman_write")
    connection.exec_driver_sql("BEGIN IMMEDIATE" if write else "BEGIN")

"""A desk of each kind for every test that asks for one: a SQLite file, and a database of its own on a real PostgreSQL.

No PostgreSQL, no test run: where none answers on this machine one is started, and where that cannot be the tests fail.
"""

from __future__ import annotations

import getpass
import shutil
import subprocess
import time
import uuid
from collections.abc import Callable, Iterator
from pathlib import Path

import psycopg
import pytest

from dragoman.desk.store import Desk, open_desk

_HOST, _PORT = "127.0.0.1", 5432
_USERS = ("postgres", "root", getpass.getuser())


@pytest.fixture(scope="session")
def postgres(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """The address of a PostgreSQL server whose user may make databases, without a database's name."""
    answer = _answering(_PORT) or _started_cluster()
    if answer:
        yield answer
        return
    data = Path("/tmp") / f"dragoman-pg-{uuid.uuid4().hex[:8]}"  # a socket's path must be short
    try:
        yield _own_server(data)
    finally:
        _as_owner([_bin("pg_ctl"), "-D", str(data), "-m", "immediate", "stop"], check=False)
        shutil.rmtree(data, ignore_errors=True)


def _answering(port: int) -> str | None:
    for user in _USERS:
        try:
            psycopg.connect(host=_HOST, port=port, user=user, dbname="postgres", connect_timeout=3).close()
        except psycopg.OperationalError:
            continue
        return f"{user}@{_HOST}:{port}"
    return None


def _started_cluster() -> str | None:
    """Debian's own cluster, where there is one that merely does not run."""
    if not shutil.which("pg_ctlcluster"):
        return None
    for config in sorted(Path("/etc/postgresql").glob("*/*")):
        subprocess.run(["pg_ctlcluster", config.parent.name, config.name, "start"], check=False, capture_output=True)
        for _ in range(20):
            if found := _answering(_PORT):
                return found
            time.sleep(0.25)
    return None


def _own_server(data: Path) -> str:
    data.mkdir()
    if getpass.getuser() == "root":
        shutil.chown(data, "postgres")
    _as_owner([_bin("initdb"), "-D", str(data), "-A", "trust", "-U", "postgres"])
    options = f"-p 54329 -k {data} -c listen_addresses={_HOST}"
    _as_owner([_bin("pg_ctl"), "-D", str(data), "-o", options, "-w", "-l", str(data / "log"), "start"])
    return f"postgres@{_HOST}:54329"


def _bin(name: str) -> str:
    found = sorted(Path("/usr/lib/postgresql").glob(f"*/bin/{name}")) or [Path(shutil.which(name) or "")]
    assert found[-1].name == name, "the desk's tests need PostgreSQL: apt-get install postgresql"
    return str(found[-1])


def _as_owner(command: list[str], check: bool = True) -> None:
    """PostgreSQL does not run as root."""
    prefix = ["runuser", "-u", "postgres", "--"] if getpass.getuser() == "root" else []
    subprocess.run([*prefix, *command], check=check, capture_output=True, cwd="/tmp")


@pytest.fixture(scope="session")
def database(postgres: str) -> Iterator[tuple[str, Callable[[str], None]]]:
    """A database of this test run, dropped in the end: its address, and what runs a statement in it."""
    user, _, place = postgres.partition("@")
    host, _, port = place.partition(":")
    name = f"dragoman_test_{uuid.uuid4().hex[:12]}"

    def run(statement: str, database: str = name) -> None:
        with psycopg.connect(host=host, port=int(port), user=user, dbname=database, autocommit=True) as connection:
            connection.execute(statement)  # type: ignore[call-overload]

    run(f"CREATE DATABASE {name} TEMPLATE template0 ENCODING 'UTF8'", "postgres")
    yield f"postgresql+psycopg://{postgres}/{name}", run
    run(f"DROP DATABASE {name} WITH (FORCE)", "postgres")


@pytest.fixture
def new_database(database: tuple[str, Callable[[str], None]]) -> Iterator[Callable[[], str]]:
    """Gives addresses of empty places for a desk: schemas in the database of this test run, dropped after the test."""
    address, run = database
    made: list[str] = []

    def make() -> str:
        made.append(f"s{uuid.uuid4().hex[:12]}")
        run(f"CREATE SCHEMA {made[-1]}")
        return f"{address}?options=-csearch_path%3D{made[-1]}%20-csynchronous_commit%3Doff"

    yield make
    for schema in made:
        run(f"DROP SCHEMA {schema} CASCADE")


@pytest.fixture(params=["sqlite", "postgresql"])
def where(request: pytest.FixtureRequest, tmp_path: Path) -> str:
    """The address of a desk that is not there yet: of each kind, one after the other."""
    if request.param == "sqlite":
        return str(tmp_path / "desk.db")
    address: str = request.getfixturevalue("new_database")()
    return address


@pytest.fixture
def desk(where: str) -> Iterator[Desk]:
    """An empty desk, of each kind."""
    with open_desk(where) as opened:
        yield opened

"""Empty places for a desk, taken away again after use: a file, or a database of its own on a server."""

from __future__ import annotations

import os
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from itertools import count
from pathlib import Path

from sqlalchemy import text

from dragoman.desk.connect import connect

_NUMBERS = count()


@contextmanager
def place(kind: str, url: str) -> Iterator[str]:
    """The address of an empty place of that kind; `url` is that of a database on the server, to make others from."""
    if kind == "sqlite":
        with tempfile.TemporaryDirectory(prefix="desk-bench-") as folder:
            yield str(Path(folder) / "desk.db")
        return
    name = f"dragoman_bench_{os.getpid()}_{next(_NUMBERS)}"
    _administer(url, f"CREATE DATABASE {name}")
    try:
        yield url.rpartition("/")[0] + f"/{name}"
    finally:
        _administer(url, f"DROP DATABASE {name} WITH (FORCE)")


def _administer(url: str, statement: str) -> None:
    database = connect(url)
    with database.engine.connect().execution_options(isolation_level="AUTOCOMMIT") as connection:
        connection.execute(text(statement))
    database.close()

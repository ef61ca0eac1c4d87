"""Many codings, one after another, into a desk: in batches, with a run that names the versions, summed up at the end."""

from __future__ import annotations

import hashlib
import time
from collections import Counter
from collections.abc import Callable, Iterable
from concurrent.futures import Future, ThreadPoolExecutor
from contextlib import ExitStack
from dataclasses import dataclass, field
from datetime import UTC, datetime
from functools import cache
from importlib.metadata import version
from importlib.resources import files

from sqlalchemy import text

from dragoman.desk.bulk import insert, numbers
from dragoman.desk.collecting import uncollected
from dragoman.desk.connect import Database
from dragoman.desk.rows import Prepared, prepare
from dragoman.desk.writer import Outcome, Writer
from dragoman.errors import UnreadableError, ValueRefusedError
from dragoman.records import Coding

Progress = Callable[["Summary"], None]
_DOCUMENTS = 1000
_CHARACTERS = 4_000_000
_SECONDS = 2.0


@dataclass
class Summary:
    """What became of what was added: `documents` by outcome (new, known, superseding, older, reread, refused), `records`
    by kind, `refused` and `renamed` (other texts under a name that was taken) with where and why."""

    documents: Counter[str] = field(default_factory=Counter)
    records: Counter[str] = field(default_factory=Counter)
    refused: list[tuple[str, str]] = field(default_factory=list)
    renamed: list[tuple[str, str]] = field(default_factory=list)

    @property
    def done(self) -> int:
        """Documents dealt with so far."""
        return self.documents.total()

    def count(self, given: str, outcome: Outcome) -> None:
        """One more document, called `given`."""
        self.documents[outcome.what] += 1
        self.records += outcome.kinds
        if outcome.what == "refused":
            self.refused.append((given, outcome.why))
        elif outcome.kept_as != given and outcome.what != "known":
            self.renamed.append((given, outcome.kept_as))


class Adding:
    """A run of adding. A batch is written when it is large, when it is two seconds old, and at the end.

    A server writes one batch while the next is made ready. A file does not: SQLite's driver asks for Python's lock at
    every statement, and two threads that want it so often wait for each other.
    """

    def __init__(self, database: Database, on_progress: Progress | None = None) -> None:
        self.summary = Summary()
        self._on_progress = on_progress
        self._database, self._run = database, _begin(database)
        self._writer = Writer(database, self._run)
        self._behind = None if database.sqlite else ThreadPoolExecutor(1)
        self._written: tuple[list[Prepared], Future[list[Outcome]]] | None = None
        self._waiting: list[Prepared] = []
        self._growing = ExitStack()
        self._characters, self._since = 0, 0.0

    def add(self, coding: Coding) -> None:
        """One more coding. Raises DeskError where the desk cannot be written."""
        try:
            p = prepare(coding)
        except (UnreadableError, ValueRefusedError) as error:
            self.summary.count(coding.document.id, Outcome("refused", coding.document.id, str(error)))
            return
        if not self._waiting:
            self._since = time.monotonic()
            self._growing.enter_context(uncollected())
        self._waiting.append(p)
        self._characters += len(coding.document.text)
        late = time.monotonic() - self._since > _SECONDS
        if late or len(self._waiting) >= _DOCUMENTS or self._characters >= _CHARACTERS:
            self.flush()

    def flush(self) -> None:
        """Write what waits, or have it written. Raises DeskError, also for what was to be written before."""
        with self._growing:  # closed after the batch is gone, so that there is little to look through
            self._flush()

    def _flush(self) -> None:
        batch, self._waiting, self._characters = self._waiting, [], 0
        self._settle()
        if batch and self._behind:
            self._written = batch, self._behind.submit(self._keep, batch)
        elif batch:
            self._count(batch, self._keep(batch))

    def close(self) -> None:
        """Write what waits, and wait until it is written. Raises DeskError."""
        try:
            self.flush()
            self._settle()
        finally:
            if self._behind:
                self._behind.shutdown()

    def _keep(self, batch: list[Prepared]) -> list[Outcome]:
        with uncollected():
            return self._writer.keep(batch)

    def _settle(self) -> None:
        """Wait for the batch that is being written."""
        if self._written:
            (batch, outcomes), self._written = self._written, None
            self._count(batch, outcomes.result())

    def _count(self, batch: list[Prepared], outcomes: list[Outcome]) -> None:
        for p, outcome in zip(batch, outcomes, strict=True):
            self.summary.count(p.id, outcome)
        if self._on_progress:
            self._on_progress(self.summary)

    def end(self) -> None:
        """Note in the desk that the run came to its end."""
        with self._database.writing() as connection:
            connection.execute(text("UPDATE runs SET ended = :at WHERE pk = :pk"), {"at": now(), "pk": self._run})


def add_all(database: Database, codings: Iterable[Coding], on_progress: Progress | None = None) -> Summary:
    """Add them all. Where the codings break off, what came before is kept. Raises DeskError."""
    adding = Adding(database, on_progress)
    try:
        for coding in codings:
            adding.add(coding)
    finally:
        adding.close()
    adding.end()
    return adding.summary


def now() -> str:
    """This second, in UTC."""
    return datetime.now(UTC).strftime("%Y-%m-%dT%H:%M:%SZ")


@cache
def rules_version() -> str:
    """A digest of the rules and word lists of this package: which rules read what a run added."""
    digest = hashlib.sha256()
    pending = [files("dragoman").joinpath("data", part) for part in ("lexicon", "ontology", "rules")]
    while pending:
        here = pending.pop()
        if here.is_dir():
            pending += sorted(here.iterdir(), key=lambda t: t.name)
        else:
            digest.update(here.name.encode() + here.read_bytes())
    return digest.hexdigest()[:12]


def _begin(database: Database) -> int:
    with database.writing() as connection:
        run = next(numbers(connection, "runs", 1))
        insert(connection, "runs", [(run, now(), None, version("dragoman"), rules_version(), 0)])
    return run

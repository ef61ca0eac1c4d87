"""The desk: what was read is kept here, fused, and asked for. `open_desk` opens one."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, fields, replace
from pathlib import Path
from types import TracebackType
from typing import Any

from sqlalchemy import text

from dragoman.desk import answering, check, fusing, reprints, ruling, search
from dragoman.desk.adding import Progress, Summary, add_all
from dragoman.desk.backup import back_up
from dragoman.desk.connect import Database, connect
from dragoman.desk.fingerprint import fingerprint
from dragoman.desk.model import Answer, Episode, Query, Ruling, Told
from dragoman.desk.reading import coding_of
from dragoman.desk.tables import HEAD, Base
from dragoman.desk.upgrade import prepare
from dragoman.desk.views.entries import Entry
from dragoman.errors import DeskError
from dragoman.records import Coding


@dataclass(frozen=True)
class Kept:
    """A version of a document in the desk, without its text; `superseded` where a newer one stands."""

    id: str
    sha256: str
    title: str | None
    publication: str | None
    published: str | None
    url: str | None
    records: int
    superseded: bool


def open_desk(where: str | Path, *, readonly: bool = False, create: bool = True) -> Desk:
    """Open a desk, making or upgrading it where need be (a file is backed up beside itself before an upgrade).

    `where` is a file (SQLite) or `postgresql+psycopg://user@host/database`. A file that cannot be written is opened for
    reading; without `create`, a file that is not there is refused. Raises DeskError for what is no desk, one that is
    newer than this package, or one that does not answer.
    """
    database = connect(where, readonly, create)
    try:
        return Desk(database, prepare(database))
    except BaseException:
        database.close()
        raise


class Desk:
    """An open desk. It is a context manager; `upgraded_from` names the backup made by an upgrade when it was opened."""

    def __init__(self, database: Database, upgraded_from: Path | None = None) -> None:
        self._database = database
        self.upgraded_from = upgraded_from

    def __enter__(self) -> Desk:
        return self

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, at: TracebackType | None) -> None:
        self.close()

    def close(self) -> None:
        """Let go of the file or server."""
        self._database.close()

    @property
    def name(self) -> str:
        """What messages call the desk: its path, or its address without a password."""
        return self._database.name

    def add(self, coding: Coding) -> Summary:
        """Keep one reading. The same again changes nothing. Raises DeskError."""
        return self.add_many([coding])

    def add_many(self, codings: Iterable[Coding], on_progress: Progress | None = None) -> Summary:
        """Keep readings as they come, in batches that are kept whole or not at all; a document that cannot be kept is
        refused alone. A run that was killed is resumed by adding the same again. Raises DeskError where the desk itself
        cannot be written.
        """
        return add_all(self._database, codings, on_progress)

    def refresh(
        self, on_progress: fusing.Progress | None = None, *, between: Sequence[str] = (), everything: bool = False
    ) -> int:
        """Fuse the blocks that have changed since they were fused (those only in which all the codes of `between` take
        part), or everything anew; gives their number. Reprints are found first. Raises DeskError."""
        if everything:
            with self._database.writing() as connection:
                connection.execute(text("INSERT INTO stale (block) SELECT DISTINCT block FROM records"))
        return fusing.refresh(self._database, on_progress, between)

    def told(
        self,
        *,
        between: Sequence[str] = (),
        about: str | None = None,
        kinds: Sequence[str] = (),
        as_of: str | None = None,
        blocks: Iterable[str] | None = None,
        keys: Iterable[str] | None = None,
    ) -> Iterator[Told]:
        """The records of all documents, corrected by reviews, in order of key: those in which all the codes of `between`
        take part, whose passage or issue has all the words of `about`, of these kinds, as known on `as_of` (EDTF), in
        these blocks, of these keys. Raises DeskError, ValueRefusedError for a bad date."""
        query = Query(tuple(between), about, as_of=as_of)
        self._look_at_reprints()
        with self._database.reading() as connection:
            yield from answering.told(connection, query, kinds, blocks, keys)

    def episodes(
        self, query: Query | None = None, kinds: Sequence[str] = (), told_since: str | None = None
    ) -> list[Episode]:
        """The episodes that a query asks for, in order of their first day. All of `query` holds but `limit`, which is the
        view's. Those of which nothing was published from the day `told_since` (EDTF) on may be left out. What changed is
        fused first; with `as_of`, everything wanted is fused in memory from what was published until then. Raises
        DeskError, ValueRefusedError for a bad date."""
        query = query or Query()
        if query.as_of:
            self._look_at_reprints()
            with self._database.reading() as connection:
                return answering.episodes_then(connection, query, kinds)
        if self.stale():
            if self._database.readonly:
                with self._database.reading() as connection:
                    return answering.episodes_then(connection, replace(query, as_of="9999-12-31"), kinds)
            self.refresh(between=query.between)
        with self._database.reading() as connection:
            return answering.episodes(connection, query, kinds, told_since)

    def entries(self, view: str, query: Query) -> list[Entry] | None:
        """What the episodes that a query asks for give to a view, as kept; None where it must be made for the question:
        as of another day, about some words, or on a desk that changed and cannot be written. Raises DeskError,
        ValueRefusedError for a bad date."""
        if query.as_of or query.about or (self._database.readonly and self.stale()):
            return None
        if self.stale():
            self.refresh(between=query.between)
        with self._database.reading() as connection:
            return answering.entries(connection, view, query)

    def ask(self, view: str, question: Query | None = None, **asked: Any) -> Answer:
        """A view's answer: `desk.ask("promises", between=("Russia", "JPN"), as_of="2000-02-15").rows`.

        `asked` are the words of a question (`between`, `about`, `since`, `until`, `certainty`, `as_of`, `limit`) where no
        `question` is given, and what the view takes besides (`by` of relations, `wanted` of search). Raises DeskError,
        QueryError for a question that cannot be asked, KeyError for a name that is no view.
        """
        from dragoman.desk.asking import query
        from dragoman.desk.views import answer

        words = {f.name for f in fields(Query)}
        question = question or query(**{k: v for k, v in asked.items() if k in words})
        return answer(self, view, question, **{k: v for k, v in asked.items() if k not in words})

    def _look_at_reprints(self) -> None:
        with self._database.reading() as connection:
            waiting = reprints.waiting(connection)
        if waiting and not self._database.readonly:
            reprints.gather(self._database)

    def stale(self) -> bool:
        """Has anything changed since it was fused, or was it fused by another version of the package?"""
        with self._database.reading() as connection:
            return fusing.is_stale(connection)

    def search(self, wanted: str, query: Query | None = None) -> list[search.Found]:
        """Documents with all the words (and "phrases", and without -words), best first, with their best passages. Raises
        DeskError, ValueRefusedError where there is no word to look for."""
        with self._database.reading() as connection:
            return search.search(connection, wanted, query or Query())

    def documents(self, *, superseded: bool = False) -> Iterator[Kept]:
        """The documents in order of id; with `superseded` their older versions too, oldest first. Raises DeskError."""
        which = "" if superseded else "WHERE d.superseded_by IS NULL"
        query = f"""SELECT d.id, d.sha256, d.title, d.publication, d.published, d.url,
            (SELECT count(*) FROM records r WHERE r.document = d.pk) AS records, d.superseded_by FROM documents d {which}
            ORDER BY d.id, d.superseded_by IS NULL, d.pk"""
        with self._database.reading() as connection:
            for r in connection.execution_options(stream_results=True).execute(text(query)):
                superseded = r.superseded_by is not None
                yield Kept(r.id, r.sha256, r.title, r.publication, r.published, r.url, r.records, superseded)

    def document(self, id: str, sha256: str | None = None) -> Coding:
        """A document with all that was read in it, corrected by reviews: the version that stands, or the one of that
        digest. Raises DeskError where the desk does not hold it."""
        which = "superseded_by IS NULL" if sha256 is None else "sha256 = :sha256"
        with self._database.reading() as connection:
            pk = connection.execute(
                text(f"SELECT pk FROM documents WHERE id = :id AND {which}"),
                {"id": id} | ({"sha256": sha256} if sha256 else {}),
            ).scalar()
            if pk is None:
                raise DeskError(self.name, f"holds no document “{id}”", "“dragoman desk info” tells what it holds")
            return coding_of(connection, pk)

    def rule(self, given: Ruling) -> None:
        """Say that two records (by key) are one thing (`merge`) or are not (`split`); it holds until ruled otherwise.
        Raises DeskError, ValueRefusedError for records that the desk does not hold or that cannot be one thing."""
        with self._database.writing() as connection:
            ruling.rule(connection, given)

    def rulings(self) -> list[Ruling]:
        """All rulings in the order in which they were made. Raises DeskError."""
        with self._database.reading() as connection:
            return ruling.rulings(connection)

    def review(
        self, key: str, verdict: ruling.Verdict, changes: dict[str, Any] | None = None, *, by: str = "", note: str = ""
    ) -> None:
        """Accept, correct (`changes`: fields and their values) or reject a record; it holds when the document is read again.
        Raises DeskError, ValueRefusedError for an unknown record or values that no record can have."""
        with self._database.writing() as connection:
            ruling.review(connection, key, verdict, changes, by, note)

    def reviews(self) -> list[ruling.Reviewed]:
        """The newest review of every reviewed record. Raises DeskError."""
        with self._database.reading() as connection:
            return list(ruling.reviewed(connection))

    def check(self) -> list[check.Problem]:
        """What is wrong with the desk; nothing where it is whole. Raises DeskError."""
        with self._database.reading() as connection:
            problems = list(check.check(connection))
        if self._database.sqlite and not self._database.readonly:
            with self._database.writing() as connection:
                problems += check.search_index(connection)
        return problems

    def backup(self, to: str | Path) -> None:
        """Copy the whole desk to a new SQLite file, also from a server. Raises DeskError."""
        back_up(self._database, Path(to))

    def fingerprint(self) -> dict[str, str]:
        """Table → digest of what it holds, whatever the order in which it came and whatever the database: two desks of one
        content have the same. Runs are left out. Raises DeskError."""
        with self._database.reading() as connection:
            return fingerprint(connection)

    def info(self) -> dict[str, Any]:
        """What the desk holds: its name, schema, rows by table, first and last day of publication. Raises DeskError."""
        with self._database.reading() as connection:
            counts = {
                t: connection.execute(text(f"SELECT count(*) FROM {t}")).scalar_one() for t in sorted(Base.metadata.tables)
            }
            days = connection.execute(text("SELECT min(published_first), max(published_last) FROM documents")).one()
        return {"desk": self.name, "schema": HEAD, "published": list(days), "rows": counts}

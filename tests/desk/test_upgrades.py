"""Schemas: older ones are upgraded and keep every row, newer ones are refused, the newest is what the tables say."""

from __future__ import annotations

from pathlib import Path

import pytest
from alembic.autogenerate import compare_metadata
from alembic.migration import MigrationContext
from kept import LONGER, document
from sqlalchemy import inspect, text

from dragoman.desk.bulk import insert
from dragoman.desk.connect import connect
from dragoman.desk.model import Ruling
from dragoman.desk.store import open_desk
from dragoman.desk.tables import HEAD, Base
from dragoman.desk.upgrade import migrate
from dragoman.errors import DeskError


def test_the_migrations_make_the_tables_that_the_code_knows(where: str) -> None:
    open_desk(where).close()
    database = connect(where)

    def ours(name: str | None, type: str, _: object) -> bool:
        return type != "table" or name in Base.metadata.tables

    with database.reading() as connection:
        context = MigrationContext.configure(connection, opts={"include_name": ours, "compare_type": True})
        assert compare_metadata(context, Base.metadata) == []
    database.close()


def test_a_desk_of_the_first_schema_keeps_every_row(where: str, tmp_path: Path) -> None:
    newest = tmp_path / "newest.db"
    with open_desk(newest) as desk:
        desk.add_many([document("a"), document("b", publication="Chronicle"), document("a", text=LONGER)])
        desk.refresh()
        desk.rule(Ruling("merge", "a/mee-1", "b/mee-1", by="me"))
        desk.review("a/tra-1", "correct", {"amount": 1})
        desk.refresh()
        held = desk.fingerprint()
    old = connect(where)
    migrate(old, "0001")
    _copy_what_it_has_room_for(newest, old)
    with old.reading() as connection:
        assert "bands" not in inspect(connection).get_table_names()
    old.close()

    with open_desk(where) as desk:
        desk.refresh()
        assert desk.fingerprint() == held
        assert desk.check() == []
        backup = desk.upgraded_from
    if "://" in where:
        assert backup is None
    else:
        assert backup is not None
        with connect(backup).reading() as connection:
            assert connection.execute(text("SELECT count(*) FROM documents")).scalar() == 3
            assert connection.execute(text("SELECT version_num FROM alembic_version")).scalar() == "0001"


def _copy_what_it_has_room_for(newest: Path, old: object) -> None:
    source = connect(newest)
    with source.reading() as read, old.writing() as write:  # type: ignore[attr-defined]
        has = inspect(write)
        if not old.sqlite:  # type: ignore[attr-defined]
            write.exec_driver_sql("SET CONSTRAINTS ALL DEFERRED")
        for table in Base.metadata.sorted_tables:
            if table.name in has.get_table_names():
                columns = [c["name"] for c in has.get_columns(table.name)]
                names = ", ".join(f'"{c}"' for c in columns)
                rows = read.execute(text(f"SELECT {names} FROM {table.name}")).all()
                if not old.sqlite:  # type: ignore[attr-defined]
                    booleans = [n for n, c in enumerate(columns) if c in ("anonymous", "crossref")]
                    rows = [tuple(bool(v) if n in booleans else v for n, v in enumerate(r)) for r in rows]  # type: ignore[misc]
                insert(write, table.name, rows, columns)
    source.close()


def test_an_upgrade_does_not_write_over_an_older_backup(tmp_path: Path) -> None:
    where = tmp_path / "desk.db"
    database = connect(where)
    migrate(database, "0001")
    database.close()
    taken = tmp_path / "desk.db.0001.backup"
    taken.write_text("mine")
    with open_desk(where) as desk:
        assert desk.upgraded_from == tmp_path / "desk.db.0001-1.backup"
    assert taken.read_text() == "mine"


def test_a_newer_desk_is_refused_and_left_alone(where: str) -> None:
    with open_desk(where) as desk:
        desk.add(document("a"))
    database = connect(where)
    with database.writing() as connection:
        connection.execute(text("UPDATE alembic_version SET version_num = '9999'"))
    database.close()
    with pytest.raises(DeskError, match=f"newer Dragoman .schema 9999, this one knows up to {HEAD}.; pip install --upgrade"):
        open_desk(where)


def test_a_database_of_something_else_is_refused(where: str) -> None:
    database = connect(where)
    with database.writing() as connection:
        connection.execute(text("CREATE TABLE letters (a TEXT)"))
    database.close()
    with pytest.raises(DeskError, match="a database of something else"):
        open_desk(where)


def test_what_another_version_fused_is_fused_anew(where: str, monkeypatch: pytest.MonkeyPatch) -> None:
    with open_desk(where) as desk:
        desk.add(document("a"))
        desk.refresh()
        assert not desk.stale()
        monkeypatch.setattr("dragoman.desk.fusing.fusion_version", lambda: "another")
        assert desk.stale()
        assert len(desk.episodes()) == len(document().records)
        assert not desk.stale()


def test_another_version_may_put_records_together_otherwise(where: str, monkeypatch: pytest.MonkeyPatch) -> None:
    with open_desk(where) as desk:
        desk.add(document("a"))
        desk.refresh()
        held = desk.fingerprint()
        with desk._database.writing() as connection:
            connection.execute(text("UPDATE records SET block = 'as an older version had it' WHERE kind = 'meeting'"))
            connection.execute(text("UPDATE episodes SET block = 'as an older version had it' WHERE kind = 'meeting'"))
        monkeypatch.setattr("dragoman.desk.fusing.fusion_version", lambda: "another")
        desk.refresh()
        assert desk.fingerprint() == held

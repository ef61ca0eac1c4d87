"""`add` and `desk …` as a user types them, with a coder that reads the sample in everything."""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Callable, Iterable, Iterator
from pathlib import Path

import pytest
from kept import OTHER, document
from typer.testing import CliRunner

import sample
from dragoman.cli import app
from dragoman.desk.store import open_desk
from dragoman.document import Document
from dragoman.faces.lines import json_line
from dragoman.records import Coding


class FakeCoder:
    """Reads the sample in everything, under the document's own id."""

    @property
    def analyser(self) -> FakeCoder:
        return self

    def analyse_many(self, texts: Iterable[str]) -> Iterator[str]:
        return iter(texts)

    def code_analysed(self, given: Document, analysis: str) -> Coding:
        return document(given.id, text=sample.TEXT, published=str(given.published or "2000-02-11"))


@pytest.fixture(autouse=True)
def _coder(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("dragoman.coder.load_coder", lambda name="dragoman": FakeCoder())


def run(*words: str, input: str | None = None) -> tuple[int, str, str]:
    result = CliRunner().invoke(app, list(words), input=input)
    if result.exception and not isinstance(result.exception, SystemExit):
        raise result.exception
    return result.exit_code, result.stdout, result.stderr


@pytest.fixture
def page(tmp_path: Path) -> str:
    path = tmp_path / "page.txt"
    path.write_text(sample.TEXT)
    return str(path)


def test_add_says_what_became_of_it(page: str, where: str) -> None:
    assert run("add", page, "--desk", where, "--published", "2000-02-11") == (
        0, f"{name(where)}: 1 new\nRecords: 1 meetings, 1 commitments, 1 transfers, 1 positions, 1 events, 1 offices\n", "",
    )  # fmt: skip
    assert run("add", page, "--desk", where, "--published", "2000-02-11")[1] == f"{name(where)}: 1 known already\n"
    with open_desk(where) as desk:
        assert not desk.stale()
        assert desk.document("page").document.published == "2000-02-11"


def name(where: str) -> str:
    with open_desk(where) as desk:
        return desk.name


def test_add_takes_what_read_wrote(where: str, tmp_path: Path) -> None:
    path = tmp_path / "read.jsonl"
    path.write_text("".join(f"{json_line(document(id))}\n" for id in "ab") + '{"document": {}}\n')
    code, out, err = run("add", str(path), "--desk", where, "--format", "json")
    assert code == 1
    assert json.loads(out)["documents"] == {
        "new": 2, "superseding": 0, "older": 0, "reread": 0, "known": 0, "refused": 0, "unreadable": 1,
    }  # fmt: skip
    assert "read.jsonl#3: is no coding (document.id: field required); write it anew with “dragoman read”" in err
    with open_desk(where) as desk:
        assert desk.document("a") == document("a")


def test_add_takes_codings_from_a_pipe(where: str) -> None:
    assert run("add", "-", "--desk", where, input=json_line(document("a")) + "\n")[0] == 0
    with open_desk(where) as desk:
        assert desk.document("a") == document("a")


def test_add_says_what_it_refuses_and_what_it_renames(where: str, tmp_path: Path) -> None:
    path = tmp_path / "read.jsonl"
    given = [document("a"), document("a", text=OTHER), document("b", published="1999-02-30")]
    path.write_text("".join(f"{json_line(c)}\n" for c in given))
    code, out, _ = run("add", str(path), "--desk", where)
    assert code == 1
    assert "Another text is called “a” already: this one is kept as “a~" in out
    assert "Refused: b: “1999-02-30” refused" in out


def test_the_desk_is_named_by_option_environment_or_custom(
    page: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    run("add", page)
    assert (tmp_path / "desk.db").exists()
    monkeypatch.setenv("DRAGOMAN_DESK", str(tmp_path / "other.db"))
    run("add", page)
    assert (tmp_path / "other.db").exists()


def test_check_info_refresh(page: str, where: str) -> None:
    run("add", page, "--desk", where)
    code, out, _ = run("desk", "check", "--desk", where)
    assert (code, "whole, 1 documents, 6 records, 6 episodes" in out) == (0, True)
    assert json.loads(run("desk", "info", "--desk", where, "--format", "json")[1])["rows"]["records"] == 6
    assert "records" in run("desk", "info", "--desk", where)[1]
    assert "6 blocks fused" in run("desk", "refresh", "--all", "--desk", where)[1]


def test_check_of_a_desk_that_is_not_there_makes_none(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    from dragoman.cli import main

    monkeypatch.setattr("sys.argv", ["dragoman", "desk", "check", "--desk", str(tmp_path / "none.db")])
    with pytest.raises(SystemExit) as exit:
        main()
    assert exit.value.code == 2
    assert list(tmp_path.iterdir()) == []


def test_a_backup_is_a_desk_of_the_same_content(where: str, tmp_path: Path, new_database: Callable[[], str]) -> None:
    with open_desk(where) as desk:
        desk.add_many([document("a"), document("a", text=sample.TEXT + " Later."), document("b", publication="Chronicle")])
        desk.review("a/tra-1", "correct", {"amount": 7})
        desk.refresh()
        held = desk.fingerprint()
    copy = tmp_path / "copy.db"
    assert run("desk", "backup", str(copy), "--desk", where)[0] == 0
    with open_desk(copy) as desk:
        assert desk.fingerprint() == held
        assert desk.check() == []
        assert {f.document for f in desk.search("osgiliath")} == {"a", "b"}
        assert desk.add(document("c")).documents == {"new": 1}
    assert [p.name for p in tmp_path.iterdir() if p.name.startswith(".")] == []


def test_a_backup_never_writes_over_a_file(where: str, tmp_path: Path) -> None:
    from dragoman.errors import DeskError

    (tmp_path / "copy.db").write_text("mine")
    with open_desk(where) as desk, pytest.raises(DeskError, match="exists already"):
        desk.backup(tmp_path / "copy.db")
    assert (tmp_path / "copy.db").read_text() == "mine"


def test_datasette_reads_the_file_as_it_is(page: str, tmp_path: Path) -> None:
    """Plain tables with keys between them, and an index that names the table that it searches."""
    where = tmp_path / "desk.db"
    run("add", page, "--desk", str(where))
    with sqlite3.connect(f"file:{where}?mode=ro", uri=True) as connection:
        sql = connection.execute("SELECT sql FROM sqlite_master WHERE name = 'documents_fts'").fetchone()[0]
        assert "content='documents'" in sql
        keys = {row[2] for row in connection.execute("PRAGMA foreign_key_list(records)")}
        assert keys == {"documents"}
        assert connection.execute("SELECT count(*) FROM records").fetchone() == (6,)

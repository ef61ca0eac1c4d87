"""What a desk is given in the world: broken text, files that are no desks, no rights, no room. It stays whole."""

from __future__ import annotations

import os
import resource
import signal
from collections.abc import Callable
from pathlib import Path

import pytest
from kept import OTHER, document, with_records
from sqlalchemy import text

from dragoman.desk.model import Query, Ruling
from dragoman.desk.store import Desk, open_desk
from dragoman.errors import DeskError, DragomanError, ValueRefusedError


@pytest.mark.parametrize("bad", ["\x00", "\ud800", "\x00\udfff\x00"])
def test_characters_that_no_database_takes_are_replaced_one_for_one(desk: Desk, bad: str) -> None:
    given = document("a").document.text.replace("Aragorn", f"Ara{bad}gorn")
    coding = document("a")
    info = coding.document.model_construct(**{**coding.document.model_dump(), "text": given})
    assert desk.add(coding.model_copy(update={"document": info, "records": []})).documents == {"new": 1}
    kept = desk.document("a").document.text
    assert kept == given.replace(bad, "\ufffd" * len(bad))
    assert len(kept) == len(given)
    assert desk.check() == []


def test_names_that_are_sql(desk: Desk) -> None:
    name = "'); DROP TABLE documents; --"
    desk.add(with_records(document(name, title=name, publication=name), transfer={"purpose": name}))
    assert desk.document(name).document.title == name
    assert [k.id for k in desk.documents()] == [name]
    assert desk.episodes(Query(between=(name,), about=name)) == []


@pytest.mark.parametrize(
    "wanted",
    [
        "'",
        '"',
        '" OR 1',
        "a NEAR b",
        "title:x",
        "*",
        "(",
        "NOT",
        "AND OR",
        "x' UNION SELECT 1 --",
        "\x00",
        "\ud800x",
        "%",
        ":x",
    ],
)
def test_any_search_is_answered_or_refused(desk: Desk, wanted: str) -> None:
    desk.add(document("a"))
    if any(c.isalnum() for c in wanted):
        assert isinstance(desk.search(wanted), list)
    else:
        with pytest.raises(ValueRefusedError, match="needs a word"):
            desk.search(wanted)


def test_per_cent_and_underscore_are_no_wildcards(desk: Desk) -> None:
    desk.add(document("a"))
    assert list(desk.told(about="%")) == []
    assert list(desk.told(about="Arag_rn")) == []
    assert list(desk.told(about="aragorn")) != []


def test_five_megabytes(desk: Desk) -> None:
    words = " ".join(f"parley{n % 3000}" for n in range(500_000))
    assert desk.add(document("a", text=words + " halfling")).documents == {"new": 1}
    assert [f.document for f in desk.search("halfling")] == ["a"]
    assert len(desk.document("a").document.text) > 5_000_000
    desk.refresh()


def test_a_coding_that_contradicts_itself_costs_only_itself(desk: Desk) -> None:
    broken = document("broken").model_copy(update={"document": document("broken", text="Short.").document})
    dated = document("dated", published="1999-02-30")
    summary = desk.add_many([document("a"), broken, dated, document("b")])
    assert summary.documents == {"new": 2, "refused": 2}
    assert [where for where, _ in summary.refused] == ["broken", "dated"]
    assert {k.id for k in desk.documents()} == {"a", "b"}


def test_a_document_that_the_database_refuses_costs_only_itself(desk: Desk) -> None:
    """A number beyond 64 bits: no check of ours sees it."""
    summary = desk.add_many([document("a"), document("b", volume=2**70), document("c")])
    assert {k.id for k in desk.documents()} == {"a", "c"}
    assert summary.documents == {"new": 2, "refused": 1}
    assert desk.check() == []


def test_very_long_names(desk: Desk) -> None:
    long = "x" * 5000
    assert desk.add(document(long)).documents == {"refused": 1}
    desk.add(with_records(document("a", title=long), position={"issue": long}, office={"person": long}))
    assert len(desk.episodes()) == len(document().records)


def test_codings_that_break_off_keep_what_came_before(desk: Desk) -> None:
    def broken() -> object:
        yield document("a")
        yield document("b")
        raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        desk.add_many(broken())  # type: ignore[arg-type]
    assert {k.id for k in desk.documents()} == {"a", "b"}


@pytest.mark.parametrize("content", [b"", b"SQLite format 3\x00 and then nonsense" + b"x" * 5000, b"{}", b"\x00" * 100])
def test_files_that_are_no_desk(tmp_path: Path, content: bytes) -> None:
    path = tmp_path / "desk.db"
    path.write_bytes(content)
    if not content:  # an empty file is an empty database
        open_desk(path).close()
        return
    with pytest.raises(DeskError, match=str(path)) as said:
        open_desk(path)
    assert "\n" not in str(said.value)
    assert path.read_bytes() == content


def test_a_folder_and_a_folder_that_is_not_there(tmp_path: Path) -> None:
    with pytest.raises(DeskError, match="is a folder"):
        open_desk(tmp_path)
    with pytest.raises(DeskError, match="its folder does not exist"):
        open_desk(tmp_path / "none" / "desk.db")
    with pytest.raises(DeskError, match="no such desk"):
        open_desk(tmp_path / "desk.db", create=False)
    assert list(tmp_path.iterdir()) == []


@pytest.mark.parametrize(
    ("where", "said"),
    [
        ("mysql://root@127.0.0.1/x", "no such kind of desk"),
        ("postgresql+psycopg://root:secret@127.0.0.1:1/x", "does not answer"),
        ("postgresql+psycopg://root@127.0.0.1:notaport/x", "no address of a desk"),
    ],
)
def test_addresses_that_lead_nowhere(where: str, said: str) -> None:
    with pytest.raises(DeskError, match=said) as error:
        open_desk(where)
    assert "secret" not in str(error.value)
    assert "\n" not in str(error.value)


def in_a_child(bound: Callable[[], None], program: Callable[[], object]) -> str:
    """What a program says that runs in a process of its own, under bounds that cannot be lifted again."""
    reading, writing = os.pipe()
    child = os.fork()
    if child == 0:
        try:
            bound()
            said = str(program())
        except BaseException as error:
            said = f"{type(error).__name__}: {error}"
        os.write(writing, said.encode())
        os._exit(0)
    os.close(writing)
    with os.fdopen(reading, encoding="utf-8") as stream:
        said = stream.read()
    os.waitpid(child, 0)
    return said


def test_a_desk_that_cannot_be_written_can_be_read(tmp_path: Path) -> None:
    path = tmp_path / "desk.db"
    with open_desk(path) as desk:
        desk.add(document("a"))
    for one in tmp_path.iterdir():
        one.chmod(0o444)
    folders = (tmp_path, *tmp_path.parents[:2])
    for folder in folders:
        folder.chmod(0o555)

    def give_up_rights() -> None:
        if os.getuid() == 0:
            os.setuid(65534)

    def read() -> object:
        with open_desk(path) as desk:
            found = [len(list(desk.told())), len(desk.episodes()), desk.check()]
            with pytest.raises(DeskError) as error:
                desk.refresh()
        return [*found, error.value.what]

    said = in_a_child(give_up_rights, read)
    for folder in folders:
        folder.chmod(0o755)
    count = len(document().records)
    assert said == str([count, count, [], "is open for reading only"])


def test_a_full_disk_is_one_clear_line_and_the_desk_is_whole(tmp_path: Path) -> None:
    """The file may not grow: by SQLite's own bound, which fails as a full disk does."""
    path = tmp_path / "desk.db"
    with open_desk(path) as desk:
        desk.add(document("a"))
        before = desk.fingerprint()
        with desk._database.engine.connect() as connection:
            pages = connection.exec_driver_sql("PRAGMA page_count").scalar_one()
            connection.exec_driver_sql(f"PRAGMA max_page_count={pages + 1}")
        with pytest.raises(DeskError, match="the disk is full; nothing of this batch was kept; make room and add again"):
            desk.add_many([document(f"doc-{n}", text=OTHER + "word " * 20_000) for n in range(5)])
        assert desk.fingerprint() == before
        assert desk.check() == []
    with open_desk(path) as desk:
        assert desk.add_many([document(f"doc-{n}") for n in range(5)]).documents == {"new": 5}
        assert desk.check() == []


def test_a_file_that_may_not_grow_is_one_clear_line(tmp_path: Path) -> None:
    """The system refuses to write past a size, as quotas do."""
    path = tmp_path / "desk.db"
    open_desk(path).close()

    def bound() -> None:
        signal.signal(signal.SIGXFSZ, signal.SIG_IGN)
        resource.setrlimit(resource.RLIMIT_FSIZE, (700_000, 700_000))

    def add() -> object:
        with pytest.raises(DeskError) as error, open_desk(path) as desk:
            desk.add_many([document(f"doc-{n}", text=OTHER + "word " * 20_000) for n in range(20)])
        return error.value

    said = in_a_child(bound, add)
    assert said.startswith(f"{path}: the disk "), said
    assert len(said.splitlines()) == 1
    with open_desk(path) as desk:
        assert desk.check() == []
        assert desk.add(document("a")).documents == {"new": 1}


def test_check_finds_what_is_broken(desk: Desk) -> None:
    desk.add_many([document("a"), document("b", agency="BN")])
    desk.refresh()
    desk.rule(Ruling("split", "a/mee-1", "b/mee-1"))
    desk.refresh()
    with desk._database.writing() as connection:
        connection.execute(text("UPDATE documents SET text = 'Arnor never paid.' WHERE id = 'a'"))
        connection.execute(text("DELETE FROM members WHERE record = 'b/tra-1'"))
    found = "\n".join(p.what for p in desk.check())
    assert "texts are not those that were read: a" in found
    assert "records that are in no episode" in found


def test_errors_are_ours(desk: Desk) -> None:
    for wrong in (lambda: desk.document("none"), lambda: list(desk.told(as_of="soon")), lambda: desk.search("")):
        with pytest.raises(DragomanError) as error:
            wrong()
        assert "\n" not in str(error.value)

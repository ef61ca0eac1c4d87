"""What a user relies on: what is added is kept, once, and is given back as it was, on both databases."""

from __future__ import annotations

import sqlite3
from pathlib import Path

import pytest
from kept import LONGER, OTHER, document, with_records
from sqlalchemy import event

import sample
from dragoman.desk import search
from dragoman.desk.model import Query
from dragoman.desk.store import Desk, open_desk
from dragoman.errors import DeskError, ValueRefusedError
from dragoman.records import Party


def test_a_reading_comes_back_as_it_was(desk: Desk) -> None:
    desk.add(document("a"))
    assert desk.document("a") == document("a")


def test_the_same_again_changes_nothing(desk: Desk) -> None:
    assert desk.add(document("a")).documents == {"new": 1}
    before = rows(desk)
    assert desk.add_many([document("a"), document("a")]).documents == {"known": 2}
    assert rows(desk) == before


def rows(desk: Desk) -> dict[str, int]:
    """Rows by table, but for the runs."""
    counts: dict[str, int] = desk.info()["rows"]
    return {name: count for name, count in counts.items() if name != "runs"}


def test_a_corrected_version_supersedes_and_keeps_the_old(desk: Desk) -> None:
    desk.add(document("a"))
    assert desk.add(document("a", text=LONGER)).documents == {"superseding": 1}
    assert [k.superseded for k in desk.documents(superseded=True)] == [True, False]
    assert desk.document("a").document.text.endswith("nobody else came.")
    assert desk.document("a", document("a").document.sha256) == document("a")
    assert {t.key for t in desk.told()} == {f"a/{r.id}" for r in sample.coding().records}


def test_another_text_of_the_same_name_is_kept_apart(desk: Desk) -> None:
    desk.add(document("a"))
    other = document("a", text=OTHER)
    summary = desk.add(other)
    assert summary.documents == {"new": 1}
    assert summary.renamed == [("a", f"a~{other.document.sha256[:8]}")]
    assert desk.add(other).documents == {"known": 1}
    assert [k.superseded for k in desk.documents(superseded=True)] == [False, False]


def test_an_older_version_that_comes_late_does_not_supersede(desk: Desk) -> None:
    desk.add(document("a", text=LONGER, published="2000-02-13"))
    assert desk.add(document("a")).documents == {"older": 1}
    assert desk.document("a").document.text.endswith("nobody else came.")


def test_told_by_codes_kinds_words_and_day(desk: Desk) -> None:
    desk.add_many([document("a"), document("b", published="2000-03")])
    assert len(list(desk.told(between=("ARN", "GON")))) == 6
    assert len(list(desk.told(between=("ARN", "ROH")))) == 0
    assert {t.record.kind for t in desk.told(kinds=("meeting", "office"))} == {"meeting", "office"}
    assert {t.key for t in desk.told(about="visited osgiliath")} == {"a/mee-1", "a/off-1", "b/mee-1", "b/off-1"}
    assert {t.document for t in desk.told(as_of="2000-02-11")} == {"a"}
    assert {t.document for t in desk.told(as_of="2000-03")} == {"a", "b"}
    with pytest.raises(ValueRefusedError):
        list(desk.told(as_of="yesterday"))


def test_a_superseded_version_stands_before_it_was_superseded(desk: Desk) -> None:
    desk.add_many([document("a"), document("a", text=LONGER, published="2000-02-20", title="anew")])
    assert {t.published for t in desk.told()} == {"2000-02-20"}
    assert {t.published for t in desk.told(as_of="2000-02-15")} == {"2000-02-11"}


def test_episodes_are_fused_before_they_are_asked_for(desk: Desk) -> None:
    desk.add(document("a"))
    assert desk.stale()
    assert {e.kind for e in desk.episodes()} == {r.kind for r in sample.coding().records}
    assert not desk.stale()
    assert {e.kind for e in desk.episodes(Query(between=("ARN", "GON")), kinds=("event", "meeting"))} == {"event", "meeting"}
    assert desk.episodes(Query(as_of="2000-02-10")) == []
    assert desk.episodes(Query(as_of="2000-02-11")) == desk.episodes()


def test_only_what_is_asked_for_is_fused_of_much_that_has_changed(desk: Desk) -> None:
    far = [Party(name=f"Shire {n}", code=f"S{n}") for n in range(60)]
    others = [with_records(document(f"d{n}"), transfer={"provider": [far[n]], "recipient": [far[n - 1]]}) for n in range(60)]
    desk.add_many([document("a"), *others])
    assert [e.members for e in desk.episodes(Query(between=("ARN", "GON")), kinds=("transfer",))] == [("a/tra-1",)]
    assert desk.stale()
    assert len(desk.episodes(kinds=("transfer",))) == 61
    assert not desk.stale()


def test_search(desk: Desk) -> None:
    desk.add_many([document("a"), document("b", text="Rohan sold Dale two hundred horses.", title="Horses")])
    assert [f.document for f in desk.search("horse")] == ["b"]
    assert [f.document for f in desk.search('"loan of $1.5"')] == ["a"]
    assert [f.document for f in desk.search("rohan OR 1=1; DROP TABLE documents; --")] == []
    assert [f.document for f in desk.search("year -horses")] == ["a"]
    assert desk.search("Osgiliath")[0].passages[0][1].startswith("Aragorn visited")
    with pytest.raises(ValueRefusedError, match="needs a word"):
        desk.search('"" -- *')


def test_of_too_many_found_the_newest_come_first(desk: Desk, monkeypatch: pytest.MonkeyPatch) -> None:
    days = {"a": "1999-05", "b": None, "c": "2001-02-03", "d": "1999-05-31", "e": "2001"}
    desk.add_many([document(id, published=day, text=f"{OTHER} {id}") for id, day in days.items()])
    desk.add(document("c", published="1998", text=f"{OTHER} c, again"))
    assert all(f.score is not None for f in desk.search("barley"))
    monkeypatch.setattr(search, "RANKED", 3)
    found = desk.search("barley")
    assert [(f.document, f.score) for f in found] == [(id, None) for id in "ecadb"]
    assert found[0].passages[0][1].startswith("Rohan and Dale")
    assert [f.document for f in desk.search("barley", Query(limit=2))] == ["e", "c"]
    assert {f.score is None for f in desk.search("barley", Query(until="2000"))} == {False}


def test_a_new_desk_is_whole(desk: Desk) -> None:
    desk.add_many([document("a"), document("b")])
    assert desk.check() == []
    desk.refresh()
    assert desk.check() == []


def test_a_file_of_something_else_is_refused(tmp_path: Path) -> None:
    path = tmp_path / "notes.txt"
    path.write_text("Arnor paid.")
    with pytest.raises(DeskError, match=r"notes\.txt: is no desk"):
        open_desk(path)
    assert path.read_text() == "Arnor paid."


def test_sqlite_goes_by_the_few(tmp_path: Path) -> None:
    """By the codes of a pair and by the index of what waits, not through all episodes and documents."""
    said: list[str] = []

    def note(_: object, cursor: sqlite3.Cursor, statement: str, given: tuple[object, ...], *rest: object) -> None:
        if statement.startswith("SELECT"):
            plan = cursor.connection.execute(f"EXPLAIN QUERY PLAN {statement}", given).fetchall()
            said.extend(row[3] for row in plan)

    with open_desk(tmp_path / "desk.db") as desk:
        desk.add(document("a"))
        desk.refresh()
        event.listen(desk._database.engine, "before_cursor_execute", note)
        assert len(desk.episodes(Query(between=("ARN", "GON"), until="2001"), kinds=("event", "meeting"))) == 2
        assert len(list(desk.told(between=("ARN", "GON")))) == 3
    assert any("documents_unsigned" in line for line in said)
    scans = [line for line in said if line.startswith(("SCAN e", "SCAN r", "SCAN d"))]
    assert [line for line in scans if "documents_unsigned" not in line] == []
    assert [line for line in said if "ix_episodes_kind" in line or "ix_episodes_first_day" in line] == []

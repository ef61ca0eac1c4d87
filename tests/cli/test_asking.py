"""Every command that asks a desk, as a user types it, against a real desk on SQLite."""

from __future__ import annotations

import csv
import json
from pathlib import Path

import pytest
from typer.testing import CliRunner

import codings
from dragoman import open_desk
from dragoman.cli import app
from dragoman.desk.catalogue import CATALOGUE
from dragoman.desk.views import _ROWS


@pytest.fixture(scope="module")
def desk(tmp_path_factory: pytest.TempPathFactory) -> str:
    path = tmp_path_factory.mktemp("desk") / "north.db"
    with open_desk(path) as opened:
        opened.add_many(codings.codings())
        opened.refresh()
    return str(path)


def run(*words: str) -> tuple[int, str, str]:
    result = CliRunner().invoke(app, list(words))
    if result.exception and not isinstance(result.exception, SystemExit):
        return 2, result.stdout, str(result.exception)
    return result.exit_code, result.stdout, result.stderr


def rows(desk: str, view: str, *words: str) -> list[dict[str, object]]:
    code, out, err = run(view, *words, "--desk", desk, "--format", "json")
    assert code == 0, err
    answer = json.loads(out)
    assert answer["view"] == view
    found: list[dict[str, object]] = answer["rows"]
    return found


OWN = {"news": ["--since", "2011-02"], "search": ["treaty"]}


def test_every_view_of_the_catalogue_can_be_made() -> None:
    assert set(_ROWS) == set(CATALOGUE)


@pytest.mark.parametrize("view", CATALOGUE)
def test_every_view_prints_a_table_that_fits(desk: str, view: str) -> None:
    code, out, err = run(view, *OWN.get(view, []), "--between", "Norway", "ISL", "--desk", desk)
    assert (code, err) == (0, "")
    assert out.startswith(f"{view.capitalize()} between Norway and Iceland")
    assert max(map(len, out.splitlines())) <= 80


@pytest.mark.parametrize("view", CATALOGUE)
@pytest.mark.parametrize("suffix", ["json", "csv", "parquet"])
def test_every_view_writes_files(desk: str, view: str, suffix: str, tmp_path: Path) -> None:
    out = tmp_path / f"a.{suffix}"
    code, said, err = run(view, *OWN.get(view, []), "--desk", desk, "-o", str(out))
    assert (code, said, err) == (0, "", "")
    assert out.stat().st_size


def test_calendar_as_ics(desk: str, tmp_path: Path) -> None:
    for view in ("calendar", "promises"):
        out = tmp_path / f"{view}.ics"
        assert run(view, "--desk", desk, "-o", str(out))[0] == 0
        assert b"BEGIN:VEVENT" in out.read_bytes()


def test_the_deadline_and_its_history(desk: str) -> None:
    (promise,) = rows(desk, "promises", "--between", "NOR", "ISL", "--as-of", "2011-12-01")
    assert (promise["deadline"], promise["status"]) == ("2012-06-30", "open")
    assert [h["deadline"] for h in promise["history"]] == ["2011-12-31", "2012-06-30"]  # type: ignore[attr-defined]
    (early,) = rows(desk, "promises", "--as-of", "2011-02-01")
    assert early["deadline"] == "2011-12-31"


def test_dates_as_an_analyst_writes_them(desk: str) -> None:
    assert rows(desk, "timeline", "--since", "April 2011") == rows(desk, "timeline", "--since", "2011-04")


def test_relations_by_week(desk: str) -> None:
    (week,) = rows(desk, "relations", "--by", "week")
    assert week["period"] == "2011-03-28/2011-04-03"


def test_search_finds_words_and_phrases(desk: str) -> None:
    assert {r["document"] for r in rows(desk, "search", "fishing treaty")} == {"nw1", "rk4"}
    assert {r["document"] for r in rows(desk, "search", "Bergen", "whaling")} == {"rk2", "nw3"}
    code, out, _ = run("search", "submarine", "--desk", desk)
    assert code == 0
    assert "Nothing found: no document has all these words" in out


def test_csv_of_the_timeline(desk: str, tmp_path: Path) -> None:
    out = tmp_path / "t.csv"
    run("timeline", "--desk", desk, "-o", str(out))
    lines = list(csv.DictReader(out.open(encoding="utf-8")))
    assert {"date", "kind", "text", "certainty", "documents", "outlets"} <= set(lines[0])


@pytest.mark.parametrize(
    ("words", "said"),
    [
        (["promises", "--between", "Norwey", "ISL"], "did you mean Norway (NOR)?"),
        (["promises", "--since", "soon"], "“soon”"),
        (["promises", "--certainty", "sure"], "sure"),
        (["timeline", "--format", "ics"], "only calendar and promises have"),
        (["timeline", "--format", "parquet"], "name a file with -o"),
        (["news"], "--since"),
        (["timeline", "--limit", "0"], "--limit"),
        (["brief", "NOR", "ISL", "-o", "x.doc"], ".md, .html or .pdf"),
    ],
)
def test_bad_usage_says_what_to_do(desk: str, words: list[str], said: str) -> None:
    code, out, err = run(*words, "--desk", desk)
    assert (code, out) == (2, "")
    assert said in " ".join(err.replace("│", " ").split())


def test_no_desk_is_said(tmp_path: Path) -> None:
    code, _, err = run("timeline", "--desk", str(tmp_path / "none.db"))
    assert code == 2
    assert "none.db" in err
    assert not (tmp_path / "none.db").exists()


@pytest.mark.parametrize(("suffix", "first"), [("md", b"# Norway and Iceland"), ("html", b"<!DOCTYPE"), ("pdf", b"%PDF-")])
def test_brief(desk: str, suffix: str, first: bytes, tmp_path: Path) -> None:
    out = tmp_path / f"b.{suffix}"
    code, said, err = run("brief", "Norway", "Iceland", "--since", "2011", "--desk", desk, "-o", str(out))
    assert (code, said, err) == (0, "", "")
    assert out.read_bytes().startswith(first)


def test_brief_to_the_screen(desk: str) -> None:
    code, out, _ = run("brief", "NOR", "ISL", "--desk", desk)
    assert code == 0
    assert "According to Kari Olsen, Iceland may have accepted a ban on whaling" in out
    assert "held talks in Bergen on April 3 (Nordwire, April 4" in out


def test_the_python_call(desk: str) -> None:
    with open_desk(desk) as opened:
        answer = opened.ask("promises", between=("Norway", "ISL"), as_of="2011-12-01")
        assert answer.rows[0]["deadline"] == "2012-06-30"
        assert opened.ask("search", wanted="treaty").rows
        assert opened.ask("relations", by="week").rows
        assert [t.key for t in opened.told(keys=["nw1/com-1", "no/such"])] == ["nw1/com-1"]
        with pytest.raises(KeyError):
            opened.ask("weather")

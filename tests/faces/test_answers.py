"""Answers on a terminal and in files: all that matters is shown, within 80 columns; the empty answer says what to try."""

from __future__ import annotations

import csv
import io
import json
from pathlib import Path

import pytest

from answers import ROWS, answer
from dragoman.desk.asking import query
from dragoman.desk.model import Answer
from dragoman.errors import DragomanError
from dragoman.faces.answers.writing import as_json, choose, heading, show, write_answer
from dragoman.faces.output import AnswerFormat

SHOWN = {
    "timeline": ["3 Apr 2011", "held talks in Bergen", "certain", "Nordwire"],
    "news": ["deadline moved", "(now", "probable", "Evening Cod"],
    "promises": ["30 Jun 2012", "Norway → Iceland", "sign a fishing treaty", "overdue", "slipped 182", "31 Dec 2011"],
    "calendar": ["Talks: Kari Olsen and Iceland, Bergen", "postponed for 3 Apr 2011", "held"],
    "ledger": ["harbour loan", "Norway → Iceland", "suspended", "€40 million", "outstanding €30 million", "not told"],
    "positions": ["Iceland on whaling", "against: reject a ban", "for: accept a ban", "reversal 3 Apr 2011"],
    "versions": ["Talks: Kari Olsen, Bergen", "Norway", "the date was agreed", "Reykjavik Post", "rk4"],
    "sources": ["Nordwire", "B", "usually reliable", "5 of 6 claims", "6 certain", "1: 5, 4: 1"],
    "relations": ["Apr 2011", "-2 Norway criticized Iceland", "-2.00"],
    "search": ["Talks in Bergen", "third time", "nw3", "Nordwire"],
}


def printed(view: str, *rows: dict[str, object]) -> str:
    out = io.StringIO()
    show(answer(view, *rows), query(["NOR", "ISL"]), "ask for more", out)
    return out.getvalue()


@pytest.mark.parametrize("view", ROWS)
def test_tables_show_what_matters_in_80_columns(view: str) -> None:
    out = printed(view)
    flat = " ".join(out.split())
    for words in SHOWN[view]:
        assert words in flat or words in out, words
    assert max(map(len, out.splitlines())) <= 80
    assert "…" not in out


def test_long_words_are_folded_not_cut() -> None:
    row = {**ROWS["timeline"], "text": "x" * 300 + "END"}
    assert "END" in printed("timeline", row)


def test_an_empty_answer_says_what_to_try() -> None:
    out = io.StringIO()
    show(Answer("promises", None, ()), query(), "leave out --about", out)
    assert "Nothing found: leave out --about." in out.getvalue()


def test_heading() -> None:
    asked = query(["NOR", "ISL"], "cod", since="2011", until="2012-06", certainty="probable", as_of="2012-07-01")
    assert heading("promises", asked) == (
        "Promises between Norway and Iceland, about “cod”, since 2011, until June 2012, at least probable, "
        "as of July 1, 2012"
    )
    assert heading("sources", query(["NOR"])) == "Sources of Norway"


def test_a_search_says_when_too_many_were_found_to_tell_the_best(tmp_path: Path) -> None:
    told = []
    for score in (1.5, None):
        out = tmp_path / f"{score}.txt"
        write_answer(answer("search", {**ROWS["search"], "score": score}), query(), "", AnswerFormat.TABLE, out)
        told.append("One word more finds the best" in " ".join(out.read_text(encoding="utf-8").split()))
    assert told == [False, True]


@pytest.mark.parametrize("view", ROWS)
def test_json_is_the_contracts_object(view: str) -> None:
    assert json.loads(as_json(answer(view))) == {"view": view, "as_of": "2012-07-01", "rows": [ROWS[view]]}


@pytest.mark.parametrize("view", ROWS)
def test_csv_has_one_line_a_row(view: str, tmp_path: Path) -> None:
    out = tmp_path / "a.csv"
    write_answer(answer(view), query(), "", AnswerFormat.CSV, out)
    rows = list(csv.DictReader(out.open(encoding="utf-8")))
    assert not any(v.startswith("[{'") for row in rows for v in row.values())
    if view == "versions":
        assert [row["value"] for row in rows] == ["the date was agreed", "no date was agreed"]
    else:
        assert len(rows) == 1
        assert view in ("positions", "calendar", "ledger", "promises", "sources", "relations", "search") or (
            rows[0]["documents"].startswith(("nw3", "rk4"))
        )


@pytest.mark.parametrize("view", ROWS)
def test_parquet_keeps_the_nesting(view: str, tmp_path: Path) -> None:
    import pyarrow.parquet as pq

    out = tmp_path / "a.parquet"
    write_answer(answer(view), query(), "", AnswerFormat.PARQUET, out)
    table = pq.read_table(out)
    assert table.num_rows == 1
    assert table.schema.metadata[b"view"] == view.encode()
    first = next(k for k, v in ROWS[view].items() if isinstance(v, str))
    assert table.to_pylist()[0][first] == ROWS[view][first]


def test_formats_by_suffix() -> None:
    assert choose(None, None) is AnswerFormat.TABLE
    assert choose(None, Path("a.ics")) is AnswerFormat.ICS
    assert choose(None, Path("a.parquet")) is AnswerFormat.PARQUET
    assert choose(None, Path("a.txt")) is AnswerFormat.TABLE
    assert choose(AnswerFormat.JSON, Path("a.csv")) is AnswerFormat.JSON


def test_refusals_say_what_to_do(tmp_path: Path) -> None:
    with pytest.raises(DragomanError, match="name a file with -o"):
        write_answer(answer("timeline"), query(), "", AnswerFormat.PARQUET, None)
    with pytest.raises(DragomanError, match="only calendar and promises have"):
        write_answer(answer("timeline"), query(), "", AnswerFormat.ICS, None)
    with pytest.raises(DragomanError, match="cannot be written"):
        write_answer(answer("calendar"), query(), "", AnswerFormat.ICS, tmp_path / "no" / "a.ics")
    with pytest.raises(DragomanError, match="cannot be written"):
        write_answer(answer("calendar"), query(), "", AnswerFormat.PARQUET, tmp_path / "no" / "a.parquet")

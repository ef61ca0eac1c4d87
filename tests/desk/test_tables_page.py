"""The page of the tables cannot lie: its queries run on both databases, and it names every table."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from kept import document
from sqlalchemy import inspect, text

from dragoman.desk.store import Desk

PAGE = (Path(__file__).parents[2] / "docs" / "tables.md").read_text(encoding="utf-8")
QUERIES = re.findall(r"```sql\n(.*?);\n```", PAGE, re.S)


@pytest.mark.parametrize("query", QUERIES, ids=range(len(QUERIES)))
def test_the_queries_of_the_page_run(desk: Desk, query: str) -> None:
    coding = document("a")
    desk.add_many([coding, document("b", text=f"Elsewhere, at noon. {'Much else was said there. ' * 20}")])
    desk.refresh()
    with desk._database.reading() as connection:
        rows = connection.execute(text(query)).all()
    assert len(rows) == {"e.kind": 0, "r.date": 1, "r.origin": 0}[query.split()[1].rstrip(",")]


def test_the_page_names_every_table(desk: Desk) -> None:
    with desk._database.reading() as connection:
        tables = {t for t in inspect(connection).get_table_names() if not t.startswith("documents_fts_")}
    assert tables - set(re.findall(r"`(\w+)`", PAGE)) == set()

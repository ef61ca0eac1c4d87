"""A desk of many documents on both databases: adding, fusing, asking, and what a plain `executemany` of the rows costs.

    python bench/desk.py [--documents 100000] [--only sqlite|postgresql] [--postgres URL of an empty database]

Documents are drawn with a fixed seed (`generated.py`) and made before the clock runs; nothing is parsed. Each database has
a process of its own, so that its memory is its own. The plain inserts put the very rows of the finished desk into tables of
the same schema in the same process, by the driver alone: what a database costs anyhow, on this machine, at this hour.
"""

from __future__ import annotations

import argparse
import json
import os
import resource
import statistics
import subprocess
import sys
import time
from collections.abc import Callable
from datetime import date
from itertools import islice
from typing import Any

from sqlalchemy import text

from dragoman.desk.catalogue import CATALOGUE
from dragoman.desk.connect import Database, connect
from dragoman.desk.model import Query
from dragoman.desk.rows import COLUMNS
from dragoman.desk.store import Desk, open_desk
from dragoman.desk.upgrade import migrate
from dragoman.desk.views import answer
from generated import about, codings
from places import place

_CHUNK = 2000
_TODAY = date(2015, 1, 1)
_FILLED_BY_ADDING = (
    "entities", "documents", "sentences", "mentions", "attributions", "citations", "records", "record_codes",
)  # fmt: skip


def main() -> None:
    """Measure both databases, or the one asked for."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--documents", type=int, default=100_000)
    parser.add_argument("--only", choices=("sqlite", "postgresql"))
    parser.add_argument("--postgres", default="postgresql+psycopg://root@127.0.0.1/postgres")
    parser.add_argument("--where", help=argparse.SUPPRESS)
    given = parser.parse_args()
    if given.where:
        print(json.dumps(measure(given.where, given.documents)))
        return
    for kind in [given.only] if given.only else ["sqlite", "postgresql"]:
        with place(kind, given.postgres) as where:
            command = [sys.executable, __file__, "--documents", str(given.documents), "--where", where]
            out = subprocess.run(command, check=True, stdout=subprocess.PIPE, text=True).stdout
        _show(kind, json.loads(out.splitlines()[-1]))


def measure(where: str, documents: int) -> dict[str, Any]:
    """All figures of one database."""
    found: dict[str, Any] = {"documents": documents, "load": os.getloadavg()[0]}
    with open_desk(where) as desk:
        found |= _adding(desk, documents)
        began = time.perf_counter()
        found["blocks"] = desk.refresh()
        found["fusing_s"] = time.perf_counter() - began
        found["views_ms"] = _views(desk)
        found["one_more_ms"] = _one_more(desk, documents)
        again = list(islice(codings(documents), 2 * _CHUNK))
        found["again_per_s"] = len(again) / _timed(lambda: desk.add_many(again))
        found["rows"] = desk.info()["rows"]
    found["peak_mb"] = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // 1024
    found["plain_s"] = _plain(where)
    found["load_after"] = os.getloadavg()[0]
    return found


def _adding(desk: Desk, documents: int) -> dict[str, Any]:
    drawn = codings(documents)
    spent, cpu, records = 0.0, 0.0, 0
    slowest = float("inf")
    while chunk := list(islice(drawn, _CHUNK)):
        records += sum(len(c.records) for c in chunk)
        began, at = time.perf_counter(), time.process_time()
        desk.add_many(chunk)
        took = time.perf_counter() - began
        spent += took
        cpu += time.process_time() - at
        slowest = min(slowest, len(chunk) / took)
        if sys.stderr.isatty():
            print(f"\r{records:,} records", end="", file=sys.stderr)
    return {"add_s": spent, "add_cpu_s": cpu, "records": records, "slowest_per_s": slowest}


def _timed(call: Callable[[], Any]) -> float:
    began = time.perf_counter()
    call()
    return time.perf_counter() - began


def _pairs(desk: Desk) -> dict[str, tuple[str, ...]]:
    """The pair told of most, and the one in the middle."""
    query = """SELECT a.code, b.code AS other, count(*) AS n FROM episode_codes a JOIN episode_codes b
        ON b.episode = a.episode AND b.code > a.code GROUP BY a.code, b.code ORDER BY n DESC, a.code, b.code"""
    with desk._database.reading() as connection:
        rows = connection.execute(text(query)).all()
    return {f"hottest pair ({rows[0].n} episodes)": tuple(rows[0][:2]),
            f"middle pair ({rows[len(rows) // 2].n} episodes)": tuple(rows[len(rows) // 2][:2])}  # fmt: skip


def _views(desk: Desk) -> dict[str, dict[str, float]]:
    """Milliseconds of each view, the middle of five, for each of the pairs; and of a search."""
    out: dict[str, dict[str, float]] = {}
    for name, pair in _pairs(desk).items():
        out[name] = {
            view: _middle(lambda view=view, pair=pair: answer(desk, view, _asked(view, pair), today=_TODAY))  # type: ignore[misc]
            for view in CATALOGUE
            if view != "search"
        }
        out[name]["as of 2005"] = _middle(lambda pair=pair: desk.episodes(Query(between=pair, as_of="2005")))  # type: ignore[misc]
    out["search"] = {
        "rare words": _middle(lambda: desk.search('"question 4711" pipeline')),
        "words of every document": _middle(lambda: desk.search("minister capitals", Query(limit=20))),
    }
    return out


def _asked(view: str, pair: tuple[str, ...]) -> Query:
    return Query(between=pair, since="2014-12" if view == "news" else None)


def _middle(call: Callable[[], Any]) -> float:
    return statistics.median(_timed(call) for _ in range(5)) * 1000


def _one_more(desk: Desk, documents: int) -> float:
    """One document more on the hottest pair, until the desk answers on that pair."""
    pair = next(iter(_pairs(desk).values()))
    one = about(pair, documents + 1)
    began = time.perf_counter()
    desk.add(one)
    desk.episodes(Query(between=pair))
    return (time.perf_counter() - began) * 1000


def _plain(where: str) -> float:
    """Seconds that the driver's `executemany` takes for the rows that adding wrote, in transactions of like size."""
    other = f"{where}.plain" if "://" not in where else f"{where}?options=-csearch_path%3Dplain"
    source = connect(where)
    if not source.sqlite:
        with source.writing() as connection:
            connection.exec_driver_sql("CREATE SCHEMA plain")
    target = connect(other)
    migrate(target)
    spent = 0.0
    with source.reading() as read:
        batches = max(1, read.execute(text("SELECT count(*) FROM documents")).scalar_one() // 400)
        for table in ("runs", *_FILLED_BY_ADDING):
            columns = [c for c in COLUMNS[table] if c not in ("signature", "reprints", "origin") or table != "documents"]
            names = ", ".join(f'"{c}"' for c in columns)
            mark = "?" if source.sqlite else "%s"
            insert = f"INSERT INTO {table} ({names}) VALUES ({', '.join([mark] * len(columns))})"
            count = read.execute(text(f"SELECT count(*) FROM {table}")).scalar_one()
            rows = read.execution_options(stream_results=True).execute(text(f"SELECT {names} FROM {table}"))
            for part in rows.partitions(max(1, count // batches)):
                plain = [tuple(r) for r in part]
                spent += _timed(lambda insert=insert, plain=plain: _put(target, insert, plain))  # type: ignore[misc]
        if not source.sqlite:
            spent += _timed(lambda: _put(target, _WORDS, [()]))
    target.close()
    source.close()
    return spent


_WORDS = "INSERT INTO document_words SELECT pk, 0, to_tsvector('english', text) FROM documents"


def _put(target: Database, insert: str, rows: list[tuple[Any, ...]]) -> None:
    with target.writing() as connection:
        cursor = connection.connection.cursor()
        cursor.executemany(insert, rows)


def _show(kind: str, found: dict[str, Any]) -> None:
    n, records = found["documents"], found["records"]
    print(f"{kind}: {n:,} documents, {records:,} records (load {found['load']:.1f} before, {found['load_after']:.1f} after)")
    print(f"  adding     {n / found['add_s']:8,.0f} documents/s (slowest two thousand {found['slowest_per_s']:,.0f}/s;"
          f" by the processor's clock {n / found['add_cpu_s']:,.0f}/s)")  # fmt: skip
    print(f"  plain      {n / found['plain_s']:8,.0f} documents/s by executemany of the same rows: adding takes"
          f" {found['add_s'] / found['plain_s']:.1f} times as long")  # fmt: skip
    print(f"  again      {found['again_per_s']:8,.0f} documents/s that the desk holds already")
    print(
        f"  fusing     {records / found['fusing_s']:8,.0f} records/s ({found['blocks']:,} blocks, {found['fusing_s']:.0f} s)"
    )
    print(f"  memory     {found['peak_mb']:8,} MB at most")
    print(f"  one more   {found['one_more_ms']:8,.0f} ms on the hottest pair, added and answered")
    for name, times in found["views_ms"].items():
        print(f"  {name}: " + ", ".join(f"{view} {ms:.0f} ms" for view, ms in times.items()))


if __name__ == "__main__":
    main()

"""`dragoman demo`: the dispatches of the package coded, one shown in full, all summed up, then asked as a desk."""

from __future__ import annotations

import tempfile
import time
from collections import Counter
from dataclasses import replace
from importlib.resources import as_file, files
from pathlib import Path
from typing import IO

from rich.box import SIMPLE_HEAD
from rich.console import Console
from rich.table import Table
from rich.text import Text

from dragoman.faces.answers.writing import WIDTH
from dragoman.faces.output import Format, writer_for
from dragoman.faces.rows import KINDS
from dragoman.faces.table import COLOURS, document_view, word_count
from dragoman.readers import Given, read_sources
from dragoman.readers.items import Report
from dragoman.records import Coding

# The winter of which the demo's brief tells.
_PAIR, _SINCE, _UNTIL = ("RUS", "JPN"), "1999-11", "2000-02-15"


def run_demo(stream: IO[str], report: Report, format: Format | None = None) -> None:
    """Code all demo dispatches; with a format print each coding, else one table, totals, and what a desk makes of them."""
    from dragoman.coder import load_coder
    from dragoman.faces.batch import code_all

    began = time.perf_counter()
    coder = load_coder()
    with as_file(files("dragoman").joinpath("data", "demo")) as folder:
        documents = list(read_sources([str(folder)], Given(), report))
    loaded = time.perf_counter()
    codings = list(code_all(coder, documents, report))
    took = time.perf_counter() - loaded
    if format is not None:
        writer = writer_for(format, stream)
        for coding in codings:
            writer.write(coding)
        writer.close()
    elif codings:
        _show(codings, took, loaded - began, stream)
        _show_desk(codings, stream)


def _show(codings: list[Coding], took: float, start: float, stream: IO[str]) -> None:
    console = Console(file=stream, width=None if stream.isatty() else 100, highlight=False)
    fullest = max(codings, key=lambda c: (len({r.kind for r in c.records}), len(c.records)))
    console.print(document_view(fullest))
    console.print(_totals(codings))
    words = sum(map(word_count, codings))
    speed = f"{words:,} words in {took:.1f} s ({words / took:,.0f} words/s on one core; start-up {start:.1f} s)"
    console.print(Text(f"{len(codings)} dispatches, {speed}", style="bold"))
    console.print(Text("Yours: dragoman read FILE…   Why a record is there: dragoman explain FILE", style="dim"))


def _show_desk(codings: list[Coding], stream: IO[str]) -> None:
    """All of them on one desk: promises, money, meetings, and a short brief."""
    from dragoman.briefs.compose import compose
    from dragoman.desk.asking import query
    from dragoman.desk.catalogue import CATALOGUE
    from dragoman.desk.store import open_desk
    from dragoman.faces.answers.briefing import show_brief
    from dragoman.faces.answers.writing import show

    asked = query(_PAIR, as_of=_UNTIL)
    with tempfile.TemporaryDirectory() as folder, open_desk(Path(folder) / "demo.db") as desk:
        desk.add_many(codings)
        for view, most in (("promises", 5), ("ledger", 2), ("calendar", 8)):
            question = replace(asked, limit=most)
            stream.write("\n")
            show(desk.ask(view, question), question, CATALOGUE[view].empty, stream)
        stream.write("\n")
        show_brief(compose(desk, replace(asked, since=_SINCE, until=_UNTIL), most=8), stream)
    console = Console(file=stream, width=None if stream.isatty() else WIDTH, highlight=False)
    console.print(Text("Yours: dragoman add FILE…   then dragoman promises --between RUS JPN, …", style="dim"))


def _totals(codings: list[Coding]) -> Table:
    table = Table(box=SIMPLE_HEAD, show_edge=False, pad_edge=False, show_footer=True)
    rows: dict[str, Counter[str]] = {k: Counter() for k in KINDS}
    said: Counter[str] = Counter()
    for coding in codings:
        for r in coding.records:
            rows[r.kind][r.certainty] += 1
            said[r.kind] += bool(r.attributed_to)
    total = sum((c for c in rows.values()), Counter[str]())
    table.add_column("All dispatches", footer="All")
    table.add_column("Records", justify="right", footer=f"{total.total():,}")
    for name, colour in COLOURS.items():
        table.add_column(name, justify="right", style=colour, footer=f"{total[name]:,}")
    table.add_column("On another’s word", justify="right", footer=f"{said.total():,}")
    for kind, name in KINDS.items():
        c = rows[kind]
        table.add_row(name, f"{c.total():,}", *(f"{c[k]:,}" if c[k] else "" for k in COLOURS), f"{said[kind]:,}")
    return table

"""A coding as an analyst wants to see it on a terminal: grouped by kind, with certainty, voice and citations."""

from __future__ import annotations

from collections import Counter
from typing import IO

from rich.box import SIMPLE_HEAD
from rich.console import Console, Group, RenderableType
from rich.padding import Padding
from rich.table import Table
from rich.text import Text

from dragoman.faces.rows import KINDS, Row, rows_of
from dragoman.records import Coding

COLOURS = {"certain": "green", "probable": "yellow", "possible": "dark_orange3", "denied": "red", "unknown": "dim"}
_MOST_QUOTE = 240


class TableWriter:
    """Prints each document as it comes, and totals after the last where there were several."""

    def __init__(self, stream: IO[str], width: int | None = None) -> None:
        self.console = Console(file=stream, width=width or (None if stream.isatty() else 100), highlight=False)
        self.kinds: Counter[str] = Counter()
        self.documents = self.words = 0

    def write(self, coding: Coding) -> None:
        """One document."""
        self.documents += 1
        self.words += word_count(coding)
        self.kinds.update(r.kind for r in coding.records)
        self.console.print(document_view(coding))

    def close(self) -> None:
        """The totals."""
        if self.documents > 1:
            line = f"{self.documents:,} documents, {self.words:,} words: {counted(self.kinds)}"
            self.console.print(Text(line, style="bold"))


def word_count(coding: Coding) -> int:
    """Words as white space parts them."""
    return len(coding.document.text.split())


def counted(kinds: Counter[str]) -> str:
    """How many records of each kind, in words."""
    return ", ".join(f"{kinds[k]:,} {k}{'s' * (kinds[k] > 1)}" for k in KINDS if kinds[k]) or "no records"


def document_view(coding: Coding) -> RenderableType:
    """Head, one table a kind, sources."""
    parts: list[RenderableType] = [_head(coding)]
    rows = rows_of(coding)
    for kind, name in KINDS.items():
        of_kind = [r for r in rows if r.kind == kind]
        if of_kind:
            parts.append(_kind_table(name, of_kind))
    if coding.citations:
        parts.append(_sources(coding))
    return Group(*parts, Text())


def _head(coding: Coding) -> RenderableType:
    d = coding.document
    issue = f" {d.volume}" + (f":{d.issue}" if d.issue is not None else "") if d.volume is not None else ""
    line = Text(d.title or d.id, style="bold")
    facts = [
        (d.publication or "") + issue, ", ".join(p for p in (d.place, d.agency) if p), d.byline and f"by {d.byline}",
        f"published {d.published} ({d.published_basis})" if d.published else "publication date unknown",
    ]  # fmt: skip
    line.append("\n" + " · ".join(f for f in facts if f), style="not bold")
    if d.published_basis not in ("given", "unknown") and d.published_note:
        line.append(f": {d.published_note}", style="not bold dim")
    found = counted(Counter(r.kind for r in coding.records))
    line.append(f"\n{word_count(coding):,} words: {found}", style="not bold dim")
    return line


def _kind_table(name: str, rows: list[Row]) -> Table:
    table = Table(box=SIMPLE_HEAD, expand=True, padding=(0, 1, 0, 0), show_edge=False, pad_edge=False)
    table.add_column("When", width=11, overflow="fold")
    table.add_column(Text(name, style="bold cyan"), ratio=1)
    table.add_column("On whose word", width=20)
    for row in rows:
        table.add_row(row.date.replace("/", "/\n") or Text("undated", style="dim"), _body(row), _word(row))
    return table


def _body(row: Row) -> RenderableType:
    text = Text(row.who or "unnamed", style="bold")
    if row.whom:
        text.append(" → ", style="dim")
        text.append(row.whom)
    text.append(f"  {row.what}", style="not bold")
    passage = row.quote if len(row.quote) <= _MOST_QUOTE else row.quote[: _MOST_QUOTE - 1] + "…"
    return Group(text, Text(f"“{passage}”", style="dim italic"))


def _word(row: Row) -> Text:
    text = Text(row.certainty, style=COLOURS[row.certainty])
    text.append("\n" + (row.voice or "the text itself"), style="default" if row.voice else "dim")
    if row.cited:
        text.append(" " + "".join(f"[{c + 1}]" for c in row.cited), style="cyan")
    return text


def _sources(coding: Coding) -> RenderableType:
    lines = Text("Sources\n", style="bold cyan")
    for number, c in enumerate(coding.citations, 1):
        outlets = ", ".join(" ".join(filter(None, (o.name, o.date, o.via and f"via {o.via}"))) for o in c.outlets)
        lines.append(f"[{number}] ", style="not bold cyan")
        lines.append(f"{outlets or coding.document.text[c.start : c.end]}\n", style="not bold default")
    lines.rstrip()
    return Padding(lines, (0, 0, 0, 0))

"""What was added to a desk, and what a desk holds, as a few lines or as JSON."""

from __future__ import annotations

import json
import sys
from collections.abc import Mapping
from pathlib import Path
from typing import IO, TYPE_CHECKING, Any

from rich.box import SIMPLE_HEAD
from rich.console import Console
from rich.table import Table

from dragoman.faces.output import Format
from dragoman.faces.rows import KINDS

if TYPE_CHECKING:
    from dragoman.desk.adding import Summary

_WORDS = {
    "new": "new", "superseding": "correcting an older version", "older": "older than the version held",
    "reread": "read anew by other rules", "known": "known already", "refused": "refused",
}  # fmt: skip


def print_upgrade(backup: Path | None) -> None:
    """Say on standard error that the desk was upgraded, and where its former state is."""
    if backup is not None:
        print(f"dragoman: the desk was upgraded; as it was, it lies in {backup}", file=sys.stderr)


def write_summary(summary: Summary, unread: int, desk: str, stream: IO[str], format: Format) -> None:
    """Documents by what became of them, records by kind, what was refused and why. `unread` could not even be read; of
    those each has had its line already."""
    if format is Format.JSON:
        documents = {what: summary.documents[what] for what in _WORDS} | {"unreadable": unread}
        body = {
            "desk": desk, "documents": documents, "records": {k: summary.records[k] for k in KINDS},
            "refused": summary.refused, "renamed": summary.renamed,
        }  # fmt: skip
        stream.write(json.dumps(body, ensure_ascii=False, indent=1) + "\n")
        return
    counts = [f"{summary.documents[what]:,} {words}" for what, words in _WORDS.items() if summary.documents[what]]
    counts += [f"{unread:,} unreadable"] if unread else []
    stream.write(f"{desk}: {', '.join(counts) or 'nothing to add'}\n")
    kinds = [f"{summary.records[k]:,} {name.lower()}" for k, name in KINDS.items() if summary.records[k]]
    if kinds:
        stream.write(f"Records: {', '.join(kinds)}\n")
    for given, kept_as in summary.renamed:
        stream.write(f"Another text is called “{given}” already: this one is kept as “{kept_as}”\n")
    for where, why in summary.refused:
        stream.write(f"Refused: {why if where in why else f'{where}: {why}'}\n")


def write_info(info: Mapping[str, Any], stream: IO[str], format: Format) -> None:
    """The desk's name, schema, days and rows."""
    if format is Format.JSON:
        stream.write(json.dumps(info, ensure_ascii=False, indent=1) + "\n")
        return
    first, last = info["published"]
    days = f", published {first} to {last}" if first else ""
    console = Console(file=stream, width=None if stream.isatty() else 100, highlight=False)
    console.print(f"{info['desk']}: schema {info['schema']}{days}")
    table = Table(box=SIMPLE_HEAD, show_edge=False, pad_edge=False)
    table.add_column("Table")
    table.add_column("Rows", justify="right")
    for name, count in info["rows"].items():
        table.add_row(name.replace("_", " "), f"{count:,}")
    console.print(table)

"""The time expressions of a text, each with its value and how it was found."""

from __future__ import annotations

import json
from typing import IO

from rich.box import SIMPLE_HEAD
from rich.console import Console
from rich.table import Table

from dragoman.faces.output import Format
from dragoman.records import Coding


def print_times(coding: Coding, stream: IO[str], format: Format = Format.TABLE) -> None:
    """As a table, or as JSON as the contract has it (all other formats)."""
    if format is not Format.TABLE:
        rows = [t.model_dump() for t in coding.times]
        stream.write(json.dumps(rows, ensure_ascii=False, indent=1) + "\n")
        return
    console = Console(file=stream, width=None if stream.isatty() else 100, highlight=False)
    if not coding.times:
        console.print("no time expression found")
        return
    table = Table(box=SIMPLE_HEAD, show_edge=False, pad_edge=False)
    for name in ("Expression", "Type", "Value", "EDTF", "Mod", "Why"):
        table.add_column(name, overflow="fold", style="dim" if name == "Why" else "")
    for t in coding.times:
        table.add_row(t.text, t.type, t.value or "–", t.edtf or "–", t.mod or "", t.why)
    console.print(table)

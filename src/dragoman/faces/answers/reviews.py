"""Reviews on a terminal, and annotated data in a folder."""

from __future__ import annotations

import json
from collections.abc import Iterable, Sequence
from pathlib import Path
from typing import IO, Protocol

from rich.console import Console
from rich.text import Text

from dragoman.exports.facts import facts_of
from dragoman.faces.answers.cells import CERTAINTY, table, word
from dragoman.faces.answers.writing import WIDTH
from dragoman.faces.output import OutputError, opened
from dragoman.faces.rows import rows_of
from dragoman.records import Coding


class Reviewed(Protocol):
    """A review as the store tells it."""

    @property
    def key(self) -> str:
        """The record's key."""

    @property
    def document(self) -> str:
        """Its document."""

    @property
    def verdict(self) -> str:
        """accept, correct or reject."""


class Shelves(Protocol):
    """A desk that can be exported."""

    def document(self, id: str) -> Coding:
        """A document with its records."""

    def reviews(self) -> Sequence[Reviewed]:
        """All reviews."""


_VERDICTS = {"accept": ("accepted", "green"), "correct": ("corrected", "yellow"), "reject": ("rejected", "red")}


def show_records(coding: Coding, reviews: Iterable[Reviewed], stream: IO[str]) -> None:
    """The records of a document, each with its key, what it says and what was said of it."""
    said = {r.key: r.verdict for r in reviews if r.document == coding.document.id}
    console = Console(file=stream, width=None if stream.isatty() else WIDTH, highlight=False)
    console.print(Text(f"{coding.document.title or coding.document.id}: {len(coding.records)} records", style="bold"))
    out = table(("Record", None), ("How sure", 10), ("Review", 10))
    for record, row in zip(coding.records, rows_of(coding), strict=True):
        key = f"{coding.document.id}/{record.id}"
        text = Text(key, style="cyan")
        text.append(f"\n{row.kind}: {row.who or 'unnamed'}", style="not bold default")
        text.append(f" → {row.whom}" if row.whom else "")
        text.append(f"  {row.what}" + (f", {row.date}" if row.date else ""))
        text.append(f"\n“{row.quote}”", style="dim italic")
        verdict, colour = _VERDICTS.get(said.get(key, ""), ("", ""))
        out.add_row(text, word(row.certainty, CERTAINTY), Text(verdict, style=colour))
    console.print(out)
    rejected = sorted(k for k, v in said.items() if v == "reject")
    if rejected:
        console.print(Text(f"Rejected: {', '.join(rejected)}", style="dim"))


def write_facts(desk: Shelves, documents: Sequence[str], reviewed: bool, out: Path | None) -> int:
    """Each document's facts, to a folder (ID.txt and ID.json) or as JSON lines to the screen; gives their number.

    With `reviewed` only documents with a review, and of them only the records that were accepted or corrected.
    """
    verdicts: dict[str, dict[str, str]] = {}
    for r in desk.reviews():
        verdicts.setdefault(r.document, {})[r.key] = r.verdict
    wanted = [d for d in documents if not reviewed or d in verdicts]
    if out is None:
        with opened(None) as stream:
            for id in wanted:
                coding = desk.document(id)
                line = {**facts_of(coding, _keys(verdicts, id, reviewed)), "text": coding.document.text}
                stream.write(json.dumps(line, ensure_ascii=False) + "\n")
        return len(wanted)
    try:
        out.mkdir(parents=True, exist_ok=True)
        for id in wanted:
            coding = desk.document(id)
            path = out / _file_name(id)
            path.with_name(path.name + ".txt").write_text(coding.document.text, encoding="utf-8")
            made = json.dumps(facts_of(coding, _keys(verdicts, id, reviewed)), ensure_ascii=False, indent=1)
            path.with_name(path.name + ".json").write_text(made + "\n", encoding="utf-8")
    except OSError as error:
        raise OutputError(f"{out}: cannot be written ({(error.strerror or str(error)).lower()})") from None
    return len(wanted)


def _keys(verdicts: dict[str, dict[str, str]], document: str, reviewed: bool) -> set[str] | None:
    said = verdicts.get(document, {})
    return {k for k, v in said.items() if v != "reject"} if reviewed else None


def _file_name(id: str) -> str:
    """An id as a file name: what no file system takes becomes a hyphen."""
    return "".join(c if c.isalnum() or c in "-_." else "-" for c in id).lstrip(".") or "document"

"""A brief → a file or the screen."""

from __future__ import annotations

import sys
from datetime import date
from pathlib import Path
from typing import IO

from rich.console import Console
from rich.text import Text

from dragoman.briefs.compose import Archive, compose
from dragoman.briefs.model import Brief
from dragoman.briefs.rendering import to_html, to_markdown, to_pdf
from dragoman.desk.model import Query
from dragoman.faces.answers.writing import WIDTH
from dragoman.faces.output import OutputError, opened

_SUFFIXES = {"md": "md", "markdown": "md", "html": "html", "htm": "html", "pdf": "pdf"}


def write_brief(archive: Archive, query: Query, format: str | None, out: Path | None, today: date) -> None:
    """Compose and write. The format is the one asked for, else that of the suffix, else Markdown.

    Raises OutputError where the file cannot be written, its suffix is unknown, or a PDF has no file to go to.
    """
    kind = format or _kind(out)
    if kind == "pdf" and out is None and sys.stdout.isatty():
        raise OutputError("a PDF is no text for a screen; name a file with -o FILE.pdf")
    made = compose(archive, query, today)
    if kind == "pdf":
        written = to_pdf(made)
        if out is None:
            sys.stdout.buffer.write(written)
            return
        try:
            out.write_bytes(written)
        except OSError as error:
            raise OutputError(f"{out}: cannot be written ({(error.strerror or str(error)).lower()})") from None
        return
    with opened(out) as stream:
        stream.write(to_html(made) if kind == "html" else to_markdown(made))


def show_brief(brief: Brief, stream: IO[str]) -> None:
    """The prose of a brief on a terminal, without its tables and passages; sources are dimmed."""
    console = Console(file=stream, width=None if stream.isatty() else WIDTH, highlight=False)
    console.print(Text(brief.title, style="bold"))
    console.print(Text(brief.standfirst, style="dim italic"))
    for section in brief.sections:
        if section.heading and section.paragraphs:
            console.print(Text(f"\n{section.heading}", style="bold cyan"))
        for paragraph in section.paragraphs:
            text = Text("\n" if not section.heading else "")
            for s in paragraph.sentences:
                text.append(f"{s.text} ")
                text.append(f"({'; '.join(c.words for c in s.cites)})", style="dim")
                text.append(". ")
            console.print(text)
        if section.note and section.paragraphs:
            console.print(Text(section.note, style="dim italic"))


def _kind(out: Path | None) -> str:
    if out is None:
        return "md"
    suffix = out.suffix.lower().lstrip(".")
    if suffix not in _SUFFIXES:
        raise OutputError(f"{out}: a brief is .md, .html or .pdf; name it so, or say --format")
    return _SUFFIXES[suffix]

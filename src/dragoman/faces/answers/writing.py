"""An answer → a terminal, a file, a pipe, in the format asked for."""

from __future__ import annotations

import json
from collections.abc import Sequence
from pathlib import Path
from typing import IO

from rich.console import Console
from rich.text import Text

from dragoman.desk.model import Answer, Query
from dragoman.desk.wording.dates import in_words
from dragoman.desk.wording.names import listed, state
from dragoman.faces.output import AnswerFormat, OutputError, opened

_BINARY = (AnswerFormat.PARQUET, AnswerFormat.ICS)
WIDTH = 80


def choose(wanted: AnswerFormat | None, out: Path | None) -> AnswerFormat:
    """The format asked for, else that of the file's suffix, else a table."""
    if wanted is not None:
        return wanted
    suffix = out.suffix.lower().lstrip(".") if out else ""
    return AnswerFormat(suffix) if suffix in {f.value for f in AnswerFormat} else AnswerFormat.TABLE


def write_answer(
    answer: Answer, query: Query, hint: str, format: AnswerFormat, out: Path | None, terminal: IO[str] | None = None
) -> None:
    """Write an answer. `hint` is what to try where it is empty.

    Raises OutputError where the file cannot be written, where a format needs a file, or where a view has no such format.
    """
    if format in _BINARY:
        _write_bytes(answer, format, out)
        return
    with opened(out) as stream:
        if format is AnswerFormat.JSON:
            stream.write(as_json(answer) + "\n")
        elif format is AnswerFormat.CSV:
            from dragoman.exports.flat import write_csv

            write_csv(answer, stream)
        else:
            show(answer, query, hint, terminal or stream)


def as_json(answer: Answer) -> str:
    """The contract's object, indented."""
    return json.dumps({"view": answer.view, "as_of": answer.as_of, "rows": list(answer.rows)}, ensure_ascii=False, indent=1)


def _write_bytes(answer: Answer, format: AnswerFormat, out: Path | None) -> None:
    if format is AnswerFormat.ICS:
        from dragoman.exports.ical import VIEWS, to_ical

        if answer.view not in VIEWS:
            raise OutputError(f"{answer.view}: has no iCalendar; only {listed(VIEWS)} have")
        written = to_ical(answer)
        if out is None:
            with opened(None) as stream:
                stream.write(written.decode("utf-8").replace("\r\n", "\n"))
            return
        _keep(out, written)
        return
    if out is None:
        raise OutputError("parquet is no text for a screen; name a file with -o FILE.parquet")
    from dragoman.exports.flat import write_parquet

    try:
        write_parquet(answer, out)
    except OSError as error:
        raise OutputError(f"{out}: cannot be written ({(error.strerror or str(error)).lower()})") from None


def _keep(out: Path, written: bytes) -> None:
    try:
        out.write_bytes(written)
    except OSError as error:
        raise OutputError(f"{out}: cannot be written ({(error.strerror or str(error)).lower()})") from None


def show(answer: Answer, query: Query, hint: str, stream: IO[str]) -> None:
    """The table, with a head that says what was asked and a foot that says how much there is."""
    from dragoman.faces.answers.tables import table_of

    console = Console(file=stream, width=None if stream.isatty() else WIDTH, highlight=False)
    console.print(Text(heading(answer.view, query), style="bold"))
    if not answer.rows:
        console.print(Text(f"Nothing found: {hint}.", style="yellow"))
        return
    console.print(table_of(answer.view, answer.rows))
    console.print(Text(_foot(answer), style="dim"))


def heading(view: str, query: Query) -> str:
    """What was asked, in words: "Promises between Russia and Japan, since 1999, as of February 15, 2000"."""
    parts = [view.capitalize()]
    if query.between:
        names: Sequence[str] = [state(c) for c in query.between]
        parts[0] += f" between {listed(names)}" if len(names) > 1 else f" of {names[0]}"
    if query.about:
        parts.append(f"about “{query.about}”")
    if query.since:
        parts.append(f"since {in_words(query.since)}")
    if query.until:
        parts.append(f"until {in_words(query.until)}")
    if query.certainty:
        parts.append(query.certainty if query.certainty in ("denied", "unknown") else f"at least {query.certainty}")
    if query.as_of:
        parts.append(f"as of {in_words(query.as_of)}")
    return ", ".join(parts)


def _foot(answer: Answer) -> str:
    n = len(answer.rows)
    return f"{n:,} row{'s' * (n != 1)}. --format json gives every account with document and characters."

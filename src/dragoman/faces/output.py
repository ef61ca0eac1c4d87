"""Where codings go: a writer for each format, on standard output or a file."""

from __future__ import annotations

import io
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from enum import StrEnum
from pathlib import Path
from typing import IO, TYPE_CHECKING, Protocol

from dragoman import __version__
from dragoman.errors import DragomanError

if TYPE_CHECKING:
    from dragoman.records import Coding


class OutputError(DragomanError):
    """The answer cannot be written where the user wants it."""


class Format(StrEnum):
    """What `dragoman read` prints."""

    TABLE = "table"
    JSON = "json"
    JSONL = "jsonl"
    CSV = "csv"
    POLECAT = "polecat"
    PLOVER = "plover"
    PETRARCH = "petrarch"


class AnswerFormat(StrEnum):
    """What every view of a desk prints."""

    TABLE = "table"
    JSON = "json"
    CSV = "csv"
    PARQUET = "parquet"
    ICS = "ics"


class Writer(Protocol):
    """Takes codings as they come."""

    def write(self, coding: Coding) -> None:
        """One document."""

    def close(self) -> None:
        """What comes after the last."""


class JsonlWriter:
    """One JSON object a line."""

    def __init__(self, stream: IO[str]) -> None:
        from dragoman.faces.lines import json_line

        self._stream, self._line = stream, json_line

    def write(self, coding: Coding) -> None:
        """One line."""
        self._stream.write(self._line(coding) + "\n")

    def close(self) -> None:
        """Nothing is left to write."""


class JsonWriter:
    """One JSON array, indented, written as the codings come."""

    def __init__(self, stream: IO[str]) -> None:
        self._stream, self._between = stream, "[\n"

    def write(self, coding: Coding) -> None:
        """One element."""
        self._stream.write(self._between + coding.model_dump_json(indent=1))
        self._between = ",\n"

    def close(self) -> None:
        """The closing bracket."""
        self._stream.write("[]\n" if self._between == "[\n" else "\n]\n")


def choose_format(wanted: Format | None, out: Path | None) -> Format:
    """The format asked for, else the file's suffix, else a table on a terminal and JSON lines in a pipe."""
    if wanted is not None:
        return wanted
    if out is not None:
        suffix = out.suffix.lower().lstrip(".")
        return {"txt": Format.TABLE, "json": Format.JSON, "csv": Format.CSV}.get(suffix, Format.JSONL)
    return Format.TABLE if sys.stdout.isatty() else Format.JSONL


def writer_for(format: Format, stream: IO[str]) -> Writer:
    """The writer of a format."""
    if format is Format.TABLE:
        from dragoman.faces.table import TableWriter

        return TableWriter(stream)
    if format is Format.CSV:
        from dragoman.faces.csvs import CsvWriter

        return CsvWriter(stream)
    if format is Format.POLECAT:
        from dragoman.exports.polecat import PolecatWriter

        return PolecatWriter(stream, __version__)
    if format is Format.PLOVER:
        from dragoman.exports.plover import PloverWriter

        return PloverWriter(stream, __version__)
    if format is Format.PETRARCH:
        from dragoman.exports.petrarch import PetrarchWriter

        return PetrarchWriter(stream)
    return JsonWriter(stream) if format is Format.JSON else JsonlWriter(stream)


def left_out(writer: Writer) -> str:
    """One line on what a format could not hold; empty where it held all."""
    count = getattr(writer, "left_out", 0)
    if not count:
        return ""
    return (
        f"{count} events are denied, hypothetical or without a counterpart, which this format cannot say: left out "
        "(--format plover or jsonl has them)"
    )


@contextmanager
def opened(out: Path | None) -> Iterator[IO[str]]:
    """The file to write to, or standard output in UTF-8. Raises OutputError where the file cannot be written."""
    if out is not None:
        try:
            stream = out.open("w", encoding="utf-8", newline="")
        except OSError as error:
            raise OutputError(f"{out}: cannot be written ({(error.strerror or str(error)).lower()})") from None
        with stream:
            yield stream
        return
    if isinstance(sys.stdout, io.TextIOWrapper):
        sys.stdout.reconfigure(encoding="utf-8", errors="backslashreplace")
    yield sys.stdout
    sys.stdout.flush()

"""Corpora as tables (JSONL, CSV, TSV, Parquet) → Documents, row by row; a bad row is reported and passed over."""

from __future__ import annotations

import codecs
import csv
import io
import json
from collections.abc import Iterator
from pathlib import Path
from typing import IO, Any

from dragoman.document import Document
from dragoman.errors import UnreadableError
from dragoman.readers.items import Beside, Given, Report, read_item

MOST_LINE_BYTES = 16_000_000
_MOST_OVERLONG = 20
_MOST_FIELD = 4_000_000


def read_jsonl(handle: IO[bytes], name: str, given: Given, report: Report) -> Iterator[Document]:
    """The items of a JSONL stream, one a line."""
    for number, line in _lines(handle, name, report):
        where = f"{name}:{number}"
        item = _parse(line, where, report) if line.strip() else None
        document = read_item(item, where, given, report) if item is not None else None
        if document is not None:
            yield document


def _lines(handle: IO[bytes], name: str, report: Report) -> Iterator[tuple[int, bytes]]:
    """Numbered lines of bounded length; the rest of the file is given up after some hundred megabytes without one."""
    number = 0
    while line := handle.readline(MOST_LINE_BYTES):
        number += 1
        if len(line) < MOST_LINE_BYTES or line.endswith(b"\n"):
            yield number, line
            continue
        where = f"{name}:{number}"
        report(UnreadableError(where, f"the line is longer than {MOST_LINE_BYTES // 1_000_000} MB", "split it"))
        for _ in range(_MOST_OVERLONG):
            line = handle.readline(MOST_LINE_BYTES)
            if len(line) < MOST_LINE_BYTES or line.endswith(b"\n"):
                break
        else:
            report(UnreadableError(where, "the line does not end; the rest of the file is left", "split it"))
            return


def _parse(line: bytes, where: str, report: Report) -> dict[str, Any] | None:
    try:
        item = json.loads(line.removeprefix(codecs.BOM_UTF8).decode("utf-8"))
    except UnicodeDecodeError as error:
        report(UnreadableError(where, f"is not UTF-8 (byte {error.start})", "save the file as UTF-8"))
    except (ValueError, RecursionError) as error:
        report(UnreadableError(where, f"is no JSON ({str(error)[:80]})", "one JSON object a line"))
    else:
        if isinstance(item, dict):
            return item
        report(UnreadableError(where, f"is a JSON {type(item).__name__}, not an object", "one JSON object a line"))
    return None


def read_csv(
    handle: IO[bytes], name: str, given: Given, report: Report, delimiter: str = ",", beside: Beside | None = None
) -> Iterator[Document]:
    """The rows of a CSV or TSV file with a header line; `text`, or `file` (a path beside it), must be there."""
    csv.field_size_limit(_MOST_FIELD)
    stream = io.TextIOWrapper(handle, encoding="utf-8-sig", newline="")
    rows = csv.DictReader(stream, delimiter=delimiter)
    try:
        columns = [c.strip().lower() for c in rows.fieldnames or []]
        rows.fieldnames = columns
        if not {"text", "file"} & set(columns):
            raise _no_text(name, columns)
        for row in rows:
            document = read_item(row, f"{name}:{rows.line_num}", given, report, beside)
            if document is not None:
                yield document
    except UnicodeDecodeError as error:
        what = f"is not UTF-8 after line {rows.line_num} (byte {error.start})"
        report(UnreadableError(name, what, "save it as UTF-8"))
    except csv.Error as error:
        report(UnreadableError(f"{name}:{rows.line_num}", f"is no CSV ({error})", "check its quotes"))


def read_parquet(path: Path, given: Given, report: Report) -> Iterator[Document]:
    """The rows of a Parquet file with a column `text`, read in small batches."""
    import pyarrow
    import pyarrow.parquet

    try:
        with pyarrow.parquet.ParquetFile(path) as file:
            columns = [c for c in _COLUMNS if c in file.schema_arrow.names]
            if "text" not in columns:
                raise _no_text(str(path), file.schema_arrow.names)
            number = 0
            for batch in file.iter_batches(batch_size=256, columns=columns):
                for row in batch.to_pylist():
                    number += 1
                    document = read_item(row, f"{path}:{number}", given, report)
                    if document is not None:
                        yield document
    except (pyarrow.ArrowException, OSError, ValueError) as error:
        report(UnreadableError(str(path), f"is no Parquet that can be read ({str(error)[:80]})", "write it anew"))


def _no_text(where: str, columns: list[str]) -> UnreadableError:
    return UnreadableError(where, f"has no column “text” (its columns: {', '.join(columns)[:80]})", "name one so")


_COLUMNS = ("id", "text", "published", "date", "title", "url", "publication")

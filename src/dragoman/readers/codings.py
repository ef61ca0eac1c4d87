"""Codings as `dragoman read --format jsonl` writes them, one a line → Coding."""

from __future__ import annotations

import gzip
import io
import re
import sys
import zlib
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import IO

from pydantic import ValidationError

from dragoman.errors import UnreadableError
from dragoman.readers.items import Report
from dragoman.records import Coding

_STDIN = "-"
_START = re.compile(rb'\s*\{\s*"document"\s*:\s*\{')
_SUFFIXES = (".jsonl", ".ndjson", ".jsonl.gz", ".ndjson.gz")
_LOOK = 200


def holds_codings(path: str) -> bool:
    """Is this what was read already, rather than texts? Says no of what cannot be opened; nothing is consumed."""
    if path == _STDIN:
        return bool(_START.match(_peek(sys.stdin.buffer)))
    if not path.lower().endswith(_SUFFIXES) or not Path(path).is_file():
        return False
    try:
        with _opened(path) as handle:
            return bool(_START.match(handle.read(_LOOK)))
    except (OSError, EOFError, zlib.error):
        return False


def read_codings(path: str, report: Report) -> Iterator[Coding]:
    """The codings of a file or of standard input (`-`); a line that is none is reported, and reading goes on."""
    try:
        with _opened(path) as handle:
            for number, line in enumerate(handle, 1):
                if not line.strip():
                    continue
                try:
                    yield Coding.model_validate_json(line)
                except ValidationError as error:
                    report(UnreadableError(f"{path}#{number}", _fault(error), "write it anew with “dragoman read”"))
    except (OSError, EOFError, zlib.error) as error:
        what = getattr(error, "strerror", None) or str(error) or type(error).__name__
        report(UnreadableError(path, what[:1].lower() + what[1:], "check the file"))


def _peek(handle: IO[bytes]) -> bytes:
    if isinstance(handle, io.BufferedReader):
        return handle.peek(_LOOK)
    if not handle.seekable():
        return b""
    at = handle.tell()
    head = handle.read(_LOOK)
    handle.seek(at)
    return head


def _fault(error: ValidationError) -> str:
    first = error.errors()[0]
    at = ".".join(str(part) for part in first["loc"])
    return f"is no coding ({at + ': ' if at else ''}{first['msg'][:1].lower()}{first['msg'][1:]})"


@contextmanager
def _opened(path: str) -> Iterator[IO[bytes]]:
    if path == _STDIN:
        yield sys.stdin.buffer
        return
    with Path(path).open("rb") as raw:
        packed = raw.read(2) == b"\x1f\x8b"
        raw.seek(0)
        if packed:
            with gzip.open(raw) as unpacked:
                yield io.BufferedReader(unpacked)
        else:
            yield raw

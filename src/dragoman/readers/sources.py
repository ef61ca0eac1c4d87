"""Files, folders and standard input → Documents, one after another.

What cannot be read is reported with its place, the fault and a remedy, and reading goes on.
"""

from __future__ import annotations

import gzip
import io
import sys
import zlib
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from dataclasses import replace
from pathlib import Path
from typing import IO

from dragoman.document import Document
from dragoman.errors import DragomanError, UnreadableError
from dragoman.readers.decode import decode
from dragoman.readers.items import Beside, Given, Report
from dragoman.readers.markup import MOST_BYTES, html_text, looks_like_html, pdf_text
from dragoman.readers.plain import Meta, make_document
from dragoman.readers.tables import read_csv, read_jsonl, read_parquet

_TEXT = frozenset((".txt", ".text", ".md", ".asc", ".htm", ".html", ".xhtml", ".pdf", ""))
_TABLES = frozenset((".jsonl", ".ndjson", ".csv", ".tsv", ".parquet"))
_MANIFESTS = ("manifest.tsv", "manifest.csv")
STDIN = "-"


def read_sources(paths: Iterable[str], given: Given, report: Report) -> Iterator[Document]:
    """All documents of the files, folders (sorted, with all below them) and standard input (`-`), in order."""
    for path in paths:
        for file, id in _files(path, report):
            try:
                yield from _read_file(file, id, given, report)
            except DragomanError as error:
                report(error)
            except (OSError, EOFError, zlib.error) as error:
                what = getattr(error, "strerror", None) or str(error) or type(error).__name__
                report(UnreadableError(file, what[:1].lower() + what[1:], "check the file"))


def _files(path: str, report: Report) -> Iterator[tuple[str, str]]:
    """Each file with the id that its document gets. In a folder, hidden files and other kinds are no dispatches; where
    it has a manifest (a table with a column `file`), only what that names is read, with the dates it gives."""
    root = Path(path)
    if path == STDIN or not root.is_dir():
        yield path, _stem(Path(path).name)
        return
    for name in _MANIFESTS:
        if (root / name).is_file():
            yield str(root / name), root.name
            return
    found = [p for p in sorted(root.rglob("*")) if p.is_file() and not _hidden(p.relative_to(root))]
    kept = [p for p in found if _suffix(p.name) in _TEXT | _TABLES]
    if not kept:
        report(UnreadableError(path, "the folder holds no file that can be read", "name the files themselves"))
    for file in kept:
        inner = file.relative_to(root)
        yield str(file), (inner.parent / _stem(inner.name)).as_posix()


def _hidden(inner: Path) -> bool:
    return any(part.startswith(".") for part in inner.parts)


def _stem(name: str) -> str:
    return Path(name.removesuffix(".gz")).stem


def _suffix(name: str) -> str:
    return Path(name.lower().removesuffix(".gz")).suffix


@contextmanager
def _opened(path: str) -> Iterator[IO[bytes]]:
    if path == STDIN:
        yield sys.stdin.buffer
        return
    with Path(path).open("rb") as raw:
        if raw.read(2) == b"\x1f\x8b":
            raw.seek(0)
            with gzip.open(raw) as unpacked:
                yield io.BufferedReader(unpacked)
        else:
            raw.seek(0)
            yield raw


def _read_file(path: str, id: str, given: Given, report: Report) -> Iterator[Document]:
    suffix = _suffix(path)
    if suffix == ".parquet":
        yield from read_parquet(Path(path), given, report)
        return
    with _opened(path) as handle:
        if suffix in (".jsonl", ".ndjson"):
            yield from read_jsonl(handle, path, given, report)
        elif suffix in (".csv", ".tsv"):
            yield from read_csv(handle, path, given, report, "\t" if suffix == ".tsv" else ",", _beside(path))
        elif path == STDIN:
            yield from _read_stream(handle, given, report)
        else:
            yield _document(_bounded(handle, path), _meta(id, path, given))


def _meta(id: str | None, path: str, given: Given) -> Meta:
    return Meta(id=id, publication=given.publication, published=given.published, origin=path)


def _beside(table: str) -> Beside:
    """Reads a file that a table names, in the table's folder or below it."""
    folder = Path(table).parent.resolve()

    def read(name: str, meta: Meta) -> Document:
        path = (folder / name).resolve()
        if not path.is_relative_to(folder):
            raise UnreadableError(meta.origin, f"“{name}” lies outside the table’s folder", "keep its files beside it")
        try:
            with _opened(str(path)) as handle:
                return _document(_bounded(handle, name), replace(meta, id=meta.id or _stem(path.name)))
        except OSError as error:
            what = f"“{name}”: {(error.strerror or str(error)).lower()}"
            raise UnreadableError(meta.origin, what, "check the name") from None

    return read


def _read_stream(handle: IO[bytes], given: Given, report: Report) -> Iterator[Document]:
    """Standard input is JSONL where its first line is a JSON object, else one document."""
    buffered = handle if isinstance(handle, io.BufferedReader) else io.BufferedReader(handle)  # type: ignore[type-var]
    if buffered.peek(1)[:1] == b"{":
        yield from read_jsonl(buffered, STDIN, given, report)
    else:
        yield _document(_bounded(buffered, STDIN), _meta(None, STDIN, given))


def _bounded(handle: IO[bytes], where: str) -> bytes:
    data = handle.read(MOST_BYTES + 1)
    if len(data) > MOST_BYTES:
        raise UnreadableError(where, f"is larger than {MOST_BYTES // 1_000_000} MB", "split it, or make it JSONL")
    return data


def _document(data: bytes, meta: Meta) -> Document:
    path = meta.origin
    if not data.strip():
        raise UnreadableError(path, "is empty", "give a file with text in it")
    if data.startswith(b"%PDF"):
        return make_document(*pdf_text(data, meta))
    text = decode(data, path)
    if _suffix(path) in (".htm", ".html", ".xhtml") or looks_like_html(text[:4096].encode()):
        return make_document(*html_text(text, meta))
    return make_document(text, meta)

"""Files, folders and standard input → Documents, one after another; what cannot be read is reported, and reading goes on."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from pathlib import Path

from dragoman.document import Document
from dragoman.errors import DragomanError, UnreadableError
from dragoman.readers.items import Given, Report, read_jsonl
from dragoman.readers.plain import read_text


def read_sources(paths: Iterable[str], given: Given, report: Report) -> Iterator[Document]:
    """All documents of the files named, in order."""
    for path in paths:
        try:
            yield from _read_path(Path(path), given, report)
        except DragomanError as error:
            report(error)
        except OSError as error:
            report(UnreadableError(path, error.strerror or str(error), "check the path"))


def _read_path(path: Path, given: Given, report: Report) -> Iterator[Document]:
    if path.suffix == ".jsonl":
        with path.open("rb") as handle:
            yield from read_jsonl(handle, str(path), given, report)
        return
    text = path.read_text(encoding="utf-8-sig", errors="replace")
    published = str(given.published) if given.published else None
    yield read_text(text, published=published, publication=given.publication, id=path.stem, origin=str(path))

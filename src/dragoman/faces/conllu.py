"""Files → CoNLL-U text, in blocks of bounded size."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from itertools import islice
from pathlib import Path

from dragoman.document import Document
from dragoman.errors import DragomanError, UnreadableError
from dragoman.language import Analyser
from dragoman.language.conllu import from_conllu, to_conllu
from dragoman.readers import Given, read_sources
from dragoman.readers.decode import decode
from dragoman.readers.items import Report

_MOST_SENTENCES = 1000
_NUMBER = re.compile(r"^# sent_id = (\d+)$", re.M)


def analysed(files: Iterable[str], analyser: Analyser, report: Report) -> Iterator[str]:
    """CoNLL-U of each file; what cannot be read is reported."""
    for file in files:
        if file.endswith(".conllu"):
            try:
                yield from _tokens(file, analyser)
            except DragomanError as error:
                report(error)
            except OSError as error:
                report(UnreadableError(file, (error.strerror or str(error)).lower(), "check the path"))
        else:
            yield from _texts(read_sources([file], Given(), report), analyser)


def _texts(documents: Iterator[Document], analyser: Analyser) -> Iterator[str]:
    kept: list[str] = []

    def texts() -> Iterator[str]:
        for d in documents:
            kept.append(d.id)
            yield d.text

    for analysis in analyser.analyse_many(texts()):
        yield f"# newdoc id = {' '.join(kept.pop(0).split())}\n{to_conllu(analysis)}"


def _tokens(file: str, analyser: Analyser) -> Iterator[str]:
    sentences = from_conllu(decode(Path(file).read_bytes(), file), file)
    if not sentences:
        raise UnreadableError(file, "holds no sentence", "give CoNLL-U")
    analyse_tokens = getattr(analyser, "analyse_tokens", None)
    if analyse_tokens is None:
        raise UnreadableError(file, "this analyser takes no words, only text", "use --analyser dragoman")
    rest = iter(sentences)
    done = 0
    while block := list(islice(rest, _MOST_SENTENCES)):
        text = to_conllu(analyse_tokens(block))
        yield _NUMBER.sub(lambda m, before=done: f"# sent_id = {int(m[1]) + before}", text)  # type: ignore[misc]
        done += len(block)

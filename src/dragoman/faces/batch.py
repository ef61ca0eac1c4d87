"""Many documents coded one after another; a document that breaks the coder is reported and the batch goes on."""

from __future__ import annotations

import traceback
from collections import deque
from collections.abc import Iterable, Iterator
from pathlib import Path

from dragoman.coder import Coder
from dragoman.document import Document
from dragoman.errors import ModelError, RuleError, UnreadableError
from dragoman.readers.items import Report
from dragoman.records import Coding


def code_all(coder: Coder, documents: Iterable[Document], report: Report) -> Iterator[Coding]:
    """The codings in order, as they come; memory holds one batch of the analyser's."""
    waiting: deque[Document] = deque()

    def texts() -> Iterator[str]:
        for document in documents:
            waiting.append(document)
            yield document.text

    for analysis in coder.analyser.analyse_many(texts()):
        document = waiting.popleft()
        try:
            yield coder.code_analysed(document, analysis)
        except (RuleError, ModelError):
            raise
        except Exception as error:  # a fault of ours on one text must not cost the user the others
            report(UnreadableError(document.origin or document.id, _fault(error), "please report it with the text"))


def _fault(error: Exception) -> str:
    at = traceback.extract_tb(error.__traceback__)[-1]
    what = " ".join(f"{type(error).__name__}: {error}".split())[:120]
    return f"could not be coded, by a fault of Dragoman’s ({what}, {Path(at.filename).name}:{at.lineno})"

"""`search`: documents by their words, as the store finds them."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Protocol, runtime_checkable

from dragoman.desk.model import Query
from dragoman.desk.views.choice import Row
from dragoman.records import Extent


class Found(Protocol):
    """A document that a search finds; `passages` are its best sentences with their place."""

    @property
    def document(self) -> str: ...
    @property
    def title(self) -> str | None: ...
    @property
    def publication(self) -> str | None: ...
    @property
    def published(self) -> str | None: ...
    @property
    def score(self) -> float | None: ...
    @property
    def passages(self) -> tuple[tuple[Extent, str], ...]: ...


@runtime_checkable
class Searcher(Protocol):
    """What can be searched; the store's `Desk` can."""

    def search(self, wanted: str, query: Query | None = None) -> Sequence[Found]:
        """Documents, best first."""


def search(memory: Searcher, wanted: str, query: Query) -> list[Row]:
    """Rows `document`, `published`, `publication`, `title`, `score`, `passages`: [{`start`, `end`, `text`}], best first;
    newest first, and `score` null, where too many were found to tell which are best."""
    return [
        {
            "document": f.document, "published": f.published, "publication": f.publication, "title": f.title,
            "score": f.score, "passages": [{"start": e.start, "end": e.end, "text": text} for e, text in f.passages],
        }
        for f in memory.search(wanted, query)
    ]  # fmt: skip

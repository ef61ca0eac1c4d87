"""Document → Citation records: parenthetical source lists and cross-references."""

from __future__ import annotations

from dragoman.document import Document
from dragoman.language.analysis import Analysis
from dragoman.records import Citation
from dragoman.resolve.registry import Registry


def find_citations(document: Document, analysis: Analysis, registry: Registry) -> tuple[Citation, ...]:
    """The citations of a document, in text order."""
    return ()

"""When a document was published, where nobody says so: inferred from what the text shows, as an interval."""

from __future__ import annotations

from dragoman.document import Document
from dragoman.language.analysis import Analysis
from dragoman.resolve.registry import Registry


def infer_published(document: Document, analysis: Analysis, registry: Registry) -> Document:
    """The document with `published` filled in where it was unknown and the text dates it; else as it is."""
    return document

"""Files, folders, corpora and standard input → Documents."""

from dragoman.readers.items import Given
from dragoman.readers.plain import read_text
from dragoman.readers.sources import read_sources

__all__ = ["Given", "read_sources", "read_text"]

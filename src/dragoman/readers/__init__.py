"""Files, folders, corpora and standard input → Documents."""

from dragoman.readers.plain import read_text

__all__ = ["read_text"]

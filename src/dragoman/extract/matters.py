"""Which known issue a record is about: its own words first, then its sentence, between the parties in play."""

from __future__ import annotations

from collections.abc import Iterable

from dragoman.extract.context import Context
from dragoman.resolve.issues import cluster_of, issue_of


def matter_of(context: Context, words: str, sentence: int, codes: Iterable[str | None]) -> tuple[str, str] | None:
    """Stable (id, name) for an issue in `words`: the registry's, else the cluster of the words; None without content."""
    own = sorted({c for c in codes if c})
    there = sorted({*own, *context.pair})
    return (
        issue_of(words, there) or issue_of(context.text(context.sentence_extent(sentence)), there) or cluster_of(words, own)
    )

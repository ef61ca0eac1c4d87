"""Text → Analysis. The only part that knows the encoder (and spaCy or Stanza, where a user plugs one in)."""

from __future__ import annotations

from functools import cache

from dragoman.errors import ModelError
from dragoman.language.analyser import Analyser


@cache
def load_analyser(name: str = "dragoman", threads: int = 1) -> Analyser:
    """The analyser of that name: `dragoman` (packaged), `spacy:MODEL`, `stanza:LANG`; raises ModelError."""
    if name == "dragoman":
        from dragoman.language.analyser import packaged_analyser

        return packaged_analyser(threads)
    kind, _, model = name.partition(":")
    if kind in ("spacy", "stanza") and model:
        from dragoman.language.plugins import plugged_in

        return plugged_in(kind, model)
    raise ModelError(f"no analyser is called “{name}”; use dragoman, spacy:MODEL or stanza:LANG")


__all__ = ["Analyser", "load_analyser"]

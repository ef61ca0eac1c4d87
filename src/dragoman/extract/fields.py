"""What a passage is about: PLOVER contexts by word lists, and whether it is sport or show rather than affairs of state."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from functools import cache

from dragoman.extract.context import Context
from dragoman.frames import Argument
from dragoman.frames.lexicon import rows_of
from dragoman.records import Party

_LEISURE = frozenset({"sport", "arts"})
_OFFICIAL = {"GOV", "MIL", "LEG", "REB", "OPP", "SPY", "JUD", "IGO", "COP", "UAF"}
_MOST = 4


@cache
def _words() -> dict[str, tuple[str, ...]]:
    rows: dict[str, list[str]] = {}
    for r in rows_of("context_words.tsv", ("words", "context")):
        rows.setdefault(r["words"], []).append(r["context"])
    return {w: tuple(cs) for w, cs in rows.items()}


@cache
def _longest() -> int:
    return max(len(w.split()) for w in _words())


@cache
def private_nouns() -> dict[str, str]:
    """Nouns for those who act for nobody but themselves, and for things, with their field: `private_nouns.tsv`."""
    return {r["noun"]: r["field"] for r in rows_of("private_nouns.tsv", ("noun", "field"))}


class Fields:
    """The contexts of a document's sentences, each counted once."""

    def __init__(self, context: Context) -> None:
        self._context = context
        self._counted: dict[int, Counter[str]] = {}

    def _count(self, sentence: int) -> Counter[str]:
        held = self._counted.get(sentence)
        if held is None:
            held = self._counted[sentence] = Counter(c for words in self._found(sentence) for c in _words()[words])
        return held

    def _found(self, sentence: int) -> Iterable[str]:
        extent, known, longest = self._context.analysis.sentences[sentence], _words(), _longest()
        words = [t.lower_text for t in self._context.analysis.tokens[extent.first : extent.last]]
        for i in range(len(words)):
            for size in range(1, longest + 1):
                run = " ".join(words[i : i + size])
                if run in known and i + size <= len(words):
                    yield run

    def contexts(self, sentence: int) -> list[str]:
        """The contexts of an act told in a sentence, the best first: its own words count twice, its neighbours' once; no
        more than four, none that a single word of a neighbour suggests."""
        scores: Counter[str] = Counter()
        for at, weight in ((sentence, 2), (sentence - 1, 1), (sentence + 1, 1)):
            if 0 <= at < len(self._context.analysis.sentences):
                for c, n in self._count(at).items():
                    scores[c] += weight * n
        own = self._count(sentence)
        fitting = [c for c in scores if c not in _LEISURE and (own[c] or scores[c] > 2)]
        return sorted(fitting, key=lambda c: (-scores[c], c))[:_MOST]

    def is_leisure(self, sentence: int, parties: Iterable[Party]) -> bool:
        """Is the passage about sport or show, with nobody of a state's officers in it?"""
        if any((p.sector in _OFFICIAL and (p.person or p.role)) or p.sector in ("MIL", "REB", "IGO") for p in parties):
            return False
        own = self._count(sentence)
        leisure = sum(own[c] for c in _LEISURE)
        others = sum(n for c, n in own.items() if c not in _LEISURE and c not in ("executive", "territory"))
        return leisure >= 2 and leisure > others / 2


def is_private(context: Context, argument: Argument | None) -> bool:
    """Does an argument name somebody who acts for himself, or a thing, whatever state it belongs to?"""
    if argument is None:
        return False
    tokens, known = context.analysis.tokens, private_nouns()
    for h in argument.heads:
        if context.lemma(h) in known:
            return True
        if any(tokens[c].rel == "compound" and context.lemma(c) in known for c in context.analysis.children[h]):
            return True
    return False

"""The words that tell what a promise, a stance or a purpose is about: stems without empty words, and how alike two are."""

from __future__ import annotations

import math
import re
from functools import cache, lru_cache
from importlib.resources import files

from dragoman.errors import RuleError

_WORD = re.compile(r"[^\W\d_]+(?:['’-][^\W\d_]+)*")
_DOUBLED = re.compile(r"([bdgklmnprt])\1$")
_ENDINGS = (
    "isation", "ization", "ations", "ation", "ements", "ement", "ments", "ment", "ings", "ing", "ions", "ion", "ness",
    "ies", "ied", "ers", "er", "als", "al", "ed", "es", "ly", "s", "e", "y",
)  # fmt: skip
_SHORTEST = 3


@lru_cache(maxsize=65536)
def stem(word: str) -> str:
    """A word without its endings, so that "withdraw", "withdrawing" and "withdrawal" are one; lower case."""
    w = word.casefold().replace("’", "'").removesuffix("'s").removesuffix("'")
    for ending in _ENDINGS:
        if w.endswith(ending) and len(w) - len(ending) >= _SHORTEST:
            w = w[: -len(ending)]
            break
    return _DOUBLED.sub(r"\1", w)


@cache
def _empty() -> tuple[frozenset[str], frozenset[str]]:
    """Function words and generic words, both as stems."""
    lines = files("dragoman").joinpath("data", "desk", "empty_words.tsv").read_text(encoding="utf-8").splitlines()
    kinds: dict[str, set[str]] = {"function": set(), "generic": set()}
    for number, line in enumerate(lines[1:], 2):
        word, _, kind = line.partition("\t")
        if kind not in kinds:
            raise RuleError("empty_words.tsv", f"line {number}", f"has kind “{kind}”", "use function or generic")
        kinds[kind].add(stem(word))
    return frozenset(kinds["function"]), frozenset(kinds["generic"])


@cache
def _like() -> dict[str, str]:
    """Stem → the stem of the word that stands for it and its likes ("soldiers" and "forces": "troop")."""
    lines = files("dragoman").joinpath("data", "desk", "like_words.tsv").read_text(encoding="utf-8").splitlines()
    rows = [line.split("\t") for line in lines[1:]]
    if bad := [row for row in rows if len(row) != 2]:
        raise RuleError("like_words.tsv", str(bad[0]), "is not a word and what it stands for", "give it two cells")
    return {stem(word): stem(stands_for) for word, stands_for in rows}


@lru_cache(maxsize=16384)
def stems(text: str) -> frozenset[str]:
    """The stems of all words of a text that are not mere function words, like words as one."""
    like = _like()
    return frozenset(like.get(s, s) for w in _WORD.findall(text) if (s := stem(w)) not in _empty()[0])


@lru_cache(maxsize=16384)
def telling(text: str) -> frozenset[str]:
    """The stems that tell one thing from another: generic words ("effort", "issue", "agreement") left out too."""
    return stems(text) - _empty()[1]


@cache
def pointing_nouns() -> frozenset[str]:
    """Stems of nouns that point to a matter named before ("the campaign", "that deadline")."""
    text = files("dragoman").joinpath("data", "desk", "pointing_nouns.tsv").read_text(encoding="utf-8")
    return frozenset(stem(w) for w in text.split()[1:])


def likeness(a: frozenset[str], b: frozenset[str]) -> float:
    """How alike two sets of stems are, 0 to 1: the cosine of sets (Ochiai), kind to a short text inside a long one."""
    shared = len(a & b)
    return shared / math.sqrt(len(a) * len(b)) if shared else 0.0

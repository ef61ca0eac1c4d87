"""A second, cheap opinion on a pair: a linear model over the words between and around the two mentions.

It sees runs of up to three words with the mentions as blanks, and the mentions' own words; it knows nothing of order
beyond that, and errs elsewhere than the reader does.
"""

from __future__ import annotations

import math
import re
from collections import Counter
from dataclasses import dataclass
from functools import cache
from importlib.resources import files

import numpy as np

from dragoman.errors import ModelError
from dragoman.language.encoder import Floats

_WORD = re.compile(r"\w\w+")
_BEFORE, _AFTER = 80, 110
_LONGEST = 3


def pair_terms(text: str, actor: tuple[int, int], recipient: tuple[int, int] | None) -> tuple[Counter[str], Counter[str]]:
    """The counted terms of a pair: word runs with the mentions as blanks, and the words of the mentions."""
    spans = sorted([(*actor, "ssss"), *([(*recipient, "tttt")] if recipient else [])])
    low, high = max(0, spans[0][0] - _BEFORE), spans[-1][0] + _AFTER
    blanked, at = "", low
    for start, end, blank in spans:
        blanked += f"{text[at:start]} {blank} " if start >= at else f" {blank} "
        at = max(at, end)
    words = _WORD.findall((blanked + text[at : max(at, high)]).lower())
    runs = Counter(" ".join(words[k : k + n]) for n in range(1, _LONGEST + 1) for k in range(len(words) - n + 1))
    own = Counter("s:" + w for w in _WORD.findall(text[actor[0] : actor[1]].lower()))
    if recipient:
        own.update("t:" + w for w in _WORD.findall(text[recipient[0] : recipient[1]].lower()))
    return runs, own


@dataclass(frozen=True)
class PairWords:
    """`terms`: term → row; `rarity` [terms]; `weights` [terms, classes]; `bias` [classes]."""

    terms: dict[str, int]
    rarity: Floats
    weights: Floats
    bias: Floats
    classes: tuple[str, ...]

    def vector(self, counts: Counter[str]) -> dict[int, float]:
        """A block of terms as a sparse vector of length one."""
        known = {self.terms[t]: n for t, n in counts.items() if t in self.terms}
        seen = {k: (1 + math.log(n)) * float(self.rarity[k]) for k, n in known.items()}
        norm = math.sqrt(sum(v * v for v in seen.values())) or 1.0
        return {k: v / norm for k, v in seen.items()}

    def log_probabilities(self, text: str, actor: tuple[int, int], recipient: tuple[int, int] | None) -> dict[str, float]:
        """The logarithm of each class's probability."""
        logits = self.bias.astype(np.float64)
        for block in pair_terms(text, actor, recipient):
            for row, value in sorted(self.vector(block).items()):
                logits = logits + value * self.weights[row]
        logits -= logits.max()
        logits -= math.log(float(np.exp(logits).sum()))
        return {c: float(v) for c, v in zip(self.classes, logits, strict=True)}


@cache
def load_pair_words() -> PairWords:
    """The packaged linear model, loaded once; raises ModelError where it is missing or broken."""
    path = files("dragoman.language").joinpath("weights", "pair_words.npz")
    try:
        with path.open("rb") as handle, np.load(handle) as held:
            terms = {t: k for k, t in enumerate(bytes(held["terms"]).decode("utf-8").split("\n"))}
            rarity, weights, bias = (held[k].astype(np.float32) for k in ("rarity", "weights", "bias"))
            classes = tuple(bytes(held["classes"]).decode("utf-8").split())
    except (OSError, ValueError, KeyError) as error:
        raise ModelError(f"the packaged words of pairs cannot be loaded: {error}; reinstall dragoman") from error
    return PairWords(terms, rarity, weights, bias, classes)

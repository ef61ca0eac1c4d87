"""The head over two mentions: what one does to the other, as probabilities over PLOVER's types and NONE.

It reads the word vectors that the encoder gave in its one pass, so a pair costs no further encoding.
"""

from __future__ import annotations

import json
import math
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache
from importlib.resources import files

import numpy as np

from dragoman.errors import ModelError
from dragoman.language.analyser import EncodedAnalysis
from dragoman.language.analysis import Analysis
from dragoman.language.encoder import Floats

_HEADS = 4


@dataclass(frozen=True)
class PairHead:
    """The trained arrays and the names of the classes; `temperature` was fitted on held-out sentences."""

    arrays: dict[str, Floats]
    classes: tuple[str, ...]
    temperature: float = 1.0

    def probabilities(self, states: Floats, actor: Sequence[int], recipient: Sequence[int]) -> dict[str, float]:
        """`states` [n, h]: one sentence's word vectors; `actor`, `recipient`: word indices in it (recipient may be
        empty). Classes in falling order of probability."""
        logits = self._logits(states.astype(np.float32), list(actor), list(recipient)) / self.temperature
        exp = np.exp(logits - logits.max())
        found = exp / exp.sum()
        order = sorted(range(len(found)), key=lambda k: (-found[k], k))
        return {self.classes[k]: float(found[k]) for k in order}

    def _linear(self, name: str, x: Floats) -> Floats:
        out: Floats = x @ self.arrays[f"{name}.weight"].T + self.arrays[f"{name}.bias"]
        return out

    def _logits(self, w: Floats, actor: list[int], recipient: list[int]) -> Floats:
        a = w[actor].mean(0)
        r = w[recipient].mean(0) if recipient else self.arrays["null"]
        n, h = w.shape
        d = h // _HEADS
        q = self._linear("query", np.concatenate([a, r])).reshape(_HEADS, 1, d)
        k = self._linear("key", w).reshape(n, _HEADS, d).transpose(1, 0, 2)
        v = self._linear("value", w).reshape(n, _HEADS, d).transpose(1, 0, 2)
        scores = (q @ k.transpose(0, 2, 1)) / math.sqrt(d)
        weights = np.exp(scores - scores.max(-1, keepdims=True))
        c = ((weights / weights.sum(-1, keepdims=True)) @ v).reshape(h)
        return self._linear("out", _gelu(self._linear("hidden", np.concatenate([a, r, c]))))


def _gelu(x: Floats) -> Floats:
    erf = np.vectorize(math.erf, otypes=[np.float32])
    out: Floats = 0.5 * x * (1.0 + erf(x / np.float32(math.sqrt(2.0))))
    return out


@cache
def load_pair_head() -> PairHead:
    """The packaged head, loaded once; raises ModelError where it is missing."""
    folder = files("dragoman.language").joinpath("weights")
    try:
        labels = json.loads(folder.joinpath("labels.json").read_text(encoding="utf-8"))
        with folder.joinpath("pair_head.npz").open("rb") as handle:
            arrays = {k: v.astype(np.float32) for k, v in np.load(handle).items()}
    except (OSError, ValueError, KeyError) as error:
        raise ModelError(f"the packaged head over pairs cannot be loaded: {error}; reinstall dragoman") from error
    temperature = float(arrays.pop("temperature", np.float32(1.0)))
    return PairHead(arrays, tuple(labels["plover"]), temperature)


def pair_probabilities(analysis: Analysis, actor: Sequence[int], recipient: Sequence[int]) -> dict[str, float] | None:
    """What the tokens `actor` do to the tokens `recipient` of the same sentence; None without the encoder's vectors.

    A recipient in another sentence counts as none.
    """
    if not isinstance(analysis, EncodedAnalysis) or not len(analysis.states) or not actor:
        return None
    sentence = analysis.sentences[analysis.sentence_of[actor[0]]]
    inside = range(sentence.first, sentence.last)
    states = analysis.states[sentence.first : sentence.last]
    return load_pair_head().probabilities(
        states, [t - sentence.first for t in actor if t in inside],
        [t - sentence.first for t in recipient if t in inside],
    )  # fmt: skip

"""The trained encoder with its heads, over onnxruntime: windows of words in, scores for each word out."""

from __future__ import annotations

import json
from collections.abc import Sequence
from dataclasses import dataclass, field
from functools import cache, lru_cache
from importlib.resources import files
from typing import Any

import numpy as np
import numpy.typing as npt

from dragoman.errors import ModelError

Floats = npt.NDArray[np.float32]
Ints = npt.NDArray[np.int64]

_PIECES_PER_WORD = 8
_CLS, _SEP, _UNK = 101, 102, 100
_MOST_PIECES = 500


@dataclass(frozen=True)
class Labels:
    """The names behind the heads' classes."""

    rel: list[str]
    upos: list[str]
    xpos: list[str]
    feats: list[str]
    ner: list[str]
    mention: list[str]
    attr: list[str]
    plover: list[str] = field(default_factory=list)


@dataclass(frozen=True)
class Scores:
    """What the heads say of one window of n words.

    `arcs` [n, n]: score of each head (column) for each dependent (row), the diagonal stands for the root;
    `rel_dep`, `rel_head` [n, d]: vectors for the label head; `upos`, `xpos`, `feats`, `ner`, `mention`, `attr`: best
    class per word; `start`: logit that a sentence begins here; `fact`: factuality; `states` [n, h]: word vectors.
    """

    arcs: Floats
    rel_dep: Floats
    rel_head: Floats
    upos: Ints
    xpos: Ints
    feats: Ints
    ner: Floats
    mention: Ints
    attr: Ints
    start: Floats
    fact: Floats
    states: Floats


def shape_of(word: str) -> int:
    """Case class of a word: 0 marks, 1 lower, 2 Title, 3 UPPER, 4 mixed, 5 digits, 6 single capital."""
    if not any(c.isalnum() for c in word):
        return 0
    if word[0].isdigit():
        return 5
    if word.islower():
        return 1
    if len(word) == 1:
        return 6
    if word.isupper():
        return 3
    return 2 if word[0].isupper() and word[1:].islower() else 4


class Encoder:
    """One session over the packaged weights; make it with `load_encoder`."""

    def __init__(self, session: Any, tokenizer: Any, labels: Labels, rel_u: Floats) -> None:
        self.session, self.tokenizer, self.labels = session, tokenizer, labels
        d, n, h = rel_u.shape
        self._rel_u = np.ascontiguousarray(rel_u.reshape(d, n * h))
        self._rel_shape = (n, h)
        self._outputs = [o.name for o in session.get_outputs()]
        self._pieces = lru_cache(maxsize=200_000)(self._encode_word)

    def _encode_word(self, word: str) -> tuple[int, ...]:
        ids = self.tokenizer.encode(word, add_special_tokens=False).ids[:_PIECES_PER_WORD]
        return tuple(ids) or (_UNK,)

    def run(self, window: Sequence[str]) -> Scores:
        """Score one window of words.

        One window a call: the quantised layers scale their activations over the whole batch, so that in a batch a text's
        scores would depend on its neighbours; alone they do not, and on a CPU it is faster than a padded batch.
        """
        coded = _bounded([self._pieces(w) for w in window])
        got = dict(zip(self._outputs, self.session.run(None, _feed(window, coded)), strict=True))
        return Scores(
            arcs=got["arcs"][0],
            rel_dep=got["rel_dep"][0],
            rel_head=got["rel_head"][0],
            upos=got["upos"][0],
            xpos=got["xpos"][0],
            feats=got["feats"][0],
            ner=got["ner"][0],
            mention=got["mention"][0],
            attr=got["attr"][0],
            start=got["sent"][0],
            fact=got["fact"][0],
            states=got["words"][0],
        )

    def relations(self, dep: Floats, head: Floats) -> list[str]:
        """The label of each dependent given its head's vector (zeros for a root)."""
        one = np.ones((len(dep), 1), np.float32)
        left = (np.concatenate([dep, one], 1) @ self._rel_u).reshape(len(dep), *self._rel_shape)
        scores = np.einsum("nlh,nh->nl", left, np.concatenate([head, one], 1))
        return [self.labels.rel[k] for k in scores.argmax(1)]


def _bounded(coded: list[tuple[int, ...]]) -> list[tuple[int, ...]]:
    """Fewer pieces a word where a window would pass the encoder's 512 positions (long codes, other scripts)."""
    keep = _PIECES_PER_WORD
    while keep > 1 and sum(map(len, coded)) > _MOST_PIECES:
        keep //= 2
        coded = [c[:keep] for c in coded]
    return coded


def _feed(window: Sequence[str], coded: list[tuple[int, ...]]) -> dict[str, Ints]:
    ids = [_CLS, *(piece for pieces in coded for piece in pieces), _SEP]
    shapes = [0, *(shape_of(word) for word, pieces in zip(window, coded, strict=True) for _ in pieces), 0]
    ends = np.cumsum([len(pieces) for pieces in coded], dtype=np.int64)
    starts = np.concatenate([np.zeros(1, np.int64), ends[:-1]]) + 1
    return {
        "ids": np.array([ids], np.int64),
        "mask": np.ones((1, len(ids)), np.int64),
        "shapes": np.array([shapes], np.int64),
        "first": starts[None],
        "last": ends[None],
    }


@cache
def load_encoder(threads: int = 1) -> Encoder:
    """The packaged encoder, loaded once; raises ModelError where the weights are missing or broken."""
    import onnxruntime as ort
    from tokenizers import Tokenizer

    folder = files("dragoman.language").joinpath("weights")
    try:
        labels = Labels(**json.loads(folder.joinpath("labels.json").read_text(encoding="utf-8")))
        options = ort.SessionOptions()
        options.intra_op_num_threads = threads
        options.inter_op_num_threads = 1
        options.log_severity_level = 3
        model = folder.joinpath("encoder.onnx").read_bytes()
        session = ort.InferenceSession(model, options, providers=["CPUExecutionProvider"])
        tokenizer = Tokenizer.from_str(folder.joinpath("tokenizer.json").read_text(encoding="utf-8"))
        tokenizer.no_padding()
        tokenizer.no_truncation()
        with folder.joinpath("labels_head.npy").open("rb") as handle:
            rel_u = np.load(handle).astype(np.float32)
    except (OSError, ValueError, TypeError, RuntimeError) as error:
        raise ModelError(f"the packaged analyser cannot be loaded: {error}; reinstall dragoman") from error
    return Encoder(session, tokenizer, labels, rel_u)

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
BATCH_PIECES = 1200


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

    def run(self, windows: Sequence[Sequence[str]]) -> list[Scores]:
        """Score windows of words; batches of like length, results in the order given."""
        coded = [_bounded([self._pieces(w) for w in window]) for window in windows]
        sizes = [sum(map(len, c)) for c in coded]
        order = sorted(range(len(windows)), key=lambda k: sizes[k])
        out: list[Scores | None] = [None] * len(windows)
        batch: list[int] = []
        for k in order:
            if batch and (len(batch) + 1) * (sizes[k] + 2) > BATCH_PIECES:
                self._run_batch(windows, coded, batch, out)
                batch = []
            batch.append(k)
        if batch:
            self._run_batch(windows, coded, batch, out)
        return [s for s in out if s is not None]

    def _run_batch(
        self, windows: Sequence[Sequence[str]], coded: list[list[tuple[int, ...]]], batch: list[int],
        out: list[Scores | None],
    ) -> None:  # fmt: skip
        feed = _feed([windows[k] for k in batch], [coded[k] for k in batch])
        got = dict(zip(self._outputs, self.session.run(None, feed), strict=True))
        for row, k in enumerate(batch):
            n = len(windows[k])
            out[k] = Scores(
                arcs=got["arcs"][row, :n, :n], rel_dep=got["rel_dep"][row, :n], rel_head=got["rel_head"][row, :n],
                upos=got["upos"][row, :n], xpos=got["xpos"][row, :n], feats=got["feats"][row, :n],
                ner=got["ner"][row, :n], mention=got["mention"][row, :n], attr=got["attr"][row, :n],
                start=got["sent"][row, :n], fact=got["fact"][row, :n], states=got["words"][row, :n],
            )  # fmt: skip

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


def _feed(windows: Sequence[Sequence[str]], coded: list[list[tuple[int, ...]]]) -> dict[str, Ints]:
    pieces = max(sum(map(len, c)) for c in coded) + 2
    words = max(len(c) for c in coded)
    ids = np.zeros((len(coded), pieces), np.int64)
    mask, shapes = np.zeros_like(ids), np.zeros_like(ids)
    first = np.zeros((len(coded), words), np.int64)
    last = np.zeros_like(first)
    for row, (window, code) in enumerate(zip(windows, coded, strict=True)):
        at = 1
        ids[row, 0] = _CLS
        for w, (word, got) in enumerate(zip(window, code, strict=True)):
            stop = at + len(got)
            ids[row, at:stop] = got
            shapes[row, at:stop] = shape_of(word)
            first[row, w], last[row, w] = at, stop - 1
            at = stop
        ids[row, at] = _SEP
        mask[row, : at + 1] = 1
    return {"ids": ids, "mask": mask, "shapes": shapes, "first": first, "last": last}


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

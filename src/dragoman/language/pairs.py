"""The reader of pairs: what one marked mention of a sentence does to another, as probabilities over PLOVER's types.

A small encoder of its own over the sentence with marks around both mentions. Its file holds all that belongs to it: the
vocabulary (cut down to the pieces that news use; a rarer word falls apart into shorter pieces), the names of the classes
and the temperature that was fitted on held-out sentences.
"""

from __future__ import annotations

import gzip
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from typing import Any

import numpy as np

from dragoman.errors import ModelError
from dragoman.language.encoder import Floats

_CLS, _SEP = "[CLS]", "[SEP]"
# marks around actor and recipient: reserved pieces of the base vocabulary
MARKS = ("[unused0]", "[unused1]", "[unused2]", "[unused3]")
_BEFORE, _AFTER, _MOST = 14, 18, 62


@dataclass(frozen=True)
class Marked:
    """A sentence as the reader sees it: piece ids and the places of both opening marks."""

    ids: list[int]
    actor: int
    recipient: int


@dataclass(frozen=True)
class PairReader:
    """One session over the packaged weights; make it with `load_pair_reader`."""

    session: Any
    tokenizer: Any
    classes: tuple[str, ...]
    temperature: float

    def probabilities(self, text: str, actor: tuple[int, int], recipient: tuple[int, int] | None) -> dict[str, float]:
        """What the mention at `actor` does to the one at `recipient` (character offsets; None where there is none), the
        likeliest type first; the probabilities add up to one."""
        seen = self.mark(text, actor, recipient)
        feed = {
            "ids": np.array([seen.ids], np.int64),
            "mask": np.ones((1, len(seen.ids)), np.int64),
            "actor": np.array([seen.actor], np.int64),
            "recipient": np.array([seen.recipient], np.int64),
        }
        logits: Floats = self.session.run(None, feed)[0][0] / self.temperature
        exp = np.exp(logits - logits.max())
        found = exp / exp.sum()
        order = sorted(range(len(found)), key=lambda k: (-found[k], k))
        return {self.classes[k]: float(found[k]) for k in order}

    def mark(self, text: str, actor: tuple[int, int], recipient: tuple[int, int] | None) -> Marked:
        """The sentence with its marks, cut to the words around the mentions where it is long."""
        coded = self.tokenizer.encode(text, add_special_tokens=False)
        ends = [end for _, end in coded.offsets]
        marks = [self.tokenizer.token_to_id(m) for m in MARKS]
        spans = [actor, *([recipient] if recipient is not None else [])]
        opening, closing = [], []
        for n, (start, end) in enumerate(spans):
            opening.append((_piece_at(ends, start), 1, marks[2 * n]))
            closing.append((_piece_at(ends, end - 1) + 1, 0, marks[2 * n + 1]))
        ids, places = _insert(coded.ids, sorted([*opening, *closing], key=lambda m: m[:2]))
        ids, places = _cut(ids, places)
        at = {ids[p]: p + 1 for p in places}
        whole = [self.tokenizer.token_to_id(_CLS), *ids, self.tokenizer.token_to_id(_SEP)]
        return Marked(whole, at[marks[0]], at.get(marks[2], 0))


def _piece_at(ends: list[int], char: int) -> int:
    """The index of the piece that covers a character, or of the next one."""
    return next((k for k, end in enumerate(ends) if end > char), len(ends))


def _insert(pieces: list[int], marks: list[tuple[int, int, int]]) -> tuple[list[int], list[int]]:
    ids: list[int] = []
    places, at = [], 0
    for index, _, mark in marks:
        ids += pieces[at:index]
        at = max(at, index)
        places.append(len(ids))
        ids.append(mark)
    return ids + pieces[at:], places


def _cut(ids: list[int], places: list[int]) -> tuple[list[int], list[int]]:
    """The pieces around the marks; where the mentions stand far apart, the middle between them gives way."""
    low, high = max(0, min(places) - _BEFORE), min(len(ids), max(places) + _AFTER + 1)
    kept = list(range(low, high))
    spare = len(kept) - _MOST
    if spare > 0:
        first, last = min(places), max(places)
        if last - first + 1 < _MOST:
            start = max(low, min(first - (_MOST - (last - first + 1)) // 2, high - _MOST))
            kept = list(range(start, start + _MOST))
        else:
            inner = [k for k in range(first + 1, last) if k not in places]
            over = last - first + 1 - _MOST
            gone = set(inner[(len(inner) - over) // 2 :][:over])
            kept = [k for k in range(first, last + 1) if k not in gone]
    where = {old: new for new, old in enumerate(kept)}
    return [ids[k] for k in kept], [where[p] for p in places]


@cache
def load_pair_reader() -> PairReader:
    """The packaged reader, loaded once; raises ModelError where it is missing or broken."""
    import onnxruntime as ort
    from tokenizers import Tokenizer, models, normalizers, pre_tokenizers

    try:
        model = gzip.decompress(files("dragoman.language").joinpath("weights", "pairs.onnx.gz").read_bytes())
        options = ort.SessionOptions()
        options.intra_op_num_threads = options.inter_op_num_threads = 1
        options.log_severity_level = 3
        session = ort.InferenceSession(model, options, providers=["CPUExecutionProvider"])
        held = session.get_modelmeta().custom_metadata_map
        words = {word: k for k, word in enumerate(held["vocabulary"].split("\n"))}
        tokenizer = Tokenizer(models.WordPiece(words, unk_token="[UNK]"))
        classes, temperature = tuple(held["classes"].split()), float(held["temperature"])
    except (OSError, EOFError, ValueError, KeyError, RuntimeError) as error:
        raise ModelError(f"the packaged reader of pairs cannot be loaded: {error}; reinstall dragoman") from error
    tokenizer.normalizer = normalizers.BertNormalizer()
    tokenizer.pre_tokenizer = pre_tokenizers.BertPreTokenizer()
    return PairReader(session, tokenizer, classes, temperature)

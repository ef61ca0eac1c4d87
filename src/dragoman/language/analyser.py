"""Text → Analysis with the packaged encoder: words, windows, scores, sentences, trees, entities in one pass."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from typing import Protocol

import numpy as np

from dragoman.language.analysis import Analysis, Entity, Sentence, Token
from dragoman.language.decode import entity_spans, labels, sentence_starts, tree
from dragoman.language.encoder import Encoder, Floats, Scores, load_encoder
from dragoman.language.lemmas import lemma, repaired_tag
from dragoman.language.tokens import Word, tokenize
from dragoman.language.windows import cut


class Analyser(Protocol):
    """What the coder needs of an analyser; any UD pipeline can be one."""

    def analyse(self, text: str) -> Analysis:
        """One text analysed."""

    def analyse_many(self, texts: Iterable[str]) -> Iterator[Analysis]:
        """Many texts, in order."""


@dataclass(frozen=True)
class EncodedAnalysis(Analysis):
    """An analysis with the encoder's word vectors [tokens, h], for heads that come later (relations)."""

    states: Floats = field(default_factory=lambda: np.zeros((0, 0), np.float32), compare=False, repr=False)


@dataclass(frozen=True)
class EncoderAnalyser:
    """The packaged analyser."""

    encoder: Encoder

    def analyse(self, text: str) -> Analysis:
        """One text analysed; an empty text gives an empty analysis."""
        words = tokenize(text)
        builder = _Builder(self.encoder, text, words)
        for window in cut(words):
            scores = self.encoder.run([w.form for w in words[window.first : window.last]])
            builder.add(scores, window.first, sentence_starts(words[window.first : window.last], scores))
        return builder.done()

    def analyse_many(self, texts: Iterable[str]) -> Iterator[Analysis]:
        """Many texts, in order, one at a time: what a text gives does not depend on its neighbours."""
        return map(self.analyse, texts)

    def analyse_tokens(self, sentences: Sequence[Sequence[tuple[str, bool]]]) -> Analysis:
        """Given words (form, space after) in given sentences; both are kept."""
        words, starts, text = _join(sentences)
        windows = _sentence_windows(starts, len(words))
        builder = _Builder(self.encoder, text, words)
        cuts = set(starts)
        for a, b in windows:
            scores = self.encoder.run([w.form for w in words[a:b]])
            builder.add(scores, a, sorted({0, *(k - a for k in range(a, b) if k in cuts)}))
        return builder.done()


def _join(sentences: Sequence[Sequence[tuple[str, bool]]]) -> tuple[list[Word], list[int], str]:
    words: list[Word] = []
    starts: list[int] = []
    parts: list[str] = []
    at = 0
    for sentence in sentences:
        starts.append(len(words))
        for form, space in sentence:
            words.append(Word(at, at + len(form), form))
            parts.append(form + (" " if space else ""))
            at += len(parts[-1])
    return words, starts, "".join(parts)


def _sentence_windows(starts: list[int], total: int, most: int = 100) -> list[tuple[int, int]]:
    """Whole sentences packed into windows."""
    out: list[tuple[int, int]] = []
    for a, b in zip(starts, [*starts[1:], total], strict=True):
        for k in range(a, b, 300):
            stop = min(k + 300, b)
            if out and out[-1][1] == k and stop - out[-1][0] <= most and k == a:
                out[-1] = (out[-1][0], stop)
            else:
                out.append((k, stop))
    return out


_NAME_TAGS = ("NNP", "NNPS")
_NAME_RELS = ("compound", "amod", "flat", "nummod")


def whole_names(tokens: Sequence[Token], first: int, last: int, spans: list[tuple[int, int, str]]) -> list[Entity]:
    """Entities of one sentence widened to the proper nouns that the tree hangs on them ("United" States)."""
    out: list[Entity] = []
    for x, y, label in spans:
        a, b = first + x, first + y
        while label != "PER" and a > first and _belongs(tokens, a - 1, a, b):
            a -= 1
        while b < last and _belongs(tokens, b, a, b):
            b += 1
        while out and out[-1].last > a:
            out.pop()
        out.append(Entity(a, b, label))
    return out


def _belongs(tokens: Sequence[Token], t: int, a: int, b: int) -> bool:
    token = tokens[t]
    return token.xpos in _NAME_TAGS and token.rel in _NAME_RELS and a <= token.head < b


class _Builder:
    """Gathers the windows of one document."""

    def __init__(self, encoder: Encoder, text: str, words: list[Word]) -> None:
        self.encoder, self.text, self.words = encoder, text, words
        self.tokens: list[Token] = []
        self.sentences: list[Sentence] = []
        self.entities: list[Entity] = []
        self.states: list[Floats] = []

    def add(self, scores: Scores, first: int, starts: list[int]) -> None:
        """One window whose words begin at `first`, with the sentence starts inside it."""
        names = self.encoder.labels
        n = len(scores.upos)
        tags = [names.ner[k] for k in scores.ner.argmax(1)] if scores.ner.ndim == 2 else [names.ner[k] for k in scores.ner]
        for a, b in zip(starts, [*starts[1:], n], strict=True):
            heads = tree(scores.arcs[a:b, a:b])
            rels = labels(self.encoder, scores, heads, a)
            for k in range(a, b):
                self._token(scores, first, k, first + a + heads[k - a], rels[k - a])
            self.sentences.append(Sentence(first + a, first + b))
            self.entities += whole_names(self.tokens, first + a, first + b, entity_spans(tags[a:b]))
        self.states.append(scores.states)

    def _token(self, scores: Scores, first: int, k: int, head: int, rel: str) -> None:
        names, i = self.encoder.labels, first + k
        word = self.words[i]
        tagged = names.xpos[scores.xpos[k]]
        upos = names.upos[scores.upos[k]]
        xpos = repaired_tag(word.form, tagged, upos)
        feats = names.feats[scores.feats[k]] if xpos == tagged else "Mood=Ind|Tense=Past|VerbForm=Fin"
        space = i + 1 < len(self.words) and self.words[i + 1].start > word.end
        fact = float(scores.fact[k]) if upos in ("VERB", "AUX", "ADJ", "NOUN") else None
        self.tokens.append(
            Token(
                i,
                word.start,
                word.end,
                word.form,
                lemma(word.form, xpos),
                upos,
                xpos,
                "" if feats == "_" else feats,
                head,
                rel,
                space,
                names.mention[scores.mention[k]],
                fact,
            )
        )

    def done(self) -> Analysis:
        """The analysis of the whole text."""
        states = np.concatenate(self.states) if self.states else np.zeros((0, 0), np.float32)
        return EncodedAnalysis(
            self.text, tuple(self.tokens), tuple(self.sentences), tuple(self.entities), states.astype(np.float16)
        )


def packaged_analyser(threads: int = 1) -> EncoderAnalyser:
    """The analyser over the packaged weights."""
    return EncoderAnalyser(load_encoder(threads))

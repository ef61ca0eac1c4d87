"""Any other UD pipeline that a user has installed, as an analyser: spaCy or Stanza."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Any

from dragoman.errors import ModelError
from dragoman.language.analysis import Analysis, Entity, Sentence, Token

_LABELS = {"PERSON": "PER", "PER": "PER", "ORG": "ORG", "NORP": "MISC", "GPE": "LOC", "LOC": "LOC", "FAC": "LOC",
           "EVENT": "MISC", "MISC": "MISC"}  # fmt: skip


@dataclass(frozen=True)
class SpacyAnalyser:
    """A spaCy pipeline whose parser gives UD relations."""

    pipeline: Any

    def analyse(self, text: str) -> Analysis:
        """One text analysed."""
        return next(self.analyse_many([text]))

    def analyse_many(self, texts: Iterable[str]) -> Iterator[Analysis]:
        """Many texts, in order."""
        for doc in self.pipeline.pipe(texts):
            yield _from_spacy(doc)


def _from_spacy(doc: Any) -> Analysis:
    kept = [t for t in doc if not t.is_space]
    index = {t.i: k for k, t in enumerate(kept)}
    tokens = tuple(
        Token(
            k, t.idx, t.idx + len(t.text), t.text, t.lemma_, t.pos_, t.tag_, str(t.morph),
            index.get(t.head.i, k), "root" if t.head.i == t.i else t.dep_.lower(), bool(t.whitespace_),
        )
        for k, t in enumerate(kept)
    )  # fmt: skip
    sentences = [[index[t.i] for t in s if t.i in index] for s in doc.sents]
    entities = tuple(
        Entity(index[e.start], index[e.end - 1] + 1, _LABELS[e.label_])
        for e in doc.ents
        if e.label_ in _LABELS and e.start in index and e.end - 1 in index
    )
    return Analysis(doc.text, tokens, tuple(Sentence(s[0], s[-1] + 1) for s in sentences if s), entities)


@dataclass(frozen=True)
class StanzaAnalyser:
    """A Stanza pipeline with tokenize, pos, lemma, depparse and, where it has it, ner."""

    pipeline: Any

    def analyse(self, text: str) -> Analysis:
        """One text analysed."""
        return _from_stanza(text, self.pipeline(text))

    def analyse_many(self, texts: Iterable[str]) -> Iterator[Analysis]:
        """Many texts, in order."""
        for text in texts:
            yield self.analyse(text)


def _from_stanza(text: str, doc: Any) -> Analysis:
    tokens: list[Token] = []
    sentences: list[Sentence] = []
    for s in doc.sentences:
        base = len(tokens)
        for w in s.words:
            i = len(tokens)
            start, end = w.start_char, w.end_char
            head = i if w.head == 0 else base + w.head - 1
            space = end < len(text) and text[end].isspace()
            tokens.append(Token(i, start, end, w.text, w.lemma or w.text, w.upos, w.xpos or "", w.feats or "", head,
                                w.deprel, space))  # fmt: skip
        sentences.append(Sentence(base, len(tokens)))
    starts = {t.start: t.i for t in tokens}
    ends = {t.end: t.i for t in tokens}
    entities = tuple(
        Entity(starts[e.start_char], ends[e.end_char] + 1, _LABELS[e.type])
        for e in getattr(doc, "ents", [])
        if e.type in _LABELS and e.start_char in starts and e.end_char in ends
    )
    return Analysis(text, tuple(tokens), tuple(sentences), entities)


def plugged_in(kind: str, model: str) -> SpacyAnalyser | StanzaAnalyser:
    """The analyser over an installed pipeline; raises ModelError where it is not there."""
    try:
        if kind == "spacy":
            import spacy

            return SpacyAnalyser(spacy.load(model))
        import stanza

        return StanzaAnalyser(stanza.Pipeline(model, verbose=False, download_method=None))
    except (ImportError, OSError) as error:
        raise ModelError(
            f"{kind} with “{model}” is not installed: {error}; install it, or use --analyser dragoman"
        ) from error

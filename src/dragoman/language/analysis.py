"""What the language step says of a text: tokens with their trees, sentences, entities.

This is the wall between the analyser and everything after it: frames and extractors see these types and never the
model. A hand-built `Analysis` (see `tests/factory.py`) is as good as one from the encoder, and so is one from any
other UD pipeline.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from functools import cached_property


@dataclass(frozen=True, slots=True)
class Token:
    """One syntactic word.

    `i` and `head` are indices into `Analysis.tokens` (the whole document); a root has `head == i`. `start` and `end`
    are character offsets into the text. `feats` is the UD feature string (``Number=Sing|Person=3``), empty if none.
    `space_after` tells whether white space follows. `mention` is the type of the nominal mention that the token heads
    (GUM's: person, place, organization, event, time, object, abstract, substance, animal, plant), empty if none;
    `factuality` is the predicate's factuality in [-3, 3] (UDS It-Happened), None where the analyser has none.
    """

    i: int
    start: int
    end: int
    text: str
    lemma: str
    upos: str
    xpos: str
    feats: str
    head: int
    deprel: str
    space_after: bool = True
    mention: str = ""
    factuality: float | None = None
    # Asked for a dozen times a token: worked out once. `rel` is the universal relation without its subtype.
    rel: str = field(init=False, compare=False, repr=False)
    lower_text: str = field(init=False, compare=False, repr=False)

    def __post_init__(self) -> None:
        object.__setattr__(self, "rel", self.deprel.partition(":")[0])
        object.__setattr__(self, "lower_text", self.text.lower())

    def feat(self, name: str) -> str:
        """The value of one UD feature, empty if the token has none."""
        for pair in self.feats.split("|"):
            key, _, value = pair.partition("=")
            if key == name:
                return value
        return ""


@dataclass(frozen=True, slots=True)
class Sentence:
    """A run of tokens: indices `first` to `last` (exclusive)."""

    first: int
    last: int


@dataclass(frozen=True, slots=True)
class Entity:
    """A named entity: tokens `first` to `last` (exclusive) and its label (PER, ORG, LOC, MISC)."""

    first: int
    last: int
    label: str


@dataclass(frozen=True)
class Analysis:
    """The analysed text. Sentences cover all tokens in order; entities are flat, in order, and do not overlap."""

    text: str
    tokens: tuple[Token, ...]
    sentences: tuple[Sentence, ...]
    entities: tuple[Entity, ...] = ()

    @cached_property
    def children(self) -> tuple[tuple[int, ...], ...]:
        """For each token the indices of its dependents, in text order."""
        rows: list[list[int]] = [[] for _ in self.tokens]
        for token in self.tokens:
            if token.head != token.i:
                rows[token.head].append(token.i)
        return tuple(map(tuple, rows))

    @cached_property
    def sentence_of(self) -> tuple[int, ...]:
        """For each token the index of its sentence."""
        out: list[int] = []
        for index, sentence in enumerate(self.sentences):
            out.extend([index] * (sentence.last - sentence.first))
        return tuple(out)

    def subtree(self, i: int) -> list[int]:
        """The token `i` and all it dominates, in text order."""
        out, stack = [], [i]
        while stack:
            at = stack.pop()
            out.append(at)
            stack.extend(self.children[at])
        return sorted(out)

    def span(self, sentence: int) -> tuple[int, int]:
        """Character offsets of a sentence, end exclusive."""
        s = self.sentences[sentence]
        return self.tokens[s.first].start, self.tokens[s.last - 1].end

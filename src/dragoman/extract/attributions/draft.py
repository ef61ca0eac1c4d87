"""An attribution while it is being put together, and the tree questions that all its makers ask."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field

from dragoman.document import Span
from dragoman.extract.attributions.cues import Cue
from dragoman.frames import Frame
from dragoman.language.analysis import Analysis

_OUTER = frozenset([",", ";", ":", ".", "-", "–", "—", "--", "(", ")", "...", "…", "?", "!"])


@dataclass
class Draft:
    """`head` is the cue's head token; `source` and `content` hold tokens, `quotes` whole quotations by characters;
    `source_heads` are the tokens that name who speaks (an antecedent, where the source is a relative pronoun);
    `seeming` marks a cue under a verb of seeming ("appeared to say")."""

    head: int
    cue: Cue
    cue_tokens: set[int]
    source: set[int] = field(default_factory=set)
    source_heads: tuple[int, ...] = ()
    content: set[int] = field(default_factory=set)
    quotes: list[Span] = field(default_factory=list)
    frame: Frame | None = None
    negated: bool = False
    seeming: bool = False
    why: str = ""


def trimmed(analysis: Analysis, tokens: Iterable[int]) -> list[int]:
    """Tokens in text order without punctuation at either end."""
    rows = sorted(tokens)
    while rows and analysis.tokens[rows[0]].text in _OUTER:
        rows.pop(0)
    while rows and analysis.tokens[rows[-1]].text in _OUTER:
        rows.pop()
    return rows


def runs(analysis: Analysis, tokens: Iterable[int]) -> list[Span]:
    """The character spans of unbroken runs of tokens, each without outer punctuation."""
    out: list[Span] = []
    run: list[int] = []
    for t in [*sorted(tokens), -1]:
        if run and t != run[-1] + 1:
            rows = trimmed(analysis, run)
            if any(analysis.tokens[r].upos != "PUNCT" for r in rows):
                out.append(Span(analysis.tokens[rows[0]].start, analysis.tokens[rows[-1]].end))
            run = []
        run.append(t)
    return out


def adposition(analysis: Analysis, i: int) -> str:
    """The preposition or subordinator over a phrase or clause, in lower case; empty if none."""
    for c in analysis.children[i]:
        token = analysis.tokens[c]
        if (token.rel in ("case", "mark") and c < i and token.lower_text not in ("to", "that")) or (
            token.rel == "case" and c < i
        ):
            return token.lower_text
    return ""


def without(analysis: Analysis, top: int, *inside: int) -> set[int]:
    """The subtree of `top` without the subtrees of some tokens in it."""
    out, stack = set(), [top]
    while stack:
        at = stack.pop()
        if at in inside:
            continue
        out.add(at)
        stack.extend(analysis.children[at])
    return out

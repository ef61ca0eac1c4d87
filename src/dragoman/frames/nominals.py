"""Nominals that are no predicates: what a quantity measures, and who stands around a noun.

"a loan of $500 million", "$10 million in aid", "a $40 million grant": the sum is one token, the thing is another, and
the predicate takes the thing. Extractors ask here instead of walking the tree.
"""

from __future__ import annotations

from dataclasses import dataclass

from dragoman.frames.grammar import conjuncts, preposition
from dragoman.frames.model import Argument
from dragoman.language.analysis import Analysis

_MEASURED_BY = {"", "of", "in", "worth", "totaling", "totalling", "to the tune of"}
_NOMINAL = {"NOUN", "PROPN", "NUM", "SYM", "ADJ", "X"}
_UP = {"nummod", "compound", "nmod", "amod", "appos", "flat", "dep", "det", "list", "goeswith", "obl", "advmod"}
_PARTS = {"part", "portion", "share", "half", "third", "quarter", "rest", "remainder", "bulk", "tranche", "instalment",
          "installment", "chunk", "slice", "disbursement"}  # fmt: skip
_MOST = 6


@dataclass(frozen=True, slots=True)
class Measured:
    """What a quantity measures.

    `top` is the token that a predicate takes as its argument, `nouns` the tokens from the quantity to `top` and the
    nouns that say of what it is ("in aid"), nearest first; `conjunct` tells that the quantity stands second in a list.
    """

    top: int
    nouns: tuple[int, ...]
    conjunct: bool = False


def measured(analysis: Analysis, tokens: range) -> Measured:
    """What the quantity in these tokens measures."""
    rows = analysis.tokens
    head = next((t for t in tokens if rows[t].head not in tokens or rows[t].head == t), tokens.start)
    nouns = [head, *_of(analysis, head)]
    conjunct = False
    at = head
    for _ in range(_MOST):
        token = rows[at]
        parent = rows[token.head]
        if token.head == at or parent.upos not in _NOMINAL:
            break
        if token.rel == "conj":
            at, conjunct = parent.i, True
            continue
        if token.rel not in _UP or preposition(analysis, at) not in _MEASURED_BY:
            break
        if token.rel in ("obl", "advmod") and parent.upos not in ("NOUN", "ADJ"):
            break
        if at != head and any(rows[c].rel == "nummod" for c in analysis.children[parent.i]):
            # "$3 million of the $9 million debt": each counts its own
            break
        if at != head and parent.lemma.lower() in _PARTS:
            # "part of a $3 million loan": what is done with the part is not done with the whole
            break
        at = parent.i
        if not conjunct:
            nouns += [at, *(n for n in _of(analysis, at) if n not in nouns)]
    return Measured(at, tuple(dict.fromkeys(nouns)), conjunct)


def _of(analysis: Analysis, head: int) -> list[int]:
    """The nouns that qualify one or say of what it is: "loan programme", "$3 million in aid", "a sum of money"."""
    out = []
    for c in analysis.children[head]:
        token = analysis.tokens[c]
        if token.rel == "compound" and token.upos in ("NOUN", "PROPN"):
            out.append(c)
        elif token.rel in ("nmod", "obl") and c > head and preposition(analysis, c) in ("in", "of", "worth of", "worth"):
            out += [*conjuncts(analysis, c), *(g for g in analysis.children[c] if analysis.tokens[g].rel == "compound")]
        elif token.rel == "appos":
            out.append(c)
        elif token.lower_text == "worth" and c > head:
            out += [g for g in analysis.children[c] if analysis.tokens[g].rel in ("nmod", "obl", "obj")]
    return out


def around(analysis: Analysis, head: int) -> tuple[Argument, ...]:
    """Who and what stands around any noun: ``poss``, ``mod`` (names and nationalities) and ``obl:PREP``."""
    out: list[Argument] = []
    names: list[int] = []
    for c in analysis.children[head]:
        token = analysis.tokens[c]
        if token.deprel == "nmod:poss":
            out.append(Argument("poss", conjuncts(analysis, c), "possessive"))
        elif token.rel in ("nmod", "obl") and preposition(analysis, c):
            out.append(Argument(f"obl:{preposition(analysis, c)}", conjuncts(analysis, c)))
        elif token.rel in ("amod", "compound", "nmod", "nummod", "flat"):
            names += [t for t in analysis.subtree(c) if analysis.tokens[t].text[:1].isupper()]
    if names:
        out.append(Argument("mod", tuple(sorted(names)), "modifier"))
    return tuple(out)


def determiner(analysis: Analysis, head: int) -> str:
    """The determiner or possessive pronoun of a noun in lower case ("the", "that", "its", "another"), empty if none."""
    for c in analysis.children[head]:
        token = analysis.tokens[c]
        if token.rel == "det" or (token.deprel == "nmod:poss" and token.upos in ("PRON", "DET")):
            return token.lower_text
    return ""

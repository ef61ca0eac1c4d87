"""What one given mention does to another: the reader's probabilities, weighed by its words and by what the rules saw.

The reader (`language.pairs`) and a linear model over words (`language.pairwords`) answer for every pair. The rules look
for the frame in which the actor is the doer and the recipient stands in an argument, or in a clause below; what such a
finding is worth for each type is a table of odds
(`data/ontology/relation_odds.tsv`), counted on sentences whose types are known. The types here follow CAMEO's roots, as
the data sets with marked pairs do (decision 8): `read` keeps to PLOVER's own borders.
"""

from __future__ import annotations

import math
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from typing import TYPE_CHECKING

from dragoman.errors import ValueRefusedError
from dragoman.extract.context import Context
from dragoman.extract.rules import RuleBook, load_rules
from dragoman.extract.typing import Typed, type_frames
from dragoman.frames import Frame
from dragoman.language.pairs import load_pair_reader
from dragoman.language.pairwords import load_pair_words
from dragoman.records import Relation

if TYPE_CHECKING:
    from dragoman.coder import Coder

_FUTURE_AGREES = {"CONSULT", "SUPPORT", "COOPERATE", "AID"}
# how much the words' opinion counts beside the reader's; fitted on held-out sentences (training/relations/fit.py)
WORDS_WEIGHT = 0.35
# two types of one family: the likelier of them answers where together they are likeliest
_FAMILY = {"CONCEDE": "YIELD", "RETREAT": "YIELD"}


@dataclass(frozen=True, slots=True)
class _Pair:
    """The tokens of both mentions."""

    actor: frozenset[int]
    recipient: frozenset[int]


def relate_mentions(coder: Coder, sentence: str, actor: tuple[int, int], recipient: tuple[int, int] | None) -> Relation:
    """The PLOVER type of what the mention at `actor` does to the one at `recipient` (character offsets, end exclusive).

    Always answers; raises ValueRefusedError for a span that is empty or leaves the sentence.
    """
    from dragoman.readers import read_text

    _check("actor", sentence, actor)
    if recipient is not None:
        _check("recipient", sentence, recipient)
    document = read_text(sentence)
    context = coder.context(document, coder.analyser.analyse(document.text))
    typed, fit = saw(context, load_rules(), actor, recipient)
    logs = {k: math.log(p) for k, p in load_pair_reader().probabilities(sentence, actor, recipient).items()}
    logs.pop("NONE", None)  # a class of the training data; here the question is what, not whether
    for k, v in load_pair_words().log_probabilities(sentence, actor, recipient).items():
        logs[k] += WORDS_WEIGHT * v
    odds = load_odds().get((as_plover(typed), fit), {}) if typed is not None else {}
    for k, v in odds.items():
        logs[k] += v
    why = f"{typed.why} with learned/pairs" if typed is not None and odds else "learned/pairs"
    most = max(logs.values())
    learned = {k: math.exp(v - most) for k, v in logs.items()}
    return _answer(learned, why, typed)


def _check(name: str, sentence: str, span: tuple[int, int]) -> None:
    start, end = span
    if not 0 <= start < end <= len(sentence):
        raise ValueRefusedError(f"{start}-{end}", f"no {name} there: offsets go from 0 to {len(sentence)}, start before end")
    if not sentence[start:end].strip():
        raise ValueRefusedError(f"{start}-{end}", f"the {name} is white space only; mark its words")


def _answer(weights: dict[str, float], why: str, typed: Typed | None) -> Relation:
    total = sum(weights.values())
    scores = {k: v / total for k, v in weights.items()}
    family: dict[str, float] = {}
    for k, v in scores.items():
        family[_FAMILY.get(k, k)] = family.get(_FAMILY.get(k, k), 0.0) + v
    ranked = sorted(scores.items(), key=lambda p: (-family[_FAMILY.get(p[0], p[0])], -p[1], p[0]))
    best = ranked[0][0]
    rest = sorted(((k, v) for k, v in scores.items() if k != best), key=lambda p: (-p[1], p[0]))
    mode = typed.rule.mode or None if typed and typed.rule and typed.rule.type == best else None
    return Relation(plover=best, score=scores[best], alternatives=rest[:3], mode=mode, why=why)


def saw(
    context: Context, book: RuleBook, actor: tuple[int, int], recipient: tuple[int, int] | None
) -> tuple[Typed | None, int]:
    """The typed frame that fits the pair best, and how well: 2 doer and recipient, 1 the doer alone, 0 neither."""
    pair = _Pair(_tokens(context, actor), _tokens(context, recipient))
    best: tuple[int, int, Typed] | None = None
    for typed in type_frames(context, book):
        if typed.ahead:
            continue
        frames = [typed.frame, *([typed.inner] if typed.inner is not None else [])]
        does = any(_touches(context, f, pair.actor, ("subj", "mod", "obl:between", "obl:with", "obl:by")) for f in frames)
        undergoes = any(_reaches(context, f, pair.recipient) for f in frames)
        fit = 2 if does and undergoes else 1 if does else 0
        if best is None or (fit, -typed.frame.index) > (best[0], best[1]):
            best = (fit, -typed.frame.index, typed)
    return (best[2], best[0]) if best is not None else (None, 0)


def _tokens(context: Context, span: tuple[int, int] | None) -> frozenset[int]:
    if span is None:
        return frozenset()
    return frozenset(t.i for t in context.analysis.tokens if span[0] <= t.start < span[1])


def as_plover(typed: Typed) -> str:
    """PLOVER's own rule for what is still to come: a future meeting or gift is an agreement, a future retreat a
    concession."""
    frame = typed.frame
    ahead = frame.tense == "future" or {"scheduled", "expected", "future"} & set(frame.phases)
    if ahead and typed.type in _FUTURE_AGREES:
        return "AGREE"
    return "CONCEDE" if ahead and typed.type == "RETREAT" else typed.type


def _touches(context: Context, frame: Frame, tokens: frozenset[int], roles: tuple[str, ...]) -> bool:
    return any(tokens & set(_whole(context, h)) for a in frame.all(*roles) for h in a.heads)


def _reaches(context: Context, frame: Frame, tokens: frozenset[int]) -> bool:
    """Is the recipient in an argument of the frame other than its subject, or in a clause that it governs?"""
    others = [a for a in frame.args if a.role != "subj"]
    if any(tokens & set(_whole(context, h)) for a in others for h in a.heads):
        return True
    return any(
        tokens & set(_whole(context, h))
        for index in context.frames.dependents[frame.index]
        if context.frames[index].link in ("xcomp", "ccomp", "acl", "obj")
        for a in context.frames[index].args
        for h in a.heads
    )


def _whole(context: Context, head: int) -> list[int]:
    return context.phrase_tokens(head)


@cache
def load_odds() -> dict[tuple[str, int], dict[str, float]]:
    """(rule's type, fit) → what it adds to the logarithm of each type's odds."""
    table: dict[tuple[str, int], dict[str, float]] = {}
    lines = files("dragoman.data.ontology").joinpath("relation_odds.tsv").read_text(encoding="utf-8").splitlines()
    for line in lines[1:]:
        seen, fit, plover, odds = line.split("\t")
        table.setdefault((seen, int(fit)), {})[plover] = float(odds)
    return table

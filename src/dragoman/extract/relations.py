"""What one given mention does to another: the rules' answer and the learned head's, weighed.

The rules look for the frame in which the actor is the doer and the recipient stands in an argument, or in a clause below;
the head (`language.pairs`) reads the encoder's vectors. Where both speak, the rule's type gains weight in proportion to
how well its frame fits the pair; where no rule speaks, the head answers alone. It always answers.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from dragoman.extract.context import Context
from dragoman.extract.rules import RuleBook, load_rules
from dragoman.extract.typing import Typed, type_frames
from dragoman.frames import Frame
from dragoman.language.pairs import pair_probabilities
from dragoman.records import Relation

if TYPE_CHECKING:
    from dragoman.coder import Coder

# weight of a rule's type against the head's probabilities, by how well its frame fits; tuned on PLV_train, so
# that its score there flatters
RULE_WEIGHT = {2: 0.65, 1: 0.2, 0: 0.0}
_FUTURE_AGREES = {"CONSULT", "SUPPORT", "COOPERATE", "AID"}
_ALONE = 0.35


@dataclass(frozen=True, slots=True)
class _Pair:
    """The tokens of both mentions."""

    actor: frozenset[int]
    recipient: frozenset[int]


def relate_mentions(coder: Coder, sentence: str, actor: tuple[int, int], recipient: tuple[int, int] | None) -> Relation:
    """The PLOVER type of what the mention at `actor` does to the one at `recipient` (character offsets)."""
    from dragoman.readers import read_text

    document = read_text(sentence)
    context = coder.context(document, coder.analyser.analyse(document.text))
    pair = _Pair(_tokens(context, actor), _tokens(context, recipient))
    book = load_rules()
    typed, fit = _best_frame(context, book, pair)
    learned = pair_probabilities(context.analysis, sorted(pair.actor), sorted(pair.recipient)) or {}
    scores = {k: v for k, v in learned.items() if k != "NONE"} or dict.fromkeys(sorted({t for t, _ in book.scores}), 1.0)
    total = sum(scores.values())
    scores = {k: v / total for k, v in scores.items()}
    why = "learned/pair"
    mode = None
    if typed is not None and RULE_WEIGHT[fit]:
        kind = _as_plover(typed)
        scores[kind] = scores.get(kind, 0.0) + (RULE_WEIGHT[fit] if learned else 1.0 + _ALONE)
        mode = typed.rule.mode or None if typed.rule and typed.rule.type == kind else None
        why = f"{typed.why} with learned/pair" if learned else typed.why
    total = sum(scores.values())
    ranked = sorted(((k, v / total) for k, v in scores.items()), key=lambda p: (-p[1], p[0]))
    best, score = ranked[0]
    return Relation(plover=best, score=score, alternatives=ranked[1:4], mode=mode, why=why)


def _tokens(context: Context, span: tuple[int, int] | None) -> frozenset[int]:
    if span is None:
        return frozenset()
    return frozenset(t.i for t in context.analysis.tokens if span[0] <= t.start < span[1])


def _as_plover(typed: Typed) -> str:
    """PLOVER's own rule for what is still to come: a future meeting or gift is an agreement, a future retreat a
    concession."""
    frame = typed.frame
    ahead = frame.tense == "future" or {"scheduled", "expected", "future"} & set(frame.phases)
    if ahead and typed.type in _FUTURE_AGREES:
        return "AGREE"
    return "CONCEDE" if ahead and typed.type == "RETREAT" else typed.type


def _best_frame(context: Context, book: RuleBook, pair: _Pair) -> tuple[Typed | None, int]:
    """The typed frame that fits the pair best, and how well: 2 doer and recipient, 1 the doer alone, 0 neither."""
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

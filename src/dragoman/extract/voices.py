"""Whose word each frame rests on, and how sure it is.

FactBank's scale (Saurí & Pustejovsky 2009) from the reader's chair, computed by composition: every thing in whose scope
a predicate stands (its own modals, hedges and negation; a condition; the predicate and the attribution over it)
contributes a grade with its reason, and the weakest decides; denials turn what they cover. Scope, direction and
terminators are the tree's, as ConText (Harkema et al. 2009) has them by words.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache

from dragoman.extract.attributions.cues import as_certainty, kind_of, load_cues
from dragoman.extract.context import Context, Voice
from dragoman.frames import Frame
from dragoman.frames.lexicon import load_lexicon, rows_of
from dragoman.records import Attribution, Certainty

_RANK: dict[Certainty, int] = {"certain": 3, "probable": 2, "possible": 1, "unknown": 0, "denied": 3}
_CONDITIONS = frozenset(["if", "unless", "whether", "lest", "provided", "assuming", "suppose", "supposing"])
_BLOCKED_LINKS = frozenset(["relcl", "parataxis"])
_HANDED_DOWN = frozenset(["xcomp", "ccomp", "acl", "csubj", "obj"])


@dataclass(frozen=True, slots=True)
class Grade:
    """One contribution: what it makes of the predicate, and why."""

    certainty: Certainty
    why: str


def assign_voices(context: Context) -> tuple[Voice, ...]:
    """One voice per frame, in the order of `context.frames`."""
    covering = _Covering(context)
    return tuple(_voice(context, frame, covering.of(frame)) for frame in context.frames)


class _Covering:
    """For each sentence the attributions that reach into it, so that a frame asks only a few."""

    def __init__(self, context: Context) -> None:
        self.context = context
        self.rows: dict[int, list[Attribution]] = {}
        for attribution in context.attributions:
            sentences = {
                s
                for c in attribution.content
                for s in range(context.sentence_at(c.start), context.sentence_at(max(c.start, c.end - 1)) + 1)
            }
            for s in sentences:
                self.rows.setdefault(s, []).append(attribution)

    def of(self, frame: Frame) -> list[Attribution]:
        """The attributions whose content covers the head of a frame and whose cue it is not, outermost first."""
        token = self.context.analysis.tokens[frame.head]
        found = [
            (sum(c.end - c.start for c in a.content), a)
            for a in self.rows.get(frame.sentence, ())
            if any(c.start <= token.start < c.end for c in a.content)
            and not (a.cue is not None and a.cue.start <= token.start < a.cue.end)
        ]
        return [a for _, a in sorted(found, key=lambda p: -p[0])]


def _voice(context: Context, frame: Frame, attributions: list[Attribution]) -> Voice:
    cues = {a.cue.start for a in attributions if a.cue is not None}
    grades = [*_own(frame), *_above(context, frame, cues)]
    grades += [g for a in attributions if (g := _attributed(a)) is not None]
    if not grades:
        grades = list(_second_opinion(context, frame))
    certainty, why = combine(grades)
    spoken = tuple(a.id for a in attributions if a.source is not None or kind_of(a) == "hearsay")
    return Voice(spoken, certainty, why)


def combine(grades: list[Grade]) -> tuple[Certainty, str]:
    """The weakest grade; an odd number of denials among grades that are else sure is a denial."""
    why = "; ".join(dict.fromkeys(g.why for g in grades))
    denials = sum(g.certainty == "denied" for g in grades)
    weakest: Certainty = min((g.certainty for g in grades), key=_RANK.__getitem__, default="certain")
    if denials == 0:
        return weakest, why
    if _RANK[weakest] >= _RANK["probable"]:
        return ("denied" if denials % 2 else "probable"), why
    return weakest, why


def _own(frame: Frame) -> Iterator[Grade]:
    """Negation, modals, hedges, phases, condition of the predicate itself."""
    words = certainty_words()
    if frame.negated:
        yield Grade("denied", "negated")
    for modal in frame.modals:
        if (grade := words.get(("modal", modal))) is not None:
            yield Grade(grade, f"modal {modal}")
    degrees = load_lexicon().hedges
    for hedge in frame.hedges:
        yield Grade(_degree(degrees.get(hedge, "probable")), f"hedge {hedge}")
    for phase in frame.phases:
        if (grade := words.get(("phase", phase))) is not None:
            yield Grade(grade, phase)
    if frame.mark in _CONDITIONS:
        yield Grade("unknown", f"condition: {frame.mark}")
    elif frame.form == "infinitive" and frame.link == "advcl":
        yield Grade("possible", "purpose")
    elif frame.form == "imperative":
        yield Grade("unknown", "imperative")


def _degree(word: str) -> Certainty:
    return "denied" if word == "denied" else "possible" if word == "possible" else "probable"


def _above(context: Context, frame: Frame, spoken: set[int]) -> Iterator[Grade]:
    """What governing predicates hand down: conditions, denials and attitudes over complements (those that are no
    attribution of their own), and the condition of a result."""
    at = frame
    for governor in context.frames.governors(frame):
        link = at.link.removeprefix("n")
        if link in _BLOCKED_LINKS or link not in _HANDED_DOWN:
            break
        if governor.mark in _CONDITIONS:
            yield Grade("unknown", f"under a condition: {governor.mark}")
        if (grade := certainty_words().get(("governor", governor.lemma))) is not None:
            yield Grade(grade, f"under {governor.lemma}")
        elif (attitude := _attitude(context, governor, spoken)) is not None:
            yield attitude
        at = governor
    for index in context.frames.dependents[frame.index]:
        below = context.frames[index]
        if below.link == "advcl" and below.mark in ("if", "unless", "provided", "assuming") and frame.tense != "past":
            yield Grade("possible", f"depends on a condition: {below.mark}")


def _attitude(context: Context, governor: Frame, spoken: set[int]) -> Grade | None:
    """What a word of saying, wanting or fearing makes of its complement, where it is no recorded attribution."""
    starts = [context.analysis.tokens[t].start for t in governor.trigger]
    use = {"adj": "adj", "noun": "noun"}.get(governor.kind, "passive" if governor.voice == "passive" else "verb")
    cue = load_cues().get((governor.lemma, use))
    if cue is None or any(low <= s for s in starts for low in spoken if low <= s < low + 40):
        return None
    grade = certainty_words().get(("cue", cue.kind))
    if cue.certainty in ("possible", "unknown"):
        grade = cue.certainty
    return Grade(grade, f"under {governor.lemma}") if grade is not None else None


def _attributed(attribution: Attribution) -> Grade | None:
    """What an attribution makes of its content, for the reader of a record."""
    kind = kind_of(attribution)
    grade = certainty_words().get(("cue", kind))
    if attribution.certainty in ("denied", "possible", "unknown") and kind not in ("demand", "promise", "refuse"):
        return Grade(attribution.certainty, attribution.why)
    if attribution.anonymous and attribution.source is not None and grade in (None, "certain"):
        return Grade("probable", f"{attribution.why}, anonymous source")
    if attribution.certainty == "probable" and grade in (None, "certain"):
        grade = "probable"
    return Grade(grade, attribution.why) if grade is not None and grade != "certain" else None


def _second_opinion(context: Context, frame: Frame) -> Iterator[Grade]:
    """Where no rule speaks and the form of the predicate leaves it open, the analyser's learned score decides."""
    score = context.analysis.tokens[frame.head].factuality
    if score is None or (frame.form == "finite" and frame.tense in ("past", "present")):
        return
    if score < -1:
        yield Grade("unknown", f"learned score {score:.1f}")
    elif score < 0:
        yield Grade("possible", f"learned score {score:.1f}")


@cache
def certainty_words() -> dict[tuple[str, str], Certainty]:
    """(scope, word) → what it makes of a predicate in its scope: `data/lexicon/certainty.tsv`."""
    return {
        (r["scope"], r["word"]): as_certainty(r["certainty"], "certainty.tsv")
        for r in rows_of("certainty.tsv", ("scope", "word", "certainty"))
    }

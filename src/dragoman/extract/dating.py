"""When something happened: the date of a frame from its clause, else from its sentence, else from the narrative.

The publication date is never taken in silence: where no words of the text date a frame, there is no date.
"""

from __future__ import annotations

from dataclasses import dataclass

from dragoman.extract.context import Context
from dragoman.frames import Frame
from dragoman.resolve.times import Timex
from dragoman.values import Edtf

_DATING = ("DATE", "TIME")
_BEFORE = {"earlier", "previously", "before", "already", "once", "long", "traditionally", "historically", "originally"}
_DEADLINE = {"by", "until", "till", "before", "since"}


@dataclass(frozen=True, slots=True)
class Dated:
    """An EDTF date (None: the text gives none) and where it comes from."""

    edtf: str | None
    why: str


def date_ahead(context: Context, frame: Frame) -> Dated:
    """The date of what is only planned or proposed: one that its words set for it and that is not past; never the day on
    which it was planned."""
    published = context.published
    times = [*context.times_of(frame)]
    for governor in context.frames.governors(frame):
        if governor.sentence != frame.sentence:
            break
        times += context.times_of(governor)
    for t in times:
        if _dates(context, t) and t.edtf is not None and (published is None or t.edtf.last >= published.first):
            return Dated(str(t.edtf), f"set for “{t.text}”")
    for t in times:
        if published is not None and t.edtf is not None and t.type in _DATING and t.edtf.last > published.last:
            return Dated(str(Edtf.between(published.last, t.edtf.last)), f"due by “{t.text}”")
    return Dated(None, "no date is set for it")


def date_of(context: Context, frame: Frame, *, strict: bool = False) -> Dated:
    """The date of what a frame tells; `strict` leaves out what dates another act named in its phrase ("the second round
    since the summit in May")."""
    times = context.times_of(frame)
    if strict:
        times = [t for t in times if not _of_other_noun(context, t, frame, frame) and not _names(context, t, frame)]
    own = _first_dated(context, frame, times)
    if own is not None:
        return Dated(str(own.edtf), f"clause “{own.text}”")
    for governor in _above(context, frame):
        above = _first_dated(
            context, frame, [t for t in context.times_of(governor) if not _of_other_noun(context, t, frame, governor)]
        )
        if above is not None:
            return Dated(str(above.edtf), f"governing clause “{above.text}”")
    sentence = _only_date(context, frame, strict=strict)
    if sentence is not None:
        return Dated(str(sentence.edtf), f"sentence “{sentence.text}”")
    return _narrative(context, frame)


def _names(context: Context, t: Timex, frame: Frame) -> bool:
    """Does an expression only help to name something else ("the 2004 earthquake", "Monday's match")?"""
    at = context.token_at(t.start)
    last = context.token_at(t.end - 1)
    if at is None or last is None:
        return False
    tokens = context.analysis.tokens
    top = next((i for i in range(at, last + 1) if not at <= tokens[i].head <= last or tokens[i].head == i), at)
    token = tokens[top]
    named = token.rel in ("compound", "amod", "nummod") or token.deprel == "nmod:poss"
    return named and tokens[token.head].upos in ("NOUN", "PROPN") and token.head not in frame.trigger


def _of_other_noun(context: Context, t: Timex, frame: Frame, governor: Frame) -> bool:
    """Does an expression date another event noun of the clause, not the clause itself?"""
    owner = _owner(context, t)
    mine = (frame.index, frame.carried_by, governor.index, governor.carries)
    return owner is not None and owner.kind == "noun" and owner.index not in mine


def _above(context: Context, frame: Frame) -> list[Frame]:
    """The frames whose time a frame shares: its first conjunct and its governors, up to a clause that stands at another
    time."""
    out = [context.frames[frame.conjunct_of]] if frame.conjunct_of is not None else []
    below = frame
    for governor in context.frames.governors(frame):
        if governor.sentence != frame.sentence or _shifts(below):
            break
        out.append(governor)
        below = governor
    return out


def _first_dated(context: Context, frame: Frame, times: list[Timex]) -> Timex | None:
    return next((t for t in times if _dates(context, t) and not _too_late(context, frame, t)), None)


def _too_late(context: Context, frame: Frame, t: Timex) -> bool:
    """What is told in the past has not happened after the day of publication."""
    published = context.published
    ahead = published is not None and t.edtf is not None and t.edtf.first > published.last
    return ahead and frame.tense == "past" and not {"would", "should"} & set(frame.modals)


def _dates(context: Context, t: Timex) -> bool:
    """Does the expression say when something happens, not until when or how long?"""
    if t.edtf is None or t.type not in _DATING:
        return False
    at = context.token_at(t.start)
    if at is None:
        return True
    before = context.analysis.tokens[at - 1].lower_text if at else ""
    if before == "the" and at > 1:
        before = context.analysis.tokens[at - 2].lower_text
    return before not in _DEADLINE


def _shifts(frame: Frame) -> bool:
    """A clause that stands at another time than the one above it."""
    if frame.link in ("xcomp", "obj") or frame.kind == "noun":
        return frame.tense == "future"
    return "perfect" in frame.aspect or frame.tense == "future" or frame.link.endswith("relcl")


def _only_date(context: Context, frame: Frame, *, strict: bool = False) -> Timex | None:
    """The one date of the sentence, where it stands in no clause of its own beside or below the frame."""
    if _shifts(frame):
        return None
    dated = [t for t in context.times_in(frame.sentence) if _dates(context, t) and not _too_late(context, frame, t)]
    if len({str(t.edtf) for t in dated}) != 1:
        return None
    owner = _owner(context, dated[0])
    if owner is None or owner.index == frame.index:
        return dated[0]
    chain = {frame.index, *(f.index for f in _above(context, frame))}
    if strict and owner.index not in chain and (owner.kind == "noun" or owner.form == "infinitive"):
        return None
    if owner.index in chain or owner.link in ("", "advcl") or owner.kind == "noun":
        return dated[0]
    return dated[0] if _on_argument(context, frame, owner) else None


def _owner(context: Context, t: Timex) -> Frame | None:
    """The frame that an expression stands in."""
    at = context.token_at(t.start)
    while at is not None:
        held = context.frames.by_head.get(at)
        if held is not None:
            return held
        head = context.analysis.tokens[at].head
        at = head if head != at else None
    return None


def _on_argument(context: Context, frame: Frame, owner: Frame) -> bool:
    """A participle on the object or the means of the act dates the act: "resumed it with a tranche paid in May"."""
    heads = {h for a in frame.all("obj", "obl:with") for h in a.heads}
    return owner.form == "participle" and bool(heads & {h for a in owner.args if a.via == "relative" for h in a.heads})


def _narrative(context: Context, frame: Frame) -> Dated:
    """The day that the text is about, for what is told in the plain past (or reporting present) of its main line."""
    told = _on_main_line(context, frame)
    perfect = frame.kind == "verb" and frame.tense == "past" and "perfect" in frame.aspect
    if (told or perfect) and (carried := _carried(context, frame)) is not None:
        return Dated(str(carried.edtf), f"sentence before “{carried.text}”")
    if frame.tense == "future" or frame.form == "infinitive" or not told:
        return Dated(None, "no date in the text")
    line = main_date(context)
    return Dated(line, "narrative") if line else Dated(None, "no date in the text")


def _carried(context: Context, frame: Frame) -> Timex | None:
    """The date at which the sentences before, in the same paragraph, have left the story: the last one of a main clause that
    is told in the past."""
    if frame.tense != "past" and frame.form not in ("participle", "gerund"):
        return None
    for sentence in range(frame.sentence - 1, max(-1, frame.sentence - 4), -1):
        between = context.document.text[context.sentence_extent(sentence).end : context.sentence_extent(sentence + 1).start]
        if "\n" in between:
            return None
        dated = [t for t in context.times_in(sentence) if _dates(context, t) and _moves_story(context, t)]
        if dated:
            return dated[-1]
    return None


def _moves_story(context: Context, t: Timex) -> bool:
    """Does an expression say when the main clause of its sentence, told in the past, took place, to the month at least?"""
    owner = _owner(context, t)
    if owner is None or t.edtf is None or (t.edtf.last - t.edtf.first).days > 31:
        return False
    if context.published is not None and t.edtf.first > context.published.last:
        return False
    if owner.kind == "noun" and owner.governor is not None and not owner.light:
        owner = context.frames[owner.governor]
    return (
        owner.link in ("", "advcl", "relcl")
        and owner.tense == "past"
        and owner.mark not in ("if", "unless", "before", "until")
    )


def _on_main_line(context: Context, frame: Frame) -> bool:
    words = {context.analysis.tokens[c].lower_text for c in context.analysis.children[frame.head]}
    if words & _BEFORE or "habitual" in frame.phases:
        return False
    if frame.kind == "verb" and frame.tense == "past" and "perfect" in frame.aspect:
        return frame.link == "ccomp"
    if frame.tense == "present" and "perfect" in frame.aspect and frame.kind == "verb" and frame.sentence == 0:
        return frame.link == ""
    if frame.tense == "present" and "perfect" not in frame.aspect:
        return frame.kind == "verb" and frame.link == ""
    return frame.tense == "past" or frame.kind == "noun" or frame.form in ("participle", "gerund")


def main_date(context: Context) -> str | None:
    """The date of the text's main line: the first dated expression of its opening that lies near the publication; else
    the first in the text that lies within the days before it."""
    published = context.published
    count = len(context.analysis.sentences)
    for sentences, reach in ((range(min(4, count)), 75), (range(count), 8)):
        for sentence in sentences:
            for t in context.times_in(sentence):
                if not _dates(context, t) or t.edtf is None:
                    continue
                if published is None and reach > 8:
                    return str(t.edtf)
                if published is not None and -reach <= (t.edtf.last - published.last).days <= (3 if reach > 8 else 0):
                    return str(t.edtf)
    return None

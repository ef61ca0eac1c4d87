"""By when: the date behind "by" or before "deadline", and deadlines that are only named again."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import timedelta

from dragoman.extract.commitment_rules import CommitmentBook
from dragoman.extract.context import Context
from dragoman.frames import Frame
from dragoman.resolve.times import Timex
from dragoman.values import Edtf

_CAUSING = ("get", "have", "keep", "see", "want")
_BEFORE = 12
_AFTER = 30


@dataclass(frozen=True, slots=True)
class Due:
    """A deadline: the span of days that its words name, and the words."""

    when: Edtf
    text: str


def deadline_of(context: Context, book: CommitmentBook, made: str | None, *frames: Frame) -> Due | None:
    """By when the act of one of the frames is due: a date behind "by" or before "deadline", so many days from the day on
    which it was promised ("within ten days"); None where nothing tells it.

    "deadline" without its date is the last one that the text gave.
    """
    for frame in frames:
        for t in context.times_in(frame.sentence):
            at = context.token_at(t.start)
            if at is None or not frame.head - _BEFORE <= at <= frame.head + _AFTER or _of_another(context, at, frames):
                continue
            if t.edtf is not None and _is_deadline(context, book, at):
                return Due(t.edtf, t.text)
            within = _within(context, t, at, made) if t.edtf is None else None
            if within is not None:
                return within
        named = {context.lemma(h) for a in frame.all("obj", "obl:") for h in a.heads}
        if named & book.words["deadline"]:
            return last_deadline(context, book, frame.sentence)
    return None


def _within(context: Context, t: Timex, at: int, made: str | None) -> Due | None:
    """ "Within ten days" of the day on which it was promised."""
    length = re.fullmatch(r"P(\d+)([DWMY])", t.value or "")
    words = f"{context.analysis.tokens[at - 1].lower_text if at else ''} {t.text.lower()}"
    if length is None or "within" not in words or not made:
        return None
    start, number = Edtf(made).last, int(length[1])
    if length[2] in "DW":
        return Due(Edtf.day(start + timedelta(number * (7 if length[2] == "W" else 1))), t.text)
    months = start.year * 12 + start.month - 1 + number * (12 if length[2] == "Y" else 1)
    return Due(Edtf(f"{months // 12:04d}-{months % 12 + 1:02d}"), t.text)


def last_named(context: Context, sentence: int) -> Due | None:
    """The last date that a sentence names."""
    dated = [t for t in context.times_in(sentence) if t.edtf is not None and t.type == "DATE"] if sentence >= 0 else []
    return Due(dated[-1].edtf, dated[-1].text) if dated and dated[-1].edtf is not None else None


def last_deadline(context: Context, book: CommitmentBook, sentence: int) -> Due | None:
    """The last deadline that the text gave before a sentence."""
    for s in range(sentence - 1, -1, -1):
        for t in context.times_in(s):
            at = context.token_at(t.start)
            if t.edtf is not None and at is not None and _is_deadline(context, book, at):
                return Due(t.edtf, t.text)
    return None


def due_in(context: Context, frame: Frame) -> Due | None:
    """The day on which a scheduled act is due: the first date of its clause that is not past."""
    published = context.published
    for t in context.times_of(frame):
        if t.edtf is not None and t.type in ("DATE", "TIME") and (published is None or t.edtf.last >= published.first):
            return Due(t.edtf, t.text)
    return None


def _is_deadline(context: Context, book: CommitmentBook, at: int) -> bool:
    tokens, sentence = context.analysis.tokens, context.analysis.sentence_of[at]
    before = at - 1
    while before > 0 and tokens[before].upos in ("DET", "ADJ", "ADV"):
        before -= 1
    last = at
    while last < len(tokens) and any(t.start <= tokens[last].start < t.end for t in context.times_in(sentence)):
        last += 1
    after = {tokens[k].lemma.lower() for k in range(at, min(last + 2, len(tokens)))}
    return tokens[before].lower_text in book.words["by"] or bool(after & book.words["deadline"])


def _of_another(context: Context, at: int, mine: tuple[Frame, ...]) -> bool:
    """Does the date stand in a clause of its own that is none of the duty's: a relative clause, a report of what was?"""
    allowed = {f.index for m in mine for f in (m, *context.frames.governors(m))}
    allowed |= {m.conjunct_of for m in mine if m.conjunct_of is not None}
    while True:
        held = context.frames.by_head.get(at)
        if held is not None and held.kind != "noun":
            while held.index not in allowed and held.governor is not None:
                above = context.frames[held.governor]
                if held.link not in ("xcomp", "ccomp") and not (held.form == "participle" and above.lemma in _CAUSING):
                    break
                held = above
            return held.index not in allowed and (held.tense == "past" or held.form == "participle")
        head = context.analysis.tokens[at].head
        if head == at:
            return False
        at = head

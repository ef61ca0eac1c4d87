"""The day at which a text's story stands: the last past date told before a sentence in its paragraph, else the day of the
text's main line."""

from __future__ import annotations

from dragoman.extract.context import Context
from dragoman.extract.dating import date_of, main_date
from dragoman.frames import Frame

_REACH = 75
_BY = ("before", "by", "since", "till", "until")


def told_on(context: Context, frame: Frame) -> str | None:
    """The date of what a frame tells: its own, that of its clause or sentence, else where the story stands."""
    dated = date_of(context, frame)
    return story_date(context, frame.sentence) if dated.why == "narrative" else dated.edtf


def story_date(context: Context, sentence: int) -> str | None:
    """The date at which a plain past sentence without one of its own stands; None where the text gives none."""
    published = context.published
    end = context.sentence_extent(sentence).start
    for s in range(sentence - 1, -1, -1):
        if "\n" in context.document.text[context.sentence_extent(s).end : end].strip(" "):
            break
        end = context.sentence_extent(s).start
        for t in reversed(context.times_in(s)):
            at = context.token_at(t.start)
            if t.edtf is None or t.type != "DATE" or at is None or published is None or context.in_citation(at):
                continue
            before = context.analysis.tokens[at - 1].lower_text if at else ""
            if before in _BY or not 0 <= (published.last - t.edtf.last).days <= _REACH:
                continue
            return str(t.edtf)
    return main_date(context)

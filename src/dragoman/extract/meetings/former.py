"""Earlier meetings that a sentence implies: "their first meeting since last November"."""

from __future__ import annotations

from dragoman.extract.context import Context
from dragoman.records import Extent, Meeting
from dragoman.resolve.times import Timex
from dragoman.values import Edtf


def with_former(context: Context, meetings: list[Meeting]) -> list[Meeting]:
    """The meetings, and after each the earlier one of the same sides that "the first since DATE" tells of."""
    out = []
    for m in meetings:
        out.append(m)
        if m.type in ("visit", "press_conference"):
            continue
        for sentence in sorted({context.sentence_at(e.start) for e in m.evidence}):
            for t in context.times_in(sentence):
                if (at := _since_first(context, t)) is not None:
                    out.append(_before(context, m, t, at, sentence))
    return out


def _since_first(context: Context, t: Timex) -> int | None:
    """The "first" to which "since DATE" belongs; None where the date is no day or month, or no "first" stands there."""
    at = context.token_at(t.start)
    if at is None or t.edtf is None or Edtf(str(t.edtf)).precision not in ("day", "month"):
        return None
    tokens = context.analysis.tokens
    before = [tokens[i] for i in range(max(0, at - 2), at)]
    if not any(b.lower_text == "since" for b in before):
        return None
    back = range(max(0, at - 6), at)
    return next((i for i in back if tokens[i].lower_text == "first"), None)


def _before(context: Context, m: Meeting, t: Timex, at: int, sentence: int) -> Meeting:
    start = context.analysis.tokens[at].start
    return m.model_copy(
        update={
            "evidence": [Extent(start=start, end=t.end)], "sentence": sentence, "place": None, "date": str(t.edtf),
            "status": "held", "proposed_by": [], "condition": None, "agenda": None,
            "why": f"meeting/former: the first since “{t.text}”",
        }
    )  # fmt: skip

"""A short clean clause for what a frame tells: "sign a peace treaty", "withdraw its forces from Georgia"."""

from __future__ import annotations

import re

from dragoman.extract.context import Context
from dragoman.frames import Frame

_MOST_WORDS = 14
_SPACE = re.compile(r"\s+")


def gist_of(context: Context, frame: Frame) -> str:
    """The frame as an infinitive clause: verb, object and the first oblique, without subject, tense and dates."""
    verb = frame.light or frame.verb if frame.kind == "noun" else frame.lemma
    parts = [verb]
    obj = frame.obj
    if frame.kind == "noun" and frame.light:
        parts.append(_phrase(context, frame.head))
    elif obj is not None and obj.head != frame.head:
        parts.append(_phrase(context, obj.head))
    for a in frame.all("iobj", "obl:"):
        prep = a.role[4:] if a.role != "iobj" else "to"
        if prep in ("by", "before", "until", "in", "on", "during", "after", "as of") or a.via not in ("direct", "light"):
            continue
        if _is_time(context, a.head):
            continue
        parts.append(f"{prep} {_phrase(context, a.head)}")
        break
    words = _SPACE.sub(" ", " ".join(parts)).strip().split(" ")
    return " ".join(words[:_MOST_WORDS])


def _phrase(context: Context, head: int) -> str:
    """A nominal without the time expressions in it."""
    extent = context.phrase(head)
    text = context.text(extent)
    for t in context.times_in(context.analysis.sentence_of[head]):
        if extent.start < t.start and t.end <= extent.end:
            text = text.replace(context.document.text[t.start : t.end], "")
    return re.sub(r"\s+(?:by|in|on|until|before|last|next)?\s*$", "", text).strip()


def _is_time(context: Context, head: int) -> bool:
    at = context.analysis.tokens[head].start
    return any(t.start <= at < t.end for t in context.times_in(context.analysis.sentence_of[head]))

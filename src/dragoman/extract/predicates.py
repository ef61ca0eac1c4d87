"""The words by which rules know a predicate: its lemma, and its lemma with what belongs to the idiom."""

from __future__ import annotations

from dragoman.extract.context import Context
from dragoman.frames import Frame


def words_of(context: Context, frame: Frame) -> tuple[str, ...]:
    """Keys for look-up, most telling first: "put on hold", "lay claim", "agree to", "agree"."""
    longer = []
    for a in frame.args:
        if a.via not in ("direct", "passive", "light", "relative", "conj"):
            continue
        if a.role.startswith("obl:"):
            prep = a.role[4:]
            longer += [f"{frame.lemma} {prep} {context.lemma(h)}" for h in a.heads]
            longer.append(f"{frame.lemma} {prep}")
        elif a.role == "obj":
            longer += [f"{frame.lemma} {context.lemma(h)}" for h in a.heads]
    longer.sort(key=lambda w: (-len(w.split()), w))
    return (*longer, frame.lemma)

"""The words by which rules know a predicate: its lemma, and its lemma with what belongs to the idiom."""

from __future__ import annotations

from dragoman.extract.context import Context
from dragoman.frames import Frame

# adverbs that make an idiom with the verb, whether or not the tree calls them particles
_AWAY = ("ahead", "along", "aside", "away", "back", "down", "forth", "forward", "in", "off", "on", "out", "over", "up")


def words_of(context: Context, frame: Frame) -> tuple[str, ...]:
    """Keys for look-up, most telling first: "put on hold", "lay claim", "agree to", "agree"."""
    longer = []
    lemmas = [frame.lemma]
    if frame.kind == "verb" and " " not in frame.lemma:
        tokens = context.analysis.tokens
        away = [tokens[c] for c in context.analysis.children[frame.head] if tokens[c].rel in ("advmod", "obl", "compound")]
        lemmas += [f"{frame.lemma} {t.lower_text}" for t in away if t.i > frame.head and t.lower_text in _AWAY]
    longer += lemmas[1:]
    for a in frame.args:
        if a.via not in ("direct", "passive", "light", "relative", "conj"):
            continue
        if a.role.startswith("obl:"):
            prep = a.role[4:]
            for lemma in lemmas:
                longer += [f"{lemma} {prep} {context.lemma(h)}" for h in a.heads]
                longer.append(f"{lemma} {prep}")
        elif a.role == "obj":
            longer += [f"{lemma} {context.lemma(h)}" for lemma in lemmas for h in a.heads]
    longer.sort(key=lambda w: (-len(w.split()), w))
    plain = (frame.lemma.split(" ")[0],) if frame.lemma.endswith(" out") else ()
    return (*longer, frame.lemma, *plain)

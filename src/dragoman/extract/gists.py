"""A short clean clause for what a frame tells: "sign a peace treaty", "withdraw its forces from Georgia"."""

from __future__ import annotations

import re
from functools import cache

from dragoman.extract.context import Context
from dragoman.extract.predicates import words_of
from dragoman.frames import Argument, Frame
from dragoman.frames.lexicon import rows_of

_MOST_WORDS = 16
_SPACE = re.compile(r"\s+")
_TRAILING = re.compile(r"(?:[\s,;:–-]+|\s+(?:by|in|on|until|before|last|next|at|of|the|and|or|to|a|an|about|this|that))+$")
_TIMED = ("by", "before", "until", "till", "during", "after", "as of", "since", "within", "amid", "despite", "than", "as")
_PLACED = ("in", "on", "at", "over", "under", "near", "along", "off", "around")
_QUOTES = re.compile(r"[“”\"«»]")


@cache
def _efforts() -> frozenset[tuple[str, str]]:
    """Verbs and their objects that only say how hard one tries ("do one's utmost", "spare no effort", "strive")."""
    return frozenset((r["verb"], r["object"]) for r in rows_of("effort_words.tsv", ("verb", "object")))


def tried_by(context: Context, frame: Frame) -> Frame | None:
    """The act that an effort is for, told by an infinitive below it or below its object."""
    nouns = {context.lemma(h) for h in frame.obj.heads} if frame.obj is not None else {""}
    if frame.kind != "verb" or not any((frame.lemma, n) in _efforts() for n in nouns):
        return None
    heads = {frame.head, *(frame.obj.heads if frame.obj is not None else ())}
    below = (f for f in context.frames.by_sentence[frame.sentence] if f.form == "infinitive" and f.head > frame.head)
    return next((f for f in below if context.analysis.tokens[f.head].head in heads and f.kind == "verb"), None)


def gist_of(context: Context, frame: Frame) -> str:
    """The frame as an infinitive clause: verb, object and the first oblique, without subject, tense and dates. Of an effort
    the gist is what is tried."""
    tried = tried_by(context, frame)
    if tried is not None:
        return gist_of(context, tried)
    parts = [frame.light or frame.verb if frame.kind == "noun" else frame.lemma]
    if frame.kind == "verb" and " " not in frame.lemma:
        parts = [next((w for w in words_of(context, frame) if w in _with_adverb(context, frame)), frame.lemma)]
    if frame.kind in ("adj", "nominal"):
        parts = [f"be {frame.lemma}"]
    obj = frame.obj
    if frame.kind == "noun" and frame.light:
        parts.append(phrase_of(context, frame.head))
    elif obj is not None and frame.head not in obj.heads and obj.via != "matrix":
        parts.append(_joined(context, obj))
    size = len(" ".join(parts).split())
    said = _covered(context, frame)
    for a in _obliques(context, frame, bool(obj)):
        if said & set(a.heads):
            continue
        words = f"{a.role[4:] if a.role != 'iobj' else 'to'} {_joined(context, a)}"
        if size + len(words.split()) <= _MOST_WORDS:
            parts.append(words)
        break
    below = [context.frames[i] for i in context.frames.dependents[frame.index]]
    inner = next((f for f in below if f.link == "xcomp" and f.form == "infinitive" and f.head > frame.head), None)
    if inner is not None and frame.kind == "verb" and size < _MOST_WORDS - 4:
        parts.append(f"to {gist_of(context, inner)}")
    done = next((f for f in below if f.form == "participle" and f.voice == "passive" and f.head > frame.head), None)
    if frame.lemma in ("have", "get", "see") and done is not None and obj is not None:
        parts = [*parts[:2], context.analysis.tokens[done.head].text]
    text = _QUOTES.sub("", _SPACE.sub(" ", " ".join(parts))).strip()
    return _TRAILING.sub("", " ".join(text.split(" ")[:_MOST_WORDS])) if len(text.split(" ")) > _MOST_WORDS else text


def _with_adverb(context: Context, frame: Frame) -> tuple[str, ...]:
    """The lemma with the adverb that stands right behind it: "pull back", "move on"."""
    tokens = context.analysis.tokens
    after = tokens[frame.head + 1] if frame.head + 1 < len(tokens) else None
    return (f"{frame.lemma} {after.lower_text}",) if after is not None and after.upos == "ADV" else ()


def _covered(context: Context, frame: Frame) -> set[int]:
    """The tokens that the object's words hold already: "pay a visit to Peru" has one "to Peru"."""
    heads = [frame.head] if frame.kind == "noun" and frame.light else list(frame.obj.heads) if frame.obj is not None else []
    return {t for h in heads for t in context.phrase_tokens(h)}


def _obliques(context: Context, frame: Frame, has_object: bool) -> list[Argument]:
    """The obliques that belong to the act, not those that say when and where; the place too where there is no object."""
    out = []
    for a in frame.all("iobj", "obl:"):
        prep = a.role[4:] if a.role != "iobj" else "to"
        timed = prep in _TIMED and (has_object or prep in ("by", "since", "as"))
        if timed or a.via not in ("direct", "light", "passive") or _is_time(context, a.head):
            continue
        if frame.obj is not None and a.head in frame.obj.heads:
            continue
        if prep in _PLACED and has_object:
            continue
        out.append(a)
    return sorted(out, key=lambda a: a.role[4:] in _PLACED)


def _joined(context: Context, argument: Argument) -> str:
    """The conjoined phrases of an argument, two at most."""
    return " and ".join(phrase_of(context, h) for h in argument.heads[:2])


def phrase_of(context: Context, head: int) -> str:
    """A nominal without the time expressions in it, its first word in lower case unless it is a name."""
    extent = context.phrase(head)
    text = context.text(extent)
    for t in context.times_in(context.analysis.sentence_of[head]):
        if extent.start < t.start and t.end <= extent.end:
            text = text.replace(context.document.text[t.start : t.end], "")
    text = _TRAILING.sub("", text).strip()
    first = context.token_at(extent.start)
    if first is not None and context.analysis.tokens[first].upos != "PROPN" and text[1:2].islower():
        text = text[:1].lower() + text[1:]
    return text


def matter_words(context: Context, frame: Frame) -> str:
    """What a frame is about, as a bare noun phrase ("peace treaty"), else its gist."""
    frame = tried_by(context, frame) or frame
    arguments = [a for a in (frame.obj, *frame.all("obl:on", "obl:about", "obl:over", "obl:to", "obl:from")) if a]
    for a in arguments:
        token = context.analysis.tokens[a.head]
        if a.head != frame.head and token.upos in ("NOUN", "PROPN") and not _is_time(context, a.head):
            words = phrase_of(context, a.head)
            return re.sub(r"^(?:the|a|an|this|that|these|those|its|their|his|her|any|all|some)\s+", "", words)
    return gist_of(context, frame)


def _is_time(context: Context, head: int) -> bool:
    at = context.analysis.tokens[head].start
    return any(t.start <= at < t.end for t in context.times_in(context.analysis.sentence_of[head]))

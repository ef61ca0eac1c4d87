"""Does a date that names no year lie behind or ahead? From the verbs and nouns around it.

Reports look back and deadlines look ahead: the tense of the governing verb where the tree is there, else the nearest
cue in the sentence.
"""

from __future__ import annotations

from bisect import bisect_right
from functools import cache

from dragoman.frames.lexicon import rows_of
from dragoman.language.analysis import Analysis, Token
from dragoman.resolve.times.lexer import Lexed

_REACH = 28
_COPULA = {"be", "been", "being", "was", "were", "is", "are"}
_TO_NO_VERB = {
    "the",
    "a",
    "an",
    "his",
    "her",
    "its",
    "their",
    "this",
    "that",
    "these",
    "those",
    "some",
    "all",
    "no",
    "both",
    "what",
    "date",
}


@cache
def cues() -> dict[str, str]:
    """Word → ``past`` or ``future``: the list, and the irregular past forms."""
    out = {r["form"]: "past" for r in rows_of("irregular_forms.tsv", ("form", "xpos", "lemma")) if r["xpos"] == "VBD"}
    out |= {r["word"]: r["direction"] for r in rows_of("time_cues.tsv", ("word", "direction"))}
    return out


def direction_of(lexed: Lexed, first: int, last: int, sentence: tuple[int, int], analysis: Analysis | None) -> str:
    """``past``, ``future``, ``future?`` (an infinitive only) or empty.

    The expression is tokens `first` to `last`, `sentence` the token span of its sentence.
    """
    if analysis is not None and (governed := _by_tree(analysis, lexed.starts[first])):
        return governed
    words = lexed.words(*sentence)
    if lexed.word(first - 1).lower() == "for" and not lexed.word(last)[:1].islower():
        return "future"
    at, end = first - sentence[0], last - sentence[0]
    left = next(
        ((d, at - i) for i in range(at - 1, max(-1, at - _REACH), -1) if (d := _cue(words, i, lexed, sentence[0]))), None
    )
    right = next(
        ((d, i - end + 2) for i in range(end, min(len(words), end + _REACH)) if (d := _cue(words, i, lexed, sentence[0]))),
        None,
    )
    best = min((c for c in (left, right) if c), key=lambda c: c[1], default=None)
    return best[0] if best else ""


def _cue(words: list[str], i: int, lexed: Lexed, base: int) -> str:
    word = words[i]
    said = cues().get(word, "")
    if word == "to" and i + 1 < len(words):
        following = lexed.word(base + i + 1)
        return "future" if following.islower() and following not in _TO_NO_VERB and not following.endswith("ing") else ""
    if said == "past" or (not said and word.endswith("ed") and len(word) > 4):
        before = words[max(0, i - 3) : i]
        if {"will", "would", "shall", "to"} & set(before) and _COPULA & set(before):
            return "future"
        return "past"
    return said


def _by_tree(analysis: Analysis, start: int) -> str:
    """The tense of the nearest verb above the expression; a noun that looks ahead on the way decides first."""
    index = bisect_right(analysis.tokens, start, key=lambda t: t.start) - 1
    if index < 0:
        return ""
    tokens, table = analysis.tokens, cues()
    at = tokens[index]
    for _ in range(6):
        if at.head == at.i:
            return _tense(analysis, at)
        at = tokens[at.head]
        if at.upos == "NOUN" and table.get(at.lower_text) == "future":
            return "future"
        if at.upos in ("VERB", "AUX") or any(tokens[c].deprel == "cop" for c in analysis.children[at.i]):
            return _tense(analysis, at)
    return ""


def _tense(analysis: Analysis, verb: Token) -> str:
    helpers = [analysis.tokens[c] for c in analysis.children[verb.i]]
    words = {h.lower_text for h in helpers if h.rel in ("aux", "mark", "cop")}
    if words & {
        "will",
        "would",
        "shall",
        "'ll",
        "’ll",
        "to",
        "wo",
        "may",
        "might",
        "could",
        "should",
        "must",
    } and not words & {"have"}:
        return "future"
    if cues().get(verb.lower_text) == "future":
        return "future"
    if verb.feat("Tense") == "Past" or words & {"was", "were", "had", "did", "has", "have"}:
        return "past"
    return ""

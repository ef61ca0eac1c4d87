"""Nouns, adverbs and prepositions that attribute: "the claim that", "Tokyo's demand for", "reportedly", "according to"."""

from __future__ import annotations

from collections.abc import Iterator

from dragoman.extract.attributions.cues import Cue, load_cues
from dragoman.extract.attributions.draft import Draft, adposition, without
from dragoman.extract.context import Context
from dragoman.language.analysis import Analysis, Token

_FAR = 6
_DEMONSTRATIVE = frozenset(["by", "from", "among"])


def nominal_drafts(context: Context) -> Iterator[Draft]:
    """One draft for each noun, adverb or preposition that attributes."""
    analysis, cues = context.analysis, load_cues()
    for token in analysis.tokens:
        draft: Draft | None = None
        if token.upos == "NOUN":
            cue = _noun_cue(analysis, token)
            draft = _noun(context, token, cue) if cue is not None else None
        elif token.rel == "advmod":
            cue = cues.get((token.lower_text, "adverb"))
            draft = _adverb(analysis, token, cue) if cue is not None else None
        elif token.lower_text == "according":
            draft = _according(analysis, token, cues[("according to", "prep")])
        if draft is not None:
            yield draft


def _noun_cue(analysis: Analysis, token: Token) -> Cue | None:
    """The entry of a noun; "no doubt" has one of its own."""
    cues, lemma = load_cues(), token.lemma.lower()
    if any(analysis.tokens[c].lower_text == "no" for c in analysis.children[token.i]):
        return cues.get((f"no {lemma}", "noun")) or cues.get((lemma, "noun"))
    return cues.get((lemma, "noun"))


def _noun(context: Context, token: Token, cue: Cue) -> Draft | None:
    analysis = context.analysis
    draft = Draft(token.i, cue, {token.i}, why=f"{cue.kind} noun")
    tops = []
    for c in analysis.children[token.i]:
        child = analysis.tokens[c]
        if (child.deprel == "acl" and c > token.i and _clause_fits(analysis, child, cue)) or (
            child.rel == "nmod" and c > token.i and adposition(analysis, c) in cue.prepositions
        ):
            tops.append(c)
        elif child.deprel == "nmod:poss" or (child.rel == "nmod" and adposition(analysis, c) in _DEMONSTRATIVE):
            draft.source_heads = (c,)
    if not tops:
        return None
    draft.content = {t for top in tops for t in analysis.subtree(top)}
    if not draft.source_heads:
        _verb_over_noun(context, token, draft)
    if not draft.source_heads:
        _qualifier(context, token, draft)
    for head in draft.source_heads:
        draft.source |= {
            t for t in analysis.subtree(head)
            if not (analysis.tokens[t].rel == "case" and analysis.tokens[t].head == head)
        } - draft.content  # fmt: skip
    return draft


def _clause_fits(analysis: Analysis, child: Token, cue: Cue) -> bool:
    marks = {analysis.tokens[c].lower_text for c in analysis.children[child.i] if analysis.tokens[c].rel == "mark"}
    if "to" in marks:
        return "i" in cue.slots
    return "c" in cue.slots and bool(marks & {"that", "whether", "if"})


def _verb_over_noun(context: Context, token: Token, draft: Draft) -> None:
    """ "They made the claim that …": the subject of the verb over the noun speaks; the verb is part of the cue."""
    if token.rel not in ("obj", "obl") or not 0 < token.i - token.head < _FAR:
        return
    frame = context.frames.by_head.get(token.head)
    argument = frame.arg("subj") if frame is not None else None
    if frame is None or argument is None or frame.voice == "passive":
        return
    draft.source_heads, draft.frame = argument.heads, frame
    draft.negated = frame.negated and not draft.cue.lemma.startswith("no ")
    draft.cue_tokens |= set(frame.trigger)
    over = load_cues().get((frame.lemma, "verb"))
    if over is not None and over.kind in ("deny", "ask"):
        draft.cue, draft.why = over, f"{over.kind} verb, clause"


def _qualifier(context: Context, token: Token, draft: Draft) -> None:
    """ "Japanese demands for …": a name or nationality before the noun."""
    for c in context.analysis.children[token.i]:
        child = context.analysis.tokens[c]
        if child.rel in ("amod", "compound") and context.cast.naming(c) is not None:
            draft.source_heads = (c,)


def _adverb(analysis: Analysis, token: Token, cue: Cue) -> Draft:
    content = without(analysis, token.head, token.i)
    head = analysis.tokens[token.head]
    if head.rel in ("acl", "amod"):
        content = set(analysis.subtree(head.i))
    return Draft(token.i, cue, {token.i}, content=content - {token.i}, why=f"{cue.kind} adverb")


def _according(analysis: Analysis, token: Token, cue: Cue) -> Draft | None:
    """ "According to X" hangs on X as its preposition, or is a participle over X, by analyser."""
    to = next((t.i for t in analysis.tokens[token.i + 1 : token.i + 2] if t.lower_text == "to"), None)
    if to is None:
        return None
    if token.rel == "case":
        phrase = token.head
    else:
        phrase = next(
            (c for c in analysis.children[token.i] if c > token.i and analysis.tokens[c].rel in ("obl", "nmod", "obj")), -1
        )
        phrase = phrase if phrase >= 0 else token.head
    top = phrase if token.rel == "case" else token.i
    teller = _teller(analysis, phrase)
    source = {t for t in analysis.subtree(teller) if t > to}
    draft = Draft(token.i, cue, {token.i, to}, source=source, source_heads=(teller,), why="report, according to")
    above = analysis.tokens[top].head
    if above != top:
        draft.content = without(analysis, above, top)
    return draft


def _teller(analysis: Analysis, phrase: int) -> int:
    """ "According to what officials told reporters": the subject of the free relative."""
    clauses = [phrase] if analysis.tokens[phrase].upos == "VERB" else []
    if analysis.tokens[phrase].lower_text in ("what", "whatever"):
        clauses += [c for c in analysis.children[phrase] if analysis.tokens[c].rel in ("acl", "ccomp")]
    for clause in clauses:
        for c in analysis.children[clause]:
            if analysis.tokens[c].rel == "nsubj" and analysis.tokens[c].lower_text not in ("what", "whatever"):
                return c
    return phrase

"""What a clause says about its matter: whether it judges, for or against, and on what condition."""

from __future__ import annotations

from dragoman.extract.context import Context
from dragoman.extract.gists import gist_of, phrase_of
from dragoman.extract.position_rules import PositionBook
from dragoman.frames import Frame

_NEED = {"should", "must", "ought", "need"}
_MAY = {"can", "could", "may", "might"}
_WILL = {"will", "would", "shall"}
_ON_TERMS = ("obl:without", "obl:until", "obl:in return for", "obl:in exchange for")
_POS = {"verb": "verb", "noun": "noun"}


def judged(context: Context, book: PositionBook, f: Frame) -> str | None:
    """The polarity of a clause that judges or says what should, may or will not be; None for a plain report."""
    if f.kind == "noun" or f.form not in ("finite", "infinitive") or "hearsay" in f.phases:
        return None
    if f.kind == "adj":
        return _valued(book, {f.lemma}, f.negated) or ("against" if f.negated else None)
    if f.kind == "nominal":
        words = {f.lemma, *_modifiers(context, f.head)}
        found = _valued(book, words, f.negated)
        claims = f.tense == "present" and f.lemma in book.words["claim"]
        return found or ("against" if f.negated else "for" if claims else None)
    modals = set(f.modals)
    if f.lemma in book.words["know"] and not (modals & _NEED or (f.negated and modals)):
        return None
    if modals & _NEED or "obliged" in f.phases:
        return "against" if f.negated else "for"
    if f.negated:
        return "against"
    if modals & _MAY and f.voice == "passive":
        return "for"
    return "for" if modals & _WILL and conditional(context, book, f) else None


def _valued(book: PositionBook, words: set[str], negated: bool) -> str | None:
    if words & book.words["bad"]:
        return "for" if negated else "against"
    if words & book.words["good"]:
        return "against" if negated else "for"
    return None


def value_of(context: Context, book: PositionBook, frame: Frame) -> str | None:
    """The polarity of what a verb of calling says of its object: an adjective or noun below it, or behind "as"; for what
    is neither good nor bad that the object is so."""
    tokens, words = context.analysis.tokens, set()
    children = context.analysis.children[frame.head]
    said = bool(frame.all("obl:as")) or any(
        tokens[c].rel == "xcomp" and tokens[c].upos in ("ADJ", "NOUN", "PROPN") for c in children
    )
    for c in children:
        token = tokens[c]
        after = token.rel in ("obj", "amod", "advmod") and c > frame.head
        named = after or token.rel in ("xcomp", "obl", "ccomp", "advcl")
        if named and token.upos in ("ADJ", "NOUN", "VERB", "PROPN"):
            words |= {token.lemma.lower(), *_modifiers(context, c)}
    obj = frame.obj
    if obj is not None:
        words |= _modifiers(context, obj.head) if len(words) < 2 else set()
        words |= {context.lemma(h) for h in obj.heads[1:]}
        if frame.arg("iobj") is not None:
            words.add(context.lemma(obj.head))
    return _valued(book, words, frame.negated) or (("against" if frame.negated else "for") if said else None)


def _modifiers(context: Context, head: int) -> set[str]:
    tokens = [context.analysis.tokens[c] for c in context.analysis.children[head]]
    return {t.lemma.lower() for t in tokens if t.rel in ("amod", "compound", "nmod")}


def conditional(context: Context, book: PositionBook, frame: Frame) -> bool:
    """Does a condition hang on the predicate or on the clause below it ("unless", "only if", "in return for")?"""
    below = [context.frames[i] for i in context.frames.dependents[frame.index]]
    inner = [context.frames[i] for f in below if f.link in ("xcomp", "ccomp") for i in context.frames.dependents[f.index]]
    if any(f.mark in book.words["condition"] and f.link == "advcl" for f in (*below, *inner)):
        return True
    frames = (frame, *(f for f in below if f.link in ("xcomp", "ccomp")))
    if any(a.role in _ON_TERMS for f in frames for a in f.args):
        return True
    text = context.text(context.sentence_extent(frame.sentence)).lower()
    return any(f" {words}" in text for words in book.words["conditional"])


def stance_words(context: Context, f: Frame) -> str:
    """A judged clause in a few words: its subject and what is said of it."""
    said = gist_of(context, f)
    subject = f.subj if f.voice == "active" or f.kind != "verb" else None
    not_ = "not " if f.negated else ""
    modal = next((m for m in f.modals if m in (*_NEED, *_MAY, *_WILL)), "")
    who = ""
    tokens = context.analysis.tokens
    if subject is not None and tokens[subject.head].upos not in ("PRON", "DET") and not context.parties(subject):
        who = phrase_of(context, subject.head)
    if who and f.kind != "verb":
        return f"{who} {not_}{f.lemma}"
    if who:
        return f"{who} {modal + ' ' if modal else 'to '}{not_}{said}"
    return f"{modal + ' ' if modal in ('should', 'must') else ''}{not_}{said}"

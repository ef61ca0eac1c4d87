"""What is promised: the duty below a binding predicate, and whether it is an act that somebody can bind himself to."""

from __future__ import annotations

from dragoman.extract.commitment_rules import CommitmentBook
from dragoman.extract.context import Context
from dragoman.frames import Frame

_CLAUSES = ("xcomp", "ccomp", "acl", "advcl", "nacl")
_WILL = {"will", "would", "shall"}
_NOUN_LINKS = ("obl:of", "obj", "obl:to", "obl:on", "obl:for", "obl:about", "nobl:to", "nobl:on")


def duty_of(context: Context, book: CommitmentBook, frame: Frame) -> Frame | None:
    """The clause below a predicate that names what shall be done, through words such as "seek to", "continue"; else
    the noun of an act that it takes."""
    indices = list(context.frames.dependents[frame.index])
    if frame.carried_by is not None:
        indices += context.frames.dependents[frame.carried_by]
    below = sorted((context.frames[i] for i in indices if i != frame.index), key=lambda f: f.index)
    obj = frame.obj
    reflexive = obj is not None and (
        context.analysis.tokens[obj.head].lower_text.endswith(("self", "selves")) or bool(context.parties(obj))
    )
    for f in below:
        if f.kind == "noun" or f.link not in _CLAUSES or not _may_be_duty(book, f, frame, reflexive):
            continue
        return _through(context, book, f)
    for f in below:
        if f.kind == "noun" and f.link in _NOUN_LINKS:
            return duty_of(context, book, f) or f
    return None


def _may_be_duty(book: CommitmentBook, f: Frame, frame: Frame, reflexive: bool) -> bool:
    if f.link == "advcl" and frame.kind == "verb":
        # "committed themselves … to go on", "is prepared … to give"; not "agreed on a plan to save money"
        free = frame.obj is None or frame.voice == "passive" or reflexive
        return f.form == "infinitive" and f.index > frame.index and free
    if frame.kind == "noun" and frame.lemma in book.words["asking"] and f.link in ("acl", "ccomp"):
        return True
    if f.form == "gerund":
        return bool(f.mark) or f.link == "acl" or frame.lemma in book.words["through"]
    return f.form == "infinitive" or bool(({*_WILL, "can", "may", "should", "could"}) & set(f.modals))


def _through(context: Context, book: CommitmentBook, f: Frame) -> Frame:
    """The act itself, below words that only say that it is begun, tried or kept on, and below its light verb."""
    if f.carries is not None:
        return context.frames[f.carries]
    if f.lemma in book.words["through"] or goes_on(context, f):
        inner = [context.frames[i] for i in context.frames.dependents[f.index]]
        links = ("xcomp", "advcl") if goes_on(context, f) else ("xcomp",)
        open_forms = ("infinitive", "gerund", "participle")
        deeper = next((g for g in inner if g.link in links and g.form in open_forms), None)
        if deeper is not None:
            return _through(context, book, deeper)
    return f


def goes_on(context: Context, f: Frame) -> bool:
    """ "Go on seeking", "keep on trying": the act is the one below."""
    tokens = context.analysis.tokens
    return f.lemma in ("go", "carry", "keep") and f.head + 1 < len(tokens) and tokens[f.head + 1].lower_text == "on"


def with_conjuncts(context: Context, f: Frame) -> list[Frame]:
    """A duty and those that stand beside it ("to open the road and to remove the mines")."""
    out = [f]
    for g in context.frames.by_sentence.get(f.sentence, ()):
        if g.conjunct_of == f.index and g.kind == f.kind == "verb" and g.form == f.form:
            out.append(g)
    return out


def willed(f: Frame) -> bool:
    """Is a clause told as to come (will, would, shall)?"""
    return bool(_WILL & set(f.modals)) or f.tense == "future"


def is_act(book: CommitmentBook, f: Frame) -> bool:
    """Can somebody bind himself to it: a verb of doing, no state, speech or prediction."""
    if f.kind == "noun":
        return True
    if f.kind != "verb" or "able" in f.phases:
        return False
    return f.lemma not in book.words["state"] and f.lemma not in book.words["speech"]

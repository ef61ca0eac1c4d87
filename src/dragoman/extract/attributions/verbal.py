"""Verbs that attribute: frames → drafts.

Content is looked for below the verb (clauses, infinitives, objects, prepositional phrases, as its cue allows) and above
it, where the verb is put into what is said ("the talks, he said, had failed"; "as he said, the talks had failed").
"""

from __future__ import annotations

from collections.abc import Iterator

from dragoman.extract.attributions.cues import Cue, load_cues
from dragoman.extract.attributions.draft import Draft, adposition, without
from dragoman.extract.context import Context
from dragoman.frames import Frame
from dragoman.language.analysis import Analysis, Token

_PRONOUNS = frozenset(["who", "which", "that", "whom"])
_CUE_RELS = frozenset(["aux", "compound", "cop"])
_AS = frozenset(["as", "like"])


def verbal_drafts(context: Context) -> Iterator[Draft]:
    """One draft for each verb or predicative adjective that attributes."""
    for frame in context.frames:
        if frame.kind not in ("verb", "adj") or _is_modifier(context.analysis, frame):
            continue
        for cue in _cues_of(context.analysis, frame):
            draft = _draft(context, frame, cue)
            if draft is not None:
                yield draft
                break


def _is_modifier(analysis: Analysis, frame: Frame) -> bool:
    return analysis.tokens[frame.head].rel in ("amod", "compound", "case", "aux")


def _cues_of(analysis: Analysis, frame: Frame) -> Iterator[Cue]:
    """The entries that a frame can use, the most specific first ("call for" before "call")."""
    cues = load_cues()
    if frame.kind == "adj":
        use = "adj"
    else:
        use = "passive" if frame.voice == "passive" and frame.arg("subj") is None else "verb"
    words = {adposition(analysis, c) for c in analysis.children[frame.head]}
    words |= {analysis.tokens[c].lower_text for c in analysis.children[frame.head] if c > frame.head}
    for word in sorted(w for w in words if w):
        cue = cues.get((f"{frame.lemma} {word}", use))
        if cue is not None:
            yield cue
    cue = cues.get((frame.lemma, use))
    if cue is not None:
        yield cue


def _draft(context: Context, frame: Frame, cue: Cue) -> Draft | None:
    analysis = context.analysis
    draft = Draft(frame.head, cue, _cue_tokens(analysis, frame, cue), frame=frame, negated=frame.negated)
    if cue.use == "passive" or cue.kind == "seem":
        draft.why = "hearsay" if cue.use == "passive" else "seeming"
        if not _purpose(analysis, frame):
            draft.content = _raised_content(analysis, frame, cue)
    else:
        _set_source(analysis, frame, draft)
        draft.content = _content_below(analysis, frame, cue) or _content_above(analysis, frame, cue, draft)
        draft.why = f"{cue.kind} verb"
    draft.content -= draft.cue_tokens
    if draft.source & draft.content:
        draft.content -= draft.source
    if cue.use == "verb" and cue.kind != "seem" and not draft.source and not draft.source_heads:
        return None
    return draft if draft.content or "c" in cue.slots else None


def _purpose(analysis: Analysis, frame: Frame) -> bool:
    return frame.form == "infinitive" and analysis.tokens[frame.head].rel in ("advcl", "acl")


def _cue_tokens(analysis: Analysis, frame: Frame, cue: Cue) -> set[int]:
    out = set(frame.trigger)
    for c in analysis.children[frame.head]:
        token = analysis.tokens[c]
        if token.rel in _CUE_RELS or token.lower_text in ("not", "n't", "n’t", "never"):
            out.add(c)
    low, high = min(out), max(out)
    own = set(range(low, high + 1))
    subject = {t for a in frame.args if a.role == "subj" and a.via == "direct" for h in a.heads for t in analysis.subtree(h)}
    return out if own & subject else own


def _set_source(analysis: Analysis, frame: Frame, draft: Draft) -> None:
    argument = frame.arg("subj")
    if argument is None:
        return
    draft.source_heads = argument.heads
    pronoun = next(
        (c for c in analysis.children[frame.head]
         if analysis.tokens[c].rel == "nsubj" and analysis.tokens[c].lower_text in _PRONOUNS), None)  # fmt: skip
    if argument.via == "relative" and pronoun is not None:
        draft.source = {pronoun}
        return
    head = argument.heads[0]
    tokens = set(analysis.subtree(head))
    if frame.head in tokens:
        tokens = {t for t in without(analysis, head, frame.head) if t < frame.head}
    draft.source = {t for t in tokens if not _by(analysis.tokens[t], head)}


def _by(token: Token, head: int) -> bool:
    return token.rel in ("case", "mark", "cc") and token.head == head


def _content_below(analysis: Analysis, frame: Frame, cue: Cue) -> set[int]:
    """What the cue's slots find among the dependents of the verb."""
    slots, tops = cue.slots, set[int]()
    clause, objects = False, []
    for c in analysis.children[frame.head]:
        token = analysis.tokens[c]
        if token.rel in ("ccomp", "xcomp") or (token.rel == "parataxis" and c > frame.head):
            if _fits(analysis, token, slots):
                tops.add(c)
                clause = True
        elif token.rel == "csubj" and cue.use == "adj":
            tops.add(c)
        elif token.rel in ("obj", "iobj"):
            objects.append(c)
        elif (token.rel in ("obl", "nmod", "advcl") and adposition(analysis, c) in cue.prepositions) or (
            token.rel == "advcl" and "c" in slots and adposition(analysis, c) in ("whether", "if") and c > frame.head
        ):
            tops.add(c)
    addressed = "a" in slots
    if objects and not (addressed and (tops or "o" not in slots)):
        if "o" in slots or (clause and not addressed) or ("i" in slots and clause):
            tops.update(o for o in objects if o > frame.head or analysis.tokens[o].upos != "PRON")
    if addressed and clause and any(analysis.tokens[t].rel == "xcomp" for t in tops):
        tops.update(o for o in objects if o > frame.head)
    return {t for top in tops for t in without(analysis, top, frame.head)}


def _fits(analysis: Analysis, token: Token, slots: frozenset[str]) -> bool:
    if token.rel in ("ccomp", "parataxis"):
        return "c" in slots
    if any(analysis.tokens[c].lower_text == "to" for c in analysis.children[token.i] if analysis.tokens[c].rel == "mark"):
        return "i" in slots
    return bool({"x", "g", "c"} & slots)


def _content_above(analysis: Analysis, frame: Frame, cue: Cue, draft: Draft) -> set[int]:
    """The clause that the verb is put into: "…, he said", "as he said, …", "the view that he holds"."""
    token = analysis.tokens[frame.head]
    if token.head == token.i:
        return set()
    if "c" in cue.slots and (token.rel == "parataxis" or _as_clause(analysis, token)):
        return without(analysis, token.head, token.i) - draft.source
    if "o" in cue.slots and frame.link == "relcl":
        argument = frame.arg("obj")
        if argument is not None and argument.via == "relative":
            return without(analysis, argument.heads[0], token.i)
    return set()


def _as_clause(analysis: Analysis, token: Token) -> bool:
    return token.rel == "advcl" and any(
        analysis.tokens[c].rel == "mark" and analysis.tokens[c].lower_text in _AS for c in analysis.children[token.i]
    )


def _raised_content(analysis: Analysis, frame: Frame, cue: Cue) -> set[int]:
    """What seems so or is said: the subject with the predicate below the cue, or a clause."""
    tops, subject = set[int](), set[int]()
    for c in analysis.children[frame.head]:
        token = analysis.tokens[c]
        if (token.rel in ("ccomp", "xcomp", "csubj") and (_fits(analysis, token, cue.slots) or token.rel == "csubj")) or (
            token.rel in ("obl", "advcl") and adposition(analysis, c) in cue.prepositions
        ):
            tops.add(c)
        elif token.rel == "nsubj" and token.lower_text != "it":
            subject.add(c)
    if not tops and "s" not in cue.slots:
        return set()
    return {t for top in tops | subject for t in analysis.subtree(top)}

"""Verbs that attribute: frames → drafts.

Content is looked for below the verb (clauses, infinitives, objects, prepositional phrases, as its cue allows) and above
it, where the verb is put into what is said ("the talks, he said, had failed"; "as he said, the talks had failed").
"""

from __future__ import annotations

from collections.abc import Iterator

from dragoman.extract.attributions.cues import Cue, document_nouns, load_cues
from dragoman.extract.attributions.draft import Draft, adposition, without
from dragoman.extract.context import Context
from dragoman.frames import Argument, Frame
from dragoman.language.analysis import Analysis, Token

_PRONOUNS = frozenset(["who", "which", "that", "whom"])
_CUE_RELS = frozenset(["aux", "compound", "cop"])
_SLOT_NAMES = {"c": "clause", "i": "infinitive", "x": "small clause", "g": "gerund", "o": "object", "above": "inserted"}
_ADJUNCTS = frozenset(["advcl", "obl", "acl", "parataxis", "advmod"])
_POSITIVE_ONLY = frozenset(["know", "show", "believe"])
_WONDERING = frozenset(["report", "ask", "know"])
_SPEAKING = frozenset(["report", "claim", "demand", "suggest"])
_AS = frozenset(["as", "like"])


def verbal_drafts(context: Context) -> Iterator[Draft]:
    """One draft for each verb or predicative adjective that attributes."""
    for frame in context.frames:
        if frame.kind not in ("verb", "adj") or _is_modifier(context.analysis, frame):
            continue
        for cue in _cues_of(context.analysis, frame):
            if cue.kind == "seem" and _said_below(context, frame) is not None:
                break
            draft = _draft(context, frame, cue)
            if draft is not None:
                yield draft
                break


def _said_below(context: Context, frame: Frame) -> Frame | None:
    """The verb of saying under a verb of seeming ("appeared to suggest"): the two are one cue."""
    for c in context.analysis.children[frame.head]:
        below = context.frames.by_head.get(c) if context.analysis.tokens[c].rel == "xcomp" else None
        cue = load_cues().get((below.lemma, "verb")) if below is not None and below.voice == "active" else None
        if cue is not None and cue.kind in _SPEAKING and _speaks(context, frame):
            return below
    return None


def _speaks(context: Context, frame: Frame) -> bool:
    """Is the subject somebody, and not something that seems to speak ("the text appeared to confirm")?"""
    subject = next((c for c in context.analysis.children[frame.head] if context.analysis.tokens[c].rel == "nsubj"), None)
    if subject is None:
        return True
    token = context.analysis.tokens[subject]
    return token.upos in ("PROPN", "PRON") or token.mention in ("person", "organization", "place", "")


def _seems_above(context: Context, frame: Frame) -> Frame | None:
    governor = context.frames[frame.governor] if frame.governor is not None else None
    if governor is None or frame.link != "xcomp":
        return None
    cue = load_cues().get((governor.lemma, "verb"))
    return governor if cue is not None and cue.kind == "seem" and _speaks(context, governor) else None


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
    if cue.use == "passive" or cue.kind in ("seem", "unclear"):
        draft.why = f"{cue.kind} {cue.use}"
        draft.content = _raised_content(analysis, frame, cue)
    else:
        seeming = _seems_above(context, frame) if cue.kind in _SPEAKING else None
        if seeming is not None:
            draft.cue_tokens |= set(range(min(seeming.trigger), frame.head))
            draft.seeming = True
        _set_source(context, frame, draft)
        draft.content, slot = _content_below(analysis, frame, cue)
        if not draft.content:
            draft.content, slot = _content_above(analysis, frame, cue, draft), "above"
        if not draft.content and "c" in cue.slots and cue.kind in _SPEAKING:
            draft.content = _before_comma(analysis, draft)
        draft.why = f"{cue.kind} {cue.use}, {_SLOT_NAMES.get(slot, slot)}" if draft.content else f"{cue.kind} {cue.use}"
    draft.content -= draft.cue_tokens
    if draft.source & draft.content:
        draft.content -= draft.source
    if cue.use == "verb" and cue.kind not in ("seem", "unclear") and not draft.source and not draft.source_heads:
        return None
    if _purpose(analysis, frame) or (draft.negated and cue.kind in _POSITIVE_ONLY):
        return None
    return draft if draft.content or "c" in cue.slots else None


def _purpose(analysis: Analysis, frame: Frame) -> bool:
    return frame.form == "infinitive" and analysis.tokens[frame.head].rel == "advcl"


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


def _set_source(context: Context, frame: Frame, draft: Draft) -> None:
    analysis, argument = context.analysis, _subject(frame)
    if argument is None:
        return
    token = analysis.tokens[argument.head]
    if token.upos == "ADV" or (token.upos == "PROPN" and token.text.islower()):
        argument = _left_of(context, argument.head)
    if argument.via in ("relative", "matrix"):
        argument = _issuer(context, argument) or argument
    if argument.via in ("matrix", "control") and analysis.tokens[frame.head].rel == "advcl" and frame.governor is not None:
        argument = _speaker(context, frame) or argument
    draft.source_heads = argument.heads
    pronoun = next(
        (c for c in analysis.children[frame.head]
         if analysis.tokens[c].rel == "nsubj" and analysis.tokens[c].lower_text in _PRONOUNS), None)  # fmt: skip
    if argument.via == "relative" and pronoun is not None and analysis.tokens[pronoun].lower_text != "that":
        draft.source = {pronoun}
        return
    head = argument.heads[0]
    tokens = set(analysis.subtree(head))
    if frame.head in tokens:
        tokens = {t for t in without(analysis, head, frame.head) if t < frame.head}
    draft.source = {t for t in tokens if not _by(analysis.tokens[t], head)}


def _subject(frame: Frame) -> Argument | None:
    """The subject next to the verb, where a loose tree gives it several."""
    direct = [a for a in frame.args if a.role == "subj" and a.via == "direct" and a.head < frame.head]
    return direct[-1] if len(direct) > 1 else frame.arg("subj")


def _left_of(context: Context, at: int) -> Argument:
    """The nominal just left of an adverb that was taken for the subject ("Silva had bluntly said")."""
    tokens = context.analysis.tokens
    left = at - 1
    while left > 0 and tokens[left].upos in ("AUX", "ADV", "PART"):
        left -= 1
    if tokens[left].upos not in ("PROPN", "NOUN", "PRON"):
        return Argument("subj", (at,))
    naming = context.cast.naming(left)
    return Argument("subj", (naming.head if naming is not None else left,), "nearest")


def _issuer(context: Context, argument: Argument) -> Argument | None:
    """ "They issued a statement saying …": the subject of the verb over the document."""
    token = context.analysis.tokens[argument.head]
    frame = context.frames.by_head.get(token.head)
    if token.lemma.lower() not in document_nouns() or token.rel != "obj" or frame is None:
        return None
    subject = frame.arg("subj")
    return Argument("subj", subject.heads, "matrix") if subject is not None else None


def _speaker(context: Context, frame: Frame) -> Argument | None:
    """Whose participle it is: the governor's subject, or that of the cue above where it turns from what is said."""
    assert frame.governor is not None
    governor = context.frames[frame.governor]
    if turns(context.analysis, context.analysis.tokens[frame.head]):
        above = context.frames[governor.governor] if governor.governor is not None else None
        cue = load_cues().get((above.lemma, "verb")) if above is not None else None
        if above is not None and cue is not None and cue.kind in _SPEAKING and governor.link in ("ccomp", "parataxis"):
            return above.arg("subj")
    carried = context.frames[governor.carries] if governor.carries is not None else governor
    return governor.arg("subj") or carried.arg("subj")


def _by(token: Token, head: int) -> bool:
    return token.rel in ("case", "mark", "cc") and token.head == head


def _content_below(analysis: Analysis, frame: Frame, cue: Cue) -> tuple[set[int], str]:
    """What the cue's slots find among the dependents of the verb, and which slot it was."""
    tops, objects, slot = set[int](), [], ""
    for c in analysis.children[frame.head]:
        token = analysis.tokens[c]
        if token.rel in ("obj", "iobj"):
            objects.append(c)
            continue
        found = _slot(analysis, frame, cue, token)
        if not found and token.deprel == "nsubj:pass" and "o" in cue.slots and frame.voice == "passive":
            found = "o"
        if found:
            tops.add(c)
            slot = min(slot, found) if slot else found
    addressed = "a" in cue.slots
    open_clause = any(analysis.tokens[t].rel == "xcomp" for t in tops)
    if objects and ((not addressed and (tops or "o" in cue.slots)) or (addressed and open_clause)):
        tops.update(o for o in objects if o > frame.head or analysis.tokens[o].upos != "PRON")
        slot = slot or "o"
    content: set[int] = set()
    for top in tops:
        content |= _around(analysis, top, frame.head) if top < frame.head else _before_turn(analysis, top, frame.head)
    return content, slot


def _before_turn(analysis: Analysis, top: int, cue: int) -> set[int]:
    """A clause up to a participle that attributes again ("said that it had failed, adding that …"): trees hang that
    on the clause below as often as on the cue."""
    cut = [
        c
        for c in analysis.children[top]
        if c > top and analysis.tokens[c].rel == "advcl" and turns(analysis, analysis.tokens[c])
    ]
    return without(analysis, top, cue, *cut)


def turns(analysis: Analysis, token: Token) -> bool:
    """A participle behind a comma that is itself a word of saying."""
    cue = load_cues().get((token.lemma.lower(), "verb"))
    first = min(analysis.subtree(token.i))
    return (
        token.xpos == "VBG" and cue is not None and cue.kind in _SPEAKING and first > 0 and (
            analysis.tokens[first].text == "," or analysis.tokens[first - 1].text in (",", ",”", "”", '"')
        )
    )  # fmt: skip


def _slot(analysis: Analysis, frame: Frame, cue: Cue, token: Token) -> str:
    """The slot of the cue that a dependent fills; empty if none."""
    if token.rel in ("ccomp", "xcomp") or (token.rel == "parataxis" and token.i > frame.head):
        word = adposition(analysis, token.i)
        return f"p:{word}" if word in cue.prepositions else _clause_slot(analysis, token, cue.slots)
    if token.rel == "csubj":
        return "c" if cue.use == "adj" else ""
    if token.rel in ("obl", "nmod", "advcl"):
        word = adposition(analysis, token.i)
        if word in cue.prepositions:
            return f"p:{word}"
        if token.rel == "advcl" and "c" in cue.slots and token.i > frame.head:
            return "c" if word in ("whether", "if") or (cue.kind in _WONDERING and _asks(analysis, token)) else ""
    return ""


def _asks(analysis: Analysis, token: Token) -> bool:
    """An indirect question that the tree took for an adverbial clause ("did not say when it would")."""
    first = min(analysis.subtree(token.i))
    return analysis.tokens[first].xpos == "WRB"


def _clause_slot(analysis: Analysis, token: Token, slots: frozenset[str]) -> str:
    if token.rel in ("ccomp", "parataxis"):
        return "c" if "c" in slots else ""
    if any(analysis.tokens[c].lower_text == "to" for c in analysis.children[token.i] if analysis.tokens[c].rel == "mark"):
        return "i" if "i" in slots else ""
    return next((s for s in "xgc" if s in slots), "")


def _content_above(analysis: Analysis, frame: Frame, cue: Cue, draft: Draft) -> set[int]:
    """The clause that the verb is put into: "…, he said", "as he said, …", "the view that he holds"."""
    token = analysis.tokens[frame.head]
    if token.head == token.i:
        return set()
    if "c" in cue.slots and ((token.rel == "parataxis" and not _apart(analysis, token)) or _as_clause(analysis, token)):
        return _around(analysis, token.head, token.i) - draft.source
    what = analysis.tokens[token.head]
    if token.deprel == "acl:relcl" and "c" in cue.slots and what.lower_text == "what":
        whole = analysis.subtree(what.head) if what.rel == "nsubj" else [what.i]
        return set(whole) - set(analysis.subtree(token.i))
    if "o" in cue.slots and (frame.link.endswith("relcl") or token.rel == "acl"):
        argument = frame.arg("obj")
        if argument is not None and argument.via == "relative":
            return without(analysis, argument.heads[0], token.i)
    return set()


def _before_comma(analysis: Analysis, draft: Draft) -> set[int]:
    """ "…, the source added": what a comma parts from a bare cue at the end of its sentence, whatever the tree says."""
    if not draft.source:
        return set()
    start = min(draft.source | draft.cue_tokens)
    end = max(draft.source | draft.cue_tokens)
    sentence = analysis.sentences[analysis.sentence_of[draft.head]]
    rest = [t for t in range(end + 1, sentence.last) if analysis.tokens[t].upos != "PUNCT"]
    if rest or start - sentence.first < 4 or analysis.tokens[start - 1].text not in (",", "”", '"'):
        return set()
    return set(range(sentence.first, start))


def _around(analysis: Analysis, top: int, inserted: int) -> set[int]:
    """The clause around an insertion. Behind a clause that is complete ("…, he said on Monday, turning to …") adjuncts
    are no part of it: they hang there only because trees do not cross."""
    if top > inserted:
        return without(analysis, top, inserted)
    late = [c for c in analysis.children[top] if c > inserted and analysis.tokens[c].rel in _ADJUNCTS]
    return without(analysis, top, inserted, *late)


def _apart(analysis: Analysis, token: Token) -> bool:
    """A clause of its own behind a semicolon is put into nothing."""
    first = min(analysis.subtree(token.i))
    return ";" in (analysis.tokens[first].text, analysis.tokens[max(0, first - 1)].text)


def _as_clause(analysis: Analysis, token: Token) -> bool:
    first = analysis.tokens[min(analysis.subtree(token.i))]
    return token.rel == "advcl" and first.lower_text in _AS


def _raised_content(analysis: Analysis, frame: Frame, cue: Cue) -> set[int]:
    """What seems so or is said: the subject with the predicate below the cue, or a clause."""
    tops, subject = set[int](), set[int]()
    for c in analysis.children[frame.head]:
        token = analysis.tokens[c]
        if (token.rel == "csubj" or (token.rel in ("ccomp", "xcomp") and _clause_slot(analysis, token, cue.slots))) or (
            token.rel in ("obl", "advcl") and adposition(analysis, c) in cue.prepositions
        ):
            tops.add(c)
        elif token.rel == "nsubj" and token.lower_text != "it":
            subject.add(c)
    if not tops and "s" not in cue.slots:
        return set()
    return {t for top in tops | subject for t in analysis.subtree(top)}

"""What is laid down without a word of promising: "are to withdraw", "is due to arrive", "has until Tuesday to reply",
and what an agreement provides that a party will do."""

from __future__ import annotations

from dragoman.extract.commitment_rules import CommitmentBook
from dragoman.extract.context import Context
from dragoman.extract.deadlines import due_in
from dragoman.extract.duties import is_act, willed
from dragoman.extract.events import counterpart
from dragoman.extract.predicates import words_of
from dragoman.extract.promisors import known
from dragoman.extract.transfer_sides import polity
from dragoman.frames import Frame
from dragoman.records import Party

_BE = {"is", "are", "'s", "’s", "'re", "’re"}
_GIVING_TIME = {"give", "grant", "allow", "have", "get"}
_PACT_ROLES = ("obl:under", "obl:in", "obl:according to", "obl:by", "obl:as part of", "obl:pursuant to")


def laid_down(context: Context, book: CommitmentBook, frame: Frame) -> tuple[tuple[Party, ...], str] | None:
    """Who is bound by a clause of that kind, and its name; None where it is none."""
    if frame.kind != "verb" or frame.negated or frame.mark in ("if", "unless", "whether"):
        return None
    due = _due(context, frame) if frame.form == "infinitive" else None
    if due is not None or not (is_act(book, frame) or any(w in book.words["provides"] for w in words_of(context, frame))):
        return due
    if frame.form == "infinitive":
        return _given_time(context, frame) or _is_to(context, book, frame)
    if frame.form != "finite":
        return None
    if willed(frame):
        return _in_pact(context, book, frame) or _set_for(context, book, frame)
    return _provided(context, book, frame)


def _set_for(context: Context, book: CommitmentBook, frame: Frame) -> tuple[tuple[Party, ...], str] | None:
    """What the text itself says that an office holder or state will do on a day that it names."""
    if context.voice(frame).attributed_to or frame.obj is None or frame.lemma in book.words["meeting"] or frame.hedges:
        return None
    if {"expected", "likely", "scheduled"} & set(frame.phases) or "would" in frame.modals or due_in(context, frame) is None:
        return None
    found = tuple(p for p in known(context, frame.subj) if p.sector in (None, "GOV", "MIL", "IGO"))
    return (found, "will") if found and frame.subj is not None and frame.subj.via == "direct" else None


def _provided(context: Context, book: CommitmentBook, frame: Frame) -> tuple[tuple[Party, ...], str] | None:
    """ "The protocol provides for the removal of the posts": terms bind the text's two sides."""
    if frame.subj is None or frame.modals or frame.link.endswith("relcl"):
        return None
    if context.lemma(frame.subj.head) not in book.words["pact"]:
        return None
    if not any(w in book.words["provides"] for w in words_of(context, frame)) or len(context.pair) != 2:
        return None
    return tuple(polity(context, c) for c in context.pair), "provides"


def _is_to(context: Context, book: CommitmentBook, frame: Frame) -> tuple[tuple[Party, ...], str] | None:
    """ "The armies are to pull back", "a statement is to be signed by both sides"."""
    tokens = context.analysis.tokens
    to = next((k for k in range(frame.head - 1, max(-1, frame.head - 4), -1) if tokens[k].lower_text == "to"), None)
    if to is None or to < 2 or "perfect" in frame.aspect or frame.lemma in book.words["meeting"]:
        return None
    before = to - 2 if tokens[to - 1].upos in ("ADV", "PART") else to - 1
    if tokens[before].lower_text not in _BE:
        return None
    subject = frame.subj if frame.voice == "active" or (frame.subj and frame.subj.via == "agent") else None
    found = known(context, subject) or (_owned(context, frame) if frame.voice == "passive" and subject is None else ())
    if not found and frame.governor is not None and frame.link == "acl":
        found = known(context, context.frames[frame.governor].subj)
    return (found, "is-to") if found else None


def _owned(context: Context, frame: Frame) -> tuple[Party, ...]:
    """Whose things are to be moved or closed: the owner binds himself ("all Peruvian troops are to be withdrawn"); a person
    or state that something is to be done to does not."""
    if frame.obj is None or context.cast.by_head.get(frame.obj.head) is not None:
        return ()
    return known(context, frame.obj)


def _due(context: Context, frame: Frame) -> tuple[tuple[Party, ...], str] | None:
    """ "Eleven aircraft are due to reach Peru today": the other side of who gets them will bring them."""
    tokens = context.analysis.tokens
    if not any(tokens[k].lower_text == "due" for k in range(max(0, frame.head - 2), frame.head)):
        return None
    doer = known(context, frame.subj)
    if doer:
        return None
    receiver = next((p for a in frame.all("obj", "obl:to", "obl:in") for p in context.parties(a) if p.code), None)
    other = counterpart(context, (receiver,), frame) if receiver is not None else None
    return ((other,), "due") if other is not None else None


def _given_time(context: Context, frame: Frame) -> tuple[tuple[Party, ...], str] | None:
    """ "Gave Peru until May to reply", "Lima has until May to reply"."""
    if frame.governor is None or frame.link not in ("xcomp", "acl", "advcl", "nacl"):
        return None
    above = context.frames[frame.governor]
    if above.lemma not in _GIVING_TIME or above.sentence != frame.sentence:
        return None
    tokens = context.analysis.tokens
    until = {tokens[k].lower_text for k in range(above.head + 1, min(frame.head, above.head + 8))}
    if not until & {"until", "till"}:
        return None
    bound = above.subj if above.lemma in ("have", "get") else above.arg("iobj") or above.obj
    found = known(context, bound)
    return (found, "until") if found else None


def _in_pact(context: Context, book: CommitmentBook, frame: Frame) -> tuple[tuple[Party, ...], str] | None:
    """ "An agreement under which Peru will pay", "under the accord Peru will pay"; the next sentences of the same text
    that go on with "will" are its terms too."""
    flows = frame.subj is not None and context.token_in_money(frame.subj.head)
    doer = known(context, frame.subj)
    if frame.lemma in book.words["meeting"] and not flows and (not doer or any(p.person for p in doer)):
        return None
    above = context.frames[frame.governor] if frame.governor is not None else None
    pact = above is not None and frame.link.endswith(("relcl", "acl")) and above.lemma in book.words["pact"]
    if not pact:
        heads = {context.lemma(h) for a in frame.all(*_PACT_ROLES) for h in a.heads}
        pact = bool(heads & book.words["pact"])
    if not pact and doer and frame.link == "":
        pact = _terms_before(context, book, frame)
    if not pact:
        return None
    if not doer and above is not None and frame.link.endswith(("relcl", "acl")):
        signer = next((g for g in context.frames.governors(frame) if g.kind == "verb"), None)
        doer = known(context, signer.subj) if signer is not None else ()
    if not doer and len(context.pair) == 2 and frame.voice == "passive":
        doer = tuple(polity(context, c) for c in context.pair)
    return (doer, "pact") if doer else None


def _terms_before(context: Context, book: CommitmentBook, frame: Frame) -> bool:
    """Did the sentence before tell terms of a pact in the same manner ("Under the deal the South will …. It will also")?"""
    for other in context.frames.by_sentence.get(frame.sentence - 1, ()):
        heads = {context.lemma(h) for a in other.all(*_PACT_ROLES) for h in a.heads}
        if willed(other) and heads & book.words["pact"]:
            return True
        if other.kind == "verb" and other.lemma in ("sign", "agree", "initial", "conclude") and other.tense == "past":
            return True
    return False

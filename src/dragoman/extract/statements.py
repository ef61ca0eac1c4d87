"""What parties say about a matter without a word of stance: the judging clauses of attributed speech."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from dragoman.extract.context import Context
from dragoman.extract.judgements import judged
from dragoman.extract.position_rules import PositionBook
from dragoman.extract.predicates import words_of
from dragoman.extract.promisors import known, public, source_of
from dragoman.frames import Frame
from dragoman.records import Attribution, Party

_MOST = 2
_SERVING = ("relcl", "acl", "advcl", "nacl", "nrelcl", "nadvcl")


@dataclass(frozen=True, slots=True)
class Statement:
    """One judging clause of somebody's speech, with the cue's frame where there is one."""

    holder: Party
    clause: Frame
    cue: Frame | None
    polarity: str


def statements(context: Context, book: PositionBook) -> Iterator[Statement]:
    """The statements of a text, two for each attribution at most, in text order."""
    by_id = {a.id: a for a in context.attributions}
    cues = {a.id: _cue(context, a) for a in context.attributions}
    said: dict[str, list[tuple[Frame, str]]] = {}
    for frame in context.frames:
        if frame.kind == "noun" or (frame.carries is not None and frame.kind != "verb"):
            continue
        held = context.voice(frame).attributed_to
        if not held or held[-1] not in by_id or _inner(context, frame, held[-1]):
            continue
        cue = cues[held[-1]]
        polarity = judged(context, book, frame) or _claimed(book, frame, cue) or _own_stance(context, book, frame)
        if polarity is not None and frame.mark not in ("if", "unless", "whether"):
            said.setdefault(held[-1], []).append((frame, polarity))
    for key, rows in said.items():
        a = by_id[key]
        if a.source is None:
            continue
        named = source_of(context, a.source.start, a.source.end)
        holders = tuple(p for p in named if public(p))
        for clause, polarity in rows[:_MOST]:
            for holder in holders[:2]:
                yield Statement(holder, clause, cues[key], polarity)
    yield from _told(context, book, {f.index for rows in said.values() for f, _ in rows})


def _told(context: Context, book: PositionBook, read: set[int]) -> Iterator[Statement]:
    """The clauses below a word of saying that no attribution holds ("…, telling the envoys that Peru would not sign")."""
    yield from _between(context, book, read)
    for clause in context.frames:
        if clause.index in read or clause.kind == "noun" or clause.link != "ccomp" or clause.governor is None:
            continue
        cue = context.frames[clause.governor]
        polarity = judged(context, book, clause) if cue.lemma in book.words["say"] else None
        if polarity is None or cue.negated:
            continue
        above = context.frames[cue.governor] if cue.governor is not None else None
        holders = known(context, cue.subj)
        if not holders and above is not None and cue.link == "advcl":
            holders = known(context, above.subj)
        for holder in holders[:2]:
            if public(holder):
                yield Statement(holder, clause, cue, polarity)


def _between(context: Context, book: PositionBook, read: set[int]) -> Iterator[Statement]:
    """ "The pact, they stressed, is aimed at nobody": the saying hangs on the subject of what is said."""
    for cue in context.frames:
        subject = next((a for a in cue.args if a.role == "obj" and a.via == "relative"), None)
        if subject is None or not cue.link.endswith("relcl") or not known(context, cue.subj):
            continue
        claims = any(r.needs == "claim" for r in book.by_word.get((cue.lemma, "verb"), ()))
        if not claims and cue.lemma not in book.words["say"]:
            continue
        for clause in context.frames.by_sentence.get(cue.sentence, ()):
            direct = any(subject.head in a.heads and a.via in ("direct", "passive") for a in clause.args)
            if not direct or clause.head < cue.head or clause.index in read or clause.kind == "noun":
                continue
            polarity = judged(context, book, clause) or ("for" if claims else None)
            for holder in known(context, cue.subj)[:2] if polarity is not None else ():
                yield Statement(holder, clause, cue, polarity or "for")


def _own_stance(context: Context, book: PositionBook, frame: Frame) -> str | None:
    """A word of stance whose subject names nobody: "his government is ready" is the speaker's own."""
    if frame.form != "finite" or frame.modals or not _speakers_own(context, frame):
        return None
    rules = book.of(words_of(context, frame), "adj" if frame.kind != "verb" else "verb")
    rule = next((r for r in rules if r.needs not in ("claim", "valued", "stance")), None)
    if rule is None or rule.polarity == "undecided":
        return None
    return "against" if (rule.polarity == "against") != frame.negated else "for"


def _speakers_own(context: Context, frame: Frame) -> bool:
    """Is the subject the speaker or what is his ("we", "it", "his government")?"""
    if frame.subj is None:
        return frame.kind == "adj"
    if known(context, frame.subj):
        return False
    tokens, head = context.analysis.tokens, frame.subj.head
    owned = any(tokens[c].deprel == "nmod:poss" and tokens[c].upos == "PRON" for c in context.analysis.children[head])
    return tokens[head].upos == "PRON" or owned


def _cue(context: Context, a: Attribution) -> Frame | None:
    at = context.token_at(a.cue.start) if a.cue is not None else None
    return context.frames.by_head.get(at) if at is not None else None


def _claimed(book: PositionBook, frame: Frame, cue: Frame | None) -> str | None:
    """Behind a word of insisting any clause is a claim."""
    if cue is None or frame.kind == "noun" or frame.form != "finite" or frame.lemma in book.words["know"]:
        return None
    return "for" if any(r.needs == "claim" for r in book.by_word.get((cue.lemma, "verb"), ())) else None


def _inner(context: Context, frame: Frame, key: str) -> bool:
    """Does the clause only serve another clause of the same speech (a relative clause, a condition, a reason)?"""
    if frame.link in _SERVING and frame.conjunct_of is None:
        return True
    if frame.governor is None:
        return False
    above = context.frames[frame.governor]
    same = key in context.voice(above).attributed_to
    return same and not (frame.link in ("ccomp", "parataxis", "conj", "xcomp") and frame.conjunct_of is None)

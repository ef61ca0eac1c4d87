"""Persons told later: who led a side at a meeting of which so far only the states were named."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from dragoman.extract.context import Context
from dragoman.extract.meetings.rules import MeetingBook, load_meeting_rules
from dragoman.frames import Frame
from dragoman.records import Meeting, Party

_REACH = 3


def with_delegates(context: Context, meetings: list[Meeting]) -> list[Meeting]:
    """Each state of which nobody is named gets the person who is told to have led its side, in the sentences around."""
    out = list(meetings)
    for sentence, person, ahead in _leaders(context):
        near = [
            ((m.status != "held") != ahead, abs(sentence - e), e > sentence, i)
            for i, m in enumerate(out)
            for e in [context.sentence_at(x.start) for x in m.evidence]
            if abs(sentence - e) <= _REACH and m.type != "visit" and _lacks(m, person)
        ]
        if near:
            at = min(near)[-1]
            out[at] = _joined(out[at], person)
    return out


def _lacks(meeting: Meeting, person: Party) -> bool:
    sides = [p for p in meeting.participants if p.code == person.code]
    return bool(sides) and not any(p.person or p.role for p in sides)


def _joined(meeting: Meeting, person: Party) -> Meeting:
    parties = [person if p.code == person.code else p for p in meeting.participants if p.code or p.person != person.person]
    return meeting.model_copy(update={"participants": parties, "why": f"{meeting.why}; {person.name} led its side"})


def _leaders(context: Context) -> Iterator[tuple[int, Party, bool]]:
    """(sentence, person, whether it is still to come) of all who are told to lead a delegation or a side."""
    book = load_meeting_rules()
    bodies = book.bodies
    for frame in context.frames:
        if frame.kind == "verb" and book.marked("lead", frame.lemma):
            heads = [h for a in frame.all("obj") for h in a.heads]
            led = next((h for h in heads if context.lemma(h) in bodies), None)
            if led is not None:
                ahead = frame.tense == "future" or "scheduled" in frame.phases
                yield from ((frame.sentence, p, ahead) for p in _persons(context, led, _subject(context, frame)))
        if frame.kind == "verb" and frame.lemma == "have":
            leads = any(book.marked("leader", context.lemma(h)) for a in frame.all("obl:as") for h in a.heads)
            if leads:
                yield from ((frame.sentence, p, False) for p in context.parties(frame.obj) if p.person and p.code)
        if frame.kind == "nominal":
            yield from _took_part(context, book, frame)
    yield from _counterparts(context, book)
    for token in context.analysis.tokens:
        if book.marked("leader", token.lemma.lower()) and token.upos == "NOUN":
            yield from _by_noun(context, token.i, bodies)


def _took_part(context: Context, book: MeetingBook, frame: Frame) -> Iterator[tuple[int, Party, bool]]:
    """ "For Chile the negotiator was Ana Ruiz", "the Peruvian taking part was an official of the ministry"."""
    subject = frame.subj
    if subject is None:
        return
    below = {context.lemma(c) for c in context.analysis.children[subject.head]}
    taking = {"take", "participate", "attend"} & below
    if not (book.marked("delegate", context.lemma(subject.head)) or taking):
        return
    sides = [p.code for a in frame.all("obl:for", "obl:from") for p in context.parties(a)] or [
        p.code for p in context.parties(subject) if taking
    ]
    for p in context.parties_at(frame.head):
        code = next((c for c in sides if c), None) or p.code
        if code and (p.person or p.role):
            yield frame.sentence, p.model_copy(update={"code": code}), False


def _subject(context: Context, frame: Frame) -> tuple[Party, ...]:
    """Who leads; in "heading the side was Ana Ruiz" the predicate."""
    found = context.parties(frame.subj)
    above = context.frames[frame.governor] if frame.governor is not None else None
    return found or (context.parties_at(above.head) if above is not None and above.kind == "nominal" else ())


def _counterparts(context: Context, book: MeetingBook) -> Iterator[tuple[int, Party, bool]]:
    """Two officials of whom one is called the other's counterpart, in a text about talks of their states."""
    for naming in context.cast.namings:
        tokens = context.analysis.tokens
        if naming.kind != "title" or not book.marked("peer", tokens[naming.head].lemma.lower()):
            continue
        sentence = context.analysis.sentence_of[naming.head]
        theirs = [p for p in context.parties_at(naming.head) if p.person and p.code]
        owner = next((c for c in context.analysis.children[naming.head] if tokens[c].deprel == "nmod:poss"), None)
        ours = [p for p in context.parties_at(owner) if p.person and p.code] if owner is not None else []
        if theirs and ours:
            yield from ((sentence, p, False) for p in (*ours, *theirs))


def _persons(context: Context, led: int, parties: Iterable[Party]) -> Iterator[Party]:
    """Persons with a code: their own, else that of the side that they lead."""
    codes = [p.code for p in context.parties_at(led) if p.code]
    for p in parties:
        if p.person and (p.code or codes):
            yield p if p.code else p.model_copy(update={"code": codes[0]})


def _by_noun(context: Context, head: int, bodies: frozenset[str]) -> Iterator[tuple[int, Party, bool]]:
    """ "the head of the Chilean delegation, Juan Soto", "Juan Soto, leader of the Chilean side"."""
    analysis = context.analysis
    led = [c for c in analysis.children[head] if context.lemma(c) in bodies]
    if not led:
        return
    sentence = analysis.sentence_of[head]
    around = [*analysis.children[head], analysis.tokens[head].head]
    for i in around:
        for p in _persons(context, led[0], context.parties_at(i)):
            yield sentence, p, False
            return

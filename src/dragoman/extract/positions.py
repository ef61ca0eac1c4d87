"""Context → Position records: who stands where on which issue.

A predicate of stance (`stance_words.tsv`) with a party as its subject; the issue is what it is about (the object's or
clause's noun), the stance a short clause. A text that itself tells of a change ("has reversed itself", "dropped its
demand") marks the record.
"""

from __future__ import annotations

from functools import cache

from dragoman.extract.context import Context
from dragoman.extract.dating import date_of
from dragoman.extract.gists import gist_of
from dragoman.frames import Frame
from dragoman.frames.lexicon import rows_of
from dragoman.records import Party, Position

_CLAIMS = {"argue", "believe", "claim", "contend", "hold", "maintain", "see", "describe", "consider", "suggest", "stress",
           "emphasize", "view", "hope", "term", "regard", "insist"}  # fmt: skip
_CHANGES = {"reverse", "change", "shift", "drop", "abandon", "reconsider", "soften", "harden"}
_STANCE_NOUNS = {"stance", "position", "view", "policy", "course", "demand", "insistence", "opposition", "itself", "themselves",
                 "line", "tone"}  # fmt: skip
_MODAL_STANCE = {"should", "must", "ought"}


@cache
def _words() -> dict[tuple[str, str], str]:
    return {(r["word"], r["pos"]): r["polarity"] for r in rows_of("stance_words.tsv", ("word", "pos", "polarity"))}


def extract_positions(context: Context) -> list[Position]:
    """The position records of a document, in text order, without ids and links (`extract.linking` adds them)."""
    out: list[Position] = []
    for frame in context.frames:
        position = _position(context, frame)
        if position is not None and not any(_same(position, other) for other in out):
            out.append(position)
    return out


def _position(context: Context, frame: Frame) -> Position | None:
    polarity = _words().get((frame.lemma, {"verb": "verb", "noun": "noun"}.get(frame.kind, "adj")))
    change = frame.kind == "verb" and frame.lemma in _CHANGES and _of_stance(context, frame)
    if (polarity is None and not change) or frame.carries is not None or context.in_citation(frame.head):
        return None
    if frame.mark in ("if", "unless") or frame.form == "imperative" or _claims_nothing(context, frame):
        return None
    holder = next((p for p in context.parties(frame.subj) if p.code or p.person), None)
    if holder is None or (holder.sector == "MED"):
        return None
    about = _about(context, frame)
    if about is None:
        return None
    voice = context.voice(frame)
    against = (polarity == "against") != frame.negated
    return Position(
        evidence=[context.frame_evidence(frame)], sentence=frame.sentence, certainty=voice.certainty,
        attributed_to=list(voice.attributed_to), why=f"position/{frame.lemma}", holder=holder, issue=about,
        stance=_stance(context, frame), polarity="against" if against else "for", date=date_of(context, frame).edtf,
        change=change,
    )  # fmt: skip


def _of_stance(context: Context, frame: Frame) -> bool:
    return frame.obj is not None and any(context.lemma(h) in _STANCE_NOUNS for h in frame.obj.heads)


def _claims_nothing(context: Context, frame: Frame) -> bool:
    """A verb of saying tells a stance only where it says what should be, or what something is to the speaker."""
    if frame.lemma not in _CLAIMS or frame.kind != "verb":
        return False
    below = [context.frames[i] for i in context.frames.dependents[frame.index]]
    for f in below:
        if f.link in ("ccomp", "xcomp") and (
            _MODAL_STANCE & set(f.modals) or f.kind in ("adj", "nominal") or f.form == "infinitive"
        ):
            return False
    return frame.arg("obl:as") is None


def _about(context: Context, frame: Frame) -> str | None:
    """The issue as a noun phrase: the object's, else that of the clause below, else the oblique's."""
    seen = [frame, *(context.frames[i] for i in context.frames.dependents[frame.index])]
    for f in seen:
        for a in f.all("obj", "obl:on", "obl:to", "obl:for", "obl:over", "obl:about", "obl:with", "obl:against", "obl:in"):
            if a.via not in ("control", "raising", "matrix") and not _party_only(context, a.head):
                return context.text(context.phrase(a.head))
    below = [f for f in seen[1:] if f.subj is not None and f.subj.via == "direct"]
    return context.text(context.phrase(below[0].subj.head)) if below and below[0].subj else None


def _party_only(context: Context, head: int) -> bool:
    naming = context.cast.by_head.get(head)
    return naming is not None and naming.kind in ("pronoun", "joint")


def _stance(context: Context, frame: Frame) -> str:
    below = [
        context.frames[i] for i in context.frames.dependents[frame.index] if context.frames[i].link in ("xcomp", "ccomp")
    ]
    words = f"{'not ' if frame.negated else ''}{gist_of(context, frame)}"
    if below and frame.obj is None:
        words = f"{words} {'to ' if below[0].form == 'infinitive' else ''}{gist_of(context, below[0])}"
    return words.strip()


def _same(a: Position, b: Position) -> bool:
    def who(p: Party) -> str:
        return p.person or p.code or p.name

    return who(a.holder) == who(b.holder) and a.sentence == b.sentence and a.date == b.date

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
from dragoman.extract.matters import matter_of
from dragoman.frames import Frame
from dragoman.frames.lexicon import rows_of
from dragoman.records import Party, Position

_CLAIMS = {"believe", "claim", "hold", "maintain", "see", "describe", "consider", "view", "hope", "charge",
           "call", "say", "tell", "declare", "state", "announce", "add", "like", "wish", "mean", "intend",
           "warn"}  # fmt: skip
_DESIRES = {"intend", "mean", "wish", "hope"}
_CHANGES = {"reverse", "change", "shift", "drop", "abandon", "reconsider", "soften", "harden"}
_STANCE_NOUNS = {"stance", "position", "view", "policy", "course",
                 "demand", "insistence", "opposition",
                 "itself", "themselves", "line", "tone"}  # fmt: skip
_ISSUE_ROLES = (
    "obj", "obl:on", "obl:to", "obl:for", "obl:over", "obl:about", "obl:with", "obl:against", "obl:in"
)  # fmt: skip
_SETTINGS = {"statement", "speech", "interview", "television", "radio", "letter", "conference", "reporter", "journalist",
             "public", "day", "time", "address", "briefing", "tweet"}  # fmt: skip
_MODAL_STANCE = {"should", "must", "ought"}
_REPORTS = {"suggest", "say", "tell", "declare", "state", "announce", "add"}


@cache
def _words() -> dict[tuple[str, str], str]:
    return {(r["word"], r["pos"]): r["polarity"] for r in rows_of("stance_words.tsv", ("word", "pos", "polarity"))}


def extract_positions(context: Context) -> list[Position]:
    """The position records of a document, in text order, without ids and links (`extract.linking` adds them)."""
    out: list[Position] = []
    for frame in context.frames:
        for position in _positions(context, frame):
            if not any(_same(position, other) for other in out):
                out.append(position)
    return out


def _polarity(frame: Frame) -> str | None:
    pos = {"verb": "verb", "noun": "noun"}.get(frame.kind, "adj")
    if frame.lemma == "prepare" and frame.voice == "passive":
        return "for"
    # "rejected out of hand": an adverb that was read as a particle leaves the verb what it is
    return _words().get((frame.lemma, pos)) or (
        _words().get((frame.lemma.split(" ")[0], pos)) if " out" in frame.lemma else None
    )


def _positions(context: Context, frame: Frame) -> list[Position]:
    """One record for each party that takes the stance."""
    polarity = _polarity(frame)
    change = frame.kind == "verb" and frame.lemma in _CHANGES and _of_stance(context, frame)
    if (polarity is None and not change) or frame.carries is not None or context.in_citation(frame.head):
        return []
    if frame.mark in ("if", "unless") or frame.form == "imperative" or _claims_nothing(context, frame):
        return []
    holders = [p for p in _holders(context, frame) if (p.code or p.person) and p.sector != "MED"]
    about = _about(context, frame) if holders else None
    if about is None:
        return []
    voice = context.voice(frame)
    stance = _stance(context, frame)
    matter = matter_of(context, f"{about} {stance}", frame.sentence, (h.code for h in holders))
    against = (polarity == "against") != (frame.negated or _denies(context, frame))
    return [
        Position(
            evidence=[context.frame_evidence(frame)], sentence=frame.sentence, certainty=voice.certainty,
            attributed_to=list(voice.attributed_to), why=f"position/{frame.lemma}", holder=holder, issue=about,
            issue_id=matter[0] if matter else None, issue_name=matter[1] if matter else None,
            stance=stance, polarity="against" if against else "for", date=_date(context, frame),
            change=change,
        )
        for holder in holders
    ]  # fmt: skip


def _holders(context: Context, frame: Frame) -> tuple[Party, ...]:
    """Who takes the stance: the subject; that of the act above where a gerund says by what it is done."""
    subj = frame.obj if frame.lemma == "prepare" and frame.voice == "passive" else frame.subj
    found = context.parties(subj)
    if not found and frame.form == "gerund" and frame.link == "advcl" and frame.governor is not None:
        found = context.parties(context.frames[frame.governor].subj)
    return found


def _date(context: Context, frame: Frame) -> str | None:
    """An infinitive of purpose or choice that was carried out ("used the chance to ask") is dated by the act above it."""
    if frame.form == "infinitive" and frame.link in ("advcl", "xcomp", "nacl", "acl") and frame.governor is not None:
        above = context.frames[frame.governor]
        if above.kind == "verb" and above.tense == "past" and not above.negated and not above.modals:
            return date_of(context, frame).edtf or date_of(context, above).edtf
    return date_of(context, frame).edtf


def _below(context: Context, frame: Frame) -> list[Frame]:
    below = [context.frames[i] for i in context.frames.dependents[frame.index]]
    if frame.link.endswith("relcl") and frame.governor is not None and frame.lemma in ("stress", "say", "argue", "insist"):
        below.append(context.frames[frame.governor])
    return [f for f in below if f.link in ("ccomp", "xcomp", "advcl", "") and f.sentence == frame.sentence]


def _denies(context: Context, frame: Frame) -> bool:
    return frame.lemma in _CLAIMS and any(f.negated for f in _below(context, frame))


def _of_stance(context: Context, frame: Frame) -> bool:
    return frame.obj is not None and any(context.lemma(h) in _STANCE_NOUNS for h in frame.obj.heads)


def _claims_nothing(context: Context, frame: Frame) -> bool:
    """A verb of saying tells a stance only where it says what should be, or what something is to the speaker."""
    if frame.lemma not in _CLAIMS or frame.kind != "verb":
        return False
    if frame.lemma == "like":
        return "would" not in frame.modals
    below = [context.frames[i] for i in context.frames.dependents[frame.index]]
    below = [f for f in below if f.link in ("ccomp", "xcomp")]
    if frame.lemma in _DESIRES:
        return not any(f.form == "infinitive" or f.link == "ccomp" for f in below)
    if frame.lemma == "suggest":
        return not any(f.form == "gerund" or _MODAL_STANCE & set(f.modals) for f in below)
    if frame.lemma in _REPORTS:
        return not any(_judges(f) and _on_matter(context, f) for f in below)
    if frame.lemma == "describe":
        return not any(context.frames.by_head.get(a.head) is None for a in frame.all("obl:as"))
    if any(_judges(f) or f.form in ("infinitive", "gerund") or f.kind in ("adj", "nominal") or f.modals for f in below):
        return False
    return frame.arg("obl:as") is None and not (frame.lemma == "call" and _valued(context, frame))


def _judges(f: Frame) -> bool:
    """What should be, what cannot be, what will not be done; a judgement ("is important", "was no threat")."""
    if _MODAL_STANCE & set(f.modals) or (f.negated and {"can", "could", "will", "would"} & set(f.modals)):
        return True
    return (f.kind == "adj" and f.form == "finite") or (f.kind == "nominal" and f.negated)


def _on_matter(context: Context, f: Frame) -> bool:
    """Is a judgement about something that is named ("the treaty is dead"), not "it" or "I"?"""
    about = f.subj or f.obj
    return about is not None and (_is_issue(context, about.head) or bool(context.parties(about)))


def _valued(context: Context, frame: Frame) -> bool:
    tokens = context.analysis.tokens
    return any(tokens[c].upos == "ADJ" for c in context.analysis.children[frame.head] if c > frame.head)


def _about(context: Context, frame: Frame) -> str | None:
    """The issue as a noun phrase: the object's, else that of the clause below, else the oblique's."""
    below = [context.frames[i] for i in context.frames.dependents[frame.index]]
    says = frame.lemma in _CLAIMS or frame.lemma in ("stress", "argue", "emphasize", "emphasise")
    for f in [frame, *below]:
        roles = ("obj", "obl:on", "obl:about", "obl:over") if says and f is frame else _ISSUE_ROLES
        for a in f.all(*roles):
            if a.via not in ("control", "raising", "matrix") and _is_issue(context, a.head):
                return context.text(context.phrase(a.head))
    for f in below:
        if f.subj is not None and f.subj.via == "direct" and _is_issue(context, f.subj.head):
            return context.text(context.phrase(f.subj.head))
    clause = next((f for f in below if f.link in ("xcomp", "ccomp")), None)
    return gist_of(context, clause) if clause is not None else None


def _is_issue(context: Context, head: int) -> bool:
    """A noun that names a matter: no pronoun, no time, no setting of a speech."""
    token = context.analysis.tokens[head]
    if token.upos == "PRON" or _party_only(context, head) or context.lemma(head) in _SETTINGS:
        return False
    return not any(t.start <= token.start < t.end for t in context.times_in(context.analysis.sentence_of[head]))


def _party_only(context: Context, head: int) -> bool:
    naming = context.cast.by_head.get(head)
    return naming is not None and naming.kind in ("pronoun", "joint")


def _stance(context: Context, frame: Frame) -> str:
    links = ("xcomp", "ccomp") if frame.kind == "verb" else ("xcomp", "ccomp", "acl", "advcl")
    below = [context.frames[i] for i in context.frames.dependents[frame.index] if context.frames[i].link in links]
    own = gist_of(context, frame) if frame.kind in ("verb", "noun") and not (frame.kind == "noun" and below) else frame.lemma
    words = f"{'not ' if frame.negated else ''}{own}"
    if below and (frame.obj is None or frame.kind != "verb"):
        words = f"{words} {'to ' if below[0].form == 'infinitive' else ''}{gist_of(context, below[0])}"
    return words.strip()


def _same(a: Position, b: Position) -> bool:
    def who(p: Party) -> str:
        return p.person or p.code or p.name

    return who(a.holder) == who(b.holder) and a.sentence == b.sentence and a.date == b.date

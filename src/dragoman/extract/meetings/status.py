"""How far a meeting has come: held, planned, proposed, declined, postponed, cancelled or uncertain, and by whose doing."""

from __future__ import annotations

from dataclasses import dataclass

from dragoman.extract.context import Context
from dragoman.extract.meetings.rules import MeetingBook
from dragoman.extract.meetings.setting import Setting
from dragoman.extract.meetings.sides import due_before
from dragoman.frames import Frame
from dragoman.records import Party
from dragoman.values import Edtf

_STANDS_ALONE = ("advcl", "parataxis", "")
# a meeting that is only the occasion of what governs it does not share its fate
_OCCASION = {
    "in",
    "at",
    "during",
    "after",
    "following",
    "since",
    "with",
    "by",
    "from",
    "before",
    "through",
    "throughout",
    "over",
    "amid",
    "against",
}
_SAME_TIME = ("in", "at", "during", "with", "throughout")
_MAYBE = {"may", "might", "could"}


@dataclass(frozen=True)
class Status:
    """`kind` is the contract's status; `by` whoever proposed, declined or put off; `condition` what it hangs on."""

    kind: str
    by: tuple[Party, ...] = ()
    why: str = "told as held"
    condition: str | None = None


def status_of(context: Context, book: MeetingBook, frame: Frame, setting: Setting) -> Status | None:
    """The status that a frame and what governs it give; None where it says that there was no meeting."""
    condition = _condition(context, book, frame)
    kind, by, why = _kind(context, book, frame, setting)
    if kind == "held" and setting.ahead:
        kind, why = "planned", "its date is still to come"
    if frame.negated and kind in ("held", "planned"):
        if frame.tense != "future" and "would" not in frame.modals:
            return None
        kind, why = "declined", "negated"
    return Status(kind, by, why, condition)


def _kind(context: Context, book: MeetingBook, frame: Frame, setting: Setting) -> tuple[str, tuple[Party, ...], str]:
    phases = set(frame.phases)
    for kind in ("cancelled", "postponed"):
        if kind in phases:
            return kind, (), "modifier"
    if "proposed" in phases and _has(context, frame, "possible", "potential", "eventual"):
        return "uncertain", (), "modifier"
    governed = _by_governors(context, book, frame, setting)
    if governed is not None:
        return governed
    if "proposed" in phases:
        return "proposed", (), "modifier"
    if frame.kind in ("noun", "nominal") and not setting.own and _ahead_of(context, frame):
        return "planned", (), "ahead of it"
    circumstance = frame.link.removeprefix("n").removeprefix("obl:") in _OCCASION
    said = None if circumstance else _below(context, book, frame)
    if said is not None:
        return said, (), "clause on it"
    if _MAYBE & set(frame.modals) or ("possible" in frame.hedges and frame.tense != "future"):
        return "uncertain", (), "hedged"
    if frame.tense == "future" or phases & {"scheduled", "expected", "future"}:
        return "planned", (), "future"
    if frame.kind == "nominal" and due_before(context, frame) is not None:
        return "planned", (), "due"
    if frame.mark in ("if", "unless", "whether"):
        return "uncertain", (), "conditional"
    if "would" in frame.modals:
        return "planned", (), "would"
    if frame.kind == "verb" and frame.form == "infinitive" and frame.link == "acl":
        return "planned", (), "to come"
    return "held", (), "told as held"


def _ahead_of(context: Context, frame: Frame) -> bool:
    """ "Landed in Rome ahead of talks with": what something happens ahead of is still to come."""
    first = min(context.analysis.subtree(frame.head))
    return [t.lower_text for t in context.analysis.tokens[max(0, first - 2) : first + 2]].count("ahead") > 0


def _by_governors(
    context: Context, book: MeetingBook, frame: Frame, setting: Setting
) -> tuple[str, tuple[Party, ...], str] | None:  # fmt: skip
    below = frame
    for governor in context.frames.governors(frame):
        if governor.sentence != frame.sentence or _stands_alone(book, below, governor):
            return None
        link = below.link.removeprefix("n")
        said = book.governors.get(f"{governor.lemma}/{governor.kind}", "")
        said = said or book.governors.get(f"{governor.lemma} {link[4:]}" if link.startswith("obl:") else governor.lemma, "")
        if governor.negated and governor.tense == "future" and governor.lemma in book.attending and link == "obj":
            return "declined", context.parties(governor.subj), f"{governor.lemma} negated"
        if link == "obl:on" and book.nouns.get(frame.lemma) is not None and book.nouns[frame.lemma].needs == "journey":
            return None
        if not said and link.startswith("obl:"):
            if link[4:] in _OCCASION:
                ahead = governor.tense == "future" and not governor.negated and link[4:] in _SAME_TIME
                refused = governor.negated and governor.lemma in book.attending and link[4:] in _SAME_TIME
                if refused and governor.tense == "future":
                    return "declined", context.parties(governor.subj), f"{governor.lemma} negated"
                return ("planned", (), f"on occasion of {governor.lemma}") if ahead else None
            said = book.governors.get(governor.lemma, "") if link[4:] in ("of", "for", "about", "to", "on", "over") else ""
        why = f"governed by {governor.lemma}"
        subject = link == "subj" and governor.voice == "active" and governor.kind == "verb"
        if said == "proposed" and governor.kind == "noun":
            said = _answered(context, book, governor) or said
        if said in ("proposed", "planned") and below.link == "ccomp" and below.mark in ("whether", "if"):
            return "uncertain", (), f"{why}, {below.mark}"
        if said and not subject and not governor.negated and not _asserts(context, frame, below, governor):
            if said == "planned" and _MAYBE & set(governor.modals):
                return "uncertain", (), why
            if (
                said == "planned"
                and governor.aspect.startswith("perfect")
                and governor.tense == "past"
                and _is_over(context, setting)
            ):
                return "postponed", (), f"{why}, for a time now past"
            return said, context.parties(governor.subj) if said not in ("planned", "uncertain") else (), why
        if said == "cancelled" and subject:
            return said, (), why
        if subject and book.marked("hanging", governor.lemma):
            return "uncertain", (), why
        if said in ("proposed", "planned") and governor.negated:
            return "uncertain", (), why
        if subject or link in ("obj", "xcomp", "ccomp", "csubj"):
            if _MAYBE & set(governor.modals):
                return "uncertain", (), why
            if governor.tense == "future" and "would" not in governor.modals:
                return "planned", (), why
        below = governor
    return None


def _stands_alone(book: MeetingBook, below: Frame, governor: Frame) -> bool:
    """A clause, or a noun's attribute, that what is above it says nothing of. An infinitive that the tree takes for an
    adverbial clause is the complement of a verb that wants one ("invited her to come")."""
    if below.link == "advcl" and below.form == "infinitive":
        return book.governors.get(governor.lemma) not in ("proposed", "planned") or governor.kind != "verb"
    if below.link.endswith("acl") and below.form == "participle":
        return True
    if below.link.endswith("acl") and governor.kind == "noun":
        return governor.lemma not in book.governors and governor.lemma not in book.nouns
    return below.link in _STANDS_ALONE or below.link.endswith("relcl")


def _answered(context: Context, book: MeetingBook, proposal: Frame) -> str | None:
    """What became of an invitation or a proposal: "declined an invitation to visit", "accepted a proposal to meet"."""
    if proposal.governor is None or proposal.link != "obj":
        return None
    said = book.governors.get(context.frames[proposal.governor].lemma, "")
    return said if said in ("declined", "planned", "cancelled") else None


def _below(context: Context, book: MeetingBook, frame: Frame) -> str | None:
    """What a clause on the meeting itself says: "a summit planned for June", "the visit, which was put off"."""
    for index in context.frames.dependents[frame.index]:
        below = context.frames[index]
        said = book.governors.get(below.lemma, "")
        lasting = below.arg("obl:to") is not None or any(
            context.frames[i].link == "xcomp" and book.marked("lasts", context.frames[i].lemma)
            for i in context.frames.dependents[index]
        )
        if said and below.link.endswith(("acl", "relcl")) and below.voice == "passive" and not below.negated and not lasting:
            return said
    return None


def _is_over(context: Context, setting: Setting) -> bool:
    """ "had been expected in the spring": what was planned for a time that is past did not come about."""
    published = context.published
    return setting.date is not None and setting.firm and published is not None and Edtf(setting.date).last < published.first


def _asserts(context: Context, frame: Frame, below: Frame, governor: Frame) -> bool:
    """ "suggested that the visit had done little", "agreed that the talks were useful": what it governs is said to be so."""
    if below.link != "ccomp" or below.modals:
        return False
    return below.tense == "past" or (below.tense == "present" and below.index != frame.index)


def _has(context: Context, frame: Frame, *words: str) -> bool:
    return any(context.lemma(c) in words for c in context.analysis.children[frame.head])


def _condition(context: Context, book: MeetingBook, frame: Frame) -> str | None:
    """What a meeting hangs on: an if-clause on it or on what governs it."""
    chain = [frame, *(g for g in context.frames.governors(frame) if g.sentence == frame.sentence)]
    heads = {f.index for f in chain} | ({frame.carried_by} if frame.carried_by is not None else set())
    for other in context.frames.by_sentence.get(frame.sentence, ()):
        if (
            other.link == "advcl"
            and other.governor in heads
            and book.marked("condition", other.mark)
            and other.index not in heads
        ):
            clause = context.analysis.subtree(other.head)
            marks = {t for t in clause if context.analysis.tokens[t].rel in ("mark", "punct")}
            return context.text(context.extent(t for t in clause if t not in marks))
    for f in chain:
        for role in ("obl:on", "obl:upon"):
            a = f.arg(role)
            if a is not None and f.lemma in ("depend", "hinge", "conditional", "contingent"):
                return context.text(context.phrase(a.head))
    return None

"""Frame → mentions of meetings: what one predicate tells of one meeting, before mentions are gathered into records."""

from __future__ import annotations

from dataclasses import dataclass, replace

from dragoman.extract.context import Context
from dragoman.extract.meetings.rules import MeetingBook, MeetingRule, load_meeting_rules
from dragoman.extract.meetings.setting import Setting, setting_of
from dragoman.extract.meetings.sides import Sides, codes_of, due_before, is_league, sides_of, united
from dragoman.extract.meetings.status import Status, status_of
from dragoman.extract.places import place_name
from dragoman.frames import Argument, Frame
from dragoman.records import Party


@dataclass(frozen=True)
class Told:
    """One mention: who is told to take part, where, when, how far it has come. `anaphoric`: it names nobody and refers to
    a meeting named elsewhere; `apart`: it is another meeting than the one spoken of; `part`: a session of a longer one."""

    frame: Frame
    rule: MeetingRule
    type: str
    sides: Sides
    setting: Setting
    status: Status
    anaphoric: bool = False
    apart: bool = False
    part: bool = False

    @property
    def parties(self) -> tuple[Party, ...]:
        """All who take part, those inferred last."""
        return (*self.sides.told, *self.sides.inferred)

    @property
    def codes(self) -> frozenset[str]:
        """Their codes; a visit is its visitor's."""
        return frozenset(codes_of(self.sides.told if self.type == "visit" else self.parties))


def tell(context: Context, frame: Frame) -> list[Told]:
    """The mentions of meetings that a frame makes: mostly none or one, several for "separately with A and with B"."""
    book = load_meeting_rules()
    if frame.carries is not None or context.in_citation(frame.head):
        return []
    matched = _match(context, book, frame)
    if matched is None:
        return []
    rule, kind, others = matched
    if frame.lemma == "consultation" and _is_recalled(context, book, frame):
        return []
    if _is_label(context, frame) or _is_craft(context, book, frame):
        return []
    sides = sides_of(context, book, frame, rule, others)
    setting = setting_of(context, frame, rule, sides)
    status = status_of(context, book, frame, setting)
    if status is None:
        return []
    made = Told(frame, rule, kind, sides, setting, status, apart=bool(book.marks["apart"] & _words(context, frame)))
    made = replace(made, part=book.marked("part", frame.lemma), anaphoric=_is_anaphoric(context, made))
    checked = _checked(context, made, others)
    return _separate(context, checked, others) if checked is not None else []


def _is_label(context: Context, frame: Frame) -> bool:
    """ "2003 Oslo summit, Fisheries policy": a line without a verb names a meeting and tells nothing of it, unless a day."""
    sentence, named = context.analysis.sentences[frame.sentence], context.cast.covering
    tokens = context.analysis.tokens[sentence.first : sentence.last]
    if any(t.upos in ("VERB", "AUX") and t.i not in named for t in tokens):
        return False
    return not any(len(str(t.edtf)) >= len("2000-01-01") for t in context.times_in(frame.sentence) if t.edtf is not None)


def _is_craft(context: Context, book: MeetingBook, frame: Frame) -> bool:
    """A destroyer that visits a port meets nobody."""
    return frame.subj is not None and all(book.marked("craft", context.lemma(h)) for h in frame.subj.heads)


def _is_recalled(context: Context, book: MeetingBook, frame: Frame) -> bool:
    """ "recalled its envoy for consultations" is no meeting."""
    return frame.governor is not None and book.marked("recalled", context.frames[frame.governor].lemma)


def _words(context: Context, frame: Frame) -> set[str]:
    """The lemmas and forms of what modifies the predicate."""
    tokens = context.analysis.tokens
    below = [c for c in context.analysis.children[frame.head] if tokens[c].rel != "conj"]
    return {w for c in below for w in (context.lemma(c), tokens[c].lower_text)}


def _match(context: Context, book: MeetingBook, frame: Frame) -> tuple[MeetingRule, str, tuple[Argument, ...]] | None:
    if frame.kind == "nominal" and place_name(context, frame.head) is not None:
        return _match_presence(context, book, frame)
    if frame.kind in ("noun", "nominal"):
        return _match_noun(context, book, frame)
    for a in frame.all("obl:"):
        rule = book.through.get(f"{frame.lemma} {a.role[4:]}")
        if rule is not None and (not rule.person_object or rule.needs != "two" or _is_somebody(context, a)):
            if frame.lemma in ("call", "expect") and _urges(context, frame):
                continue
            return rule, _by_wire(context, frame, rule), frame.all(a.role)
    if frame.kind == "adj":
        return None
    obj = frame.obj
    wired = _wired(context, book, frame)
    if wired is not None:
        return wired
    rule = book.addressed.get(frame.lemma)
    if rule is not None:
        others = tuple(a for a in frame.all("obj", "iobj") if any(p.person or p.role for p in context.parties(a)))
        return (rule, rule.type, others[:1]) if others and frame.tense == "past" and not frame.negated else None
    rule = book.transitive.get(frame.lemma)
    if frame.lemma in ("call on", "call upon") and _urges(context, frame):
        return None
    if rule is not None and rule.signed:
        return (rule, rule.type, ()) if frame.tense != "none" or frame.light else None
    if rule is not None and obj is not None and (not rule.person_object or _is_somebody(context, obj)):
        if (frame.negated and frame.lemma == "see") or (rule.type == "phone_call" and not _is_rung(context, frame, obj)):
            return None
        return rule, _by_wire(context, frame, rule), (obj,)
    rule = book.reciprocal.get(frame.lemma)
    if rule is not None and (obj is None or frame.lemma in ("negotiate", "co-chair")):
        return rule, _by_wire(context, frame, rule), ()
    return None


def _match_presence(
    context: Context, book: MeetingBook, frame: Frame
) -> tuple[MeetingRule, str, tuple[Argument, ...]] | None:  # fmt: skip
    """ "X is due in Lima": a journey to come. That he is there says where he is, and no more."""
    return (book.through["due in"], "visit", ()) if due_before(context, frame) is not None else None


def _wired(context: Context, book: MeetingBook, frame: Frame) -> tuple[MeetingRule, str, tuple[Argument, ...]] | None:
    """Whatever one person says to another "by telephone"."""
    if _by_wire(context, frame, book.wire) != "phone_call" or not any(
        book.modifiers.get(context.lemma(h)) == "phone_call"
        for a in frame.all("obl:by", "obl:over", "obl:on", "obl:via")
        for h in a.heads
    ):
        return None
    tokens, children = context.analysis.tokens, context.analysis.children
    below = [c for a in frame.all("obj") for c in children[a.head]
             if any(tokens[g].lower_text in ("to", "with") for g in children[c])]  # fmt: skip
    near = [*frame.all("iobj", "obl:to", "obl:with", "obj"), *(Argument("obl:to", (c,)) for c in below)]
    others = tuple(a for a in near if any(p.person for p in context.parties(a)))
    together = len({p.person for a in frame.all("subj") for p in context.parties(a) if p.person}) > 1
    return (book.wire, "phone_call", others[:1]) if others or together else None


def _urges(context: Context, frame: Frame) -> bool:
    """ "called on Spain to withdraw" is no visit."""
    first, last = frame.head, max(context.analysis.subtree(frame.head))
    inside = context.frames.by_sentence[frame.sentence]
    return any(f.form == "infinitive" and first < f.head <= last for f in inside)


def _is_somebody(context: Context, argument: Argument) -> bool:
    parties = context.parties(argument)
    return any(p.person or (p.code and (p.role or p.sector)) or (p.code and p.name) for p in parties)


def _is_rung(context: Context, frame: Frame, obj: Argument) -> bool:
    """ "called the premier", not "called Peru an aggressor", "called the minister weak"."""
    if len(frame.all("obj", "iobj")) > 1 or any(
        context.frames[i].link == "xcomp" for i in context.frames.dependents[frame.index]
    ):
        return False
    below = context.analysis.children[frame.head]
    if any(context.analysis.tokens[c].rel in ("xcomp", "ccomp") for c in below):
        return False
    if context.cast.naming(obj.head) is None:
        return False
    behind = max(context.analysis.subtree(obj.head)) + 1
    said = behind < len(context.analysis.tokens) and context.analysis.tokens[behind].text in ('"', "“", "``", ",")
    return not said and any(p.person or p.role for p in context.parties(obj))


def _by_wire(context: Context, frame: Frame, rule: MeetingRule) -> str:
    """Spoken "by telephone" and the like."""
    book = load_meeting_rules()
    for a in frame.all("obl:by", "obl:over", "obl:on", "obl:via"):
        if any(book.modifiers.get(context.lemma(h)) == "phone_call" for h in a.heads):
            return "phone_call"
    return rule.type


def _match_noun(
    context: Context, book: MeetingBook, frame: Frame
) -> tuple[MeetingRule, str, tuple[Argument, ...]] | None:  # fmt: skip
    analysis = context.analysis
    near = [
        c for c in analysis.children[frame.head] if c < frame.head and analysis.tokens[c].rel in ("compound", "amod", "nmod")
    ]
    before = [context.lemma(t) for c in near for t in (c, *analysis.children[c])]
    rule = next((book.nouns[k] for w in before if (k := f"{w} {frame.lemma}") in book.nouns), None)
    rule = rule or book.nouns.get(frame.lemma)
    if rule is None or _is_part_of_name(context, frame):
        return None
    behind = [
        context.lemma(h)
        for a in frame.all("obl:of", "subj")
        if a.via == "direct"
        for h in a.heads
        if not analysis.tokens[h].text[:1].isupper()
    ]
    kinds = [book.modifiers[w] for w in (*before, *behind) if w in book.modifiers]
    if rule.type != "press_conference" and ("none" in kinds or "press_conference" in kinds):
        return None
    kind = next((k for k in kinds if k != "press_conference"), rule.type)
    others = frame.all("obl:with")
    if frame.lemma == "audience" and not others and not frame.light:
        return None
    if frame.lemma == "call" and frame.light == "pay":
        return book.transitive["call on"], "talks", frame.all("obl:on")
    if rule.strict and kind == rule.type and "phone_call" not in kinds and not others:
        return None
    kind = "phone_call" if _by_wire(context, frame, rule) == "phone_call" else kind
    if rule.type == "talks" and frame.lemma in ("meeting", "session") and _of_commission(context, frame):
        kind = "other"
    return rule, kind, others


def _is_part_of_name(context: Context, frame: Frame) -> bool:
    """ "the Gas Exporting Countries Forum", "the Bishops' Conference" are bodies."""
    naming = context.cast.covering.get(frame.head)
    return (
        naming is not None
        and naming.kind == "name"
        and context.analysis.tokens[frame.head].text[:1].isupper()
        and (context.cast.entities[naming.entities[0]].type == "organization")
    )


def _of_commission(context: Context, frame: Frame) -> bool:
    bodies = load_meeting_rules().marks["commission"]
    heads = [h for a in frame.all("subj", "obl:of", "mod", "obl:with") for h in a.heads]
    return any(context.lemma(h) in bodies for h in heads)


def _is_anaphoric(context: Context, told: Told) -> bool:
    """A definite or possessed noun that names no side of its own."""
    if told.frame.kind in ("verb", "adj") or told.rule.through:
        return False
    if told.frame.kind == "nominal" and _is_this(context, told.frame):
        return True
    own = codes_of(told.sides.told)
    whole = (len(own) > 1 and (not told.sides.by_pronoun or told.frame.light)) or (
        told.rule.needs == "journey" and own and told.setting.host not in (None, *own)
    )
    definite = load_meeting_rules().marks["definite"]
    if own and told.sides.around and not told.frame.light and definite & _words(context, told.frame):
        return True
    if own and (whole or not told.sides.by_pronoun):
        return False
    return (
        bool(definite & _words(context, told.frame))
        or told.sides.by_pronoun
        or told.setting.firm
        or told.apart
        or (told.setting.place is not None and bool(load_meeting_rules().marked("plural", told.frame.lemma)))
    )


def _is_this(context: Context, frame: Frame) -> bool:
    """ "This was the second round": it says of a meeting told before which one it was."""
    subject = frame.subj
    return subject is not None and context.analysis.tokens[subject.head].lower_text in (
        "this",
        "it",
        "that",
        "these",
        "those",
    )


def _checked(context: Context, told: Told, others: tuple[Argument, ...]) -> Told | None:
    """The mention if it tells of one occasion with all that its rule needs; None otherwise."""
    frame, rule, sides = told.frame, told.rule, told.sides
    if frame.kind in ("noun", "nominal") and not rule.through and _is_generic(context, told):
        return None
    codes = set(codes_of(sides.told))
    if rule.needs == "one":
        return told if sides.told or told.anaphoric else None
    if rule.needs == "journey":
        return _journey(told, codes)
    people = {p.person for p in sides.told if p.person}
    if not codes and not told.anaphoric:
        return None
    if rule.addressed and not (told.setting.place and len(codes) > 1 and people):
        return None
    if rule.signed and not (told.setting.place and len({p.code for p in sides.told if p.person}) > 1):
        return None
    if len(codes) > 1 or (len(people) > 1 and (frame.kind == "verb" or frame.light)):
        return told
    if any(is_league(p) for p in sides.told) and (rule.needs == "sides" or _is_many(context, frame)):
        return told
    if told.anaphoric and not codes:
        return told
    if rule.dated:
        return (
            replace(told, sides=replace(sides, inferred=())) if codes and told.setting.firm and told.setting.place else None
        )
    if not codes or sides.unknown_other or not sides.inferred:
        return told if told.anaphoric else None
    marked = frame.light or told.setting.firm or told.setting.place or people or told.anaphoric
    if frame.kind != "verb":
        return told if marked else None
    received = frame.subj is None and frame.obj is not None
    return told if people and (others or received) else None


def _is_many(context: Context, frame: Frame) -> bool:
    """Do several of one organisation meet ("the ASEAN foreign ministers gathered")?"""
    heads = [h for a in frame.all("subj", "obl:of", "mod", "obl:with") for h in a.heads]
    return any(context.analysis.tokens[h].xpos in ("NNS", "NNPS") for h in heads)


def _journey(told: Told, codes: set[str]) -> Told | None:
    official = [p for p in told.sides.told if p.person or p.role or p.sector not in (None, "CVL", "MED", "BUS", "REF")]
    if told.frame.kind in ("verb", "adj") or told.rule.through:
        abroad = told.setting.host is not None and told.setting.host not in codes
        return told if official and codes and abroad else None
    if not codes:
        return replace(told, anaphoric=True) if told.anaphoric else None
    if told.setting.host is None or told.setting.host in codes:
        alone = any(p.person for p in official) and told.status.kind != "held" and not told.sides.by_pronoun
        return told if alone and told.setting.host is None else replace(told, anaphoric=True) if official else None
    return told if official or told.frame.kind != "verb" else None


def _is_generic(context: Context, told: Told) -> bool:
    frame = told.frame
    token = context.analysis.tokens[frame.head]
    marks = load_meeting_rules().marks
    words = _words(context, frame)
    if words & marks["habit"] and not told.setting.firm:
        return True
    counted = any(context.analysis.tokens[c].rel == "nummod" for c in context.analysis.children[frame.head])
    many = token.xpos in ("NNS", "NNPS") and frame.lemma not in marks["plural"] and not counted
    if many and not (told.setting.firm and (frame.light or marks["definite"] & words)):
        return True
    occasion = frame.light or told.setting.own or told.setting.place
    return told.rule.background and not occasion


def _separate(context: Context, told: Told, others: tuple[Argument, ...]) -> list[Told]:
    """ "met separately with A and with B": one meeting each."""
    tokens = context.analysis.tokens
    below = {tokens[t].lower_text for t in context.analysis.subtree(told.frame.head)}
    dated = _dates_apart(context, told, others)
    if dated:
        return dated
    if not below & {"separately", "separate"} or not others:
        return [told]
    theirs = [p for a in told.frame.all(*{o.role for o in others}) for p in context.parties(a)]
    ours = [p for p in told.sides.told if all(p.name != t.name for t in theirs)]
    if len(theirs) < 2 or not ours:
        return [told]
    return [replace(told, sides=replace(told.sides, told=(*ours, t), inferred=())) for t in theirs]


def _dates_apart(context: Context, told: Told, others: tuple[Argument, ...]) -> list[Told]:
    """ "met A on Tuesday and B a day later": each with the date behind it."""
    heads = sorted(context.cast.expanded(h for a in others for h in a.heads))
    if len(heads) < 2 or told.frame.kind != "verb":
        return []
    dates: list[str] = []
    starts = [n.first if (n := context.cast.by_head.get(h)) is not None else h for h in heads]
    for head, end in zip(heads, [*starts[1:], 10**9], strict=True):
        inside = [t for t in context.times_in(told.frame.sentence) if t.edtf is not None and t.type == "DATE"
                  and head < (context.token_at(t.start) or 0) < end]  # fmt: skip
        if not inside:
            return []
        dates.append(str(inside[0].edtf))
    theirs = [context.parties_at(h) for h in heads]
    ours = [p for p in told.sides.told if all(p.name != t.name for ts in theirs for t in ts)]
    if len(set(dates)) < 2 or not ours or not all(theirs):
        return []
    return [
        replace(told, sides=Sides(united((*ours, *them))), setting=replace(told.setting, date=date, firm=True, own=True))
        for them, date in zip(theirs, dates, strict=True)
    ]

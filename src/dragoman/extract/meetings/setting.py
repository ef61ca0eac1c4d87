"""Where and when a meeting is: from its own words, from the occasion it is tied to, from the journey it is part of."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import timedelta

from dragoman.extract.context import Context
from dragoman.extract.dating import date_ahead, date_of
from dragoman.extract.meetings.rules import MeetingRule, load_meeting_rules
from dragoman.extract.meetings.sides import Sides, state_party
from dragoman.extract.places import city_before, host_of, place_below, place_code, place_name, place_of
from dragoman.frames import Frame
from dragoman.resolve.times import Timex
from dragoman.values import Edtf

_TO = ("obl:to", "obl:into", "obl:for", "obl:in", "obl:at", "obj")
_ON_OCCASION = (
    "obl:during",
    "obl:at",
    "obl:on",
    "obl:in",
    "obl:after",
    "obl:for",
    "obl:following",
    "obl:alongside",
    "obl:before",
    "obl:to",
)


@dataclass(frozen=True)
class Setting:
    """`place` as printed, `host` the code of its state; `date` EDTF, `firm` where words set it for this meeting (not the
    text's main line), `own` where its own clause does; `ahead`: it is after the day of publication."""

    place: str | None = None
    host: str | None = None
    date: str | None = None
    firm: bool = False
    own: bool = False
    ahead: bool = False
    why: str = ""


def setting_of(context: Context, frame: Frame, rule: MeetingRule, sides: Sides) -> Setting:
    """Place and date of the meeting that a frame tells of."""
    place, host = _place(context, frame, rule, sides)
    dated = date_of(context, frame, strict=True)
    weak = dated.why.startswith("sentence") and frame.kind != "verb" and _is_definite(context, frame)
    firm = dated.edtf is not None and dated.why != "narrative" and not weak
    out = Setting(place, host, dated.edtf, firm, dated.why.startswith("clause"), why=f"date: {dated.why}")
    coming = date_ahead(context, frame)
    if not firm and coming.edtf is not None:
        out = replace(out, date=coming.edtf, firm=True, why=f"date: {coming.why}")
    if not out.firm:
        out = _as_planned(context, frame, out)
    out = _lasting(context, frame, _days_joined(context, frame, out))
    occasion = _occasion(context, frame)
    if occasion is not None:
        out = _on_occasion(context, occasion, out)
    published = context.published
    ahead = out.date is not None and published is not None and Edtf(out.date).first > published.last
    return replace(out, ahead=ahead)


def _is_definite(context: Context, frame: Frame) -> bool:
    marks = load_meeting_rules().marks["definite"]
    return any(context.lemma(c) in marks for c in context.analysis.children[frame.head])


def _as_planned(context: Context, frame: Frame, setting: Setting) -> Setting:
    """The date and place for which it is said to be planned: "a summit scheduled for June", "scheduled to open in Lima"."""
    governors = load_meeting_rules().governors
    for index in context.frames.dependents[frame.index]:
        below = context.frames[index]
        if not below.link.endswith(("acl", "relcl")) or governors.get(below.lemma) != "planned":
            continue
        told = [below, *(context.frames[i] for i in context.frames.dependents[index] if context.frames[i].link == "xcomp")]
        dates = [d for f in told for d in (date_ahead(context, f).edtf, date_of(context, f).edtf) if d]
        places = [
            p for f in told if (p := place_of(context, f) or (context.document.place if _says(context, f, "here") else None))
        ]
        if setting.place is None and places:
            setting = replace(setting, place=places[0], host=setting.host or _code_of(context, places[0]))
        if dates:
            return replace(setting, date=dates[0], firm=True, why=f"date: that of “{below.lemma}”")
    return setting


def _place(context: Context, frame: Frame, rule: MeetingRule, sides: Sides) -> tuple[str | None, str | None]:
    if rule.needs == "journey" and frame.kind == "nominal" and (name := place_name(context, frame.head)) is not None:
        return name, place_code(context, frame.head)
    if rule.needs == "journey":
        book = load_meeting_rules()
        through = [a.role for a in frame.all("obl:") if f"{frame.lemma} {a.role[4:]}" in book.through]
        for role in through or _TO:
            for a in frame.all(role):
                for h in a.heads:
                    name = place_name(context, h)
                    if name:
                        return name, place_code(context, h)
        if frame.kind != "verb" and frame.arg("obl:to") is None:
            home = _returned(context, frame, sides)
            if home is not None:
                return home
        within = _in_phrase(context, frame)
        if within is not None:
            return place_name(context, within), place_code(context, within)
        moved = _by_moves(context, frame, sides)
        if moved is not None:
            return moved
        for a in frame.all("mod"):
            if place_name(context, a.head) and frame.kind != "verb":
                naming = context.cast.naming(a.head)
                if naming is not None and naming.kind == "name":
                    return place_name(context, a.head), place_code(context, a.head)
    name = place_of(context, frame) or place_below(context, frame)
    if name is None and frame.governor is not None and frame.carried_by is None:
        governor = context.frames[frame.governor]
        if frame.link in ("subj", "obl:for") and governor.kind == "nominal":
            name = place_name(context, governor.head)
        elif governor.sentence == frame.sentence and frame.link in ("obj", "subj", "xcomp", "obl:for", "obl:to", "advcl"):
            name = place_of(context, governor)
    if name is None:
        city = city_before(context, frame)
        name = context.analysis.tokens[city].text if city is not None else None
    if name is None and frame.kind == "verb":
        name = _inside(context, frame)
    if name is None and _says(context, frame, "there"):
        name = _last_place(context, frame)
    if name is None and _says(context, frame, "here"):
        name = context.document.place
    return name, _code_of(context, name)


def _inside(context: Context, frame: Frame) -> str | None:
    """A place that the tree hangs on the object of a verb ("discussed the offer in Lima with her")."""
    tokens = context.analysis.tokens
    found = None
    for a in frame.all("obj", "iobj", "obl:with"):
        for t in context.analysis.subtree(a.head):
            cases = {tokens[c].lower_text for c in context.analysis.children[t] if tokens[c].rel == "case"}
            naming = context.cast.naming(t)
            if t > a.head and cases & {"in", "at"} and naming is not None and naming.place:
                found = place_name(context, t)
    return found


def _says(context: Context, frame: Frame, word: str) -> bool:
    near = {*context.analysis.children[frame.head], frame.head + 1}
    if frame.governor is not None and frame.link in ("obj", "iobj"):
        near |= set(context.analysis.children[context.frames[frame.governor].head])
    return any(t < len(context.analysis.tokens) and context.analysis.tokens[t].lower_text == word for t in near)


def _last_place(context: Context, frame: Frame) -> str | None:
    """The place named last before: what "there" means."""
    found = None
    for naming in context.cast.namings:
        if naming.first >= frame.head:
            break
        if naming.place and context.analysis.sentence_of[naming.head] >= frame.sentence - 2:
            found = place_name(context, naming.head) or found
    return found


def _returned(context: Context, frame: Frame, sides: Sides) -> tuple[str, str] | None:
    """ "a return visit": to the state whose people came before, the other of the text's two."""
    if not any(context.lemma(c) in ("return", "reciprocal") for c in context.analysis.children[frame.head]):
        return None
    own = {p.code for p in sides.told}
    other = [c for c in context.pair if c not in own]
    if len(other) != 1 or len(context.pair) != 2 or not own:
        return None
    return state_party(context, other[0]).name, other[0]


def _by_moves(context: Context, frame: Frame, sides: Sides) -> tuple[str, str | None] | None:
    """The place that the visitor is told to leave or reach in the same sentence ("the visit of Ruiz, who left Lima")."""
    people = {p.person for p in sides.told if p.person}
    moves = load_meeting_rules().marks["moves"]
    for other in context.frames.by_sentence.get(frame.sentence, ()):
        if (
            other.index == frame.index
            or other.kind != "verb"
            or other.lemma not in moves
            or not people & {p.person for p in context.parties(other.subj)}
        ):
            continue
        for a in other.all("obj", "obl:from", "obl:in"):
            for h in a.heads:
                name = place_name(context, h)
                if name and place_code(context, h) not in {p.code for p in sides.told}:
                    return name, place_code(context, h)
    return None


def _in_phrase(context: Context, frame: Frame) -> int | None:
    """The goal of a journey that hangs deeper in its phrase ("a visit by its minister to Riga")."""
    if frame.kind == "verb":
        return None
    tokens = context.analysis.tokens
    for t in context.analysis.subtree(frame.head):
        cases = {tokens[c].lower_text for c in context.analysis.children[t] if tokens[c].rel == "case"}
        if t > frame.head and cases & {"to", "into"} and place_name(context, t):
            return t
    return None


def _code_of(context: Context, name: str | None) -> str | None:
    if name is None:
        return None
    host = host_of(context, name)
    return host.code if host is not None else None


def _occasion(context: Context, frame: Frame) -> Frame | None:
    """The other meeting in whose course this one is: "on the sidelines of the summit", "during his visit to", "where"."""
    nouns = load_meeting_rules().nouns
    for role in _ON_OCCASION:
        for a in frame.all(role):
            for h in a.heads:
                other = context.frames.by_head.get(h) or _below_edge(context, h)
                if other is not None and other.index != frame.index and other.lemma in nouns:
                    return other
    for at in (frame, *context.frames.governors(frame)):
        if at.sentence != frame.sentence:
            break
        if at.link.endswith("relcl") and at.mark == "where" and at.governor is not None:
            other = context.frames[at.governor]
            return other if other.lemma in nouns else None
    if frame.governor is not None and (frame.link in _ON_OCCASION or frame.link == "advcl"):
        other = context.frames[frame.governor]
        if other.lemma in nouns and other.sentence == frame.sentence:
            return other
    return None


def _below_edge(context: Context, head: int) -> Frame | None:
    if not {context.lemma(head), context.analysis.tokens[head].lower_text} & load_meeting_rules().marks["edge"]:
        return None
    for c in context.analysis.children[head]:
        other = context.frames.by_head.get(c)
        if other is not None:
            return other
    return None


def _on_occasion(context: Context, occasion: Frame, setting: Setting) -> Setting:
    rule = load_meeting_rules().nouns[occasion.lemma]
    place, host = _place(context, occasion, rule, Sides())
    out = setting
    if out.place is None and place is not None:
        out = replace(out, place=place, host=host)
    if not out.firm:
        dated = date_of(context, occasion, strict=True)
        if dated.edtf is not None and dated.why.startswith("clause"):
            out = replace(out, date=dated.edtf, firm=True, why=f"date: that of the {occasion.lemma}")
    return out


def _lasting(context: Context, frame: Frame, setting: Setting) -> Setting:
    """ "yesterday ended a three-day visit": the days that a stay of told length took."""
    if setting.date is None or Edtf(setting.date).precision != "day":
        return setting
    days = _days(context, frame)
    if days is None:
        return setting
    day = Edtf(setting.date).first
    chain = {frame.light, *(g.lemma for g in context.frames.governors(frame) if g.sentence == frame.sentence)}
    marks = load_meeting_rules().marks
    words = {w.split()[0] for w in chain if w}
    if words & marks["ends"] or frame.link.endswith(("obl:after", "obl:following")):
        span = Edtf.between(day - timedelta(days - 1), day)
    elif words & marks["begins"]:
        span = Edtf.between(day, day + timedelta(days - 1))
    else:
        return setting
    return replace(setting, date=str(span), why=f"{setting.why}; it took {days} days")


def _days_joined(context: Context, frame: Frame, setting: Setting) -> Setting:
    """ "on Saturday and Sunday", "on 6 and 7 May": two days that follow each other are a stay."""
    if not setting.own or setting.date is None or Edtf(setting.date).precision != "day":
        return setting
    days = sorted({Edtf(str(t.edtf)).first for t in context.times_of(frame)
                   if t.edtf is not None and Edtf(str(t.edtf)).precision == "day"})  # fmt: skip
    if len(days) == 2 and days[1] - days[0] == timedelta(1):
        return replace(setting, date=str(Edtf.between(days[0], days[1])))
    return setting


def _days(context: Context, frame: Frame) -> int | None:
    """The length in days that modifies a meeting ("three-day", "two days of")."""
    low = set(context.analysis.children[frame.head])
    for t in context.times_in(frame.sentence):
        at = context.token_at(t.start)
        if t.type == "DURATION" and at is not None and _near(context, at, low | {frame.head}):
            return _length(t)
    return None


def _near(context: Context, at: int, heads: set[int]) -> bool:
    for _ in range(3):
        if at in heads:
            return True
        at = context.analysis.tokens[at].head
    return False


def _length(t: Timex) -> int | None:
    value = t.value or ""
    if value.startswith("P") and value.endswith("D") and value[1:-1].isdigit():
        days = int(value[1:-1])
        return days if 1 < days < 32 else None
    return None

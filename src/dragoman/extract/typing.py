"""Frame → PLOVER type: which rule speaks, and what a governing predicate makes of it."""

from __future__ import annotations

from dataclasses import dataclass

from dragoman.extract.conditions import fits
from dragoman.extract.context import Context
from dragoman.extract.rules import Rule, RuleBook
from dragoman.frames import Frame

_INNER_LINKS = (
    "xcomp",
    "ccomp",
    "acl",
    "obj",
    "obl:to",
    "obl:for",
    "obl:on",
    "obl:from",
    "obl:of",
    "obl:against",
    "obl:in",
    "obl:with",
    "advcl",
)
_STOPPED_LINKS = ("xcomp", "obj", "acl", "obl:to", "obl:on")
_BIDDEN_LINKS = ("xcomp", "ccomp", "advcl", "acl", "obl:for", "obl:on", "obl:to")
_LINKS_OF = {"stop": _STOPPED_LINKS, "finish": _STOPPED_LINKS, "bid": _BIDDEN_LINKS}
_DIRECTIVE = {"should", "must", "ought", "need"}
_HARSH = {"ASSAULT", "COERCE", "MOBILIZE", "SANCTION", "THREATEN", "REJECT", "ACCUSE", "PROTEST"}
# a governor of these classes answers or judges an act of another, which is told with it
_PRESUPPOSING = {"refuse", "welcome", "condemn", "promise"}
_WORDS = {"REQUEST", "ACCUSE", "REJECT", "THREATEN", "AGREE", "SUPPORT"}
# what is promised or planned and will be felt is told too, as still to come
_MATERIAL = {"AID", "COOPERATE", "RETREAT"}


@dataclass(frozen=True, slots=True)
class Typed:
    """A frame with its type: the rule that spoke, the frame that carries the act (an inner one, where a governor
    merely resumes or a promise wraps it), and why; `ahead` where the act is only promised by the frame above it."""

    type: str
    rule: Rule | None
    frame: Frame
    inner: Frame | None
    why: str
    ahead: bool = False


def keys(context: Context, frame: Frame) -> list[str]:
    """The look-up keys of a frame, the most specific first: with object noun, with preposition and noun, alone."""
    base = frame.light or frame.lemma if frame.kind == "verb" else frame.lemma
    tokens, children = context.analysis.tokens, context.analysis.children
    out: list[str] = []
    heads = [h for a in frame.all("obj") for h in a.heads]
    if frame.carries is not None:
        heads.append(context.frames[frame.carries].head)
    for h in heads:
        noun = context.lemma(h)
        out += [f"{base} {context.lemma(c)} {noun}" for c in children[h] if tokens[c].rel in ("amod", "compound")]
        out.append(f"{base} {noun}")
    for a in frame.all("obl:"):
        prep = a.role[4:]
        if all(tokens[h].mention == "time" for h in a.heads):
            continue
        out += [f"{base} {prep} {context.lemma(h)}" for h in a.heads]
        out.append(f"{base} {prep}")
    out += [f"{base} {tokens[c].lower_text}" for c in children[frame.head] if tokens[c].rel in ("advmod", "xcomp")]
    out.append(base)
    if frame.verb != base:
        out.append(frame.verb)
    return out


def match(context: Context, book: RuleBook, frame: Frame, own_keys: list[str] | None = None) -> Rule | None:
    """The rule that types a frame by itself, None where no rule speaks."""
    if frame.kind in ("adj", "nominal"):
        table = book.negated_adjectives if frame.negated else book.adjectives
        candidates = [table.get(frame.lemma, ())]
        if frame.kind == "nominal" and not frame.negated:
            candidates.append(book.nouns.get(frame.lemma, ()))
    elif frame.kind == "noun":
        light = f"{frame.light} {frame.lemma}" if frame.light else ""
        candidates = [book.verbs.get(light, ()), book.nouns.get(frame.lemma, ()), book.verbs.get(frame.verb, ())]
        if frame.light:
            held = book.verbs.get(frame.light, ())
            candidates.insert(0, tuple(r for r in held if r.joint))
            candidates.insert(2, tuple(r for r in held if r.object or r.objects))
    else:
        found = keys(context, frame) if own_keys is None else own_keys
        candidates = [book.negated.get(k, ()) for k in found] if frame.negated else []
        candidates += [book.verbs.get(k, ()) for k in found]
    for rules in candidates:
        for rule in rules:
            if fits(context, book, rule, frame):
                return rule
    return None


def is_turned(frame: Frame, rule: Rule | None) -> bool:
    """Does the rule speak because the frame is negated?"""
    if rule is None or not frame.negated:
        return False
    if frame.kind in ("adj", "nominal"):
        return frame.lemma in rule.negated_adjectives
    return bool(rule.negated) and frame.lemma.split()[0] in {k.split()[0] for k in rule.negated}


def governor_class(context: Context, book: RuleBook, frame: Frame, own_keys: list[str] | None = None) -> str:
    """The composing class of a frame ("refuse", "demand" …), empty if it has none."""
    if frame.kind == "noun":
        names = [f"{frame.light} {frame.lemma}"] if frame.light else []
        names += [f"{frame.lemma} (noun)", frame.lemma]
    elif frame.kind in ("verb", "adj"):
        names = keys(context, frame) if own_keys is None else own_keys
    else:
        return ""
    return next((book.governors[n] for n in names if n in book.governors), "")


class _Reading:
    """The typing of one document: each frame's rule and class, looked up once."""

    def __init__(self, context: Context, book: RuleBook) -> None:
        self.context, self.book = context, book
        self.rules: dict[int, Rule | None] = {}
        self.classes: dict[int, str] = {}
        for frame in context.frames:
            if frame.carries is None:
                self._look_up(frame)

    def _look_up(self, frame: Frame) -> None:
        first = (frame.light or frame.lemma).split(" ", 1)[0]
        if frame.kind == "verb" and first not in self.book.starts and frame.verb not in self.book.starts:
            return
        found = keys(self.context, frame) if frame.kind != "nominal" else []
        rule = match(self.context, self.book, frame, found)
        self.rules[frame.index] = rule
        if not is_turned(frame, rule):
            self.classes[frame.index] = governor_class(self.context, self.book, frame, found)

    def inner(self, frame: Frame) -> Frame | None:
        """The governed frame that has a type, followed through untyped open clauses."""
        frames = self.context.frames
        links = _LINKS_OF.get(self.classes.get(frame.index, ""), _INNER_LINKS)
        bidden = self.classes.get(frame.index) == "bid"
        stack = [(i, 0) for i in frames.dependents[frame.index]]
        if frame.carries is not None:
            stack.append((frame.carries, 0))
        for index, depth in stack:
            below = frames[index]
            if below.link not in links or depth > 2 or _is_told(below):
                continue
            if bidden and below.link == "ccomp" and below.tense != "none" and not _DIRECTIVE & set(below.modals):
                continue
            if below.carries is not None:
                below = frames[below.carries]
            if below.link == "advcl" and below.form != "infinitive":
                continue
            if self.rules.get(below.index) is not None:
                return below
            if not self.classes.get(below.index) and below.link in ("xcomp", "ccomp", "acl"):
                stack += [(i, depth + 1) for i in frames.dependents[below.index]]
        return None

    def composed(self, cls: str, inner: Frame, inner_type: str) -> str:
        """The type of a governor over an inner act; to promise not to harm is to agree, not to help is to refuse."""
        if cls in ("promise", "plan") and inner.negated and not is_turned(inner, self.rules.get(inner.index)):
            return "AGREE" if inner_type in _HARSH else "REJECT"
        return self.book.composed(cls, inner_type)

    def type_of(self, frame: Frame, depth: int = 0) -> str:
        """The type of a frame with what it governs."""
        rule = self.rules.get(frame.index)
        cls = self.classes.get(frame.index, "")
        inner = self.inner(frame) if cls and depth < 3 else None
        if inner is not None and inner.index != frame.index:
            return self.composed(cls, inner, self.type_of(inner, depth + 1))
        return rule.type if rule is not None else ""


def _is_told(frame: Frame) -> bool:
    """A finite clause that tells how things are, not what is to be done."""
    return frame.link == "ccomp" and frame.tense in ("past", "present") and not frame.modals and not frame.phases


def type_frames(context: Context, book: RuleBook) -> list[Typed]:
    """All typed frames of a document; what a governor speaks for is not listed again, unless it is another's act or a
    material one that is promised."""
    reading = _Reading(context, book)
    spoken: set[int] = set()
    out: dict[int, Typed] = {}
    for frame in context.frames:
        rule = reading.rules.get(frame.index)
        cls = reading.classes.get(frame.index, "")
        inner = reading.inner(frame) if cls else None
        if inner is not None:
            inner_type = reading.type_of(inner)
            got = reading.composed(cls, inner, inner_type) if inner_type else ""
            if not (_is_anothers(context, cls, frame, inner) and inner_type in _WORDS):
                spoken.add(inner.index)
            if not got and rule is not None:
                out[frame.index] = Typed(rule.type, rule, frame, inner, rule.id)
            elif got:
                out[frame.index] = Typed(
                    got, rule or reading.rules.get(inner.index), frame, inner, f"compose/{cls}+{inner_type}"
                )
            if cls == "promise" and inner_type in _MATERIAL and not inner.negated and inner.index not in out:
                why = f"promised by {frame.lemma}"
                out[inner.index] = Typed(inner_type, reading.rules.get(inner.index), inner, None, why, ahead=True)
        elif rule is not None and frame.index not in out:
            out[frame.index] = Typed(rule.type, rule, frame, None, rule.id)
    return [t for i, t in sorted(out.items()) if i not in spoken or t.ahead or t.why.startswith("compose/resume")]


def _is_anothers(context: Context, cls: str, frame: Frame, inner: Frame) -> bool:
    """ "rejected Tokyo's demand": an act of the other side that the governor answers."""
    if cls not in _PRESUPPOSING or inner.kind != "noun" or inner.subj is None:
        return False
    theirs = {p.code for p in context.parties(inner.subj) if p.code}
    return bool(theirs) and not theirs & {p.code for p in context.parties(frame.subj)}

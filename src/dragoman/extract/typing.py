"""Frame → PLOVER type: which rule speaks, and what a governing predicate makes of it."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

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
_JOINT = {"joint", "jointly", "together", "bilateral", "mutual", "combined", "multinational"}
_DIRECTIVE_MODALS = {"should", "must", "ought", "need"}


@dataclass(frozen=True, slots=True)
class Typed:
    """A frame with its type: the rule that spoke, the frame that carries the act (an inner one, where a governor
    merely resumes or a promise wraps it), and why."""

    type: str
    rule: Rule | None
    frame: Frame
    inner: Frame | None
    why: str


def keys(context: Context, frame: Frame) -> Iterator[str]:
    """The look-up keys of a frame, the most specific first: with object noun, with preposition and noun, alone."""
    base = frame.light or frame.lemma if frame.kind == "verb" else frame.lemma
    heads = [context.lemma(h) for a in frame.all("obj") for h in a.heads]
    if frame.carries is not None:
        heads.append(context.frames[frame.carries].lemma)
    for noun in heads:
        yield f"{base} {noun}"
    for a in frame.all("obl:"):
        prep = a.role[4:]
        for h in a.heads:
            yield f"{base} {prep} {context.lemma(h)}"
        yield f"{base} {prep}"
    yield base
    if frame.verb != base:
        yield frame.verb


def match(context: Context, book: RuleBook, frame: Frame) -> Rule | None:
    """The rule that types a frame by itself, None where no rule speaks."""
    impossible = frame.negated or (frame.kind == "adj" and frame.lemma.startswith("un"))
    if impossible and frame.kind == "verb":
        for rule in book.negated.get(frame.lemma, ()):
            return rule
    if frame.kind in ("adj", "nominal"):
        candidates = [book.adjectives.get(frame.lemma, ())]
    elif frame.kind == "noun":
        light = f"{frame.light} {frame.lemma}" if frame.light else ""
        candidates = [book.verbs.get(light, ()), book.nouns.get(frame.lemma, ()), book.verbs.get(frame.verb, ())]
    else:
        candidates = [book.verbs.get(k, ()) for k in keys(context, frame)]
    for rules in candidates:
        for rule in rules:
            if _fits(context, book, rule, frame):
                return rule
    return None


def _fits(context: Context, book: RuleBook, rule: Rule, frame: Frame) -> bool:
    if rule.object or rule.objects:
        heads = [context.lemma(h) for a in frame.all("obj") for h in _content_heads(context, a.heads)]
        if frame.carries is not None:
            heads.append(context.frames[frame.carries].lemma)
        wanted = set(rule.objects).union(*(book.classes[c] for c in rule.object)) if rule.object else set(rule.objects)
        if not any(h in wanted for h in heads) and not (frame.kind == "noun" and frame.lemma in wanted):
            return False
    if rule.joint and not _is_joint(context, frame):
        return False
    if rule.directive and not _is_directive(context, frame):
        return False
    if rule.actor_sector:
        sectors = {p.sector for p in context.parties(frame.subj)}
        if not sectors & set(rule.actor_sector):
            return False
    return not rule.person_object or any(p.person for a in frame.all("obj", "obl:with") for p in context.parties(a))


def _content_heads(context: Context, heads: tuple[int, ...]) -> list[int]:
    """Heads, and what a measure or partitive head is made of ("dozens of troops", "US$ 5 million in aid")."""
    out = list(heads)
    for h in heads:
        for c in context.analysis.children[h]:
            if context.analysis.tokens[c].rel in ("nmod", "compound", "conj"):
                out.append(c)
    return out


def _is_joint(context: Context, frame: Frame) -> bool:
    heads = [frame.head, *(h for a in frame.all("obj") for h in a.heads)]
    return any(context.lemma(c) in _JOINT for h in heads for c in context.analysis.children[h])


def _is_directive(context: Context, frame: Frame) -> bool:
    for index in context.frames.dependents[frame.index]:
        below = context.frames[index]
        if below.link == "ccomp" and (
            _DIRECTIVE_MODALS & set(below.modals) or below.form == "infinitive" or below.tense == "none"
        ):
            return True
        if below.link == "xcomp" or below.link == "obj":
            return True
    return False


def governor_class(context: Context, book: RuleBook, frame: Frame) -> str:
    """The composing class of a frame ("refuse", "demand" …), empty if it has none."""
    if frame.kind in ("verb", "noun", "adj"):
        for key in keys(context, frame):
            if key in book.governors:
                return book.governors[key]
    return ""


def type_frames(context: Context, book: RuleBook) -> list[Typed]:
    """All typed frames of a document; what a governor speaks for is not listed again."""
    own = {f.index: match(context, book, f) for f in context.frames if f.carries is None}
    spoken: set[int] = set()
    out: dict[int, Typed] = {}
    for frame in context.frames:
        if frame.carries is not None:
            continue
        rule = own.get(frame.index)
        turned = frame.negated and frame.lemma in book.negated
        cls = "" if turned else governor_class(context, book, frame)
        inner = _inner(context, book, frame, own) if cls else None
        if cls and inner is not None:
            inner_type = _deep_type(context, book, inner, own)
            got = book.composed(cls, inner_type)
            spoken.add(inner.index)
            out[frame.index] = Typed(got, rule or own[inner.index], frame, inner, f"compose/{cls}+{inner_type}")
        elif rule is not None:
            out[frame.index] = Typed(rule.type, rule, frame, None, rule.id)
    return [t for i, t in sorted(out.items()) if i not in spoken or t.why.startswith("compose/resume")]


def _inner(context: Context, book: RuleBook, frame: Frame, own: dict[int, Rule | None]) -> Frame | None:
    """The governed frame that has a type, followed through untyped open clauses."""
    stack = [(i, 0) for i in context.frames.dependents[frame.index]]
    if frame.carries is not None:
        stack.append((frame.carries, 0))
    best: Frame | None = None
    for index, depth in stack:
        below = context.frames[index]
        if (
            below.link not in _INNER_LINKS
            or depth > 2
            or (below.link == "ccomp" and below.tense in ("past", "present") and not below.modals)
        ):
            continue
        if below.carries is not None:
            below = context.frames[below.carries]
        if below.link == "advcl" and below.form != "infinitive":
            continue
        if own.get(below.index) is not None or governor_class(context, book, below):
            if own.get(below.index) is not None and (best is None or below.link in ("xcomp", "ccomp", "obj")):
                best = below
                break
        elif below.link in ("xcomp", "ccomp", "acl"):
            stack += [(i, depth + 1) for i in context.frames.dependents[below.index]]
    return best


def _deep_type(context: Context, book: RuleBook, frame: Frame, own: dict[int, Rule | None]) -> str:
    rule = own[frame.index]
    assert rule is not None
    cls = governor_class(context, book, frame)
    inner = _inner(context, book, frame, own) if cls else None
    if cls and inner is not None and inner.index != frame.index:
        inner_rule = own[inner.index]
        return book.composed(cls, inner_rule.type) if inner_rule else rule.type
    return rule.type

"""What a rule asks for beyond its predicate: of the object, the complement, the clause, the doer."""

from __future__ import annotations

from collections.abc import Iterable
from functools import cache

from dragoman.extract.context import Context
from dragoman.extract.rules import Rule, RuleBook
from dragoman.frames import Frame
from dragoman.frames.lexicon import rows_of

_PEOPLE = {"person", "captive", "diplomat"}
_JOINT = {"joint", "jointly", "together", "bilateral", "mutual", "combined", "multinational", "trilateral"}
_DIRECTIVE_MODALS = {"should", "must", "ought", "need"}
_ARMED = {"MIL", "REB", "UAF", "PTY", "SPY"}
_POWERS = {None, "GOV", "MIL", "REB", "OPP", "LEG", "SPY", "JUD", "IGO", "COP", "UAF", "PTY", "INS", "SEP", "CRM"}


@cache
def partitives() -> frozenset[str]:
    """Nouns that only measure what their "of" names: `data/lexicon/partitives.tsv`."""
    return frozenset(r["noun"] for r in rows_of("partitives.tsv", ("noun",)))


def fits(context: Context, book: RuleBook, rule: Rule, frame: Frame) -> bool:
    """Does the frame meet all that the rule asks for?"""
    return (
        _object_fits(context, book, rule, frame)
        and (not rule.complement or _is_called(context, book, rule, frame))
        and (not rule.subject or _subject_fits(context, book, rule, frame))
        and (not rule.joint or _is_joint(context, frame))
        and (not rule.directive or _is_directive(context, frame))
        and (not rule.clause or clause_of_another(context, frame, rule.clause) is not None)
        and (not rule.future or frame.tense == "future")
        and _doer_fits(context, book, rule, frame)
        and (not rule.person_object or any(p.person for a in frame.all("obj", "obl:with") for p in context.parties(a)))
        and (not rule.state_object or _is_body(context, frame))
        and (not rule.official_object or any(p.role for p in context.parties(frame.obj)))
    )


def object_lemmas(context: Context, frame: Frame) -> list[str]:
    """The lemmas of a frame's objects, of what a measure head measures, and of the event noun that it carries."""
    heads = [h for a in frame.all("obj") for h in a.heads]
    if frame.carries is not None:
        heads.append(context.frames[frame.carries].head)
    return [context.lemma(h) for h in _content_heads(context, heads)]


def _object_fits(context: Context, book: RuleBook, rule: Rule, frame: Frame) -> bool:
    if not (rule.object or rule.objects or rule.not_objects):
        return True
    lemmas = object_lemmas(context, frame)
    if set(rule.object) & _PEOPLE and any(_is_somebody(context, h) for a in frame.all("obj") for h in a.heads):
        return True
    clauses = [context.lemma(c) for c in context.analysis.children[frame.head] if context.analysis.tokens[c].rel == "xcomp"]
    if rule.not_objects and any(x in rule.not_objects for x in (*lemmas, *clauses)):
        return False
    if not (rule.object or rule.objects):
        return True
    if frame.kind == "noun":
        lemmas.append(frame.lemma)
    return any(x in rule.objects or any(x in book.classes[c] for c in rule.object) for x in lemmas)


def _subject_fits(context: Context, book: RuleBook, rule: Rule, frame: Frame) -> bool:
    heads = frame.subj.heads if frame.subj is not None else ()
    return any(context.lemma(h) in book.classes[c] for h in _content_heads(context, heads) for c in rule.subject)


def _is_somebody(context: Context, head: int) -> bool:
    """Is it a pronoun or name that stands for a person or for people of a state?"""
    if context.analysis.tokens[head].upos not in ("PRON", "PROPN"):
        return False
    return any(p.person or p.sector for p in context.parties_at(head))


def _content_heads(context: Context, heads: Iterable[int]) -> list[int]:
    """Heads with their compounds, and what a measure head is made of ("dozens of troops", "$5 million in aid")."""
    tokens, out = context.analysis.tokens, []
    for h in heads:
        out.append(h)
        measures = tokens[h].upos in ("NUM", "SYM") or context.lemma(h) in partitives()
        for c in context.analysis.children[h]:
            if tokens[c].rel == "compound" or (measures and tokens[c].rel in ("nmod", "conj")):
                out.append(c)
                out += [g for g in context.analysis.children[c] if tokens[g].rel == "compound"]
    return out


def _is_body(context: Context, frame: Frame) -> bool:
    """Is the object a state or an organisation by its own name?"""
    for h in frame.obj.heads if frame.obj is not None else ():
        naming = context.cast.by_head.get(h)
        if naming is not None and naming.kind == "name":
            return all(context.cast.entities[e].type in ("polity", "organization") for e in naming.entities)
    return False


def _is_called(context: Context, book: RuleBook, rule: Rule, frame: Frame) -> bool:
    tokens = context.analysis.tokens
    for c in context.analysis.children[frame.head]:
        rel = tokens[c].rel
        if rel not in ("xcomp", "obl", "advcl", "ccomp"):
            continue
        below = context.analysis.children[c]
        if rel in ("obl", "advcl") and not any(tokens[g].lower_text == "as" for g in below):
            continue
        words = {context.lemma(c), *(context.lemma(g) for g in below if tokens[g].rel in ("amod", "conj", "compound"))}
        if any(words & book.classes[name] for name in rule.complement):
            return True
    return False


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


def clause_of_another(context: Context, frame: Frame, kind: str) -> Frame | None:
    """The clause below a frame that says what another than its subject is to do (`other`) or must do (`must`: then also
    what must be done, by nobody named; `mustnot`: must not do)."""
    ours = {p.code for p in context.parties(frame.subj)}
    for index in context.frames.dependents[frame.index]:
        below = context.frames[index]
        if below.link not in ("ccomp", "xcomp", "obj") and not (kind == "other" and below.link == "nacl"):
            continue
        theirs = {p.code for p in context.parties(below.subj) if p.code}
        if kind == "other":
            asked = theirs or (below.voice == "passive" and below.subj is None)
            if asked and not theirs & ours and frame.tense != "none" and frame.voice == "active":
                return below
            continue
        bound = _DIRECTIVE_MODALS & set(below.modals) or "obliged" in below.phases
        if kind == "mustnot":
            bound = below.negated and (bound or set(below.modals) & {"may", "can"})
        elif below.negated:
            continue
        if bound and (theirs or below.voice == "passive") and not theirs & ours:
            return below
    return None


def _can_use_force(context: Context, book: RuleBook, frame: Frame) -> bool:
    """Is the subject somebody, a force or a weapon, not an accident or a thing that only belongs to a state?"""
    if frame.subj is None:
        return True
    tokens = context.analysis.tokens
    for h in frame.subj.heads:
        naming = context.cast.by_head.get(h)
        if naming is not None and naming.kind != "demonym":
            return not (naming.place and frame.kind == "noun")
        if naming is not None or tokens[h].upos == "PRON":
            return True
        if any(context.lemma(h) in book.classes[c] for c in ("force", "weapon", "arms", "person", "hand")):
            return True
    return False


def _doer_fits(context: Context, book: RuleBook, rule: Rule, frame: Frame) -> bool:
    if rule.forceful and not _can_use_force(context, book, frame):
        return False
    if not (rule.official or rule.speaker or rule.armed or rule.actor_sector):
        return True
    doers = context.parties(frame.subj)
    if rule.armed:
        heads = frame.subj.heads if frame.subj is not None else ()
        return any(p.sector in _ARMED for p in doers) or any(context.lemma(h) in book.classes["force"] for h in heads)
    if rule.speaker:
        return any((p.person or p.role) and p.sector not in _ARMED for p in doers)
    if rule.official:
        return frame.subj is None or any(p.sector in _POWERS and (p.code or p.role) for p in doers)
    wanted = set(rule.actor_sector)
    return any(p.sector in wanted or (p.sector is None and "none" in wanted and not p.code) for p in doers) or (
        "none" in wanted and not doers
    )

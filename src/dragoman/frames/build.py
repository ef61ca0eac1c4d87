"""Analysis → Frames: each predicate is read by itself, then what it shares with its surroundings is filled in, top down.

Control and raising follow Rosenbaum's distinction as UD's enhanced representation draws it (Schuster & Manning 2016):
the open clause takes its subject from the governor, chosen by a table; raising predicates hand on their tense too.
"""

from __future__ import annotations

from dragoman.frames.grammar import Draft, draft, find_predicates, is_clausal, preposition
from dragoman.frames.lexicon import FrameLexicon, load_lexicon
from dragoman.frames.model import Argument, Frame, Frames
from dragoman.language.analysis import Analysis, Token

_FUTURE_PHASES = {"scheduled", "expected", "future"}
_RECIPIENT_ROLES = ("obj", "iobj", "obl:on", "obl:upon", "obl:to", "obl:with", "obl:for", "obl:from")


def read_frames(analysis: Analysis, lexicon: FrameLexicon | None = None) -> Frames:
    """All frames of an analysed text."""
    lexicon = lexicon or load_lexicon()
    drafts = {h: draft(analysis, h, kind, lexicon) for h, kind in find_predicates(analysis, lexicon).items()}
    for head in sorted(drafts, key=lambda h: (_depth(analysis, h), h)):
        _connect(analysis, drafts, drafts[head], lexicon)
        _inherit(analysis, drafts, drafts[head], lexicon)
    return _freeze(analysis, drafts)


def _depth(analysis: Analysis, i: int) -> int:
    depth = 0
    while analysis.tokens[i].head != i:
        i = analysis.tokens[i].head
        depth += 1
    return depth


def _connect(analysis: Analysis, drafts: dict[int, Draft], d: Draft, lexicon: FrameLexicon) -> None:
    token = analysis.tokens[d.head]
    if token.rel == "conj":
        first = _first_conjunct(analysis, token)
        if first.i in drafts:
            d.conjunct_of = first.i
            d.governor, d.link = drafts[first.i].governor, drafts[first.i].link
            d.mark = d.mark or drafts[first.i].mark
            return
        token = first
    token = _through(analysis, token, lexicon)
    if token.head == token.i:
        return
    parent = token.head
    through = "" if parent in drafts else "n"
    while parent not in drafts and analysis.tokens[parent].head != parent:
        parent = analysis.tokens[parent].head
    if parent in drafts and parent != d.head:
        d.governor = parent
        d.link = through + _link(analysis, token, drafts[parent])


def _through(analysis: Analysis, token: Token, lexicon: FrameLexicon) -> Token:
    """In "two days of talks" the talks stand where the days stand."""
    while token.rel == "nmod" and preposition(analysis, token.i) == "of":
        above = analysis.tokens[token.head]
        if above.lemma.lower() not in lexicon.transparent or above.i == token.i:
            break
        token = above
    return token


def _first_conjunct(analysis: Analysis, token: Token) -> Token:
    while token.rel == "conj" and token.head != token.i:
        token = analysis.tokens[token.head]
    return token


def _link(analysis: Analysis, token: Token, governor: Draft) -> str:
    if token.deprel in ("acl:relcl", "advcl:relcl"):
        return "relcl"
    if is_clausal(token.rel):
        return token.rel
    if token.rel == "nsubj":
        return "obj" if token.deprel == "nsubj:pass" else "subj"
    if token.deprel == "nmod:poss":
        return "poss"
    if token.rel in ("obl", "nmod"):
        prep = preposition(analysis, token.i)
        if not prep and any(a.role == "obj" and token.i in a.heads for a in governor.args):
            return "obj"
        return f"obl:{prep}" if prep else "tmod"
    return token.rel


def _inherit(analysis: Analysis, drafts: dict[int, Draft], d: Draft, lexicon: FrameLexicon) -> None:
    token = analysis.tokens[d.head]
    governor = drafts.get(d.governor) if d.governor is not None else None
    if d.conjunct_of is not None:
        _from_conjunct(d, drafts[d.conjunct_of], lexicon)
    elif d.link.endswith("relcl"):
        _relative(analysis, d, _antecedent(analysis, token))
    elif d.link == "ccomp" and (before := _nominal_before(analysis, d)) is not None:
        _replace_relatives(analysis, d, before)
    elif token.rel == "acl":
        _adnominal(analysis, drafts, d, token, lexicon)
    elif governor is not None and d.kind == "noun":
        _event_noun(d, governor, lexicon)
    elif governor is not None and d.link in ("xcomp", "ccomp", "advcl", "parataxis", "csubj"):
        if governor.antecedent is not None and d.link == "xcomp":
            d.antecedent = governor.antecedent
            _replace_relatives(analysis, d, governor.antecedent)
        _parenthetical(analysis, d, governor, lexicon)
        _clause(d, governor, lexicon)
    if _FUTURE_PHASES & set(d.phases) and d.tense in ("none", "present"):
        d.tense = "future"
    if d.kind == "verb" and d.carries is None:
        _carry_antecedent(drafts, d, lexicon)


def _parenthetical(analysis: Analysis, d: Draft, governor: Draft, lexicon: FrameLexicon) -> None:
    """ "The envoy, Mora says, will return": what the tree apposes speaks, what it calls the speaker is the subject."""
    speaker = governor.arg("subj")
    if d.link != "ccomp" or governor.kind != "verb" or governor.lemma not in lexicon.inverted or speaker is None:
        return
    if d.surface_subject() is not None or not speaker.head < governor.head < d.head or d.tense == "none":
        return
    apposed = [
        c for c in analysis.children[speaker.head] if analysis.tokens[c].rel == "appos" and speaker.head < c < governor.head
    ]
    if apposed and analysis.tokens[governor.head + 1].text == ",":
        governor.args[governor.args.index(speaker)] = Argument("subj", (apposed[-1],))
        _fill(d, speaker.heads, "matrix")


def _carry_antecedent(drafts: dict[int, Draft], d: Draft, lexicon: FrameLexicon) -> None:
    """A light verb whose event noun stands before it: "the talks held by A", "the trip that B is to make"."""
    arg = next((a for a in d.args if a.role == "obj" and a.via == "relative"), None)
    noun = drafts.get(arg.head) if arg is not None else None
    if noun is None or noun.kind != "noun" or noun.light or "obj" not in lexicon.light_verbs.get(d.lemma, ()):
        return
    governor, link, tense = noun.governor, noun.link, noun.tense
    _carry(noun, d)
    noun.governor, noun.link = governor, link
    if d.tense == "none":
        noun.tense, noun.form = tense, "noun"


def _fill(d: Draft, heads: tuple[int, ...], via: str) -> None:
    """Put an inherited subject where the surface subject belongs."""
    if d.head in heads:
        return
    if d.voice == "passive" and d.kind == "verb":
        role = "iobj" if d.arg("obj") is not None else "obj"
    else:
        role = "subj"
    if d.arg(role) is None:
        d.args.append(Argument(role, heads, via))


def _from_conjunct(d: Draft, first: Draft, lexicon: FrameLexicon) -> None:
    if d.kind == "noun":
        for role in ("subj", "mod"):
            arg = first.arg(role)
            if arg is not None and d.arg(role) is None:
                d.args.append(Argument(role, arg.heads, "conj"))
        return
    if d.bare:
        d.form, d.tense = first.form, first.tense
        d.modals = d.modals or list(first.modals)
        d.negated = d.negated or first.negated
        d.aspect = d.aspect or first.aspect
        if first.voice == "passive" and first.form != "participle" and d.arg("obj") is None:
            _become_passive(d)
    d.phases += first.phases
    d.hedges += [h for h in first.hedges if h not in d.hedges]
    subject = first.surface_subject()
    _late_subject(d, subject, lexicon)
    if subject is not None and subject.heads[0] < d.head:
        _fill(d, subject.heads, "conj")
    shared = first.arg("obj")
    if d.voice == "active" and d.arg("obj") is None and shared is not None and shared.heads[0] > d.head:
        d.args.append(Argument("obj", shared.heads, "conj"))


def _late_subject(d: Draft, subject: Argument | None, lexicon: FrameLexicon) -> None:
    """What the tree calls a subject, behind a verb that shares the subject of its first conjunct, is its object: "flew home
    and saw the premier"; verbs that are inverted ("and then came the war") are left."""
    late = d.arg("subj")
    if d.kind != "verb" or d.voice != "active" or subject is None or late is None or d.arg("obj") is not None:
        return
    if late.via == "direct" and late.heads[0] > d.head and subject.heads[0] < d.head and d.lemma not in lexicon.inverted:
        d.args[d.args.index(late)] = Argument("obj", late.heads)


def _become_passive(d: Draft) -> None:
    d.voice = "passive"
    d.args = [Argument("obj", a.heads, "passive") if a.role == "subj" and a.via == "direct" else a for a in d.args]
    d.args = [Argument("subj", a.heads, "agent") if a.role == "obl:by" else a for a in d.args]


def _nominal_before(analysis: Analysis, d: Draft) -> int | None:
    """What a relative "which" stands for that the tree takes for a clause of saying: the nominal before the comma."""
    subject = d.arg("subj")
    if subject is None or analysis.tokens[subject.head].lower_text != "which" or subject.head < 2:
        return None
    at = subject.head - 1
    if analysis.tokens[at].upos != "PUNCT":
        return None
    at -= 1
    head = analysis.tokens[at].head
    while head != at and head < subject.head and analysis.tokens[head].upos in ("NOUN", "PROPN"):
        at, head = head, analysis.tokens[head].head
    return at if analysis.tokens[at].upos in ("NOUN", "PROPN") else None


def _antecedent(analysis: Analysis, token: Token) -> int:
    return _first_conjunct(analysis, token).head


def _relative(analysis: Analysis, d: Draft, antecedent: int) -> None:
    """Relative pronouns give way to what they stand for; a zero relative becomes the missing object."""
    d.antecedent = antecedent
    found = _replace_relatives(analysis, d, antecedent)
    if found:
        d.gap = antecedent if any(a.role == "obj" and a.via == "relative" for a in d.args) and d.voice == "passive" else None
    if found or any(analysis.tokens[c].xpos in ("WRB", "WP$") for c in analysis.children[d.head]):
        return
    if d.arg("obj") is not None or d.kind != "verb":
        d.gap = antecedent if d.voice == "passive" else None
    elif d.arg("subj") is not None:
        d.gap = antecedent
        d.args.append(Argument("obj", (antecedent,), "relative"))


def _replace_relatives(analysis: Analysis, d: Draft, antecedent: int) -> bool:
    found = False
    for index, a in enumerate(d.args):
        if any(_is_relative(analysis.tokens[h]) for h in a.heads):
            d.args[index] = Argument(a.role, (antecedent,), "relative")
            found = True
    return found


def _is_relative(token: Token) -> bool:
    return token.xpos in ("WDT", "WP") or (token.lower_text == "that" and token.upos == "PRON" and token.xpos != "DT")


def _adnominal(analysis: Analysis, drafts: dict[int, Draft], d: Draft, token: Token, lexicon: FrameLexicon) -> None:
    """A participle or infinitive on a noun: "the loan agreed to in 1998", "the refusal to commit"."""
    noun = _antecedent(analysis, token)
    if d.form == "participle":
        _fill(d, (noun,), "relative")
        return
    if noun in drafts:
        _clause(d, drafts[noun], lexicon)
        return
    possessor = next((c for c in analysis.children[noun] if analysis.tokens[c].deprel == "nmod:poss"), None)
    if possessor is not None:
        _fill(d, (possessor,), "possessive")
    elif d.governor is not None:
        subject = drafts[d.governor].surface_subject()
        if subject is not None and noun not in subject.heads:
            _fill(d, subject.heads, "matrix")


def _clause(d: Draft, governor: Draft, lexicon: FrameLexicon) -> None:
    """An open clause takes its subject, and with raising its tense, from its governor."""
    use = {"noun": "noun", "adj": "adj", "nominal": "noun"}.get(governor.kind, governor.voice)
    control = lexicon.control.get((governor.lemma, use))
    if d.link == "advcl" and control is not None and (control.control != "obj" or d.form != "infinitive"):
        control = None
    open_clause = d.tense == "none" or d.form == "infinitive"
    if d.link == "advcl" and not open_clause:
        return
    if governor.lemma == "have" and d.form == "participle":
        control = None
        d.tense, d.aspect, d.form, d.negated = "past", "perfect", "finite", d.negated != governor.negated
        subject = governor.arg("subj")
        if subject is not None:
            _fill(d, subject.heads, "raising")
        return
    if control is not None and control.phase and d.link in ("xcomp", "ccomp", "csubj", "acl"):
        d.phases.append(control.phase)
    if not open_clause:
        return
    d.phases += [p for p in governor.phases if control is not None and control.control == "raise"]
    if control is not None and control.control == "raise":
        _raise_tense(d, governor)
    if governor.gap is not None and d.link == "xcomp" and d.voice == "active" and d.arg("obj") is None:
        d.gap = governor.gap
        d.args.append(Argument("obj", (governor.gap,), "relative"))
    subject = _controller(governor, control.control if control else "", d.link)
    if subject is not None:
        via = "raising" if control and control.control == "raise" else "control" if d.link == "xcomp" else "matrix"
        _fill(d, subject.heads, via)


def _raise_tense(d: Draft, governor: Draft) -> None:
    d.tense = "past" if "perfect" in d.aspect else governor.tense
    d.modals = d.modals or list(governor.modals)
    d.hedges += governor.hedges
    d.negated = d.negated != governor.negated


def _controller(governor: Draft, control: str, link: str) -> Argument | None:
    if control == "obj":
        if governor.voice == "passive":
            return governor.surface_subject()
        held = next((a for r in _RECIPIENT_ROLES for a in governor.args if a.role == r), None)
        return held or (governor.surface_subject() if link == "xcomp" else None)
    if not control and link == "xcomp" and governor.voice == "active" and governor.kind == "verb":
        return governor.arg("obj", "iobj") or governor.arg("subj")
    if governor.kind == "noun":
        return governor.arg("subj")
    return governor.surface_subject()


def _event_noun(d: Draft, governor: Draft, lexicon: FrameLexicon) -> None:
    """An event noun under a light verb is the verb's act; under some verbs it shares the subject only."""
    roles = lexicon.light_verbs.get(governor.lemma, frozenset())
    if governor.kind == "verb" and d.link in roles and governor.carries is None:
        _carry(d, governor)
        return
    control = lexicon.control.get((governor.lemma, "nobj"))
    if control is None or d.link not in ("obj", "xcomp", "obl:to", "obl:from", "obl:in", "obl:into", "obl:with", "obl:for"):
        return
    source = governor.arg("subj") if control.control != "obj" else governor.arg("iobj", "obl:to", "obl:from", "obl:on")
    if control.phase:
        d.phases.append(control.phase)
    if source is not None and d.arg("subj") is None:
        d.args.append(Argument("subj", source.heads, control.control if control.control == "obj" else "control"))


def _carry(d: Draft, verb: Draft) -> None:
    d.light, d.carried_by, verb.carries = verb.lemma, verb.head, d.head
    d.trigger = sorted({*d.trigger, *verb.trigger})
    d.tense, d.aspect, d.voice = verb.tense, verb.aspect, "active"
    d.form = verb.form
    d.modals, d.negated, d.mark = list(verb.modals), d.negated or verb.negated, d.mark or verb.mark
    d.hedges += [h for h in verb.hedges if h not in d.hedges]
    d.phases += verb.phases
    subject = verb.arg("subj")
    own = d.arg("subj")
    if subject is not None and d.head not in subject.heads and (own is None or own.via in ("modifier", "possessive")):
        d.args = [a for a in d.args if a is not own]
        d.args.append(Argument("subj", subject.heads, "light"))
    for a in verb.args:
        if (a.role.startswith("obl:") or a.role in ("tmod", "iobj")) and d.head not in a.heads and d.arg(a.role) is None:
            d.args.append(Argument(a.role, a.heads, "light"))
    d.governor, d.link = verb.governor, verb.link


def _freeze(analysis: Analysis, drafts: dict[int, Draft]) -> Frames:
    heads = sorted(drafts)
    index = {h: i for i, h in enumerate(heads)}

    def at(head: int | None) -> int | None:
        return None if head is None else index[head]

    return Frames(
        tuple(
            Frame(
                index=index[h],
                sentence=analysis.sentence_of[h],
                head=h,
                kind=d.kind,
                lemma=d.lemma,
                verb=d.verb,
                light=d.light,
                trigger=tuple(sorted(d.trigger)),
                voice=d.voice,
                tense=d.tense,
                aspect=d.aspect,
                form=d.form,
                negated=d.negated,
                modals=tuple(d.modals),
                hedges=tuple(d.hedges),
                phases=tuple(dict.fromkeys(d.phases)),
                mark=d.mark,
                args=tuple(sorted(d.args, key=lambda a: (a.heads[0], a.role))),
                governor=at(d.governor),
                link=d.link,
                conjunct_of=at(d.conjunct_of),
                carried_by=at(d.carried_by),
                carries=at(d.carries),
            )
            for h, d in sorted(drafts.items())
        )
    )

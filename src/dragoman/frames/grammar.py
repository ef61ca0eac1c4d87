"""Reading one predicate by itself: its form, tense, voice, polarity, modality and direct arguments.

Relations are Universal Dependencies v2 (Nivre et al. 2020); Penn tags tell the verb forms.
"""

from __future__ import annotations

from dataclasses import dataclass, field

from dragoman.frames.lexicon import FrameLexicon
from dragoman.frames.model import Argument
from dragoman.language.analysis import Analysis, Token

_MODAL_FORMS = {"'ll": "will", "’ll": "will", "wo": "will", "ca": "can", "sha": "shall", "'d": "would", "’d": "would"}
_NEGATORS = {"not", "n't", "n’t", "never", "neither", "nor", "cannot"}
_NEGATIVE_WORDS = {"no", "nobody", "none", "nothing", "neither"}
_CLAUSAL = {"xcomp", "ccomp", "advcl", "acl", "csubj", "parataxis"}
_FUNCTION = {"case", "mark", "fixed", "amod", "compound", "flat", "cc", "discourse", "goeswith"}
_EVENT_NOUN_OUT = {"compound", "flat", "fixed", "case", "mark", "goeswith"}


@dataclass
class Draft:
    """A frame while it is being read; frozen into `model.Frame` at the end."""

    head: int
    kind: str
    lemma: str
    verb: str
    light: str = ""
    trigger: list[int] = field(default_factory=list)
    voice: str = "active"
    tense: str = "none"
    aspect: str = ""
    form: str = "finite"
    negated: bool = False
    modals: list[str] = field(default_factory=list)
    hedges: list[str] = field(default_factory=list)
    phases: list[str] = field(default_factory=list)
    mark: str = ""
    args: list[Argument] = field(default_factory=list)
    governor: int | None = None
    link: str = ""
    conjunct_of: int | None = None
    carried_by: int | None = None
    carries: int | None = None
    bare: bool = False
    gap: int | None = None
    antecedent: int | None = None

    def arg(self, *roles: str) -> Argument | None:
        """The first argument with one of the roles, in the order of the roles."""
        for role in roles:
            for a in self.args:
                if a.role == role:
                    return a
        return None

    def surface_subject(self) -> Argument | None:
        """What stands as the subject on the surface: the undergoer of a passive."""
        return self.arg("iobj", "obj") if self.voice == "passive" else self.arg("subj")


def find_predicates(analysis: Analysis, lexicon: FrameLexicon) -> dict[int, str]:
    """Head token → kind, for all predicates."""
    out: dict[int, str] = {}
    for token in analysis.tokens:
        kind = _kind(analysis, token, lexicon)
        if kind:
            out[token.i] = kind
    return out


def _kind(analysis: Analysis, token: Token, lexicon: FrameLexicon) -> str:
    rels = {analysis.tokens[c].rel for c in analysis.children[token.i]}
    if token.upos == "VERB" and token.rel not in _FUNCTION:
        return "verb"
    if token.upos == "AUX" and token.rel not in {"aux", "cop"} | _FUNCTION:
        return "verb"
    if "cop" in rels and token.upos not in {"PUNCT", "VERB"}:
        return "adj" if token.upos in {"ADJ", "ADV"} else "nominal"
    if token.upos == "ADJ" and (token.rel in {"xcomp", "acl", "advcl", "ccomp"} or rels & {"xcomp", "ccomp"}):
        return "adj"
    if token.upos in {"NOUN", "PROPN"} and token.rel not in _EVENT_NOUN_OUT and token.lemma.lower() in lexicon.event_nouns:
        return "" if token.text == "March" else "noun"
    return ""


def draft(analysis: Analysis, head: int, kind: str, lexicon: FrameLexicon) -> Draft:
    """The predicate read by itself, before anything is inherited."""
    token = analysis.tokens[head]
    lemma = token.lemma.lower()
    noun = lexicon.event_nouns.get(lemma) if kind in ("noun", "nominal") else None
    d = Draft(head, kind, lemma, noun.verb if noun else lemma, trigger=[head])
    children = [analysis.tokens[c] for c in analysis.children[head]]
    _particle(d, children)
    if kind == "noun":
        d.form = "noun"
        _noun_modifiers(d, children, lexicon)
        _noun_args(d, analysis, children, noun.of if noun else "none")
    else:
        _verb_form(d, token, children)
        _verb_args(d, analysis, children)
        _second_subject(d, lexicon)
        if noun:
            _noun_args(d, analysis, children, noun.of)
    _polarity(d, analysis, children, lexicon)
    return d


def _particle(d: Draft, children: list[Token]) -> None:
    for c in children:
        if c.deprel == "compound:prt":
            d.trigger.append(c.i)
            d.lemma = f"{d.lemma} {c.text.lower()}"
            if d.kind == "verb":
                d.verb = d.lemma


def _modal(token: Token) -> str:
    return _MODAL_FORMS.get(token.text.lower(), token.lemma.lower())


def _verb_form(d: Draft, token: Token, children: list[Token]) -> None:
    auxes = [c for c in children if c.rel in ("aux", "cop")]
    d.modals = [_modal(a) for a in auxes if a.xpos == "MD"]
    if any(c.deprel == "aux:pass" for c in children) or any(c.deprel in ("nsubj:pass", "csubj:pass") for c in children):
        d.voice = "passive"
    to = next((c for c in children if c.rel in ("mark", "aux") and c.xpos == "TO"), None)
    has_to = to is not None
    if to is not None and any(a.lemma == "be" and a.i < to.i and a.xpos in ("VBD", "VBZ", "VBP") for a in auxes):
        d.phases.append("scheduled")
    have = [a for a in auxes if a.lemma == "have" and a.rel == "aux"]
    aspects = ["perfect"] if have else []
    if token.xpos == "VBG" and any(a.lemma == "be" for a in auxes):
        aspects.append("progressive")
    d.aspect = "+".join(aspects)
    d.mark = next((_mark_text(c) for c in children if c.rel == "mark" and c.xpos != "TO"), "")
    d.mark = d.mark or next((c.lemma.lower() for c in children if c.rel == "advmod" and c.xpos == "WRB"), "")
    d.tense = _tense(d.modals, token, auxes)
    if has_to:
        d.form, d.tense = "infinitive", "none"
    elif d.tense == "none":
        _nonfinite(d, token, auxes, children)


def _mark_text(token: Token) -> str:
    return token.text.lower()


def _tense(modals: list[str], token: Token, auxes: list[Token]) -> str:
    if modals:
        return "future" if {"will", "shall"} & set(modals) else "past" if {"would"} & set(modals) else "present"
    for t in [*auxes, token]:
        if t.rel == "cop" or t.rel == "aux" or t is token:
            if t.xpos == "VBD":
                return "past"
            if t.xpos in ("VBZ", "VBP"):
                return "present"
    return "none"


def _nonfinite(d: Draft, token: Token, auxes: list[Token], children: list[Token]) -> None:
    if token.xpos == "VBN" and not auxes and d.voice == "active" and _stands_finite(token, children):
        d.tense = "past"
    elif token.xpos == "VBN":
        d.form = "participle"
        if not auxes:
            d.bare = True
            d.voice = "passive" if token.rel in ("acl", "advcl", "amod") else d.voice
    elif token.xpos == "VBG":
        d.form = "gerund" if d.mark or token.rel in ("csubj", "xcomp", "ccomp", "obj", "obl") else "participle"
    elif token.xpos == "VB" and not auxes and token.rel == "root" and any(c.rel == "nsubj" for c in children):
        d.tense = "past"
    elif token.xpos == "VB" and not auxes:
        d.bare = True
        d.form = "imperative" if token.rel == "root" else "infinitive"
    elif d.kind != "verb":
        d.form = "participle"


def _stands_finite(token: Token, children: list[Token]) -> bool:
    """A form tagged as a participle that stands as the predicate of a clause with its own subject is a past."""
    subject = any(c.deprel == "nsubj" and c.i < token.i for c in children)
    return subject and token.rel in ("root", "conj", "ccomp", "parataxis")


def preposition(analysis: Analysis, head: int) -> str:
    """The preposition that marks a nominal ("because of", "on behalf of"), empty if none."""
    words: list[str] = []
    for c in analysis.children[head]:
        token = analysis.tokens[c]
        if token.rel == "case" and token.lower_text not in ("'s", "’s", "'", "’"):
            words.append(token.lower_text)
            words += [analysis.tokens[g].lower_text for g in analysis.children[c] if analysis.tokens[g].rel == "fixed"]
    return " ".join(words)


def conjuncts(analysis: Analysis, head: int) -> tuple[int, ...]:
    """The head and the nominals conjoined with it, in text order."""
    out, stack = [], [head]
    while stack:
        at = stack.pop()
        out.append(at)
        stack += [c for c in analysis.children[at] if analysis.tokens[c].rel == "conj" and analysis.tokens[c].upos != "VERB"]
    return tuple(sorted(out))


def _verb_args(d: Draft, analysis: Analysis, children: list[Token]) -> None:
    passive = d.voice == "passive"
    has_obj = any(c.rel == "obj" for c in children)
    for c in children:
        heads = conjuncts(analysis, c.i)
        if c.rel in ("nsubj", "csubj"):
            if passive or c.deprel.endswith(":pass"):
                d.args.append(Argument("iobj" if has_obj else "obj", heads, "passive"))
            else:
                d.args.append(Argument("subj", heads))
        elif c.rel in ("obj", "iobj"):
            d.args.append(Argument(c.rel, heads))
        elif c.deprel in ("obl:tmod", "obl:npmod", "obl:unmarked", "nmod:tmod", "nmod:unmarked"):
            d.args.append(Argument("tmod", heads))
        elif c.rel in ("obl", "nmod"):
            prep = preposition(analysis, c.i)
            if (prep == "by" and (passive or d.bare)) or c.deprel == "obl:agent":
                d.args.append(Argument("subj", heads, "agent"))
            elif prep or has_obj or c.mention in ("", "time") or d.kind != "verb":
                d.args.append(Argument(f"obl:{prep}" if prep else "tmod", heads))
            else:
                d.args.append(Argument("obj", heads))
    _front_object(d, analysis)
    _flat_object(d, analysis)
    _two_objects(d, analysis)


def _second_subject(d: Draft, lexicon: FrameLexicon) -> None:
    """Of two subjects, one before and one behind the verb, the second is the object."""
    subjects = [a for a in d.args if a.role == "subj" and a.via == "direct"]
    if (
        d.kind != "verb"
        or d.voice != "active"
        or len(subjects) != 2
        or d.arg("obj") is not None
        or d.lemma in lexicon.inverted
    ):
        return
    if subjects[0].heads[-1] < d.head < subjects[1].heads[0]:
        d.args[d.args.index(subjects[1])] = Argument("obj", subjects[1].heads)


def _flat_object(d: Draft, analysis: Analysis) -> None:
    """A name that the tree joins to the subject's across the verb is the object."""
    subject = d.arg("subj")
    if d.kind != "verb" or d.voice != "active" or subject is None or d.arg("obj") is not None or subject.via != "direct":
        return
    far = [
        c
        for h in subject.heads
        if h < d.head
        for c in analysis.children[h]
        if analysis.tokens[c].rel == "flat" and c > d.head
    ]
    if far:
        d.args.append(Argument("obj", (min(far),)))


def _front_object(d: Draft, analysis: Analysis) -> None:
    """What the tree calls an object, before a finite active verb that has no subject, is its subject."""
    obj = d.arg("obj")
    if d.kind != "verb" or d.voice != "active" or d.form != "finite" or obj is None or d.arg("subj") is not None:
        return
    token = analysis.tokens[d.head]
    if obj.via == "direct" and obj.heads[0] < d.head and token.xpos in ("VBD", "VBZ", "VBP") and token.deprel != "acl:relcl":
        d.args[d.args.index(obj)] = Argument("subj", obj.heads)


def _two_objects(d: Draft, analysis: Analysis) -> None:
    """Of two objects the first gets the second: "handed Peru a note", where the tree calls both objects; a relative
    pronoun is what is given ("the note which it handed Peru")."""
    objects = [k for k, a in enumerate(d.args) if a.role == "obj" and a.via == "direct"]
    if len(objects) != 2 or any(a.role == "iobj" for a in d.args):
        return
    objects.sort(key=lambda k: d.args[k].head)
    if any(analysis.tokens[d.args[k].head].xpos in ("WDT", "WP") for k in objects):
        objects = [k for k in objects if analysis.tokens[d.args[k].head].xpos not in ("WDT", "WP")]
    for k in objects[:1]:
        d.args[k] = Argument("iobj", d.args[k].heads)


def _noun_modifiers(d: Draft, children: list[Token], lexicon: FrameLexicon) -> None:
    for c in children:
        if c.rel in ("amod", "compound"):
            control = lexicon.control.get((c.lemma.lower(), "amod")) or lexicon.control.get((c.text.lower(), "amod"))
            if control and control.phase:
                d.phases.append(control.phase)


def _noun_args(d: Draft, analysis: Analysis, children: list[Token], of: str) -> None:
    possessor = next((c for c in children if c.deprel == "nmod:poss" and not c.xpos.startswith("W")), None)
    names: list[int] = []
    plain: list[int] = []
    for c in children:
        if c.rel in ("amod", "compound", "nmod", "flat") and not preposition(analysis, c.i) and c.deprel != "nmod:poss":
            chain = [c.i, *(t for t in analysis.subtree(c.i) if t != c.i)]
            capital = [t for t in chain if analysis.tokens[t].text[:1].isupper()
                       and analysis.tokens[t].upos in ("ADJ", "PROPN", "NOUN")]  # fmt: skip
            names += capital
            if not capital and c.rel == "compound" and c.upos == "NOUN":
                plain.append(c.i)
        elif c.rel in ("nmod", "obl") and c.deprel != "nmod:poss":
            prep = preposition(analysis, c.i)
            role = {"of": of if of != "none" else "obl:of", "by": "subj"}.get(prep, f"obl:{prep}")
            via = "agent" if prep == "by" else "direct"
            d.args.append(Argument(role, conjuncts(analysis, c.i), via))
    between = d.arg("obl:between", "obl:among")
    if between is not None and d.arg("subj") is None and possessor is None:
        d.args.append(Argument("subj", between.heads, "between"))
    if possessor is not None:
        taken = d.arg("subj") is not None
        role = "poss" if taken and d.arg("obj") is not None else "obj" if taken else "subj"
        d.args.append(Argument(role, conjuncts(analysis, possessor.i), "possessive"))
    if names:
        d.args.append(Argument("mod", tuple(sorted(names)), "modifier"))
        if d.arg("subj") is None:
            d.args.append(Argument("subj", tuple(sorted(names)), "modifier"))
    if plain and of == "obj" and d.arg("obj") is None:
        d.args.append(Argument("obj", tuple(plain), "modifier"))


def _polarity(d: Draft, analysis: Analysis, children: list[Token], lexicon: FrameLexicon) -> None:
    for c in children:
        word = c.lower_text
        if c.rel in ("advmod", "cc", "aux", "det") and word in _NEGATORS:
            d.negated = not d.negated
        elif (
            (
                c.rel == "advmod"
                and word == "longer"
                and any(analysis.tokens[g].lower_text == "no" for g in analysis.children[c.i])
            )
            or (c.rel == "mark" and word == "without")
            or (c.rel == "det" and word == "no" and d.kind in ("noun", "nominal"))
            or (c.rel in ("nsubj", "obj") and d.kind == "verb" and _is_negative(analysis, c))
        ):
            d.negated = True
        if c.rel in ("advmod", "amod", "discourse") and (word in lexicon.hedges or c.lemma.lower() in lexicon.hedges):
            d.hedges.append(word if word in lexicon.hedges else c.lemma.lower())


def _is_negative(analysis: Analysis, token: Token) -> bool:
    if token.lower_text in _NEGATIVE_WORDS:
        return True
    return any(
        analysis.tokens[g].rel == "det" and analysis.tokens[g].lower_text in _NEGATIVE_WORDS
        for g in analysis.children[token.i]
    )


def is_clausal(rel: str) -> bool:
    """Does this relation make a clause of its dependent?"""
    return rel in _CLAUSAL

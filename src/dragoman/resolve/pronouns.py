"""What refers back: pronouns and joint descriptions ("the two sides"), bound to the entities named before them.

A small set of preferences after Hobbs (1978) and Lappin & Leass (1994): agreement first, then subjects before others,
then the nearer; the sentence before only where the own one offers nobody.
"""

from __future__ import annotations

from collections import Counter
from functools import cache

from dragoman.frames.lexicon import rows_of
from dragoman.language.analysis import Analysis, Token
from dragoman.resolve.cast import Entity, Naming
from dragoman.resolve.registry import Registry

_PERSONAL = {"he", "she", "him", "her", "his", "hers", "himself", "herself"}
_THING = {"it", "its", "itself"}
_MANY = {"they", "them", "their", "theirs", "themselves"}
_JOINT_WORDS = {"two", "both", "neither", "either", "each"}
_REACH = 3


@cache
def _joint_nouns() -> dict[str, str]:
    return {r["noun"]: r["kind"] for r in rows_of("joint_nouns.tsv", ("noun", "kind"))}


def refer_back(analysis: Analysis, entities: dict[str, Entity], namings: list[Naming], registry: Registry) -> list[Naming]:
    """The mentions with those added that refer back; in text order."""
    starts: dict[int, list[Naming]] = {}
    for n in namings:
        starts.setdefault(n.first, []).append(n)
    by_head = {n.head: n for n in namings}
    covered = {t for n in namings for t in range(n.first, n.last)}
    seen: list[Naming] = []
    out: list[Naming] = []
    pair = _main_pair(entities, namings)
    for token in analysis.tokens:
        seen += starts.get(token.i, [])
        out += starts.get(token.i, [])
        made = None
        if token.upos in ("PRON", "DET"):
            made = _ahead(analysis, entities, by_head, token) or _pronoun(analysis, entities, seen, token)
        if made is None and token.upos in ("NOUN", "DET", "PRON", "NUM") and token.i not in covered:
            made = _joint(analysis, entities, seen, token, pair, by_head)
        elif made is None and token.upos == "NOUN":
            joint = _joint(analysis, entities, seen, token, pair, by_head)
            if joint is not None:
                out = [n for n in out if n.head != token.i]
                made = joint
        if made is not None:
            seen.append(made)
            out.append(made)
    return sorted(out, key=lambda n: (n.first, -n.last))


def _main_pair(entities: dict[str, Entity], namings: list[Naming]) -> tuple[str, ...]:
    """The two polities that the text names most, in order of first mention."""
    counts: Counter[str] = Counter()
    for n in namings:
        for e in n.entities:
            code = entities[e].code
            if code and entities[e].type in ("polity", "person", "group"):
                counts[code] += 1
    top = [c for c, _ in counts.most_common(2)]
    return tuple(top) if len(top) == 2 else ()


def _pronoun(analysis: Analysis, entities: dict[str, Entity], seen: list[Naming], token: Token) -> Naming | None:
    word = token.lower_text
    if word in _PERSONAL:
        return _bind(analysis, seen, token, lambda e: e.type == "person", entities)
    if word in _THING and token.rel != "expl":
        return _bind(analysis, seen, token, lambda e: e.type in ("polity", "organization", "group", "outlet"), entities,
                     single=True)  # fmt: skip
    if word in _MANY:
        two = _own_subjects(analysis, entities, seen, token) or _two_of_last_sentence(analysis, entities, seen, token)
        if two is not None:
            return two
        return _bind(analysis, seen, token, lambda e: e.type in ("group", "polity", "organization", "person"), entities,
                     plural=True)  # fmt: skip
    return None


def _own_subjects(analysis: Analysis, entities: dict[str, Entity], seen: list[Naming], token: Token) -> Naming | None:
    """ "A and B held their first talks": the subjects of the clause, where they are joined."""
    verb = _clause(analysis, token.i)
    if token.rel == "nsubj":
        above = analysis.tokens[verb]
        if above.rel not in ("advcl", "ccomp") or above.head == verb:
            return None
        verb = above.head
        while analysis.tokens[verb].rel == "xcomp" and analysis.tokens[verb].head != verb:
            verb = analysis.tokens[verb].head
    subject = next((c for c in analysis.children[verb] if analysis.tokens[c].rel == "nsubj" and c < token.i), None)
    if subject is None:
        return None
    heads = {subject, *(c for c in analysis.children[subject] if analysis.tokens[c].rel == "conj")}
    found = tuple(dict.fromkeys(e for n in seen if n.head in heads and n.kind != "demonym" for e in n.entities))
    named = [e for e in found if entities[e].type in ("person", "polity", "group")]
    return Naming(token.i, token.i + 1, token.i, found, "pronoun") if len(named) == len(found) == 2 else None


def _two_of_last_sentence(
    analysis: Analysis, entities: dict[str, Entity], seen: list[Naming], token: Token
) -> Naming | None:
    """ "They" after a sentence about one person and another: "A received B. They spoke …"."""
    here = analysis.sentence_of[token.i]
    if token.rel != "nsubj" or any(analysis.sentence_of[n.head] == here for n in seen):
        return None
    last = [n for n in seen if analysis.sentence_of[n.head] == here - 1 and n.kind != "demonym"]
    core = [n for n in last if analysis.tokens[n.head].rel in ("nsubj", "obj", "obl", "conj", "flat", "nmod:desc")]
    people = list(dict.fromkeys(e for n in core for e in n.entities if entities[e].type == "person"))
    if len(people) != 2 or any(_is_plural(analysis, n) for n in last):
        return None
    return Naming(token.i, token.i + 1, token.i, tuple(people), "pronoun")


def _ahead(analysis: Analysis, entities: dict[str, Entity], by_head: dict[int, Naming], token: Token) -> Naming | None:
    """A pronoun in a phrase that opens the sentence looks ahead to the subject: "In her talks with A, Minister B said"."""
    if token.lower_text not in _PERSONAL or token.rel in ("nsubj", "conj"):
        return None
    verb = _clause(analysis, token.i)
    subject = next((c for c in analysis.children[verb] if analysis.tokens[c].rel == "nsubj" and c > token.i), None)
    first = analysis.sentences[analysis.sentence_of[token.i]].first
    if token.i - first > 4:
        return None
    if subject is None:
        subject = _before_verb(analysis, by_head, token.i, verb)
    if subject is None or subject not in by_head:
        return None
    n = by_head[subject]
    if len(n.entities) != 1 or entities[n.entities[0]].type != "person":
        return None
    return Naming(token.i, token.i + 1, token.i, n.entities, "pronoun", None, n.polity)


def _before_verb(analysis: Analysis, by_head: dict[int, Naming], pronoun: int, verb: int) -> int | None:
    """The person named directly before a verb to which the tree gives no subject."""
    near = [h for h, n in by_head.items() if pronoun < h < verb and n.kind == "name" and n.entities[0].startswith("person:")]
    last = max(near, default=None)
    if last is None:
        return None
    between = analysis.tokens[by_head[last].last : verb]
    return last if all(t.text == "," or t.upos in ("AUX", "ADV", "PART") for t in between) else None


def _bind(
    analysis: Analysis, seen: list[Naming], token: Token, fits: object, entities: dict[str, Entity], *,
    single: bool = False, plural: bool = False,
) -> Naming | None:  # fmt: skip
    assert callable(fits)
    best: tuple[float, Naming] | None = None
    mine = analysis.sentence_of[token.i]
    for n in reversed(seen):
        away = mine - analysis.sentence_of[n.head]
        if away > _REACH:
            break
        if not all(fits(entities[e]) for e in n.entities) or (n.kind == "demonym" and away == 0 and plural):
            continue
        if _is_conjunct(analysis, n.head, token):
            continue
        if (single and len(n.entities) > 1) or (plural and _is_single_person(analysis, n, entities)):
            continue
        score = _salience(analysis, n, token, away) + (1.5 if plural and _is_plural(analysis, n) else 0.0)
        if best is None or score > best[0]:
            best = (score, n)
    if best is None:
        return None
    n = best[1]
    return Naming(token.i, token.i + 1, token.i, n.entities, "pronoun", None, n.polity)


def _is_conjunct(analysis: Analysis, head: int, token: Token) -> bool:
    """ "He and President Mora": a pronoun means none of those it is joined with."""
    heads = {token.i, token.head} if token.rel == "conj" else {token.i}
    return head in heads - {token.i} or (analysis.tokens[head].rel == "conj" and analysis.tokens[head].head in heads)


def _salience(analysis: Analysis, n: Naming, token: Token, away: int) -> float:
    head = analysis.tokens[n.head]
    score = 3.0 - 1.2 * away - 0.02 * (token.i - n.head if away == 0 else 0)
    if head.rel == "nsubj":
        score += 1.0
    elif head.deprel == "nmod:poss" or head.rel in ("compound", "amod"):
        score -= 0.8
    elif head.rel in ("obl", "nmod"):
        score -= 0.4
    if n.kind == "demonym":
        score -= 1.0
    clause = _clause(analysis, token.i)
    if away == 0 and token.rel not in ("nmod",) and token.deprel != "nmod:poss" and _clause(analysis, n.head) == clause:
        score -= 3.0
    return score


def _clause(analysis: Analysis, i: int) -> int:
    """The verb that a token hangs on."""
    at = i
    while analysis.tokens[at].head != at:
        at = analysis.tokens[at].head
        if analysis.tokens[at].upos in ("VERB", "AUX"):
            return at
    return at


def _is_single_person(analysis: Analysis, n: Naming, entities: dict[str, Entity]) -> bool:
    return len(n.entities) == 1 and entities[n.entities[0]].type == "person"


def _is_plural(analysis: Analysis, n: Naming) -> bool:
    return len(n.entities) > 1 or analysis.tokens[n.head].xpos in ("NNS", "NNPS")


def _joint(
    analysis: Analysis,
    entities: dict[str, Entity],
    seen: list[Naming],
    token: Token,
    pair: tuple[str, ...],
    by_head: dict[int, Naming],
) -> Naming | None:
    word = token.lower_text
    kind = _joint_nouns().get(token.lemma.lower()) if token.upos == "NOUN" else None
    if kind is None:
        if word not in ("both", "each", "neither", "two") or token.rel not in ("nsubj", "obj", "obl", "nmod"):
            return None
        kind, first = "polity", token.i
    else:
        if any(analysis.tokens[c].lower_text == "other" for c in analysis.children[token.i]) and token.xpos == "NN":
            return _other(analysis, entities, seen, token, pair)
        markers = [c for c in analysis.children[token.i] if analysis.tokens[c].lower_text in _JOINT_WORDS]
        the_sides = word == "sides" and any(analysis.tokens[c].lower_text == "the" for c in analysis.children[token.i])
        if (not markers and not the_sides) or _is_of_one_state(analysis, token, seen):
            return None
        first = min([*markers, token.i, *(c for c in analysis.children[token.i] if analysis.tokens[c].rel == "det")])
    if word == "two" and kind == "polity" and token.upos == "NUM":
        here = analysis.sentence_of[token.i]
        near = [n for n in seen if here - analysis.sentence_of[n.head] <= 2]
        people = _last_two(entities, near, person=True)
        if people:
            return Naming(first, token.i + 1, token.i, people, "joint")
    apposed = _apposed(analysis, by_head, token)
    if len(apposed) > 1:
        return Naming(first, token.i + 1, token.i, apposed, "joint")
    role = _role_of(analysis, seen, entities, token) if kind == "person" else None
    members = _last_two(entities, seen, person=kind == "person", role=role) or _as_entities(entities, pair)
    if len(members) < 2:
        return None
    return Naming(first, token.i + 1, token.i, members, "joint")


def _is_of_one_state(analysis: Analysis, token: Token, seen: list[Naming]) -> bool:
    """ "two Russian diplomats": not one of each side."""
    qualifiers = {c for c in analysis.children[token.i] if analysis.tokens[c].rel in ("amod", "compound")}
    return any(n.kind == "demonym" and n.head in qualifiers for n in seen[-6:])


def _apposed(analysis: Analysis, by_head: dict[int, Naming], token: Token) -> tuple[str, ...]:
    """The persons named behind a joint mention: "the two leaders, A and B"."""
    heads = [c for c in analysis.children[token.i] if analysis.tokens[c].rel == "appos"]
    heads += [g for c in heads for g in analysis.children[c] if analysis.tokens[g].rel == "conj"]
    found = [e for h in sorted(heads) if h in by_head for e in by_head[h].entities if e.startswith("person:")]
    return tuple(dict.fromkeys(found))


def _other(
    analysis: Analysis, entities: dict[str, Entity], seen: list[Naming], token: Token, pair: tuple[str, ...]
) -> Naming | None:
    """ "the other side": of the two states of the text the one that was not named last as a subject."""
    for n in reversed(seen):
        codes = {entities[e].code for e in n.entities}
        if len(codes) == 1 and analysis.tokens[n.head].rel == "nsubj" and codes & set(pair):
            members = _as_entities(entities, tuple(c for c in pair if c not in codes))
            return Naming(token.i, token.i + 1, token.i, members, "joint") if members else None
    return None


def _as_entities(entities: dict[str, Entity], pair: tuple[str, ...]) -> tuple[str, ...]:
    return tuple(f"polity:{c}" for c in pair if f"polity:{c}" in entities)


def _role_of(analysis: Analysis, seen: list[Naming], entities: dict[str, Entity], token: Token) -> str | None:
    """The office that a joint mention names ("the two foreign ministers"), where persons of the text hold it."""
    words = [token.lemma.lower(), *(analysis.tokens[c].lower_text for c in analysis.children[token.i])]
    roles = {entities[e].role for n in seen for e in n.entities if entities[e].type == "person"}
    fitting = [r for r in roles if r and r.split()[-1] == words[0] and all(w in words for w in r.split()[:-1])]
    return max(fitting, key=lambda r: (len(r), r)) if fitting else None


def _last_two(entities: dict[str, Entity], seen: list[Naming], *, person: bool, role: str | None = None) -> tuple[str, ...]:
    """The two persons of different states (of that role, where one is told), or two states, named last before; a state may
    be named through its people."""
    found: list[str] = []
    for n in reversed(seen if role else seen[-14:]):
        for e in reversed(n.entities):
            entity = entities[e]
            if person:
                held = {entities[f].code for f in found}
                fits = entity.type == "person" and (role is None or entity.role == role) and entity.code not in held
                key = e if fits else None
            else:
                key = f"polity:{entity.code}" if entity.code and f"polity:{entity.code}" in entities else None
            if key and key not in found:
                found.append(key)
        if len(found) >= 2:
            break
    return tuple(sorted(found[:2], key=lambda k: found.index(k), reverse=True)) if len(found) >= 2 else ()

"""Titles tied to persons by grammar: appositions, counterparts, appointments, "X is the minister"."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from functools import cache

from dragoman.frames.lexicon import rows_of
from dragoman.language.analysis import Analysis, Token
from dragoman.resolve.cast import Entity, Naming
from dragoman.resolve.persons import Roster


@cache
def _words() -> dict[str, str]:
    """Lemma → use: ``into`` (somebody is made the title), ``as`` (somebody is it), ``noun`` (an appointment to it), ``led``
    (somebody leads a delegation)."""
    return {r["lemma"]: r["use"] for r in rows_of("office_words.tsv", ("lemma", "use"))}


def tie_titles(
    analysis: Analysis, namings: list[Naming], roster: Roster, entities: dict[str, Entity], sync: Callable[[], None]
) -> None:  # fmt: skip
    """Replace in `namings` each title that the grammar gives to a named person by a mention of that person; the person
    takes role and state from it where he had none."""
    by_head = {n.head: n for n in namings if n.kind == "name" and n.entities[0].startswith("person:")}
    for index, naming in enumerate(namings):
        if naming.kind != "title" or len(naming.entities) != 1:
            continue
        named = _person(analysis, by_head, naming)
        if named is None or named.entities == naming.entities:
            continue
        who = int(named.entities[0].split(":")[1])
        person = roster.persons[who]
        if person.code is not None and naming.polity is not None and naming.polity != person.code:
            continue
        title = entities[naming.entities[0]]
        roster.persons[who] = replace(person, role=person.role or naming.role, code=person.code or naming.polity,
                                      sector=person.sector or title.sector)  # fmt: skip
        namings[index] = replace(naming, entities=named.entities)
    _respectively(analysis, namings, roster)
    _shared(analysis, namings, roster)
    _replaced(analysis, by_head, namings, roster)
    _counterparts(analysis, namings, roster)
    _heading(analysis, by_head, namings, roster, entities)
    _led(analysis, by_head, namings, roster)
    sync()


def _person(analysis: Analysis, by_head: dict[int, Naming], naming: Naming) -> Naming | None:
    token = analysis.tokens[naming.head]
    for c in analysis.children[naming.head]:
        if analysis.tokens[c].rel == "appos" and c in by_head:
            return by_head[c]
    inside = analysis.subtree(naming.head)
    ends = [h for h, n in by_head.items() if h in inside and h > naming.head and n.last - 1 == max(inside)
            and analysis.tokens[h].rel in ("flat", "nmod", "appos")
            and not any(analysis.tokens[c].rel == "case" for c in analysis.children[h])]  # fmt: skip
    if ends:
        return by_head[ends[0]]
    behind = [h for h, n in by_head.items() if h in inside and h > naming.head and analysis.tokens[h].rel == "appos"
              and analysis.tokens[n.first - 1].text == ","]  # fmt: skip
    if behind:
        return by_head[min(behind)]
    if any(analysis.tokens[c].rel == "cop" for c in analysis.children[naming.head]):
        return _subject(analysis, by_head, token.i)
    head = analysis.tokens[token.head]
    use = _words().get(head.lemma.lower(), "")
    cases = {analysis.tokens[c].lower_text for c in analysis.children[token.i] if analysis.tokens[c].rel == "case"}
    if use == "into" and (token.rel in ("xcomp", "obj", "ccomp") or "as" in cases):
        return _object(analysis, by_head, head.i, token.i) or _subject(analysis, by_head, head.i)
    if use == "as" and (token.rel in ("xcomp", "obj") or "as" in cases):
        return _subject(analysis, by_head, head.i)
    if use == "noun" and cases & {"as", "to", "of"}:
        return next((by_head[c] for c in analysis.children[head.i] if c in by_head), None)
    return None


def _subject(analysis: Analysis, by_head: dict[int, Naming], verb: int) -> Naming | None:
    """The person that is the subject of a verb or of a predicate noun; "who" stands for what it is attached to."""
    for c in analysis.children[verb]:
        token = analysis.tokens[c]
        if token.rel != "nsubj":
            continue
        if token.xpos in ("WP", "WDT"):
            return by_head.get(analysis.tokens[verb].head)
        return by_head.get(c)
    token = analysis.tokens[verb]
    return by_head.get(token.head) if token.rel == "acl" else None


def _object(analysis: Analysis, by_head: dict[int, Naming], verb: int, title: int) -> Naming | None:
    for c in analysis.children[verb]:
        token = analysis.tokens[c]
        if c != title and c in by_head and (token.rel in ("obj", "iobj") or token.deprel == "nsubj:pass"):
            return by_head[c]
    return None


def _respectively(analysis: Analysis, namings: list[Naming], roster: Roster) -> None:
    """ "the Czech and Slovak premiers, A and B": the first holds the first office, the second the second."""
    for index, naming in enumerate(namings):
        if naming.kind != "title" or len(naming.entities) < 2 or naming.role is None:
            continue
        codes = [_code_of(roster, e) for e in naming.entities]
        after = sorted((n for n in namings if n.kind == "name" and n.entities[0].startswith("person:")
                        and naming.last <= n.first <= naming.last + 12), key=lambda n: n.first)  # fmt: skip
        run = after[: len(codes)]
        behind = _behind_states(analysis, namings, naming.last)
        if len(run) != len(codes) or not _listed(analysis, behind, run):
            continue
        for code, named in zip(codes, run, strict=True):
            who = int(named.entities[0].split(":")[1])
            roster.persons[who] = replace(
                roster.persons[who],
                role=roster.persons[who].role or naming.role,
                code=code or roster.persons[who].code,
                sector=roster.persons[who].sector or "GOV",
            )
            namings[namings.index(named)] = replace(named, role=naming.role, polity=code)
        namings[index] = replace(naming, entities=tuple(n.entities[0] for n in run))


def _replaced(analysis: Analysis, by_head: dict[int, Naming], namings: list[Naming], roster: Roster) -> None:
    """ "Ana Ruiz, who replaced Ion Mora as envoy": both are told to have held the office, he before."""
    for index, naming in enumerate(namings):
        token = analysis.tokens[naming.head]
        verb = analysis.tokens[token.head]
        if verb.rel == "obj" and token.rel == "nmod":
            verb = analysis.tokens[verb.head]
        if naming.kind != "title" or _words().get(verb.lemma.lower()) != "after" or token.rel not in ("obl", "nmod"):
            continue
        passive = any(analysis.tokens[c].deprel == "nsubj:pass" for c in analysis.children[verb.i])
        new, old = _subject(analysis, by_head, verb.i), _object(analysis, by_head, verb.i, token.i)
        if passive:
            new, old = (
                next(
                    (by_head[c] for c in analysis.children[verb.i] if c in by_head and analysis.tokens[c].rel == "obl"), None
                ),
                new,
            )
        for named, qualifier in ((new, ""), (old, "former")):
            if named is None:
                continue
            who = int(named.entities[0].split(":")[1])
            other = new if named is old else old
            code = naming.polity or roster.persons[who].code or (_code_of(roster, other.entities[0]) if other else None)
            roster.persons[who] = replace(roster.persons[who], role=roster.persons[who].role or naming.role, code=code,
                                          sector=roster.persons[who].sector or "GOV")  # fmt: skip
            if named in namings:
                namings[namings.index(named)] = replace(
                    named, role=named.role or naming.role, polity=code, qualifier=qualifier
                )
        namings[index] = replace(naming, entities=new.entities if new is not None else naming.entities)


def _code_of(roster: Roster, entity: str) -> str | None:
    if entity.startswith("person:"):
        return roster.persons[int(entity.split(":")[1])].code
    return entity.split(":")[1] if entity.startswith("office:") else None


def _behind_states(analysis: Analysis, namings: list[Naming], at: int) -> int:
    """Where the "of A and B" behind a plural title ends."""
    named = {t for n in namings if n.entities[0].startswith("polity:") for t in range(n.first, n.last)}
    end = at
    while end < len(analysis.tokens) and (
        end in named or analysis.tokens[end].lower_text in ("of", "the", "both", "and", ",")
    ):
        end += 1
    while end > at and analysis.tokens[end - 1].text != "," and end - 1 not in named:
        end -= 1
    return end - 1 if end > at and analysis.tokens[end - 1].text == "," else end


def _listed(analysis: Analysis, first: int, run: list[Naming]) -> bool:
    """Do only commas and "and" stand between a title and the names behind it?"""
    named = {t for n in run for t in range(n.first, n.last)}
    between = [analysis.tokens[t] for t in range(first, run[-1].last) if t not in named]
    start = run[0].first
    joins = [t for t in between if t.lower_text in (",", "and", "–", "-", "—", "(", ":")]
    states = [t for t in between if t not in joins and t.i > start and (t.lower_text == "of" or t.text[:1].isupper())]
    return bool(between) and len(joins) + len(states) == len(between)


def _shared(analysis: Analysis, namings: list[Naming], roster: Roster) -> None:
    """ "the foreign ministers, A and B", of no named states: each of the names behind a plural title holds the office."""
    for index, naming in enumerate(namings):
        if naming.kind != "title" or naming.role is None or analysis.tokens[naming.head].xpos not in ("NNS", "NNPS"):
            continue
        after = sorted((n for n in namings if n.kind == "name" and n.entities[0].startswith("person:")
                        and naming.last <= n.first <= naming.last + 12), key=lambda n: n.first)  # fmt: skip
        run = [n for k, n in enumerate(after) if _listed(analysis, naming.last, after[: k + 1])]
        run = run if len(run) > 1 else _apposed(analysis, namings, naming)
        if len(run) < 2 or len(naming.entities) > 1:
            continue
        for named in run:
            who = int(named.entities[0].split(":")[1])
            roster.persons[who] = replace(roster.persons[who], role=roster.persons[who].role or naming.role,
                                          sector=roster.persons[who].sector or "GOV")  # fmt: skip
            namings[namings.index(named)] = replace(named, role=named.role or naming.role)
        namings[index] = replace(naming, entities=tuple(n.entities[0] for n in run))


def _apposed(analysis: Analysis, namings: list[Naming], title: Naming) -> list[Naming]:
    """The persons that the tree apposes to a plural title."""
    heads = [c for c in analysis.children[title.head] if analysis.tokens[c].rel == "appos"]
    heads += [g for c in heads for g in analysis.children[c] if analysis.tokens[g].rel == "conj"]
    named = [n for n in namings if n.kind == "name" and n.head in heads and n.entities[0].startswith("person:")]
    return sorted(named, key=lambda n: n.first)


@cache
def _led_bodies() -> dict[str, str]:
    return {r["noun"]: r["role"] for r in rows_of("led_bodies.tsv", ("noun", "role"))}


def _heading(
    analysis: Analysis, by_head: dict[int, Naming], namings: list[Naming], roster: Roster, entities: dict[str, Entity]
) -> None:  # fmt: skip
    """ "Ana Ruiz, who heads the ministry's Asian division", "the government, led by Ion Mora": the office that it makes."""
    for token in analysis.tokens:
        if token.upos != "VERB" or _words().get(token.lemma.lower()) != "led":
            continue
        passive = token.xpos in ("VBN", "VBD") and token.rel == "acl"
        if passive:
            body = token.head
            leader = next(
                (by_head[c] for c in analysis.children[token.i] if c in by_head and analysis.tokens[c].rel == "obl"), None
            )
        else:
            body = next((c for c in analysis.children[token.i] if analysis.tokens[c].rel == "obj"), -1)
            leader = _subject(analysis, by_head, token.i)
        role = _led_bodies().get(analysis.tokens[body].lemma.lower()) if body >= 0 else None
        if leader is None or role is None or leader.role is not None:
            continue
        who = int(leader.entities[0].split(":")[1])
        inside = set(analysis.subtree(body))
        codes = [n.polity or entities[n.entities[0]].code for n in namings if n.head in inside and n is not leader]
        code = next((c for c in codes if c), None)
        person = roster.persons[who]
        roster.persons[who] = replace(
            person, role=person.role or role, code=person.code or code, sector=person.sector or "GOV"
        )
        namings[namings.index(leader)] = replace(leader, role=role, polity=leader.polity or code)


def _led(analysis: Analysis, by_head: dict[int, Naming], namings: list[Naming], roster: Roster) -> None:
    """A delegation "headed by" somebody acts as he does."""
    for index, naming in enumerate(namings):
        if naming.kind != "group":
            continue
        for verb in analysis.children[naming.head]:
            token = analysis.tokens[verb]
            if token.rel != "acl" or token.xpos not in ("VBN", "VBD") or _words().get(token.lemma.lower()) != "led":
                continue
            leader = next(
                (by_head[c] for c in analysis.children[verb] if c in by_head and analysis.tokens[c].rel == "obl"), None
            )
            if leader is not None:
                who = int(leader.entities[0].split(":")[1])
                roster.persons[who] = replace(roster.persons[who], code=roster.persons[who].code or naming.polity)
                namings[index] = replace(naming, entities=leader.entities, kind="title")


def _counterparts(analysis: Analysis, namings: list[Naming], roster: Roster) -> None:
    """ "her Ecuadorean counterpart, Luis Mora" holds the office that she holds, in the other state."""
    for token in analysis.tokens:
        use = _words().get(token.lemma.lower(), "")
        opposite = token.lemma.lower() == "number" and token.i and analysis.tokens[token.i - 1].lower_text == "opposite"
        if use not in ("peer", "former") and not opposite:
            continue
        former = use == "former"
        state = _state_of(analysis, namings, token) or (_owner_state(analysis, namings, roster, token) if former else None)
        ours = _office_before(analysis, namings, roster, token, None if former else state)
        if state is None or ours is None:
            continue
        role, sector = ours
        named = next((n for n in namings if n.kind == "name" and n.entities[0].startswith("person:")
                      and token.i < n.first <= token.i + 3), None)  # fmt: skip
        if named is not None:
            who = int(named.entities[0].split(":")[1])
            person = roster.persons[who]
            roster.persons[who] = replace(
                person, role=person.role or role, code=person.code or state, sector=person.sector or sector
            )
            namings.append(Naming(token.i, token.i + 1, token.i, named.entities, "title", role, state))
            at = namings.index(named)
            before = "former" if former and token.lemma.lower() == "predecessor" else named.qualifier
            namings[at] = replace(named, role=named.role or role, polity=named.polity or state, qualifier=before)
            continue
        if former:
            continue
        known = [i for i, p in enumerate(roster.persons) if p.code == state and p.role == role]
        holder = known[-1] if known else roster.holder(state, role)
        if holder is not None:
            namings.append(Naming(token.i, token.i + 1, token.i, (f"person:{holder}",), "title", role, state))


def _state_of(analysis: Analysis, namings: list[Naming], token: Token) -> str | None:
    inside = set(analysis.subtree(token.i))
    for n in namings:
        if n.head in inside and n.head < token.i and n.kind == "demonym" and n.entities[0].startswith("polity:"):
            return n.entities[0].split(":")[1]
    word = analysis.tokens[token.i - 1].lower_text if token.i else ""
    if word in ("southern", "northern", "eastern", "western"):
        side = word[:5].capitalize() if word != "eastern" and word != "western" else word[:4].capitalize()
        sided = [n for n in namings if n.entities[0].startswith("polity:") and _printed(analysis, n).startswith(side + " ")]
        if sided:
            return sided[0].entities[0].split(":")[1]
    after = [
        n
        for n in namings
        if n.head in inside and n.first in (token.i + 2, token.i + 3) and n.entities[0].startswith("polity:")
    ]
    linked = token.i + 1 < len(analysis.tokens) and analysis.tokens[token.i + 1].lower_text in ("from", "in", "of")
    return after[0].entities[0].split(":")[1] if after and linked else None


def _printed(analysis: Analysis, n: Naming) -> str:
    return analysis.text[analysis.tokens[n.first].start : analysis.tokens[n.last - 1].end]


def _office_before(
    analysis: Analysis, namings: list[Naming], roster: Roster, token: Token, state: str | None
) -> tuple[str, str | None] | None:  # fmt: skip
    """Role and sector of the last office-holder named before, of another state."""
    reach = analysis.sentence_of[token.i] - 2
    for n in sorted(namings, key=lambda n: -n.head):
        if n.head >= token.i or analysis.sentence_of[n.head] < reach or not n.entities[0].startswith("person:"):
            continue
        who = int(n.entities[0].split(":")[1])
        person, role = roster.persons[who], roster.role_of(who)
        if role and person.code != state:
            return role, person.sector
    return None


def _owner_state(analysis: Analysis, namings: list[Naming], roster: Roster, token: Token) -> str | None:
    """The state of whoever has a predecessor ("Mora's predecessor", "her predecessor")."""
    for c in analysis.children[token.i]:
        named = next((n for n in namings if n.head == c and n.entities[0].startswith("person:")), None)
        if named is not None:
            return roster.persons[int(named.entities[0].split(":")[1])].code
    before = [n for n in namings if n.head < token.i and n.entities[0].startswith("person:")]
    return roster.persons[int(before[-1].entities[0].split(":")[1])].code if before else None

"""Whose officials they are: the state of a titled person that no words beside his title name."""

from __future__ import annotations

from collections import Counter
from dataclasses import replace

from dragoman.resolve.cast import Naming
from dragoman.resolve.work import Work, sentence_bounds

# offices that organisations have as well as states
_OF_BODIES = ("spokesman", "official", "director", "managing director", "secretary-general", "chairman", "chief executive",
              "commission president", "head", "envoy", "commissioner", "chief negotiator", "leader")  # fmt: skip


def place_persons(work: Work) -> None:
    """A titled person whose state nobody names belongs to the state named nearest in his sentence, else most."""
    for index, person in enumerate(work.roster.persons):
        if person.code is not None or person.role is None:
            continue
        own = f"person:{index}"
        first = min((n for n in work.namings if own in n.entities), key=lambda n: n.first, default=None)
        own_title = _own_state(work, first) if first is not None else None
        code = own_title or (_nearest_code(work, first) if first is not None else None)
        if code is not None:
            work.roster.persons[index] = replace(person, code=code)
    work.sync()


def _own_state(work: Work, naming: Naming) -> str | None:
    """The state that alone has such a title ("assistant secretary of state")."""
    words = [work.analysis.tokens[t].lower_text for t in range(*naming.title)]
    title = " ".join(w for w in words if w not in (",", "the"))
    return next((code for text, code in work.registry.title_states.items() if title == text.replace(" the ", " ")), None)


def _nearest_code(work: Work, naming: Naming) -> str | None:
    analysis = work.analysis
    sentence = analysis.sentence_of[naming.head]
    near = []
    for n in work.namings:
        if n is naming or analysis.sentence_of[n.head] != sentence or n.entities == naming.entities:
            continue
        entity = work.entities[n.entities[0]]
        body = entity.type == "organization" and entity.sector not in ("GOV", "LEG", "MIL")
        code = n.polity or (None if body else entity.code)
        if code and not (n.role == naming.role and n.role is not None):
            if entity.type == "outlet" or (code not in work.registry.states and naming.role not in (*_OF_BODIES, None)):
                continue
            place = entity.type == "place" or (entity.type == "polity" and entity.sector == "GOV")
            away = abs(n.first - naming.first) + (8 if n.first > naming.first else 0) + (15 if place else 0)
            near.append((away, n.first, code))
    return min(near)[2] if near else _code_before(work, naming)


def _code_before(work: Work, naming: Naming) -> str | None:
    """For an office of a state, the state that the two sentences before name most, else the text's most named."""
    sentence = work.analysis.sentence_of[naming.head]
    if naming.role in _OF_BODIES and any(
        work.entities[n.entities[0]].type == "organization" and work.entities[n.entities[0]].code
        for n in work.namings
        if work.analysis.sentence_of[n.head] == sentence
    ):
        return None
    counts: Counter[str] = Counter()
    for n in work.namings:
        away = sentence - work.analysis.sentence_of[n.head]
        code = n.polity or work.entities[n.entities[0]].code
        if code in work.registry.states and 1 <= away <= 2 and len(n.entities) == 1:
            counts[code] += 3 - away
    return max(sorted(counts), key=lambda c: counts[c]) if counts else None


def place_possessed(work: Work, namings: list[Naming], pronouns: dict[int, Naming]) -> None:
    """ "his spokesman, Ion Mora", "its envoy Ana Ruiz": a titled person whose state the pronoun before the title tells."""
    for n in namings:
        if n.kind != "name" or n.role is None or n.polity is not None or not n.entities[0].startswith("person:"):
            continue
        low, _ = sentence_bounds(work.analysis, n.head)
        begin = min(n.title[0], n.first) if n.title[1] else n.first
        owner = next((pronouns[t] for t in range(begin - 1, max(low, begin - 3) - 1, -1) if t in pronouns), None)
        if owner is None or len(owner.entities) != 1 or work.analysis.tokens[owner.head].deprel != "nmod:poss":
            continue
        code = work.entities[owner.entities[0]].code
        who = int(n.entities[0].split(":")[1])
        if code is not None and owner.entities[0] != n.entities[0] and not work.roster.persons[who].known:
            work.roster.persons[who] = replace(work.roster.persons[who], code=code)
    work.sync()

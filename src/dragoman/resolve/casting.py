"""Analysis → Cast: names, titles, groups and then what refers back to them, in the order of reading."""

from __future__ import annotations

from dataclasses import dataclass, field, replace

from dragoman.language.analysis import Analysis
from dragoman.resolve.cast import Cast, Entity, Naming
from dragoman.resolve.names import NameHit, match_names
from dragoman.resolve.persons import LEADERS, Roster
from dragoman.resolve.pronouns import refer_back
from dragoman.resolve.registry import Registry, Title, fold
from dragoman.resolve.titles import (
    Styled,
    plural_title,
    polities_around,
    polity_after,
    polity_before,
    qualifier_before,
    styled_after,
    styled_before,
    styled_together,
    title_ending_at,
)
from dragoman.values import Edtf

_TYPE = {
    "polity": "polity",
    "demonym": "polity",
    "capital": "polity",
    "seat": "polity",
    "region": "place",
    "organization": "organization",
    "body": "organization",
    "outlet": "outlet",
    "person": "person",
}
_PLACE_PREPOSITIONS = {"in", "near", "at", "outside", "around", "inside", "into", "throughout", "across", "off"}


@dataclass
class _Work:
    """What is gathered while a document is read; frozen into a `Cast` at the end."""

    analysis: Analysis
    registry: Registry
    when: Edtf | None
    roster: Roster
    entities: dict[str, Entity] = field(default_factory=dict)
    namings: list[Naming] = field(default_factory=list)
    taken: set[int] = field(default_factory=set)
    persons: list[tuple[int, Naming]] = field(default_factory=list)

    def add(self, naming: Naming) -> None:
        self.namings.append(naming)
        self.taken.update(range(naming.first, naming.last))


def build_cast(analysis: Analysis, registry: Registry, when: Edtf | None) -> Cast:
    """All mentions of a document with the entities that they mean, as of the day of publication."""
    work = _Work(analysis, registry, when, Roster(registry, when))
    hits = match_names(analysis, registry, when)
    at = {t: h for h in hits for t in range(h.first, h.last)}
    _name_persons(work, hits, at)
    _name_others(work, hits)
    _name_unknown(work)
    _titles(work, at)
    _groups(work, at)
    _compass(work)
    _place_persons(work)
    work.namings.sort(key=lambda n: (n.first, -n.last))
    namings = refer_back(analysis, work.entities, work.namings, registry)
    return Cast(analysis, work.entities, tuple(namings))


def _head(analysis: Analysis, first: int, last: int) -> int:
    """The token of a run whose head lies outside of it."""
    for t in range(first, last):
        head = analysis.tokens[t].head
        if not first <= head < last or head == t:
            return t
    return last - 1


def _sentence_bounds(analysis: Analysis, i: int) -> tuple[int, int]:
    s = analysis.sentences[analysis.sentence_of[i]]
    return s.first, s.last


def _name_persons(work: _Work, hits: list[NameHit], at: dict[int, NameHit]) -> None:
    analysis = work.analysis
    spans = {(h.first, h.last) for h in hits if h.entry.kind == "person"}
    for e in analysis.entities:
        if e.label != "PER" or not _is_name(analysis, e.first, e.last):
            continue
        first, last = e.first, e.last
        while last - first > 1 and analysis.tokens[last - 1].text in ("'s", "’s", "'", "’", ","):
            last -= 1
        while last - first > 1 and title_ending_at(analysis, work.registry, first + 1, first) is not None:
            first += 1
        if title_ending_at(analysis, work.registry, last, first) is not None:
            continue
        hit = at.get(first)
        if hit is not None and hit.entry.kind != "person" and hit.last >= last:
            continue
        if not any(a < last and first < b for a, b in spans):
            spans.add((first, last))
    shared: tuple[int, Styled] | None = None
    for first, last in sorted(spans):
        low, high = _sentence_bounds(analysis, first)
        together = styled_together(analysis, work.registry, first, low)
        if together is None and shared is not None and _only_joins(analysis, shared[0], first):
            together = shared[1]
        shared = (last, together) if together is not None else None
        if together is not None:
            work.taken.update(range(together.first, together.last))
            named = polity_after(analysis, at, last, high)
            _add_person(work, first, last, replace(together, polity=named, first=first, last=first))
            continue
        styled = styled_before(analysis, work.registry, at, first, low)
        after = styled_after(analysis, work.registry, at, last, high)
        _add_person(work, first, last, styled or after)


def _only_joins(analysis: Analysis, last: int, first: int) -> bool:
    """Do only commas, "and" and "of X" stand between two names?"""
    between = analysis.tokens[last:first]
    return (
        0 < len(between) <= 5
        and any(t.lower_text in ("and", "&") for t in between)
        and all(t.upos in ("PUNCT", "CCONJ", "ADP", "PROPN", "DET") for t in between)
    )


def _is_name(analysis: Analysis, first: int, last: int) -> bool:
    """A run with a capitalised proper noun in it; the entity head alone is sometimes deceived."""
    tokens = analysis.tokens[first:last]
    return any(t.upos == "PROPN" and t.text[:1].isupper() for t in tokens)


def _add_person(work: _Work, first: int, last: int, styled: Styled | None) -> None:
    analysis = work.analysis
    text = " ".join(analysis.tokens[t].text for t in range(first, last)).replace(" - ", "-").replace(" .", ".")
    index = work.roster.meet(text, styled)
    begin = styled.first if styled is not None and styled.first < first else first
    naming = Naming(
        begin,
        last,
        _head(analysis, begin, last),
        (f"person:{index}",),
        "name",
        styled.title.role if styled else None,
        styled.polity if styled else None,
        styled.qualifier if styled else "",
        (styled.first, styled.last) if styled else (0, 0),
    )
    work.add(naming)
    if styled is not None:
        work.taken.update(range(styled.first, styled.last))
    _sync(work)


def _sync(work: _Work) -> None:
    for index, p in enumerate(work.roster.persons):
        work.entities[f"person:{index}"] = Entity(f"person:{index}", p.name, "person", p.code, p.sector, p.role)


def _name_others(work: _Work, hits: list[NameHit]) -> None:
    analysis = work.analysis
    for h in hits:
        if any(t in work.taken for t in range(h.first, h.last)) and h.entry.kind == "person":
            continue
        if all(t in work.taken for t in range(h.first, h.last)) and h.entry.kind not in ("polity", "demonym", "body"):
            continue
        head = _head(analysis, h.first, h.last)
        entity = _entity(h, _is_place(analysis, head, h))
        work.entities.setdefault(entity.id, entity)
        work.add(Naming(h.first, h.last, head, (entity.id,), "demonym" if h.entry.kind == "demonym" else "name"))


def _is_place(analysis: Analysis, head: int, hit: NameHit) -> bool:
    """A capital or seat with a preposition of place is the place, not the government."""
    if hit.entry.kind not in ("capital", "region"):
        return False
    cases = {analysis.tokens[c].lower_text for c in analysis.children[head] if analysis.tokens[c].rel == "case"}
    return bool(cases & _PLACE_PREPOSITIONS) or analysis.tokens[head].rel == "appos"


def _entity(hit: NameHit, place: bool) -> Entity:
    e = hit.entry
    kind = "place" if place else _TYPE[e.kind]
    if kind == "polity" and e.code:
        sector = e.sector if e.kind in ("capital", "seat") else None
        return Entity(f"polity:{e.code}", e.code if not e.name else e.name, "polity", e.code, sector, None, e.members)
    return Entity(f"{kind}:{e.name}", e.name, kind, e.code, e.sector, None, e.members)


def _name_unknown(work: _Work) -> None:
    """Organisations and places that the registry does not know."""
    analysis = work.analysis
    for e in analysis.entities:
        if e.label not in ("ORG", "LOC") or any(t in work.taken for t in range(e.first, e.last)):
            continue
        name = analysis.text[analysis.tokens[e.first].start : analysis.tokens[e.last - 1].end]
        kind = "organization" if e.label == "ORG" else "place"
        entity = Entity(f"{kind}:{fold(name)}", name, kind)
        work.entities.setdefault(entity.id, entity)
        work.add(Naming(e.first, e.last, _head(analysis, e.first, e.last), (entity.id,)))


def _titles(work: _Work, at: dict[int, NameHit]) -> None:
    """Role-only mentions: "the Russian Foreign Minister", "Japan's premier", "foreign ministers"."""
    analysis, registry = work.analysis, work.registry
    for token in analysis.tokens:
        if (token.i in work.taken and token.i not in at) or token.upos not in ("NOUN", "PROPN"):
            continue
        if token.rel in ("compound", "flat", "amod") or token.i in work.taken:
            continue
        low, high = _sentence_bounds(analysis, token.i)
        found = title_ending_at(analysis, registry, token.i + 1, low)
        plural = plural_title(registry, token.lower_text) if found is None else None
        if found is not None and token.xpos in ("NNS", "NNPS"):
            plural, found = found[1], None
        if found is None and plural is None:
            continue
        first, title = found if found else (_title_first(analysis, token.i, plural), plural)
        assert title is not None
        polity, polity_first = polity_before(analysis, at, first, low)
        polity = polity or polity_after(analysis, at, token.i + 1, high)
        qualifier = qualifier_before(analysis, first, low)
        begin = min(first, polity_first)
        codes = polities_around(analysis, at, first, token.i + 1, low, high) if plural is not None else []
        if len(codes) > 1:
            members = tuple(_holder(work, title.role, c, "") or _office(work, title, c) for c in codes)
            work.add(
                Naming(begin, token.i + 1, token.i, members, "title", title.role, None, qualifier, (first, token.i + 1))
            )
            continue
        entity_id = _holder(work, title.role, polity, qualifier) if plural is None else None
        if entity_id is None:
            printed = " ".join(analysis.tokens[t].text for t in range(begin, token.i + 1))
            name = printed if plural is not None else _office_name(work, title.role, polity)
            entity = Entity(f"office:{polity}:{title.role}", name, "group", polity, title.sector, title.role)
            work.entities.setdefault(entity.id, entity)
            entity_id = entity.id
        work.add(
            Naming(begin, token.i + 1, token.i, (entity_id,), "title", title.role, polity, qualifier, (first, token.i + 1))
        )


def _office(work: _Work, title: Title, polity: str) -> str:
    """The id of whoever holds an office of a state, where no person is known."""
    name = _office_name(work, title.role, polity)
    entity = Entity(f"office:{polity}:{title.role}", name, "group", polity, title.sector, title.role)
    work.entities.setdefault(entity.id, entity)
    return entity.id


def _title_first(analysis: Analysis, last: int, title: Title | None) -> int:
    """Where the words of a plural title begin ("deputy foreign ministers")."""
    words = fold(title.title).split() if title is not None else []
    first = last
    modifiers = {"deputy", "foreign", "prime", "defense", "defence", *words[:-1]}
    while first > 0 and fold(analysis.tokens[first - 1].text) in modifiers:
        first -= 1
    return first


def _office_name(work: _Work, role: str, polity: str | None) -> str:
    state = work.registry.polity_names.get(polity or "", "")
    return f"{state} {role}".strip()


def _holder(work: _Work, role: str, polity: str | None, qualifier: str) -> str | None:
    """The person of the text (else of the registry, at the day) who holds that office."""
    if qualifier in ("former", "then", "designate"):
        return None
    if role == "leader":
        leaders = [i for i, p in enumerate(work.roster.persons) if p.role in LEADERS and polity in (None, p.code)]
        return f"person:{leaders[-1]}" if leaders and polity is not None else None
    same = [
        i
        for i, p in enumerate(work.roster.persons)
        if p.role and p.role.endswith(role) and p.code and polity in (None, p.code)
    ]
    if same:
        return f"person:{same[-1]}"
    if polity is None or work.when is None or (work.when.last - work.when.first).days > 62:
        return None
    holders = work.registry.holders(polity, role, work.when.first, work.when.last)
    if len(holders) != 1:
        return None
    index = work.roster.meet(holders[0], None)
    _sync(work)
    return f"person:{index}"


def _groups(work: _Work, at: dict[int, NameHit]) -> None:
    """Generic bodies and groups of a state: "Japanese officials", "the Chechen rebels", "Moscow's foreign ministry"."""
    analysis, registry = work.analysis, work.registry
    for token in analysis.tokens:
        if token.upos not in ("NOUN", "PROPN") or token.rel in ("compound", "flat") or token.i in work.taken:
            continue
        first, sector = _group_phrase(analysis, registry, token.i)
        if sector is None:
            continue
        low, high = _sentence_bounds(analysis, token.i)
        polity, begin = polity_before(analysis, at, first, low)
        polity = polity or polity_after(analysis, at, token.i + 1, high) or _polity_within(analysis, at, token.i, high)
        end = _group_end(analysis, token.i, high)
        phrase = " ".join(analysis.tokens[t].text for t in range(begin, end))
        entity = Entity(f"group:{polity}:{fold(phrase)}", phrase, "group", polity, sector)
        work.entities.setdefault(entity.id, entity)
        work.add(Naming(begin, token.i + 1, token.i, (entity.id,), "group", None, polity))


def _polity_within(analysis: Analysis, at: dict[int, NameHit], head: int, high: int) -> str | None:
    for t in range(head + 1, _group_end(analysis, head, high)):
        if t in at and at[t].entry.kind in ("demonym", "polity"):
            return at[t].entry.code
    return None


def _group_end(analysis: Analysis, head: int, high: int) -> int:
    """A group "of" people is named with them: "a group of visiting Japanese parliamentarians"."""
    tokens = analysis.tokens
    if head + 2 >= high or tokens[head + 1].lower_text != "of":
        return head + 1
    for t in range(head + 2, min(high, head + 7)):
        if tokens[t].xpos == "NNS" and (t + 1 >= high or not tokens[t + 1].xpos.startswith("NN")):
            return t + 1
        if tokens[t].upos not in ("ADJ", "NOUN", "PROPN", "NUM", "DET") and tokens[t].xpos not in ("VBG", "VBN"):
            break
    return head + 1


def _group_phrase(analysis: Analysis, registry: Registry, head: int) -> tuple[int, str | None]:
    for size in (3, 2, 1):
        first = head - size + 1
        if first < 0:
            continue
        words = [fold(analysis.tokens[t].text) for t in range(first, head + 1)]
        lemma = [*words[:-1], analysis.tokens[head].lemma.lower()]
        for key in (" ".join(words), " ".join(lemma)):
            if key in registry.groups:
                return first, registry.groups[key]
    return head, None


_COMPASS = {"North", "South", "East", "West"}


def _compass(work: _Work) -> None:
    """ "the North" is North Korea in a text that names it so."""
    named = {e.name.split()[0]: e.id for e in work.entities.values() if e.type == "polity" and e.name.split()[0] in _COMPASS}
    analysis = work.analysis
    for token in analysis.tokens:
        if token.text in named and token.i not in work.taken and token.upos in ("PROPN", "NOUN"):
            if token.rel in ("amod", "compound", "flat", "nmod:desc"):
                continue
            work.add(Naming(token.i, token.i + 1, token.i, (named[token.text],)))


def _place_persons(work: _Work) -> None:
    """A titled person whose state nobody names belongs to the state named nearest in his sentence, else most."""
    for index, person in enumerate(work.roster.persons):
        if person.code is not None or person.role is None:
            continue
        own = f"person:{index}"
        first = min((n for n in work.namings if own in n.entities), key=lambda n: n.first, default=None)
        code = _nearest_code(work, first) if first is not None else None
        if code is not None:
            work.roster.persons[index] = replace(person, code=code)
    _sync(work)


def _nearest_code(work: _Work, naming: Naming) -> str | None:
    analysis = work.analysis
    sentence = analysis.sentence_of[naming.head]
    near = []
    for n in work.namings:
        if n is naming or analysis.sentence_of[n.head] != sentence or n.entities == naming.entities:
            continue
        code = n.polity or work.entities[n.entities[0]].code
        if code and not (n.role == naming.role and n.role is not None):
            entity = work.entities[n.entities[0]]
            place = entity.type == "place" or (entity.type == "polity" and entity.sector == "GOV")
            away = abs(n.first - naming.first) + (8 if n.first > naming.first else 0) + (6 if place else 0)
            near.append((away, n.first, code))
    return min(near)[2] if near else None

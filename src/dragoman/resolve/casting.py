"""Analysis → Cast: names, titles, groups and then what refers back to them, in the order of reading."""

from __future__ import annotations

from dataclasses import replace

from dragoman.language.analysis import Analysis
from dragoman.resolve.cast import Cast, Entity, Naming
from dragoman.resolve.cities import city_code
from dragoman.resolve.groups import COMPASS, name_compass, name_groups
from dragoman.resolve.names import NameHit, match_names
from dragoman.resolve.persons import LEADERS, Roster, behind_title, honoured_names, trimmed_name, widened_name
from dragoman.resolve.placing import place_persons, place_possessed
from dragoman.resolve.predicated import tie_titles
from dragoman.resolve.pronouns import refer_back
from dragoman.resolve.registry import Registry, Title, fold, loose
from dragoman.resolve.titles import (
    Styled,
    plural_ending_at,
    polities_around,
    polity_after,
    polity_before,
    qualifier_before,
    styled_after,
    styled_before,
    styled_together,
    title_ending_at,
)
from dragoman.resolve.work import Work, head_of, sentence_bounds
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


def build_cast(analysis: Analysis, registry: Registry, when: Edtf | None) -> Cast:
    """All mentions of a document with the entities that they mean, as of the day of publication."""
    work = Work(analysis, registry, when, Roster(registry, when))
    hits = match_names(analysis, registry, when)
    at = work.at = {t: h for h in hits for t in range(h.first, h.last)}
    _name_persons(work, hits, at)
    _name_others(work, hits)
    name_compass(work)
    _name_unknown(work)
    _titles(work, at)
    name_groups(work, at)
    tie_titles(analysis, work.namings, work.roster, work.entities, work.sync)
    place_persons(work)
    work.namings.sort(key=lambda n: (n.first, -n.last))
    namings = refer_back(analysis, work.entities, work.namings, registry)
    pronouns = {n.head: n for n in namings if n.kind == "pronoun"}
    place_possessed(work, namings, pronouns)
    namings = [_possessed(work, n, pronouns) for n in namings]
    return Cast(analysis, work.entities, tuple(namings))


def _name_persons(work: Work, hits: list[NameHit], at: dict[int, NameHit]) -> None:
    analysis = work.analysis
    spans = {_untitled(work, h) for h in hits if h.entry.kind == "person"}
    for e in analysis.entities:
        if e.label != "PER" or not _is_name(analysis, e.first, e.last):
            continue
        begin, end = behind_title(analysis, work.registry, e.first, e.last)
        first, last = trimmed_name(analysis, work.registry, begin, end)
        if first >= last or not _is_name(analysis, first, last):
            continue
        first = first if first in at or first - 1 in at else widened_name(analysis, work.registry, first)
        if title_ending_at(analysis, work.registry, last, first) is not None:
            continue
        hit = at.get(first)
        if hit is not None and hit.entry.kind != "person" and hit.last >= last:
            continue
        if not any(a < last and first < b for a, b in spans):
            spans.add((first, last))
    spans |= {
        s for s in honoured_names(analysis, work.registry, set(at)) if not any(a < s[1] and s[0] < b for a, b in spans)
    }
    shared: tuple[int, Styled] | None = None
    for first, last in sorted(spans):
        low, high = sentence_bounds(analysis, first)
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
        if styled is not None and styled.polity is None and (named := polity_after(analysis, at, last, high)) is not None:
            styled = replace(styled, polity=named)
        if styled is not None and after is not None and after.title.rank < styled.title.rank:
            styled = after if after.polity is not None or styled.polity is None else replace(after, polity=styled.polity)
        _add_person(work, first, last, styled or after)


def _untitled(work: Work, hit: NameHit) -> tuple[int, int]:
    """A registered name without the ruler's title that is part of it ("King Hussein")."""
    title = work.registry.titles.get(fold(work.analysis.tokens[hit.first].text))
    styled = title is not None and title.role in LEADERS and title.rank == 1 and hit.last - hit.first > 1
    return (hit.first + 1, hit.last) if styled else (hit.first, hit.last)


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
    begins = bool(tokens) and (tokens[0].text[:1].isupper() or tokens[0].upos == "PROPN")
    return begins and any(t.upos == "PROPN" and t.text[:1].isupper() for t in tokens)


def _add_person(work: Work, first: int, last: int, styled: Styled | None) -> None:
    analysis = work.analysis
    text = " ".join(analysis.tokens[t].text for t in range(first, last)).replace(" - ", "-").replace(" .", ".")
    index = work.roster.meet(text, styled)
    begin = styled.first if styled is not None and styled.first < first else first
    naming = Naming(
        begin,
        last,
        head_of(analysis, begin, last),
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
    work.sync()


def _name_others(work: Work, hits: list[NameHit]) -> None:
    analysis = work.analysis
    named = {h.entry.name.split()[0] for h in hits if h.entry.kind == "polity" and h.entry.name} & COMPASS
    for h in hits:
        if h.last - h.first <= 2 and analysis.tokens[h.last - 1].text in named and h.entry.kind != "polity":
            continue
        if any(t in work.taken for t in range(h.first, h.last)) and h.entry.kind == "person":
            continue
        if all(t in work.taken for t in range(h.first, h.last)) and h.entry.kind not in ("polity", "demonym", "body"):
            continue
        head = head_of(analysis, h.first, h.last)
        known = _short_for(work, h.first, h.last) if h.entry.code is None else None
        if known is not None:
            work.add(Naming(h.first, h.last, head, (known,)))
            continue
        entity = _entity(work, h, _is_place(analysis, head, h))
        work.entities.setdefault(entity.id, entity)
        kind = "demonym" if h.entry.kind == "demonym" else "name"
        place = h.entry.kind in ("capital", "seat", "region")
        work.add(Naming(h.first, h.last, head, (entity.id,), kind, place=place))


def _is_place(analysis: Analysis, head: int, hit: NameHit) -> bool:
    """A capital or seat with a preposition of place is the place, not the government."""
    if hit.entry.kind not in ("capital", "region"):
        return False
    cases = {analysis.tokens[c].lower_text for c in analysis.children[head] if analysis.tokens[c].rel == "case"}
    return bool(cases & _PLACE_PREPOSITIONS) or analysis.tokens[head].rel == "appos"


def _entity(work: Work, hit: NameHit, place: bool) -> Entity:
    e = hit.entry
    kind = "place" if place else _TYPE[e.kind]
    if kind == "polity" and e.code:
        sector = e.sector if e.kind in ("capital", "seat") else None
        name = work.registry.polity_names.get(e.code, e.name or e.code)
        return Entity(f"polity:{e.code}", name, "polity", e.code, sector, None, e.members)
    if e.kind in ("organization", "body") and e.code and _is_of_another(work, hit):
        name = work.analysis.text[work.analysis.tokens[hit.first].start : work.analysis.tokens[hit.last - 1].end]
        polity = _own_polity(work, hit)
        return Entity(f"{kind}:{polity}:{fold(name)}", name, kind, polity, e.sector, None)
    return Entity(f"{kind}:{e.name}", e.name, kind, e.code, e.sector, None, e.members)


def _is_of_another(work: Work, hit: NameHit) -> bool:
    """A body whose name many states use ("Ministry of Defense") and whose own state the text does not name."""
    if hit.entry.code not in work.registry.polity_names:
        return False
    words = [work.analysis.tokens[t].text for t in range(hit.first, hit.last)]
    named = {e.code for w in words for e in work.registry.entries.get(loose(w), ()) if e.kind in ("polity", "demonym")}
    if hit.entry.code in named:
        return False  # "Bank of Japan"
    first = fold(work.analysis.tokens[hit.first].text)
    shared = first in work.registry.shared_names
    return shared and (_own_polity(work, hit) not in (None, hit.entry.code) or hit.entry.code not in work.states)


def _own_polity(work: Work, hit: NameHit) -> str | None:
    """The state named before or after a body, else the one that the text names most."""
    low, high = sentence_bounds(work.analysis, hit.first)
    before, _ = polity_before(work.analysis, work.at, hit.first, low)
    return before or polity_after(work.analysis, work.at, hit.last, high) or (work.states[0] if work.states else None)


def _name_unknown(work: Work) -> None:
    """Organisations and places that the registry does not know."""
    analysis = work.analysis
    for e in analysis.entities:
        if e.label not in ("ORG", "LOC") or any(t in work.taken for t in range(e.first, e.last)):
            continue
        known = _short_for(work, e.first, e.last)
        if known is not None:
            work.add(Naming(e.first, e.last, head_of(analysis, e.first, e.last), (known,)))
            continue
        name = analysis.text[analysis.tokens[e.first].start : analysis.tokens[e.last - 1].end]
        kind = "organization" if e.label == "ORG" else "place"
        code = city_code(name, work.states) if kind == "place" else None
        entity = Entity(f"{kind}:{fold(name)}", name, kind, code)
        work.entities.setdefault(entity.id, entity)
        work.add(Naming(e.first, e.last, head_of(analysis, e.first, e.last), (entity.id,), place=kind == "place"))


def _short_for(work: Work, first: int, last: int) -> str | None:
    """The organisation of the text for which one word of its name stands ("the Fund", "the Agency")."""
    word = work.analysis.tokens[last - 1].text
    if last - first > 1 or not word.istitle():
        return None
    named = [e for e in work.entities.values() if e.type == "organization" and e.code and word in e.name.split()]
    return named[-1].id if named else None


def _titles(work: Work, at: dict[int, NameHit]) -> None:
    """Role-only mentions: "the Russian Foreign Minister", "Japan's premier", "foreign ministers"."""
    analysis, registry = work.analysis, work.registry
    for token in analysis.tokens:
        if (token.i in work.taken and token.i not in at) or token.upos not in ("NOUN", "PROPN"):
            continue
        if token.rel in ("compound", "flat", "amod") or token.i in work.taken:
            continue
        low, high = sentence_bounds(analysis, token.i)
        found = title_ending_at(analysis, registry, token.i + 1, low)
        many = None
        if found is None or token.xpos in ("NNS", "NNPS"):
            many = plural_ending_at(analysis, registry, token.i + 1, low)
            many = many if found is None or (many is not None and many[0] < found[0]) else found
            found = None
        plural = many[1] if many is not None else None
        if found is None and plural is None:
            continue
        first, title = found or many or (_title_first(analysis, token.i, plural), plural)
        assert title is not None
        polity, polity_first = polity_before(analysis, at, first, low)
        polity = polity or polity_after(analysis, at, token.i + 1, high)
        qualifier = qualifier_before(analysis, first, low)
        begin = min(first, polity_first)
        codes = polities_around(analysis, at, first, token.i + 1, low, high) if plural is not None else []
        if len(codes) > 1:
            printed = " ".join(analysis.tokens[t].text for t in range(first, token.i + 1))
            members = tuple(_holder(work, title.role, c, "") or _office(work, title, c, printed) for c in codes)
            work.add(
                Naming(begin, token.i + 1, token.i, members, "title", title.role, None, qualifier, (first, token.i + 1))
            )
            continue
        entity_id = _holder(work, title.role, polity, qualifier) if plural is None else None
        if entity_id is None:
            printed = analysis.text[analysis.tokens[begin].start : token.end]
            name = printed if plural is not None or polity_first < first else _office_name(work, title.role, polity)
            entity = Entity(f"office:{polity}:{title.role}", name, "group", polity, title.sector, title.role)
            work.entities.setdefault(entity.id, entity)
            entity_id = entity.id
        work.add(
            Naming(begin, token.i + 1, token.i, (entity_id,), "title", title.role, polity, qualifier, (first, token.i + 1))
        )


def _office(work: Work, title: Title, polity: str, printed: str) -> str:
    """The id of whoever holds an office of a state, where no person is known; named as printed."""
    name = _office_name(work, printed, polity)
    entity = Entity(f"office:{polity}:{title.role}", name, "group", polity, title.sector, title.role)
    work.entities.setdefault(entity.id, entity)
    return entity.id


def _possessed(work: Work, naming: Naming, pronouns: dict[int, Naming]) -> Naming:
    """ "its foreign minister": the office of the state that the pronoun means."""
    if naming.kind != "title" or naming.polity is not None or naming.role is None or len(naming.entities) != 1:
        return naming
    if work.entities[naming.entities[0]].code is not None:
        return naming
    owner = next((pronouns[c] for c in work.analysis.children[naming.head] if c in pronouns), None)
    polity = work.entities[owner.entities[0]].code if owner is not None and len(owner.entities) == 1 else None
    if polity is None:
        return naming
    holder = _holder(work, naming.role, polity, naming.qualifier)
    title = work.registry.titles.get(naming.role) or Title(
        naming.role, naming.role, work.entities[naming.entities[0]].sector or "GOV"
    )
    printed = " ".join(work.analysis.tokens[t].text for t in range(*naming.title))
    return replace(naming, entities=(holder or _office(work, title, polity, printed),), polity=polity)


def _title_first(analysis: Analysis, last: int, title: Title | None) -> int:
    """Where the words of a plural title begin ("deputy foreign ministers")."""
    words = fold(title.title).split() if title is not None else []
    first = last
    modifiers = {"deputy", "foreign", "prime", "defense", "defence", *words[:-1]}
    while first > 0 and fold(analysis.tokens[first - 1].text) in modifiers:
        first -= 1
    return first


def _office_name(work: Work, role: str, polity: str | None) -> str:
    state = work.registry.polity_names.get(polity or "", "")
    return f"{state} {role}".strip()


def _holder(work: Work, role: str, polity: str | None, qualifier: str) -> str | None:
    """The person of the text (else of the registry, at the day) who holds that office."""
    if qualifier in ("former", "then", "designate"):
        return None
    if role == "leader":
        past = {e for n in work.namings if n.qualifier in ("former", "then") for e in n.entities}
        leaders = [i for i, p in enumerate(work.roster.persons)
                   if p.role in LEADERS and polity in (None, p.code) and f"person:{i}" not in past]  # fmt: skip
        return f"person:{leaders[-1]}" if leaders and polity is not None else None
    people = list(enumerate(work.roster.persons))
    same = [i for i, p in people if p.role and p.role.endswith(role) and p.code and polity in (None, p.code)]
    same = same or [i for i, p in people if polity is not None and p.code == polity and work.roster.role_of(i) == role]
    if same:
        return f"person:{same[-1]}"
    index = work.roster.holder(polity, role) if polity is not None and role in (*LEADERS, *_WELL_KNOWN) else None
    if index is None:
        return None
    work.sync()
    return f"person:{index}"


# offices whose holder a reader knows without being told
_WELL_KNOWN = (
    "foreign minister",
    "secretary of state",
    "secretary-general",
    "pope",
    "queen",
    "crown prince",
    "vice president",
)

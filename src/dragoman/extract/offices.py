"""Context → Office records: person, role, polity, at the day for which the text shows it; checked against the registry."""

from __future__ import annotations

from dragoman.extract.context import Context
from dragoman.records import Extent, Office
from dragoman.resolve.cast import Entity, Naming
from dragoman.resolve.persons import same_role
from dragoman.resolve.registry import fold, load_registry, loose
from dragoman.values import Edtf

_PAST = {"then"}
# sectors (PLOVER's) whose titles are offices; a journalist, an engineer or somebody's brother holds none
_OFFICES = {"GOV", "LEG", "JUD", "MIL", "SPY", "COP", "IGO", "BUS", "OPP", "REB", "REL", "UAF"}


def extract_offices(context: Context) -> list[Office]:
    """One record per person, role and time that the text shows, in text order; ids and links come later."""
    out: dict[tuple[str, str, str], Office] = {}
    named = {e for n in context.cast.namings if n.kind == "name" for e in n.entities}
    for naming in context.cast.namings:
        if naming.role is None or len(naming.entities) != 1 or naming.entities[0] not in named:
            continue
        entity = context.cast.entities[naming.entities[0]]
        if entity.type != "person" or entity.sector not in _OFFICES:
            continue
        role = _role(context, naming)
        if not role or role.split()[-1] in load_registry().no_offices:
            continue
        held = held_at(context, naming)
        key = (entity.name, role.replace("acting ", "").split()[-1], held or "")
        if key not in out:
            out[key] = _office(context, naming, entity, role, held)
    return list(out.values())


def _role(context: Context, naming: Naming) -> str:
    """The role as printed, without the state or firm that stands in it; the field's name for it where the text abbreviates
    or names none."""
    role = naming.role or ""
    first, last = naming.title
    if first == last:
        return role
    tokens = context.analysis.tokens
    prefixes = load_registry().title_prefixes
    while (
        first > 0
        and tokens[first - 1].lower_text in prefixes
        and context.analysis.sentence_of[first - 1] == context.analysis.sentence_of[first]
    ):
        first -= 1
    while (
        last - first > 1 and _is_name(context, first) and (_is_state(context, first) or _is_title(context, first + 1, last))
    ):
        first += 1
    last = next(
        (t for t in range(first + 1, last) if tokens[t].text in (",", "(", ";") or _names_state(context, t, last)), last
    )
    printed = context.document.text[tokens[first].start : tokens[last - 1].end].lower() if last > first else role
    if printed.endswith("s") and tokens[last - 1].xpos in ("NNS", "NNPS"):
        printed = printed[:-1]
    if "." in printed or not printed:
        printed = role
    return f"acting {printed}" if naming.qualifier == "acting" and "acting" not in printed else printed


def _lengthens(context: Context, i: int, prefixes: frozenset[str]) -> bool:
    """Does a word belong to the title behind it? "first" does only before a deputy ("first deputy premier")."""
    tokens = context.analysis.tokens
    word, after = tokens[i].lower_text, tokens[i + 1].lower_text
    return word in prefixes and (word not in ("first", "second") or after in prefixes or after in ("secretary", "lady"))


def _is_state(context: Context, i: int) -> bool:
    entries = load_registry().entries.get(loose(context.analysis.tokens[i].text), [])
    return any(e.kind in ("polity", "demonym") for e in entries)


def _names_state(context: Context, i: int, last: int) -> bool:
    """Does "of Ghana" begin here?"""
    tokens = context.analysis.tokens
    after = next((t for t in range(i + 1, last) if tokens[t].upos != "DET"), None)
    return tokens[i].lower_text in ("of", "for") and after is not None and _is_state(context, after)


def _is_title(context: Context, first: int, last: int) -> bool:
    """Is what is left a title by itself, and was the word before it no part of a common one ("Treasury Secretary")?"""
    titles, tokens = load_registry().titles, context.analysis.tokens
    rest = " ".join(fold(tokens[t].text) for t in range(first, last))
    return rest in titles and f"{fold(tokens[first - 1].text)} {rest}" not in titles


def _is_name(context: Context, i: int) -> bool:
    """Does a token of a title name a state or a body ("U.S. Treasury Secretary", "Gazprom chairman")?"""
    naming = context.cast.covering.get(i)
    named = naming is not None and naming.kind in ("name", "demonym") and not naming.entities[0].startswith("person:")
    entries = load_registry().entries.get(loose(context.analysis.tokens[i].text), [])
    return (
        named
        or any(e.kind in ("polity", "demonym", "organization") for e in entries)
        or context.analysis.tokens[i].upos == "PUNCT"
    )


def _office(context: Context, naming: Naming, entity: Entity, role: str, held: str | None) -> Office:
    tokens = context.analysis.tokens
    polity = naming.polity or entity.code
    return Office(
        evidence=[Extent(start=tokens[naming.first].start, end=tokens[naming.last - 1].end)],
        sentence=context.analysis.sentence_of[naming.head], why="office/title with name", person=entity.name, role=role,
        polity=polity, held_at=held, registry=_check(entity.name, naming.role or role, polity, held),  # type: ignore[arg-type]
    )  # fmt: skip


def held_at(context: Context, naming: Naming) -> str | None:
    """The day for which a mention shows the office: the publication's; for "then President X" the sentence's own past."""
    if naming.qualifier == "former":
        return None
    if naming.qualifier in _PAST:
        sentence = context.analysis.sentence_of[naming.head]
        for t in context.times_in(sentence):
            if t.edtf is not None and t.type == "DATE":
                return str(t.edtf)
        return None
    return str(context.published) if context.published else None


def _check(person: str, role: str, polity: str | None, held: str | None) -> str:
    """Does the registry know the person in that office then?"""
    terms = load_registry().by_person.get(fold(person), [])
    if not terms or polity is None or held is None:
        return "silent"
    when = Edtf(held)
    same = [t for t in terms if t.polity == polity and same_role(t.role, role)]
    if not same:
        return "silent"
    return "agrees" if any(t.held(when.first, when.last) for t in same) else "differs"

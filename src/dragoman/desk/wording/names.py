"""Names of parties as prose wants them: no codes, the article where English has one, a person in full once."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from datetime import date
from functools import cache

from dragoman.desk.wording.lists import words
from dragoman.records import Party
from dragoman.resolve.registry import adjectives, fold, load_registry


@cache
def code_names() -> dict[str, str]:
    """Code → name of states, organisations and groups of states ("WEST")."""
    registry = load_registry()
    regions = {e.code: e.name for es in registry.entries.values() for e in es if e.kind == "region" and e.code and e.members}
    return regions | registry.polity_names


def state(code: str, article: bool = True) -> str:
    """A state or organisation by its code: "Russia", "the United States"; a code that nobody knows stays as it is."""
    name = code_names().get(code, code)
    return with_article(name) if article else name


def named(codes: Iterable[str]) -> str:
    """Codes and names mixed, as rows of views hold parties: codes become names, names stay."""
    return listed([state(c) if c in code_names() else c for c in codes])


def with_article(name: str) -> str:
    """ "the United States", "the European Union", "Russia", "NATO"."""
    last = name.split()[-1].lower() if name.split() else ""
    headed = " " in name and last in words("articled_heads")
    inside = " of " in name and name.split(" of ")[0].split()[-1].lower() in words("articled_heads")
    return f"the {name}" if name in words("articled") or headed or inside else name


def listed(parts: Sequence[str], last: str = "and") -> str:
    """ "a", "a and b", "a, b and c"."""
    kept = list(dict.fromkeys(p for p in parts if p))
    if len(kept) < 2:
        return "".join(kept)
    return f"{', '.join(kept[:-1])} {last} {kept[-1]}"


def issue(name: str) -> str:
    """A registered issue in a sentence: "Status of Abkhazia" → "the status of Abkhazia", "Chechen conflict" → "the …"."""
    plain = name.split(" (")[0].strip()
    first = plain.split(" ")[0] if plain else ""
    if first.lower() in words("issue_openings"):
        plain = plain[:1].lower() + plain[1:]
    head = plain
    for link in (" of ", " for ", " in ", " on ", " over ", " off ", " with ", " to "):
        head = head.split(link)[0]
    possessive = first.endswith(("'s", "’s", "s'", "s’"))
    articled = head.split()[-1:] and head.split()[-1].lower() in words("issue_heads") and not possessive
    return f"the {plain}" if articled and not plain.startswith("the ") else plain


def speaker(name: str) -> str:
    """A voice as a sentence names it: "Japanese officials", "the Foreign Ministry", "a Japanese diplomat"."""
    tokens = name.split()
    if not tokens or name.lower() in words("open_ends"):
        return "unnamed sources"
    if tokens[0].endswith(("'s", "’s", "s'", "s’")):
        return name
    if tokens[0].lower() in ("the", "a", "an", "one", "some", "its", "his", "her", "their", "this"):
        return name[:1].lower() + name[1:]
    last = tokens[-1].lower()
    if len(tokens) == 2 and (last in words("single_sources") or last.removesuffix("s") in words("single_sources")):
        name = f"{_adjective_of(tokens[0])} {last}"
    if last in words("articled_heads"):
        return f"the {name}"
    if last in words("single_sources"):
        return ("an " if name[0].lower() in "aeiou" else "a ") + name
    return with_article(name)


def _adjective_of(word: str) -> str:
    """ "Russia" → "Russian"; any other word stays."""
    found = [e.code for e in load_registry().entries.get((word.casefold(),), []) if e.kind == "polity" and e.code]
    return adjectives().get(found[0], word) if found and word[:1].isupper() else word


# How an office is held, before the state that it is of: "Acting Russian President", "former Russian President".
_HELD = ("acting", "former")


@dataclass(slots=True)
class Names:
    """Who has been named already; a brief keeps one for its whole length, a table makes one for each line.

    The only state of the wording: a person is named in full with the office once, by the family name afterwards; a date of
    `year` goes without it, and an office that the record leaves out is looked up for `day`.
    """

    known: set[str] = field(default_factory=set)
    year: str | None = None
    day: date | None = None
    _family: dict[str, str] = field(default_factory=dict)

    def copy(self) -> Names:
        """Who has been named so far, to try a sentence without naming anybody."""
        return Names(set(self.known), self.year, self.day, dict(self._family))

    def parties(self, parties: Iterable[Party]) -> tuple[str, bool]:
        """All parties in words, and whether a verb after them stands in the plural."""
        kept = _without_doubles(list(parties))
        names = list(dict.fromkeys(self.party(p) for p in kept))
        plural = len(names) > 1 or any(_plural(n) for n in names)
        return listed(names), plural

    def doers(self, parties: Iterable[Party]) -> tuple[str, ...]:
        """The same parties as a voice would name them, whether named before or not."""
        kept = _without_doubles(list(parties))
        plain = [p.person or (state(p.code, article=False) if p.code else p.name) for p in kept]
        return (*plain, listed(plain)) if len(plain) > 1 else tuple(plain)

    def party(self, party: Party) -> str:
        """One party in words."""
        if party.person:
            return self.person(party.person, party.code, party.role)
        if party.code and party.code in code_names():
            return state(party.code)
        return speaker(party.name)

    def voice(self, name: str, code: str | None = None) -> str:
        """A speaker: persons whom the registry knows as `person` names them, others as `speaker` does."""
        parts = name.split(" and ")
        if all(fold(p) in load_registry().by_person for p in parts):
            return listed([self.person(p, code if len(parts) == 1 else None) for p in parts])
        return speaker(name)

    def person(self, name: str, code: str | None = None, role: str | None = None) -> str:
        """In full with office and state the first time, by the family name afterwards."""
        if " " not in name:
            return name
        role = role or self._role(name, code)
        if name in self.known:
            return self._short(name, code)
        self.known.add(name)
        short = family_name(name, code)
        # Two persons of one family name stay in full, or the reader could not tell them apart.
        self._family[short] = "" if short in self._family else name
        adjective = adjectives().get(code or "", "")
        title = _title(role) if role else ""
        held = next((q for q in _HELD if title.lower().startswith(f"{q} ")), "")
        manner = held if held == "former" else held.capitalize()
        return " ".join(p for p in (manner, adjective if title else "", title[len(held) :].strip(), name) if p)

    def _role(self, name: str, code: str | None) -> str | None:
        """The office that the registry knows on the day told of; the one taken up last where there are two."""
        if self.day is None or code is None:
            return None
        held = [t for t in load_registry().by_person.get(fold(name), []) if t.polity == code and t.held(self.day, self.day)]
        role = max(held, key=lambda t: (t.first, t.role)).role if held else None
        # The registry's "king" is an office, held by queens as well.
        return "monarch" if role == "king" else role

    def _short(self, name: str, code: str | None) -> str:
        short = family_name(name, code)
        return short if self._family.get(short) == name else name


def _title(role: str) -> str:
    """An office before a name takes capitals ("Foreign Minister"), a mere description does not ("leader")."""
    plain = role.split()[-1].lower() in words("descriptions")
    return role.lower() if plain else " ".join(w.capitalize() for w in role.split())


def family_name(name: str, code: str | None) -> str:
    """The name by which a text calls a person after the first time; in full where the family name stands first."""
    tokens = name.split()
    if code in words("family_first") or len(tokens) < 2:
        return name
    return f"{tokens[-2]} {tokens[-1]}" if tokens[-1].rstrip(".").lower() in ("jr", "ii", "iii") else tokens[-1]


def _without_doubles(parties: list[Party]) -> list[Party]:
    """A state is left out beside a person who speaks for it."""
    persons = {p.code for p in parties if p.person}
    return [p for p in parties if p.person or not p.code or p.code not in persons]


def _plural(name: str) -> bool:
    last = name.split()[-1] if name else ""
    if name.startswith("the ") and name[4:] in words("articled"):
        return name[4:] == "Palestinians"
    return last.islower() and last.endswith("s") and not last.endswith(("ss", "us", "is", "ics"))

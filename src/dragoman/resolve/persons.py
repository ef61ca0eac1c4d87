"""Who a personal name is: the same person under short and full name, his office at the day, his state."""

from __future__ import annotations

import calendar
import re
from dataclasses import dataclass, field, replace
from datetime import date

from dragoman.language.analysis import Analysis
from dragoman.resolve.registry import Registry, Term, fold, loose, skeleton
from dragoman.resolve.titles import Styled, title_ending_at
from dragoman.values import Edtf

LEADERS = ("president", "acting president", "prime minister", "acting prime minister", "chancellor", "premier", "king",
            "emperor", "supreme leader", "general secretary", "emir", "sultan")  # fmt: skip


# known by a first name, which the registry's full name does not end in
_CROWNED = ("king", "queen", "emperor", "emir", "sultan", "crown prince", "pope")
_CALENDAR = {w.lower() for w in (*calendar.day_name, *calendar.month_name, *calendar.day_abbr, *calendar.month_abbr) if w}


@dataclass(frozen=True, slots=True)
class Person:
    """A person of the document. `agrees` tells whether the registry knows him in a role that the text gives."""

    name: str
    code: str | None
    role: str | None
    sector: str | None
    known: bool = False

    @property
    def words(self) -> list[str]:
        """The folded words of the name, the last without its article ("al-Bashir")."""
        words = fold(self.name).split()
        return [*words[:-1], _bare(words[-1])] if words else []


@dataclass
class Roster:
    """The persons of one document as they are met; the only state of the name resolution."""

    registry: Registry
    when: Edtf | None
    persons: list[Person] = field(default_factory=list)

    def meet(self, text: str, styled: Styled | None) -> int:
        """The index of the person that a name means, made if new, enriched by what the title says."""
        words = fold(text).replace("'s", "").split()
        words = [*words[:-1], _bare(words[-1])] if words else words
        index = self._known(words, styled)
        if index is None:
            self.persons.append(self._introduce(text, words, styled))
            return len(self.persons) - 1
        self.persons[index] = self._enrich(self.persons[index], text, styled)
        return index

    def holder(self, polity: str, role: str) -> int | None:
        """The index of whoever held an office on the day, by the registry; None where it does not tell one person."""
        if self.when is None or (self.when.last - self.when.first).days > 62:
            return None
        holders = self.registry.holders(polity, role, self.when.first, self.when.last)
        return self.meet(holders[0], None) if len(holders) == 1 else None

    def role_of(self, index: int) -> str | None:
        """The role of a person: told, else the one that the registry has for the day."""
        person = self.persons[index]
        if person.role is not None:
            return person.role
        terms = [t for t in self.registry.by_person.get(fold(person.name), []) if self.when is not None and self._holds(t)]
        return terms[-1].role if terms else None

    def _known(self, words: list[str], styled: Styled | None) -> int | None:
        for index in range(len(self.persons) - 1, -1, -1):
            mine = self.persons[index].words
            if words == mine or (len(words) > 1 and len(mine) > 1 and words[-1] == mine[-1] and words[0][0] == mine[0][0]):
                return index
            short = (mine[-1], mine[0], mine[-1].rpartition("-")[2])
            if len(words) == 1 and words[0] in short and self._compatible(self.persons[index], styled):
                return index
            if len(mine) == 1 and mine[0] in (words[-1], words[0]) and self._compatible(self.persons[index], styled):
                return index
        return None

    def _compatible(self, person: Person, styled: Styled | None) -> bool:
        return styled is None or styled.polity is None or person.code is None or styled.polity == person.code

    def _introduce(self, text: str, words: list[str], styled: Styled | None) -> Person:
        role = styled.title.role if styled else None
        sector = styled.title.sector if styled else None
        code = styled.polity if styled else None
        term = self._term(text, words, code, role)
        if term is None:
            return Person(text, code, role, sector)
        name = term.person if len(words) == 1 and term.role not in _CROWNED else text
        return Person(name, code or term.polity, role, sector or ("GOV" if self._holds(term) else None), True)

    def _enrich(self, person: Person, text: str, styled: Styled | None) -> Person:
        if len(text.split()) > 1 and len(person.words) == 1:
            person = replace(person, name=text)
        if styled is None:
            return person
        return replace(
            person, code=person.code or styled.polity, role=person.role or styled.title.role,
            sector=person.sector or styled.title.sector,
        )  # fmt: skip

    def _respelled(self, words: list[str], code: str | None, role: str | None) -> list[Term]:
        """Another transliteration of a first name: same last name, initial, office and day."""
        near = [*self.registry.by_last_name.get(words[-1], []), *self.registry.by_last_name.get(skeleton(words[-1]), [])]
        return [
            t for t in near
            if role is not None and same_role(t.role, role) and fold(t.person)[0] == words[0][0]
            and code in (None, t.polity) and self._holds(t)
        ]  # fmt: skip

    def _by_alias(self, text: str) -> list[Term]:
        """The terms of whom the registry lists under this name too."""
        known = {e.name for e in self.registry.entries.get(loose(text), []) if e.kind == "person"}
        return [t for name in sorted(known) for t in self.registry.by_person.get(fold(name), [])]

    def _transliterated(self, words: list[str]) -> list[Term]:
        """The same name in another romanisation (Rahmonov, Rakhmonov), first names alike too."""
        near = self.registry.by_last_name.get(skeleton(words[-1]), [])
        return [t for t in near if skeleton(fold(t.person).split()[0]) == skeleton(words[0])
                and skeleton(fold(t.person).split()[-1]) == skeleton(words[-1])]  # fmt: skip

    def _bounds(self) -> tuple[date, date]:
        return (self.when.first, self.when.last) if self.when else (date.min, date.max)

    def _holds(self, term: Term) -> bool:
        return term.held(*self._bounds())

    def _term(self, text: str, words: list[str], code: str | None, role: str | None) -> Term | None:
        """The registry's person of that name: by full name, or by last name where office and day leave one."""
        if len(words) > 1:
            terms = self.registry.by_person.get(_spaced(fold(text)), []) or self._by_alias(text)
            if not terms:
                terms = [t for t in self.registry.by_last_name.get(words[-1], []) if fold(t.person).split()[0] == words[0]]
                terms = terms or self._respelled(words, code, role) or self._transliterated(words)
        else:
            terms = self.registry.by_last_name.get(words[-1], [])
            terms = [t for t in terms if (code is None or t.polity == code) and (role is None or same_role(t.role, role))]
            if code is None and role is None:
                terms = [t for t in terms if t.role in LEADERS or t.role in ("foreign minister", "secretary of state",
                                                                              "secretary-general")]  # fmt: skip
        if not terms:
            return None
        holding = [t for t in terms if self._holds(t)]
        people = {t.person for t in holding or terms}
        if len(people) > 1 and len(words) == 1:
            return None
        return (holding or terms)[-1] if holding or len(words) > 1 or code is not None else None


def trimmed_name(analysis: Analysis, registry: Registry, first: int, last: int) -> tuple[int, int]:
    """A run that is taken for a name without honorifics, titles and clitics at its edges."""
    tokens = analysis.tokens
    while last - first > 1 and (tokens[last - 1].text in ("'s", "’s", "'", "’", ",") or tokens[last - 1].upos == "ADP"):
        last -= 1
    while last > first and fold(tokens[first].text).rstrip(".") in registry.honorifics:
        first += 1
    for end in range(last - 1, first, -1):
        found = title_ending_at(analysis, registry, end, max(0, first - 6))
        if found is not None and (found[0] == first or (found[0] < first and end - found[0] > 1)):
            return end, last
    return first, last


def honoured_names(analysis: Analysis, registry: Registry, taken: set[int]) -> set[tuple[int, int]]:
    """Names that an honorific shows where the entity head saw none: "Mr Einar Agustsson"."""
    out = set()
    for token in analysis.tokens:
        if fold(token.text).rstrip(".") not in registry.honorifics or not token.text[:1].isupper():
            continue
        first = last = token.i + 1
        while last < len(analysis.tokens) and last - first < 4 and last not in taken and _is_plain(analysis, last):
            last += 1
        if last > first and analysis.sentence_of[first] == analysis.sentence_of[token.i]:
            out.add((first, last))
    return out


def _is_plain(analysis: Analysis, i: int) -> bool:
    token = analysis.tokens[i]
    return token.upos == "PROPN" and token.text[:1].isupper() and (len(token.text) > 1 or analysis.tokens[i].text.isupper())


def behind_title(analysis: Analysis, registry: Registry, first: int, last: int) -> tuple[int, int]:
    """Where the entity head took the end of a title for the name ("Secretary of State" Ana Ruiz), the name behind it."""
    title = title_ending_at(analysis, registry, last, max(0, first - 6))
    if title is None or title[0] >= first:
        return first, last
    end = last
    while end < len(analysis.tokens) and end - last < 3 and _is_plain(analysis, end):
        end += 1
    return (last, end) if end > last else (first, last)


def widened_name(analysis: Analysis, registry: Registry, first: int) -> int:
    """Where a name begins of which the first word was left out: a capitalised proper noun directly before it that is no
    title, honorific, day or month."""
    before = first - 1
    if before < 0 or analysis.sentence_of[before] != analysis.sentence_of[first]:
        return first
    token = analysis.tokens[before]
    word = fold(token.text).rstrip(".")
    plain = token.upos == "PROPN" and token.text[:1].isupper() and token.text.isalpha() and not token.text.isupper()
    if (
        not plain
        or word in registry.honorifics
        or word in _CALENDAR
        or title_ending_at(analysis, registry, first, max(0, before - 6))
    ):
        return first
    return before if token.mention in ("", "person") and token.head in range(before, first + 3) else first


def _bare(word: str) -> str:
    return re.sub(r"^(?:al|el|an|as|ash|at|ad|ar|az|ul)-(?=..)", "", word)


def _spaced(name: str) -> str:
    """Initials apart, as the registry has them ("s.m. krishna", "s. m. krishna")."""
    return re.sub(r"\b([a-z])\.(?=[a-z])", r"\1. ", name)


def same_role(a: str, b: str) -> bool:
    """Do two names of a role mean one office (premier, prime minister)?"""
    a, b = a.replace("acting ", ""), b.replace("acting ", "")
    same = {"premier": "prime minister", "chancellor": "prime minister", "secretary of state": "foreign minister"}
    return same.get(a, a) == same.get(b, b)

"""The registry: states, regions, organisations, bodies, outlets, titles and who held which office when.

All of it is data (`data/actors/*.tsv`, written for the project from public facts); this module loads it once, checks
it and answers look-ups. Codes are ISO 3166-1 alpha-3 for states, the usual abbreviation for others.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from functools import cache, cached_property, lru_cache
from importlib.resources import files

from dragoman.errors import RuleError, ValueRefusedError
from dragoman.values import bounds


@dataclass(frozen=True, slots=True)
class Entry:
    """What one name stands for.

    `kind`: polity, demonym, capital, seat, region, organization, body, outlet, person. `code` is the party's code
    (for a body or seat that of its state), `name` the canonical name, `sector` PLOVER's where the name tells it.
    """

    kind: str
    code: str | None
    name: str
    sector: str | None = None
    members: tuple[str, ...] = ()
    first: date = date.min
    last: date = date.max


@dataclass(frozen=True, slots=True)
class Term:
    """One person's time in one office."""

    person: str
    role: str
    polity: str
    first: date
    last: date

    def held(self, start: date, end: date) -> bool:
        """Was the office held at some day of the interval?"""
        return self.first <= end and start <= self.last


@dataclass(frozen=True, slots=True)
class Title:
    """A title before or after names, with the role that it means; `rank` 1 is the highest."""

    title: str
    role: str
    sector: str
    rank: int = 6


LOOSE = re.compile(r"\w+|[^\w\s]")


@lru_cache(maxsize=65536)
def fold(text: str) -> str:
    """Case, diacritics and typographic quotes undone, for look-ups; remembers, since the same words come again."""
    plain = text.replace("’", "'").replace("‘", "'").replace("–", "-")
    if not plain.isascii():
        plain = "".join(c for c in unicodedata.normalize("NFKD", plain) if not unicodedata.combining(c))
    return plain.casefold()


def skeleton(word: str) -> str:
    """A folded name without the letters in which transliterations differ (Aliyev, Aliev; Yuri, Iouri)."""
    return re.sub(r"(.)\1", r"\1", re.sub(r"[yjh']", "", word.replace("ou", "u").replace("kh", "h")))


def loose(text: str) -> tuple[str, ...]:
    """The look-up key of a name: its words and marks, folded."""
    return tuple(LOOSE.findall(fold(text)))


def _rows(name: str) -> Iterator[dict[str, str]]:
    path = files("dragoman").joinpath("data", "actors", name)
    lines = path.read_text(encoding="utf-8").splitlines()
    header = lines[0].split("\t")
    for number, line in enumerate(lines[1:], 2):
        if not line.strip():
            continue
        cells = line.split("\t")
        if len(cells) > len(header):
            raise RuleError(name, f"line {number}", f"has {len(cells)} cells for {len(header)} columns", "mend the row")
        yield dict(zip(header, [*cells, *[""] * (len(header) - len(cells))], strict=True))


def _many(cell: str) -> list[str]:
    return [part.strip() for part in cell.split("|") if part.strip()]


def _day(cell: str, *, end: bool) -> date:
    if not cell:
        return date.max if end else date.min
    try:
        return bounds(cell)[1 if end else 0]
    except ValueRefusedError:
        return date.max if end else date.min


class Registry:
    """Look-ups over the loaded tables; made once by `load_registry`. `honorifics`: words before a name that are no part of
    it; `shared_names`: first words of names that bodies of many states have ("Ministry of"); `title_prefixes`: words
    that make a longer title of one ("principal", "deputy"); `no_offices`: titles that are none ("candidate");
    `title_states`: titles that one state has, where no other is named; `de_facto`: codes of
    states that few recognise."""

    def __init__(self, entries: dict[tuple[str, ...], list[Entry]], terms: list[Term], titles: dict[str, Title],
                 groups: dict[str, str], honorifics: frozenset[str] = frozenset(),
                 shared_names: frozenset[str] = frozenset(),
                 title_prefixes: frozenset[str] = frozenset(),
                 no_offices: frozenset[str] = frozenset(),
                 title_states: dict[str, str] | None = None,
                 de_facto: frozenset[str] = frozenset()) -> None:  # fmt: skip
        self.entries, self.terms, self.titles, self.groups = entries, terms, titles, groups
        self.honorifics, self.shared_names, self.title_prefixes = honorifics, shared_names, title_prefixes
        self.no_offices, self.title_states = no_offices, title_states or {}
        self.de_facto = de_facto

    def with_entries(self, entries: Mapping[tuple[str, ...], Sequence[Entry]]) -> Registry:
        """The same registry with names of a user's own, which win over ours: a name's undated entries replace all that we
        have of it, dated ones come before."""
        merged = dict(self.entries)
        for key, own in entries.items():
            ours = merged.get(key, [])
            known = next((e for e in ours if e.kind in ("person", "polity")), None)
            if known is not None:
                own = [replace(e, kind=known.kind, name=known.name) for e in own]
            whole = any(e.first == date.min and e.last == date.max for e in own)
            merged[key] = [*own, *([] if whole else ours)]
        return Registry(merged, self.terms, self.titles, self.groups)

    @cached_property
    def longest(self) -> dict[str, int]:
        """First word of a name → length of the longest name that begins with it."""
        out: dict[str, int] = {}
        for key in self.entries:
            out[key[0]] = max(out.get(key[0], 0), len(key))
        return out

    @cached_property
    def title_ends(self) -> frozenset[str]:
        """The words in which a title can end, hyphenated ones by their last part too."""
        ends = {t.split(" ")[-1] for t in self.titles}
        return frozenset(ends | {e.rpartition("-")[2] for e in ends})

    @cached_property
    def by_person(self) -> dict[str, list[Term]]:
        """Folded full name → terms."""
        out: dict[str, list[Term]] = {}
        for t in self.terms:
            out.setdefault(fold(t.person), []).append(t)
        return out

    @cached_property
    def by_last_name(self) -> dict[str, list[Term]]:
        """Folded last word of the name → terms (first word too: family names that stand first)."""
        out: dict[str, list[Term]] = {}
        for t in self.terms:
            words = fold(t.person).split()
            for w in {words[-1], words[0], skeleton(words[-1])}:
                out.setdefault(w, []).append(t)
        return out

    @cached_property
    def by_office(self) -> dict[tuple[str, str], list[Term]]:
        """(polity, role) → terms in order of time."""
        out: dict[tuple[str, str], list[Term]] = {}
        for t in sorted(self.terms, key=lambda t: (t.first, t.person)):
            out.setdefault((t.polity, t.role), []).append(t)
        return out

    @cached_property
    def polity_names(self) -> dict[str, str]:
        """Code → name of states, and of organisations with a code of their own."""
        out: dict[str, str] = {}
        for kinds in (("organization",), ("polity",)):
            for entries in self.entries.values():
                out |= {e.code: e.name for e in entries if e.code and e.kind in kinds}
        return out

    @cached_property
    def capitals(self) -> dict[str, str]:
        """Code → the first capital that the registry lists for a state."""
        out: dict[str, str] = {}
        for entries in self.entries.values():
            for e in entries:
                if e.kind == "capital" and e.code:
                    out.setdefault(e.code, e.name)
        return out

    @cached_property
    def leagues(self) -> frozenset[str]:
        """The codes of organisations that states are members of."""
        rows = [e for entries in self.entries.values() for e in entries if e.kind == "organization" and e.sector == "IGO"]
        return frozenset(e.code for e in rows if e.code and e.code not in self.states)

    @cached_property
    def states(self) -> frozenset[str]:
        """The codes of all states."""
        return frozenset(e.code for entries in self.entries.values() for e in entries if e.kind == "polity" and e.code)

    def holders(self, polity: str, role: str, start: date, end: date) -> list[str]:
        """Who held the office between two days."""
        return [t.person for t in self.by_office.get((polity, role), []) if t.held(start, end)]


@cache
def load_registry() -> Registry:
    """The packaged registry, read once."""
    entries: dict[tuple[str, ...], list[Entry]] = {}

    def add(name: str, entry: Entry) -> None:
        key = loose(name)
        if key and entry not in entries.setdefault(key, []):
            entries[key].append(entry)

    _add_polities(add)
    _add_organizations(add)
    terms = _terms(add)
    titles = {fold(r["title"]): Title(r["title"], r["role"], r["sector"], int(r["rank"] or 6)) for r in _rows("titles.tsv")}
    groups = {fold(r["phrase"]): r["sector"] for r in _rows("generic_bodies.tsv")}
    honorifics = frozenset(fold(r["word"]) for r in _rows("honorifics.tsv"))
    shared = frozenset(fold(r["word"]) for r in _rows("shared_names.tsv"))
    de_facto = frozenset(r["code"] for r in _rows("de_facto.tsv"))
    states = {fold(r["title"]): r["polity"] for r in _rows("title_states.tsv")}
    none = frozenset(fold(r["word"]) for r in _rows("no_offices.tsv"))
    prefixes = frozenset(fold(r["word"]) for r in _rows("title_prefixes.tsv"))
    return Registry(entries, terms, titles, groups, honorifics, shared, prefixes, none, states, de_facto)


def _add_polities(add: object) -> None:
    assert callable(add)
    for r in _rows("polities.tsv"):
        span = (_day(r["from"], end=False), _day(r["to"], end=True))
        for name in [r["name"], *_many(r["aliases"])]:
            add(name, Entry("polity", r["code"], r["name"], None, (), *span))
        for column, kind, sector in (
            ("demonyms", "demonym", None),
            ("capitals", "capital", "GOV"),
            ("seats", "seat", "GOV"),
        ):
            for name in _many(r[column]):
                canonical = name if kind == "capital" else r["name"]
                add(name, Entry(kind, r["code"], canonical, sector, (), *span))
    own = {r["code"] for r in _rows("de_facto.tsv")}
    for r in _rows("regions.tsv"):
        members = tuple(_many(r.get("members", "")))
        code = r["code"] if r["code"] in own else r["polity"] or (r["code"] if members else "") or None
        kind = "polity" if r["code"] in own else "region"
        for name in [r["name"], *_many(r["aliases"])]:
            add(name, Entry(kind, code, r["name"], None, members))
        for name in _many(r["demonyms"]):
            add(name, Entry("demonym" if members or r["code"] in own else "region", code, r["name"], None, members))


def _add_organizations(add: object) -> None:
    assert callable(add)
    for r in _rows("organizations.tsv"):
        span = (_day(r["from"], end=False), _day(r["to"], end=True))
        national = r["polity"] and r["sector"] not in ("IGO", "NGO", "REB")
        code = r["polity"] if national else r["code"]
        for name in [r["name"], *_many(r["aliases"])]:
            add(name, Entry("organization", code, r["name"], r["sector"] or None, tuple(_many(r["members"])), *span))
        if not national and r["code"].isupper() and len(r["code"]) > 1:
            add(r["code"], Entry("organization", code, r["name"], r["sector"] or None, tuple(_many(r["members"])), *span))
    for r in _rows("bodies.tsv"):
        for name in [r["name"], *_many(r["aliases"])]:
            add(name, Entry("body", r["polity"] or None, r["name"], r["sector"] or None))
    for r in _rows("outlets.tsv"):
        for name in [r["name"], *_many(r["aliases"])]:
            add(name, Entry("outlet", r["country"] or None, r["name"], "MED"))


def _terms(add: object) -> list[Term]:
    assert callable(add)
    terms = []
    for table in ("officials-1.tsv", "officials-2.tsv", "officials-3.tsv"):
        for r in _rows(table):
            terms.append(Term(r["person"], r["role"], r["polity"], _day(r["from"], end=False), _day(r["to"], end=True)))
            for name in [r["person"], *_many(r["aliases"])]:
                if " " in name or name == r["person"]:
                    add(name, Entry("person", r["polity"], r["person"]))
    return terms


@cache
def adjectives() -> dict[str, str]:
    """Code of a state → its adjective ("Russian")."""
    return {r["code"]: forms[0] for r in _rows("polities.tsv") if (forms := _many(r["demonyms"]))}

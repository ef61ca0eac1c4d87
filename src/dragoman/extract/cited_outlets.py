"""What stands inside a parenthesis → the outlets that it cites, or nothing where it is no source line.

Groups are parted by semicolons; within a group names come first and days follow, which hold for all names since the
last days. A name is known (registry), generic ("Russian agencies") or only looks like one; how much the look may count
is for the caller to say, who sees where the parenthesis stands.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache

from dragoman.extract.cited_dates import DATES, parse_cited_dates, span_of_dates
from dragoman.frames.lexicon import rows_of
from dragoman.records import CitedOutlet
from dragoman.resolve.registry import Registry, loose
from dragoman.values import Edtf

_SEE = re.compile(
    r"\s*(?:please\s+)?see(?:\s+also)?\s+(?:also\s+)?(?:the\s+|our\s+)?(?P<name>[^,;()]+?)(?P<rest>[,;].*)?$", re.I
)
_VIA = re.compile(r"\s+(?:via|through)\s+", re.I)
_SITE = re.compile(r"(?:www\.)?[\w-]+(?:\.[\w-]+)+", re.I)
_TAIL = re.compile(r"\s*:\s*\d[\d, ]*$|[.,:;\s]+$")
_EXTRA = re.compile(
    r"in\s+\w+(?:\s+language)?|with\s+video|(?:registration|subscription)\s+required|video|audio|pdf|p+\.?\s?\d.*", re.I
)
_PROSE_STARTS = frozenset(["a", "an", "this", "that", "in", "on", "at", "by", "with", "from", "for"])
_ROMAN_OR_NUMBER = re.compile(r"[A-Z]|X{0,3}(?:IX|IV|V?I{0,3})|\d+.*")
_NO_NAME = re.compile(r"[$€£=%+?\"“”]")
_WORD = re.compile(r"[^\W\d_][\w'’.&-]*|\d[\w.]*|[²³]")
_MOST = 300


@dataclass(frozen=True, slots=True)
class SourceLine:
    """A parenthesis read as a source line. `known`: every name is in the registry or generic; `dated`: some day is
    given, resolved or not; `crossref`: it sends the reader to an earlier issue ("see the X, May 2")."""

    outlets: tuple[CitedOutlet, ...]
    known: bool
    dated: bool
    crossref: bool = False


@dataclass(frozen=True, slots=True)
class _Words:
    uses: dict[str, str]
    languages: frozenset[str]


@cache
def _words() -> _Words:
    uses = {r["word"]: r["use"] for r in rows_of("source_line_words.tsv", ("word", "use"))}
    return _Words(uses, frozenset(r["language"] for r in rows_of("languages.tsv", ("language",))))


def read_source_line(inner: str, published: Edtf | None, registry: Registry) -> SourceLine | None:
    """The outlets between two parentheses; None where what stands there names no source."""
    inner = " ".join(inner.split())
    if not inner or len(inner) > _MOST or inner[0] in '"“‘→$€£+-=#':
        return None
    see = _SEE.match(inner)
    if see is not None:
        return _crossref(see, published, registry)
    outlets: list[CitedOutlet] = []
    known, dated = True, False
    for group in inner.split(";"):
        read = _group(group.strip(), published, registry)
        if read is None:
            return None
        outlets += read.outlets
        known, dated = known and read.known, dated or read.dated
    return SourceLine(tuple(outlets), known, dated) if outlets else None


def _crossref(see: re.Match[str], published: Edtf | None, registry: Registry) -> SourceLine | None:
    name, rest = see["name"].strip(), see["rest"] or ""
    days = DATES.search(name)
    if days is not None:
        name, rest = name[: days.start()].strip(), name[days.start() :] + rest
    if not name or not name[:1].isupper():
        return None
    dates = parse_cited_dates(rest, published)
    known = is_known(name, registry)
    dated = DATES.search(rest) is not None
    if not known and not dated:
        return None
    outlets = tuple(CitedOutlet(name=name, date=str(d)) for d in dates) or (CitedOutlet(name=name),)
    return SourceLine(outlets, known, dated, crossref=True)


def _group(group: str, published: Edtf | None, registry: Registry) -> SourceLine | None:
    """Names and days between two semicolons."""
    outlets: list[CitedOutlet] = []
    known, dated, at = True, False, 0
    for days in [*DATES.finditer(group), None]:
        names = group[at : days.start() if days else len(group)].strip(" ,.:")
        found = _names(names, registry)
        if found is None:
            return None
        if days is None:
            when = None
        else:
            at, dated = days.end(), True
            when = span_of_dates(parse_cited_dates(days[0], published))
            if not found:
                outlets = _later(outlets, when)
        outlets += [CitedOutlet(name=n, via=v, date=str(when) if when else None) for n, v, _ in found]
        known = known and all(k for _, _, k in found)
    return SourceLine(tuple(outlets), known, dated) if outlets else None


def _later(outlets: list[CitedOutlet], when: Edtf | None) -> list[CitedOutlet]:
    """Further days of the last outlet ("DPA, July 31, and again on August 2") widen its interval."""
    if not outlets or when is None:
        return outlets
    last = outlets[-1]
    both = [Edtf.parse(last.date), when] if last.date else [when]
    return [*outlets[:-1], last.model_copy(update={"date": str(span_of_dates(both))})]


def _names(text: str, registry: Registry) -> list[tuple[str, str | None, bool]] | None:
    """(name, carrier, known) of each outlet in a run of names; None where some part is no name."""
    if not text:
        return []
    whole = _one(text, registry)
    if whole is not None and whole[2]:
        return [whole]
    out: list[tuple[str, str | None, bool]] = []
    via = _VIA.split(text)
    carrier = via[1] if len(via) > 1 else None
    for part in _split(via[0], registry):
        if not part or _is_note(part, bool(out)):
            continue
        if out and is_place(part, registry):
            name, v, k = out[-1]
            out[-1] = (f"{name}, {part}", v, k)
            continue
        one = _one(f"{part} via {carrier}" if carrier else part, registry)
        if one is None:
            return None
        out.append(one)
    return out or None


def _split(text: str, registry: Registry) -> list[str]:
    """Parts at commas, and at "and", "&" and "/" where what stands on both sides is known by itself."""
    out: list[str] = []
    for part in re.split(r"\s*,\s*", text):
        part = re.sub(r"^(?:and|&)\s+", "", part)
        pieces = re.split(r"\s+(?:and|&)\s+|\s*/\s*", part)
        whole = is_known(part, registry)
        out += pieces if len(pieces) > 1 and not whole and all(is_known(p, registry) for p in pieces) else [part]
    return out


def _is_note(part: str, follows: bool) -> bool:
    """A remark on the outlet before, no outlet: "in Spanish", "with video", "German"."""
    return follows and (part in _words().languages or _EXTRA.fullmatch(part) is not None)


def _one(text: str, registry: Registry) -> tuple[str, str | None, bool] | None:
    name = _TAIL.sub("", text).strip()
    via = _VIA.split(name)
    parts = [v for v in via if v]
    if not parts or not all(looks_like_outlet(p, registry) for p in parts):
        return None
    return name, (parts[1] if len(parts) > 1 else None), all(is_known(p, registry) for p in parts)


def is_known(name: str, registry: Registry) -> bool:
    """Is it an outlet of the registry, or outlets named by kind ("Western agencies")?"""
    name = re.sub(r"\s*\[[^\]]*\]$", "", name)
    for form in (name, re.sub(r"^the\s+", "", name, flags=re.I), f"The {name}"):
        if any(e.kind == "outlet" for e in registry.entries.get(loose(form), ())):
            return True
    return is_generic(name)


def is_generic(name: str) -> bool:
    """Outlets named by their kind: "Russian agencies", "local media", "wire reports", "various news services"."""
    words = name.lower().split()
    plain = name.replace(" ", "").replace("-", "").isalpha()
    return plain and len(words) in (2, 3, 4) and _words().uses.get(words[-1]) == "generic"


def is_place(name: str, registry: Registry) -> bool:
    """Only a place ("Lebanon"): the second half of an outlet's name after a comma."""
    kinds = {e.kind for e in registry.entries.get(loose(name), ())}
    return bool(kinds & {"polity", "region", "capital"}) and "outlet" not in kinds


def looks_like_outlet(name: str, registry: Registry) -> bool:
    """Could this be the name of an outlet, by its letters alone?"""
    if is_known(name, registry) or (_SITE.fullmatch(name) and not re.fullmatch(r"[\d.,]+|(?:\w\.)+\w?", name)):
        return True
    words, lists = _WORD.findall(name), _words()
    if not words or len(words) > 8 or not 2 <= len(name) <= 70 or name[0] in "'’\"“-–" or _NO_NAME.search(name[:-1]):
        return False
    if name in lists.languages or is_place(name, registry) or DATES.fullmatch(name) or _ROMAN_OR_NUMBER.fullmatch(name):
        return False
    uses = [lists.uses.get(w.lower(), "") for w in words]
    if uses[0] == "credit" or uses[-1] == "credit" or words[0].lower() in _PROSE_STARTS:
        return False
    plain = [(w, use) for w, use in zip(words, uses, strict=True) if not any(c.isupper() for c in w)]
    strange = [w for w, use in plain if use not in ("particle", "name", "generic") and not (w[0].isdigit() or w in "²³")]
    return len(plain) < len(words) and not strange

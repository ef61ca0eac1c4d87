"""What a user types → a `Query`: names or codes of states, dates, certainties; near matches where a word is unknown."""

from __future__ import annotations

import difflib
from collections.abc import Sequence
from functools import cache
from typing import get_args

from dragoman.desk.model import Query
from dragoman.errors import DragomanError, ValueRefusedError
from dragoman.records import Certainty
from dragoman.resolve.registry import Entry, fold, load_registry, loose
from dragoman.values import bounds

# Which reading of a name is meant where it has several: a state before an organisation, its capital before a region.
_KINDS = ("polity", "organization", "demonym", "capital", "region", "seat")


class QueryError(DragomanError):
    """A question that cannot be asked: an unknown state, a date that is none."""


def query(
    between: Sequence[str] = (),
    about: str | None = None,
    since: str | None = None,
    until: str | None = None,
    certainty: str | None = None,
    as_of: str | None = None,
    limit: int | None = None,
) -> Query:
    """A query from words. Raises QueryError with near matches for an unknown state, with the remedy for a bad date."""
    if certainty is not None and certainty not in get_args(Certainty):
        raise QueryError(f"certainty: “{certainty}” is none of {', '.join(get_args(Certainty))}")
    asked = Query(
        between=tuple(dict.fromkeys(code_of(word) for word in between)),
        about=about or None,
        since=_date("since", since),
        until=_date("until", until),
        certainty=certainty,  # type: ignore[arg-type]
        as_of=_date("as-of", as_of),
        limit=limit,
    )
    if asked.since and asked.until and bounds(asked.since)[0] > bounds(asked.until)[1]:
        raise QueryError(f"since {asked.since} lies after until {asked.until}; turn them round")
    return asked


def _date(option: str, text: str | None) -> str | None:
    if not text:
        return None
    try:
        bounds(text)
    except ValueRefusedError as error:
        raise QueryError(f"{option}: “{text}”: {error.reason}; write it as 2000-02-15, 2000-02 or 2000") from None
    return text


def code_of(word: str) -> str:
    """The code of a state or organisation given by code, name or adjective: “RUS”, “Russia”, “nato”.

    Raises QueryError with near matches for a word that names none.
    """
    registry = load_registry()
    names = registry.polity_names
    if word.upper() in names:
        return word.upper()
    readings = [e for e in registry.entries.get(loose(word), []) if e.code and e.kind in _KINDS]
    if readings:
        return _best(readings)
    near = _near(word)
    remedy = f"did you mean {' or '.join(near)}?" if near else "give a code (RUS) or a name (Russia)"
    raise QueryError(f"“{word}” names no state or organisation that the registry knows; {remedy}")


def _best(readings: list[Entry]) -> str:
    entry = min(readings, key=lambda e: (_KINDS.index(e.kind), e.name))
    assert entry.code is not None
    return entry.code


def _near(word: str) -> list[str]:
    known, folded = _known(), fold(word)
    close = difflib.get_close_matches(folded, list(known), n=6, cutoff=0.66)
    how_close = {k: difflib.SequenceMatcher(None, k, folded).ratio() for k in close}
    best = max(how_close.values(), default=0.0)
    return list(dict.fromkeys(known[k] for k in close if how_close[k] > best - 0.15))[:3]


@cache
def _known() -> dict[str, str]:
    """Folded name or code → how to print it, of all states and organisations."""
    out: dict[str, str] = {}
    names = load_registry().polity_names
    for code, name in names.items():
        out.setdefault(fold(name), f"{name} ({code})")
        out.setdefault(fold(code), f"{name} ({code})")
    for entries in load_registry().entries.values():
        for e in entries:
            if e.kind == "polity" and e.code:
                out.setdefault(fold(e.name), f"{e.name} ({e.code})")
    return out

"""Episode ↔ JSON. An account stands once in a body and is named by its place in the list, however many values rest on it."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import fields
from typing import Any

import pydantic_core

from dragoman.desk.model import Account, Episode, Step, Value
from dragoman.desk.views.entries import Entry
from dragoman.records import Extent

_TUPLE = "()"
# All fields of an episode that hold no accounts: a new one needs nothing here.
_PLAIN = tuple(f.name for f in fields(Episode) if f.name not in ("fields", "steps"))


def to_json(episode: Episode) -> str:
    """All of an episode, in one line."""
    accounts: dict[Account, int] = {}

    def places(given: Iterable[Account]) -> list[int]:
        return [accounts.setdefault(a, len(accounts)) for a in given]

    body: dict[str, Any] = {name: _coded(getattr(episode, name)) for name in _PLAIN}
    body["fields"] = {
        name: [[_coded(v.value), places(v.accounts), v.certainty, v.side] for v in values]
        for name, values in episode.fields.items()
    }
    body["steps"] = [[s.date, _coded(s.values), s.said_by, places(s.accounts), s.certainty] for s in episode.steps]
    body["accounts"] = [_account(a) for a in accounts]
    return pydantic_core.to_json(body).decode()


def from_json(body: str) -> Episode:
    """The episode of a body."""
    b = pydantic_core.from_json(body)
    accounts = [_told(a) for a in b["accounts"]]

    def named(places: list[int]) -> tuple[Account, ...]:
        return tuple([accounts[n] for n in places])

    return Episode(
        **{name: _decoded(b[name]) for name in _PLAIN if name in b},
        fields={k: tuple([Value(_decoded(v), named(a), c, s) for v, a, c, s in vs]) for k, vs in b["fields"].items()},
        steps=tuple([Step(d, _decoded(v), tuple(by), named(a), c) for d, v, by, a, c in b["steps"]]),
    )


def entry_to_json(entry: Entry) -> str:
    """An entry in one line."""
    return pydantic_core.to_json([*entry.place, *entry.rows]).decode()


def entries_from_json(bodies: Iterable[str]) -> list[Entry]:
    """The entries of bodies."""
    return [Entry((a, b, id), rows) for a, b, id, *rows in pydantic_core.from_json(f"[{','.join(bodies)}]")]


def _account(a: Account) -> list[Any]:
    return [a.document, [[e.start, e.end] for e in a.evidence], a.voice, a.outlets, a.origin, a.certainty, a.key]


def _told(a: list[Any]) -> Account:
    evidence = tuple([Extent.model_construct(start=x, end=y) for x, y in a[1]])
    return Account(a[0], evidence, tuple(a[2]), tuple(a[3]), a[4], a[5], a[6])


def _coded(value: Any) -> Any:
    """JSON knows no tuples: they are marked, so that what is kept is what was fused, to the last bracket."""
    if value is None or isinstance(value, (str, int, float)):
        return value
    if isinstance(value, tuple):
        return {_TUPLE: [_coded(v) for v in value]}
    if isinstance(value, list):
        return [_coded(v) for v in value]
    return {k: _coded(v) for k, v in value.items()} if isinstance(value, Mapping) else value


def _decoded(value: Any) -> Any:
    if value is None or isinstance(value, (str, int, float)):
        return value
    if isinstance(value, list):
        return [_decoded(v) for v in value]
    if isinstance(value, dict):
        if _TUPLE in value:
            return tuple([_decoded(v) for v in value[_TUPLE]])
        return {k: _decoded(v) for k, v in value.items()}
    return value

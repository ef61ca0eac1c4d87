"""Tolds and episodes as a `Query` asks for them."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from typing import Any

from sqlalchemy import Connection, text

from dragoman.desk.asked import days_of, first_day, last_day, matching, of_all, where
from dragoman.desk.bodies import entries_from_json, from_json
from dragoman.desk.bulk import among, expanded, where_in
from dragoman.desk.collecting import uncollected
from dragoman.desk.fusing import fused_in_memory
from dragoman.desk.model import Episode, Query, Told
from dragoman.desk.reading import STANDS, TOLD_COLUMNS, told_of
from dragoman.desk.views.entries import Entry

_AT_ONCE = 2000
_FROM = """FROM records r JOIN documents d ON d.pk = r.document LEFT JOIN documents s ON s.pk = d.superseded_by"""
# What was known on a day: published by then, and not yet superseded.
_KNOWN = "d.published_last <= :as_of AND (s.pk IS NULL OR s.published_last IS NULL OR s.published_last > :as_of)"


def told(
    connection: Connection,
    query: Query,
    kinds: Sequence[str] = (),
    blocks: Iterable[str] | None = None,
    keys: Iterable[str] | None = None,
) -> Iterator[Told]:
    """The records asked for, in order of key; `since`, `until` and `certainty` are left to the asker."""
    conditions, given = _conditions(connection, query, kinds)
    statement = f"SELECT {TOLD_COLUMNS} {_FROM} WHERE {' AND '.join(conditions)}"
    for column, wanted in (("block", blocks), ("key", keys)):
        if wanted is not None:
            more, given[column] = expanded(connection, f"{statement} AND r.{column} IN :values", wanted)
            statement = more.replace(":values", f":{column}")
    streaming = connection.execution_options(stream_results=True)
    for part in streaming.execute(text(f"{statement} ORDER BY r.key"), given).partitions(_AT_ONCE):
        yield from (t for _, t in told_of(part))


def episodes(
    connection: Connection, query: Query, kinds: Sequence[str] = (), told_since: str | None = None
) -> list[Episode]:
    """The episodes asked for as they stand fused, in order of their first day; `limit` is left to the asker."""
    conditions, given = where(query, kinds, _taking_part(connection, query, "e.id"))
    if told_since:
        conditions.append("e.told_last >= :told_since")
        given["told_since"] = first_day(told_since)
    statement = "SELECT e.body FROM episodes e" + (f" WHERE {' AND '.join(conditions)}" if conditions else "")
    with uncollected():
        found = connection.execute(text(f"{statement} ORDER BY coalesce(e.first_day, '9999'), e.id"), given)
        return [from_json(row.body) for row in found]


def entries(connection: Connection, view: str, query: Query) -> list[Entry]:
    """What the episodes asked for give to a view, as they stand fused, in any order."""
    conditions, given = where(query, (), _taking_part(connection, query, "n.episode"))
    sides_only = replace(query, between=(), limit=None) == Query()
    joined = "" if sides_only else "JOIN episodes e ON e.id = n.episode"
    statement = f"SELECT n.body FROM entries n {joined} WHERE {' AND '.join(['n.view = :view', *conditions])}"
    with uncollected():
        found = connection.execute(text(statement), {**given, "view": view}).all()
        return entries_from_json(row.body for row in found)


def episodes_then(connection: Connection, query: Query, kinds: Sequence[str] = ()) -> list[Episode]:
    """The episodes as one could know them on the day `as_of`: fused anew from what was published until then."""
    conditions, given = _conditions(connection, replace(query, about=None), kinds)
    found = connection.execute(text(f"SELECT DISTINCT r.block {_FROM} WHERE {' AND '.join(conditions)}"), given)
    blocks = [row.block for row in found]
    with uncollected():
        fused = fused_in_memory(connection, blocks, lambda bs: _blocked(connection, query, bs))
    return sorted(matching(fused, query, kinds), key=lambda e: (days_of(e)[0] or "9999", e.id))


def _blocked(connection: Connection, query: Query, blocks: Iterable[str]) -> Iterator[tuple[str, Told]]:
    conditions, given = _conditions(connection, Query(as_of=query.as_of), ())
    statement = f"SELECT {TOLD_COLUMNS} {_FROM} WHERE {' AND '.join(conditions)} AND r.block IN :values ORDER BY r.key"
    return told_of(where_in(connection, statement, blocks, **given))


def _taking_part(connection: Connection, query: Query, episode: str) -> str:
    return among(connection, episode, of_all("episode", len(query.between)))


def _conditions(connection: Connection, query: Query, kinds: Sequence[str]) -> tuple[list[str], dict[str, Any]]:
    found, given = [STANDS], dict[str, Any]()
    if query.as_of:
        found.append(_KNOWN)
        given["as_of"] = last_day(query.as_of)
    else:
        found.append("d.superseded_by IS NULL")
    if query.between:
        found.append(among(connection, "r.pk", of_all("record", len(query.between))))
        given |= {f"code{n}": code for n, code in enumerate(query.between)}
    for n, word in enumerate((query.about or "").split()):
        found.append(f"lower(coalesce(r.issue, '') || ' ' || r.text) LIKE :word{n} ESCAPE '!'")
        given[f"word{n}"] = f"%{word.lower().replace('!', '!!').replace('%', '!%').replace('_', '!_')}%"
    if kinds:
        marks = {f"kind{n}": kind for n, kind in enumerate(kinds)}
        found.append(f"r.kind IN ({', '.join(':' + m for m in marks)})")
        given |= marks
    return found, given

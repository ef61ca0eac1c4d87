"""Rows → Coding and Told: what was kept, given back as it was."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator, Mapping
from typing import Any

import pydantic_core
from pydantic import TypeAdapter
from sqlalchemy import Connection, Row, text

from dragoman.desk.model import Told
from dragoman.records import (
    AnyRecord,
    Attribution,
    Citation,
    Coding,
    DocumentInfo,
    Extent,
    Mention,
    Origin,
    TimeExpression,
)

RECORD: TypeAdapter[AnyRecord] = TypeAdapter(AnyRecord)
_RECORDS: TypeAdapter[list[AnyRecord]] = TypeAdapter(list[AnyRecord])
_INFO = tuple(DocumentInfo.model_fields)
TOLD_COLUMNS = "r.key, d.id, r.body, d.published, d.publication, r.issue, r.origin, r.home, r.text, r.telling, r.block"
STANDS = "(r.reviewed IS NULL OR r.reviewed <> 'reject')"


def told_of(rows: Iterable[Row[Any]]) -> Iterator[tuple[str, Told]]:
    """Rows of `TOLD_COLUMNS` → each record's block and Told."""
    kept = list(rows)
    records = _RECORDS.validate_json("[" + ",".join(row.body for row in kept) + "]")
    for row, record in zip(kept, records, strict=True):
        held = pydantic_core.from_json(row.telling)
        rest: dict[str, Any] = {name: tuple(v) if isinstance(v, list) else v for name, v in held.items()}
        yield row.block, Told(
            row.key, row.id, record, row.published, row.publication, origin=row.origin, issue=row.issue, home=row.home,
            text=row.text, **rest,
        )  # fmt: skip


def coding_of(connection: Connection, pk: int) -> Coding:
    """A document with all that was read in it, as the analyst left it: corrected, without what was rejected."""
    d = connection.execute(text("SELECT * FROM documents WHERE pk = :pk"), {"pk": pk}).one()._mapping
    rest = json.loads(d["rest"])
    records = _rows(connection, pk, "records r", f" AND {STANDS}")
    return Coding(
        document=DocumentInfo(**{name: d[name] for name in _INFO}),
        sentences=[Extent(start=r["start"], end=r["stop"]) for r in _rows(connection, pk, "sentences")],
        times=[TimeExpression(**t) for t in rest["times"]],
        mentions=_mentions(connection, pk),
        attributions=[_attribution(r) for r in _rows(connection, pk, "attributions")],
        citations=[_citation(r) for r in _rows(connection, pk, "citations")],
        origins=[Origin(**o) for o in rest["origins"]],
        records=[RECORD.validate_json(r["body"]) for r in records],
    )


def _rows(connection: Connection, pk: int, table: str, more: str = "") -> list[Mapping[str, Any]]:
    found = connection.execute(text(f"SELECT * FROM {table} WHERE document = :pk{more} ORDER BY number"), {"pk": pk})
    return [dict(row._mapping) for row in found]


def _mentions(connection: Connection, pk: int) -> list[Mention]:
    query = """SELECT m.start, m.stop, m.text, m.local, m.sector, m.role, e.name, e.type, e.code
        FROM mentions m JOIN entities e ON e.key = m.entity WHERE m.document = :pk ORDER BY m.number"""
    return [
        Mention(
            start=r.start, end=r.stop, text=r.text, entity=r.local, name=r.name, type=r.type, code=r.code,
            sector=r.sector, role=r.role,
        )
        for r in connection.execute(text(query), {"pk": pk})
    ]  # fmt: skip


def _attribution(r: Mapping[str, Any]) -> Attribution:
    return Attribution(
        id=r["id"],
        source=_extent(r["source_start"], r["source_stop"]),
        cue=_extent(r["cue_start"], r["cue_stop"]),
        content=extents_of(r["content"]),
        **{k: r[k] for k in ("name", "code", "anonymous", "date", "certainty", "within", "why")},
    )


def _citation(r: Mapping[str, Any]) -> Citation:
    return Citation(
        start=r["start"], end=r["stop"], crossref=r["crossref"], outlets=json.loads(r["outlets"]),
        sentences=(r["first"], r["last"]),
    )  # fmt: skip


def _extent(start: int | None, stop: int | None) -> Extent | None:
    return None if start is None or stop is None else Extent(start=start, end=stop)


def extents_of(given: str) -> list[Extent]:
    """`[[start, end], …]` → extents."""
    return [Extent(start=a, end=b) for a, b in json.loads(given)]

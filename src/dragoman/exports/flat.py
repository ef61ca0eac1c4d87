"""Answers as tables: one line a row for CSV (what is nested becomes words or JSON), nested as it is for Parquet."""

from __future__ import annotations

import csv
import json
from collections.abc import Mapping
from pathlib import Path
from typing import IO, Any

from dragoman.desk.model import Answer


def write_csv(answer: Answer, stream: IO[str]) -> None:
    """One line a row (of `versions`: one a version); a list of words is joined by semicolons, what is deeper is JSON."""
    lines = [line for row in answer.rows for line in flat(row)]
    table = csv.DictWriter(stream, list(dict.fromkeys(name for line in lines for name in line)), lineterminator="\n")
    table.writeheader()
    table.writerows(lines)


def flat(row: Mapping[str, Any]) -> list[dict[str, Any]]:
    """A row without nesting; its accounts become `documents` and `outlets`, or lines where each tells a value."""
    accounts = row.get("accounts")
    if not isinstance(accounts, (list, tuple)):
        return [{name: _cell(value) for name, value in row.items()}]
    out = {name: _cell(value) for name, value in row.items() if name != "accounts"}
    if any("value" in a for a in accounts):
        return [{**out, **{name: _cell(value) for name, value in a.items() if name != "evidence"}} for a in accounts]
    out["documents"] = "; ".join(dict.fromkeys(str(a.get("document", "")) for a in accounts))
    out["outlets"] = "; ".join(dict.fromkeys(o for a in accounts for o in a.get("outlets", ())))
    return [out]


def _cell(value: Any) -> Any:
    if isinstance(value, (list, tuple)) and all(isinstance(v, str) for v in value):
        return "; ".join(value)
    if isinstance(value, (list, tuple, dict)):
        return json.dumps(value, ensure_ascii=False, default=str)
    return value


def write_parquet(answer: Answer, path: Path) -> None:
    """A Parquet file with nested columns; the view and its day stand in the metadata of the schema."""
    import pyarrow as pa
    import pyarrow.parquet as pq

    rows = [{k: _arrow(v) for k, v in row.items()} for row in answer.rows]
    table = pa.Table.from_pylist(rows) if rows else pa.table({})
    told = {"view": answer.view, "as_of": answer.as_of or ""}
    pq.write_table(table.replace_schema_metadata(told), path)


def _arrow(value: Any) -> Any:
    """Empty mappings have no Parquet type; a value whose type differs from row to row is written as words."""
    if isinstance(value, Mapping):
        return {k: _arrow(v) for k, v in value.items()} or None
    if isinstance(value, (list, tuple)):
        return [_arrow(v) for v in value]
    return value

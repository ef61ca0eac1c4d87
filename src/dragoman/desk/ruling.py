"""The analyst's word: records merged or split, accepted, corrected or rejected. It outlives every fusion and rereading."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any, Literal

from pydantic import ValidationError
from sqlalchemy import Connection, Row, text

from dragoman.desk.adding import now
from dragoman.desk.bulk import insert, numbers
from dragoman.desk.clean import clean, mended
from dragoman.desk.model import Ruling
from dragoman.desk.reading import RECORD, coding_of
from dragoman.desk.rereading import apply, quote
from dragoman.desk.rows import COLUMNS, extents
from dragoman.errors import ValueRefusedError
from dragoman.records import AnyRecord

Verdict = Literal["accept", "correct", "reject"]
_FIND = """SELECT r.pk, r.document, r.number, r.key, r.kind, r.block, r.body, d.id FROM records r
JOIN documents d ON d.pk = r.document WHERE r.key = :key AND d.superseded_by IS NULL"""


@dataclass(frozen=True)
class Reviewed:
    """A review: `before` is the record as it was read, `after` as the analyst left it (None where rejected); `stands`
    tells whether the record is in the desk now (a rereading may have lost it)."""

    key: str
    document: str
    verdict: str
    before: AnyRecord
    after: AnyRecord | None
    by: str
    note: str
    at: str
    stands: bool


def rule(connection: Connection, ruling: Ruling) -> None:
    """Keep a merge or split. Raises ValueRefusedError."""
    if ruling.verdict not in ("merge", "split"):
        raise ValueRefusedError(ruling.verdict, "a ruling is “merge” or “split”")
    left, right = _record(connection, ruling.left), _record(connection, ruling.right)
    if left.pk == right.pk:
        raise ValueRefusedError(ruling.left, "is one record; a ruling is on two")
    if ruling.verdict == "merge" and left.kind != right.kind:
        raise ValueRefusedError(ruling.left, f"is a {left.kind}, “{ruling.right}” a {right.kind}: they cannot be one thing")
    row = (
        next(numbers(connection, "rulings", 1)), ruling.verdict, ruling.left, ruling.right, clean(ruling.by),
        clean(ruling.note), now(),
    )  # fmt: skip
    insert(connection, "rulings", [row])
    _mark(connection, {left.block, right.block} | _fused_with(connection, (ruling.left, ruling.right)))


def rulings(connection: Connection) -> list[Ruling]:
    """All rulings, in the order in which they were made."""
    found = connection.execute(text('SELECT verdict, "left", "right", "by", note FROM rulings ORDER BY pk'))
    return [Ruling(*row) for row in found]


def review(
    connection: Connection, key: str, verdict: Verdict, changes: dict[str, Any] | None = None, by: str = "", note: str = ""
) -> None:
    """Accept, correct (`changes`: fields of the record and their values) or reject a record. Raises ValueRefusedError."""
    if verdict not in ("accept", "correct", "reject"):
        raise ValueRefusedError(verdict, "a review is “accept”, “correct” or “reject”")
    if bool(changes) != (verdict == "correct"):
        raise ValueRefusedError(key, "a correction needs changes, and nothing else takes them")
    row = _record(connection, key)
    read = RECORD.validate_json(row.body)
    after = _changed(read, changes or {})
    coding = coding_of(connection, row.document)
    pk = next(numbers(connection, "reviews", 1))
    values = {
        "pk": pk, "key": key, "document": row.id, "record": row.pk, "kind": row.kind, "evidence": extents(read.evidence),
        "quote": quote(coding, read), "verdict": verdict, "before": row.body, "body": after.model_dump_json(),
        "by": clean(by), "note": clean(note), "at": now(),
    }  # fmt: skip
    insert(connection, "reviews", [tuple(values[c] for c in COLUMNS["reviews"])])
    kept = connection.execute(text("SELECT * FROM reviews WHERE pk = :pk"), {"pk": pk}).one()
    _mark(connection, apply(connection, kept, coding, row.document, row.number))


def reviewed(connection: Connection) -> Iterator[Reviewed]:
    """The newest review of every reviewed record, in order of key."""
    query = "SELECT * FROM reviews v WHERE pk = (SELECT max(pk) FROM reviews w WHERE w.key = v.key) ORDER BY key"
    for r in connection.execute(text(query)):
        after = None if r.verdict == "reject" else RECORD.validate_json(r.body)
        before = RECORD.validate_json(r.before)
        yield Reviewed(r.key, r.document, r.verdict, before, after, r.by, r.note, r.at, r.record is not None)


def _record(connection: Connection, key: str) -> Row[Any]:
    found = connection.execute(text(_FIND), {"key": clean(key)}).first()
    if found is None:
        raise ValueRefusedError(key, "no such record in the desk")
    return found


def _changed(record: AnyRecord, changes: dict[str, Any]) -> AnyRecord:
    fixed = [name for name in ("id", "kind", "evidence", "sentence") if name in changes]
    if fixed:
        raise ValueRefusedError(", ".join(fixed), "what a record rests on cannot be corrected: reject it instead")
    try:
        return RECORD.validate_python({**record.model_dump(), **mended(changes, [])})
    except ValidationError as error:
        first = error.errors()[0]
        raise ValueRefusedError(".".join(map(str, first["loc"])), first["msg"].lower()) from None


def _fused_with(connection: Connection, keys: tuple[str, str]) -> set[str]:
    """The blocks under which the episodes of these records are kept now."""
    query = "SELECT DISTINCT e.block FROM episodes e JOIN members m ON m.episode = e.id WHERE m.record IN (:left, :right)"
    return {r.block for r in connection.execute(text(query), {"left": keys[0], "right": keys[1]})}


def _mark(connection: Connection, blocks: set[str]) -> None:
    insert(connection, "stale", [(b,) for b in sorted(blocks)], ("block",))

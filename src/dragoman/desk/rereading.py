"""A document read again by newer rules, or superseded: old records are put by, and reviews find theirs again."""

from __future__ import annotations

import json
from collections.abc import Sequence
from typing import Any

from sqlalchemy import Connection, Row, text

from dragoman.desk.bulk import insert, numbers
from dragoman.desk.reading import RECORD, coding_of, extents_of
from dragoman.desk.rows import COLUMNS, Prepared, document_row, prepare, record_row
from dragoman.records import AnyRecord, Coding

_READING = ("sentences", "mentions", "attributions", "citations", "records")
_LASTING = ("pk", "id", "sha256", "superseded_by", "text", "reprints")


def take_out(connection: Connection, p: Prepared, pk: int, run: int) -> set[str]:
    """Make room for a newer reading of a document; gives the blocks that this leaves stale.

    Records that the new reading does not give just so are kept among the former ones.
    """
    query = "SELECT r.pk, r.key, r.block, r.body, d.digest FROM records r JOIN documents d ON d.pk = r.document"
    old = connection.execute(text(query + " WHERE d.pk = :pk"), {"pk": pk}).all()
    new = dict(zip((t.key for t in p.told), p.bodies, strict=True))
    former = [(pk, r.digest, r.key, r.body) for r in old if new.get(r.key) != r.body]
    insert(connection, "former_records", former, ("document", "digest", "key", "body"))
    of_it = "(SELECT pk FROM records WHERE document = :pk)"
    connection.execute(text(f"UPDATE reviews SET record = NULL WHERE record IN {of_it}"), {"pk": pk})
    connection.execute(text(f"DELETE FROM record_codes WHERE record IN {of_it}"), {"pk": pk})
    for table in _READING:
        connection.execute(text(f"DELETE FROM {table} WHERE document = :pk"), {"pk": pk})
    row = dict(zip(COLUMNS["documents"], document_row(p, pk, run, None), strict=True))
    changed = [name for name in row if name not in _LASTING]
    sets = ", ".join(f"{name} = :{name}" for name in changed)
    connection.execute(text(f"UPDATE documents SET {sets} WHERE pk = :pk"), {n: row[n] for n in (*changed, "pk")})
    return {r.block for r in old}


def reattach(connection: Connection, id: str, pk: int) -> set[str]:
    """Tie the reviews of a document to the records of its new reading; gives the blocks that this leaves stale.

    A record is found by its key, else by kind and evidence, else by kind and the words of its evidence. One that was
    accepted or corrected and is read no more is put back: the analyst's word stands over the rules'.
    """
    reviews = connection.execute(text("SELECT * FROM reviews WHERE document = :id ORDER BY pk"), {"id": id}).all()
    if not reviews:
        return set()
    stale: set[str] = set()
    for review in {r.key: r for r in reviews}.values():
        coding, numbered = _standing(connection, pk)
        number = _find(review, coding, numbered)
        if number is None and review.verdict != "reject":
            stale |= _put_back(connection, review, coding, pk)
        elif number is not None:
            stale |= apply(connection, review, coding, pk, number)
    return stale


def apply(connection: Connection, review: Row[Any], coding: Coding, pk: int, number: int) -> set[str]:
    """Put a review into force on one record, the `number`th of the document; gives the blocks left stale."""
    row = connection.execute(
        text("SELECT pk, key, block, body FROM records WHERE document = :pk AND number = :number"),
        {"pk": pk, "number": number},
    ).one()
    before = RECORD.validate_json(row.body)
    after = _corrected(review, before) if review.verdict == "correct" else before
    stale = {row.block, _replace(connection, coding, pk, number, row, after, review.verdict)}
    connection.execute(
        text("UPDATE reviews SET record = :record, before = :before WHERE pk = :pk"),
        {"record": row.pk, "before": row.body, "pk": review.pk},
    )
    return stale


def quote(coding: Coding, record: AnyRecord) -> str:
    """The words of a record's evidence."""
    return " … ".join(coding.document.text[e.start : e.end] for e in record.evidence)


def _standing(connection: Connection, pk: int) -> tuple[Coding, Sequence[tuple[int, str, AnyRecord]]]:
    """The document, and all its records by number and key, rejected ones too."""
    query = "SELECT number, key, body FROM records WHERE document = :pk ORDER BY number"
    found = connection.execute(text(query), {"pk": pk})
    return coding_of(connection, pk), [(r.number, r.key, RECORD.validate_json(r.body)) for r in found]


def _find(review: Row[Any], coding: Coding, numbered: Sequence[tuple[int, str, AnyRecord]]) -> int | None:
    evidence = extents_of(review.evidence)
    same = [(n, r) for n, _, r in numbered if r.kind == review.kind]
    for found in (
        [n for n, key, _ in numbered if key == review.key],
        [n for n, r in same if r.evidence == evidence],
        [n for n, r in same if quote(coding, r) == review.quote],
    ):
        if found:
            return found[0]
    return None


def _corrected(review: Row[Any], read: AnyRecord) -> AnyRecord:
    """The analyst's record, standing where the reading found it."""
    fields = {"id": read.id, "evidence": read.evidence, "sentence": read.sentence}
    return RECORD.validate_python({**json.loads(review.body), **fields})


def _replace(
    connection: Connection, coding: Coding, pk: int, number: int, row: Row[Any], after: AnyRecord, verdict: str
) -> str:
    """Write one record anew, with all that follows from it; gives its block."""
    others = [r for r in coding.records if r.id != after.id]
    p = prepare(coding.model_copy(update={"records": [*others, after]}))
    new = dict(zip(COLUMNS["records"], record_row(p, -1, row.pk, pk, number), strict=True))
    new |= {"key": row.key, "reviewed": verdict}
    sets = ", ".join(f"{name} = :{name}" for name in new if name != "pk")
    connection.execute(text(f"UPDATE records SET {sets} WHERE pk = :pk"), new)
    connection.execute(text("DELETE FROM record_codes WHERE record = :pk"), {"pk": row.pk})
    insert(connection, "record_codes", [(row.pk, c) for c in sorted(set(p.told[-1].codes))])
    return p.blocks[-1]


def _put_back(connection: Connection, review: Row[Any], coding: Coding, pk: int) -> set[str]:
    """The reviewed record among those of a reading that does not give it, where its words still stand in the text."""
    record = RECORD.validate_json(review.body)
    shifted = _shifted(record, review.quote.split(" … "), coding.document.text)
    if shifted is None:
        return set()
    sentence = next((k for k, s in enumerate(coding.sentences) if s.end > shifted.evidence[0].start), 0)
    said = {a.id for a in coding.attributions}
    shifted = shifted.model_copy(
        update={
            "sentence": sentence,
            "attributed_to": [a for a in shifted.attributed_to if a in said],
            "citations": [c for c in shifted.citations if c < len(coding.citations)],
        }
    )
    p = prepare(coding.model_copy(update={"records": [*coding.records, shifted]}))
    query = "SELECT coalesce(max(number), -1) FROM records WHERE document = :pk"
    last = connection.execute(text(query), {"pk": pk}).scalar_one()
    number = next(numbers(connection, "records", 1))
    row = list(record_row(p, -1, number, pk, last + 1))
    row[COLUMNS["records"].index("reviewed")] = review.verdict
    insert(connection, "records", [row])
    insert(connection, "record_codes", [(number, c) for c in sorted(set(p.told[-1].codes))])
    connection.execute(text("UPDATE reviews SET record = :record WHERE pk = :pk"), {"record": number, "pk": review.pk})
    return {p.blocks[-1]}


def _shifted(record: AnyRecord, quotes: Sequence[str], text: str) -> AnyRecord | None:
    evidence = []
    for extent, words in zip(record.evidence, quotes, strict=False):
        start = extent.start if text[extent.start : extent.end] == words else text.find(words)
        if start < 0 or not words:
            return None
        evidence.append(extent.model_copy(update={"start": start, "end": start + len(words)}))
    return record.model_copy(update={"evidence": evidence}) if evidence else None

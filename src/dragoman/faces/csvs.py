"""Codings → CSV: one record a line, parties by code, so that it opens in any spreadsheet."""

from __future__ import annotations

import csv
from typing import IO

from dragoman.faces.rows import codes, quote, rows_of
from dragoman.records import AnyRecord, Coding, Party

COLUMNS = (
    "document", "publication", "published", "record", "kind", "type", "status", "date", "actor", "recipient", "person",
    "place", "amount", "currency", "deadline", "issue", "summary", "certainty", "voice", "outlets", "sentence",
    "evidence", "why",
)  # fmt: skip
_TYPES = ("plover", "type", "stage", "polarity", "role")
_ACTORS = ("actor", "participants", "promisor", "provider", "holder")
_RECIPIENTS = ("recipient", "beneficiary")
_DATES = ("date", "made", "held_at")


class CsvWriter:
    """Writes codings to a stream as they come; the header line first."""

    def __init__(self, stream: IO[str]) -> None:
        self._rows = csv.DictWriter(stream, COLUMNS, lineterminator="\n")
        self._rows.writeheader()

    def write(self, coding: Coding) -> None:
        """All records of one document."""
        for record, row in zip(coding.records, rows_of(coding), strict=True):
            d = coding.document
            self._rows.writerow(
                {
                    "document": d.id, "publication": d.publication, "published": d.published, "record": record.id,
                    "kind": record.kind, "type": _first(record, _TYPES), "status": _first(record, ("status",)),
                    "date": _first(record, _DATES), "actor": _parties(record, _ACTORS),
                    "recipient": _parties(record, _RECIPIENTS), "person": _first(record, ("person",)),
                    "place": _first(record, ("place",)), "amount": _first(record, ("amount",)),
                    "currency": _first(record, ("currency",)), "deadline": _first(record, ("deadline",)),
                    "issue": _first(record, ("issue",)), "summary": row.what, "certainty": record.certainty,
                    "voice": row.voice, "outlets": _outlets(coding, record), "sentence": record.sentence,
                    "evidence": quote(record, d.text), "why": record.why,
                }
            )  # fmt: skip

    def close(self) -> None:
        """Nothing is left to write."""


def _first(record: AnyRecord, fields: tuple[str, ...]) -> object:
    return next((getattr(record, f) for f in fields if getattr(record, f, None) is not None), "")


def _parties(record: AnyRecord, fields: tuple[str, ...]) -> str:
    if record.kind == "office":
        return record.polity or "" if "actor" in fields else ""
    for f in fields:
        value = getattr(record, f, None)
        if value:
            return codes([value] if isinstance(value, Party) else value)
    return ""


def _outlets(coding: Coding, record: AnyRecord) -> str:
    outlets = [o.name for c in record.citations for o in coding.citations[c].outlets]
    return "; ".join(dict.fromkeys(outlets))

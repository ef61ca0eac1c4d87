"""Codings → PLOVER's JSON lines (the manual's data fields), one event a line."""

from __future__ import annotations

import json
from typing import IO, Any

from dragoman.exports.eventing import Row, iso_date, rows_of, with_sector
from dragoman.records import Coding, Party

# PLOVER's names of what our `status` says; an actual event has none
_STATUS = {"planned": "future", "hypothetical": "hypothetical", "denied": "negation", "historical": "historical"}


class PloverWriter:
    """Writes events as they come."""

    def __init__(self, stream: IO[str], version: str) -> None:
        self._stream, self._version = stream, version

    def write(self, coding: Coding) -> None:
        """All events of one document."""
        for row in rows_of(coding):
            line = json.dumps(_event(row, self._version), ensure_ascii=False)
            self._stream.write(line.replace("\u2028", "\\u2028").replace("\u2029", "\\u2029") + "\n")

    def close(self) -> None:
        """Nothing is left to write."""


def _event(row: Row, version: str) -> dict[str, Any]:
    event, d = row.event, row.coding.document
    first, last = (event.date or "").split("/")[0] or None, (event.date or "").partition("/")[2] or None
    e = event.evidence[0]
    fields: dict[str, Any] = {
        "id": f"{d.id}-{event.id}",
        "date": iso_date(first),
        "enddate": iso_date(last),
        "actor": [_entity(p) for p in event.actor],
        "recipient": [_entity(p) for p in event.recipient],
        "event": [event.plover],
        "mode": [m for m in (event.mode, _STATUS.get(event.status)) if m],
        "context": event.context,
        "quad_code": event.quad,
        "event_scale": event.score,
        "event_loc": {"extracted_place": event.place} if event.place else None,
        "event_text": row.text,
        "text": row.sentence,
        "text_info": {"sequence": event.sentence + 1, "start": e.start, "end": e.end, "text_story": d.id},
        "cite_info": {
            "citation": "; ".join(row.outlets) or None, "url": d.url, "title": d.title, "language": d.language,
            "publication": d.publication, "coder": f"dragoman {version}", "codebook": "PLOVER 2.0 draft", "version": version,
        },
        "coder": f"dragoman {version}",
        "comment": "; ".join(filter(None, [f"certainty: {event.certainty}", _note(row), event.why])),
    }  # fmt: skip
    return {k: v for k, v in fields.items() if v not in (None, [], "") or k in ("id", "date", "actor", "event")}


def _note(row: Row) -> str:
    return "" if row.event.date else f"no date in the text (published {row.coding.document.published or 'at a day unknown'})"


def _entity(party: Party) -> dict[str, Any]:
    fields = {
        "code": party.code or with_sector(party) or None,
        "sector": party.sector,
        "entity_text": party.person or party.name,
        "office": party.role,
    }
    return {k: v for k, v in fields.items() if v}

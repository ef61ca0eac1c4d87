"""Codings → PETRARCH2's tab-separated events: date, source, target, CAMEO code, issues, ids, story source, texts.

As PETRARCH has it, a compound or mutual event is a line for each ordered pair, and the date is the story's.
"""

from __future__ import annotations

from itertools import permutations
from typing import IO

from dragoman.exports.eventing import Row, as_type, cameo, iso_date, rows_of, with_sector
from dragoman.records import Coding, Event, Party

_NULL = "---"


class PetrarchWriter:
    """Writes events as they come; `left_out` counts those that the format cannot hold (denied, hypothetical, one side)."""

    def __init__(self, stream: IO[str]) -> None:
        self._stream, self.left_out = stream, 0

    def write(self, coding: Coding) -> None:
        """All events of one document."""
        for row in rows_of(coding):
            event = as_type(row.event)
            pairs = _pairs(event) if event is not None else []
            if event is None or not pairs:
                self.left_out += 1
                continue
            for source, target in pairs:
                self._stream.write("\t".join(_cells(row, event, source, target)) + "\n")

    def close(self) -> None:
        """Nothing is left to write."""


def _pairs(event: Event) -> list[tuple[Party, Party | None]]:
    if event.recipient:
        return [(a, r) for a in event.actor for r in event.recipient]
    if len(event.actor) > 1:
        return [(a, b) for a, b in permutations(event.actor, 2)]
    return [(a, None) for a in event.actor]


def _day(edtf: str | None) -> str:
    """YYYYMMDD, the first day of a month or year; empty for a span, which is no story's day."""
    if not edtf or "/" in edtf:
        return ""
    digits = (iso_date(edtf) or "").replace("-", "")
    return digits + {4: "0101", 6: "01"}.get(len(digits), "")


def _cells(row: Row, event: Event, source: Party, target: Party | None) -> list[str]:
    d = row.coding.document
    issues = ";".join(f"{c},1" for c in event.context)
    cells = [
        _day(d.published) or _day(event.date) or _NULL,
        with_sector(source) or _NULL,
        (with_sector(target) if target is not None else "") or _NULL,
        cameo(event),
        issues,
        f"{d.id}_{event.sentence + 1}",
        (row.outlets or [d.publication or ""])[0],
        source.name,
        target.name if target is not None else _NULL,
        row.text,
    ]
    return [" ".join(c.split()) for c in cells]

"""Codings → POLECAT's tab-separated table of 40 columns, one event a line; what is not known is the text `None`."""

from __future__ import annotations

import csv
from typing import IO

from dragoman.exports.eventing import Row, as_type, cow_codes, is_state, iso_date, rows_of, unique
from dragoman.records import Coding, Event, Party

COLUMNS = (
    "Event ID", "Event Date", "Event Type", "Event Mode", "Intensity", "Quad Code", "Contexts",
    "Actor Name", "Actor Country", "Actor COW", "Primary Actor Sector", "Actor Sectors", "Actor Title", "Actor Name Raw",
    "Wikipedia Actor ID",
    "Recipient Name", "Recipient Country", "Recipient COW", "Primary Recipient Sector", "Recipient Sectors",
    "Recipient Title", "Recipient Name Raw", "Wikipedia Recipient ID",
    "Placename", "City", "District", "Province", "Country", "Latitude", "Longitude", "GeoNames ID", "Raw Placename",
    "Feature Type", "Source", "Publication Date", "Story People", "Story Organizations", "Story Locations", "Language",
    "Version",
)  # fmt: skip
_QUADS = {1: "VERBAL COOPERATION", 2: "MATERIAL COOPERATION", 3: "VERBAL CONFLICT", 4: "MATERIAL CONFLICT"}
_NONE = "None"


class PolecatWriter:
    """Writes events as they come; `left_out` counts those that POLECAT has no column for (denied, hypothetical)."""

    def __init__(self, stream: IO[str], version: str) -> None:
        self._rows = csv.writer(stream, delimiter="\t", lineterminator="\n", quoting=csv.QUOTE_NONE, quotechar=None)
        self._rows.writerow(COLUMNS)
        self._version, self.left_out = version, 0

    def write(self, coding: Coding) -> None:
        """All events of one document."""
        for row in rows_of(coding):
            event = as_type(row.event)
            if event is None:
                self.left_out += 1
                continue
            cells = _cells(row, event) | _story(coding) | {"Version": self._version}
            self._rows.writerow([_clean(cells.get(c, _NONE)) for c in COLUMNS])

    def close(self) -> None:
        """Nothing is left to write."""


def _clean(cell: str) -> str:
    """A cell without what would break the table."""
    return " ".join(cell.split()) or _NONE


def _join(values: list[str]) -> str:
    return "; ".join(v.replace(";", ",") for v in values) or _NONE


def _cells(row: Row, event: Event) -> dict[str, str]:
    return {
        "Event ID": event.id,
        "Event Date": iso_date(event.date) or _NONE,
        "Event Type": event.plover,
        "Event Mode": event.mode or _NONE,
        "Intensity": f"{event.score:.1f}" if event.score is not None else _NONE,
        "Quad Code": _QUADS.get(event.quad or 0, _NONE),
        "Contexts": _join(event.context),
        **_parties("Actor", event.actor, row.coding.document.text),
        **_parties("Recipient", event.recipient, row.coding.document.text),
        "Placename": event.place or _NONE,
        "Raw Placename": event.place or _NONE,
        "Source": _join(row.outlets),
        "Publication Date": iso_date(row.coding.document.published) or _NONE,
        "Language": row.coding.document.language,
    }


def _parties(side: str, parties: list[Party], text: str) -> dict[str, str]:
    sectors = [p.sector or "" for p in parties]
    raw = [" ".join(text[p.start : p.end].split()) for p in parties if p.start is not None]
    return {
        f"{side} Name": _join(unique(p.person or p.name for p in parties)),
        f"{side} Country": _join(unique(p.code if is_state(p) else None for p in parties)),
        f"{side} COW": _join(unique(cow_codes().get(p.code or "") for p in parties)),
        f"Primary {side} Sector": next((s for s in sectors if s), _NONE),
        f"{side} Sectors": _join(unique(sectors)),
        f"{side} Title": _join(unique(p.role for p in parties)),
        f"{side} Name Raw": _join(unique(raw)),
    }


def _story(coding: Coding) -> dict[str, str]:
    def named(*types: str) -> str:
        return _join(unique(m.name for m in coding.mentions if m.type in types))

    return {
        "Story People": named("person"),
        "Story Organizations": named("organization", "outlet"),
        "Story Locations": named("place", "polity"),
    }

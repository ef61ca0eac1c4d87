"""What is kept for views is what they would make: a desk that keeps nothing answers every question the same."""

from __future__ import annotations

import json
from collections.abc import Iterable, Sequence

import pytest
from kept import document, with_records

import sample
from dragoman.desk.model import Episode, Query, Told
from dragoman.desk.store import Desk
from dragoman.desk.views import answer
from dragoman.desk.views.entries import MAKERS, Keeper

# Words enough that the text is no reprint of the sample.
APART = " ".join(f"wagon {n} stood there" for n in range(60))
QUERIES = [
    Query(), Query(between=("ARN", "GON")), Query(between=("ARN", "GON"), limit=2), Query(certainty="probable"),
    Query(since="2000-02-01"), Query(until="1999"), Query(since="1990", until="2000-02-12"), Query(about="loan"),
]  # fmt: skip


class Forgetful:
    """A desk that keeps episodes and records, and nothing else."""

    def __init__(self, desk: Desk) -> None:
        self._desk = desk

    def episodes(self, query: Query, kinds: Sequence[str] = (), told_since: str | None = None) -> Sequence[Episode]:
        return self._desk.episodes(query, kinds)

    def told(self, *, keys: Iterable[str]) -> Iterable[Told]:
        return self._desk.told(keys=keys)


@pytest.fixture
def filled(desk: Desk) -> Desk:
    event = {"status": "actual", "score": 4.0}
    rival = document("e", text=f"{sample.TEXT} {APART}", agency=None, publication="Chronicle")
    rival = with_records(
        rival, event=event, transfer={"amount": 1_200_000_000}, meeting={"attributed_to": [], "place": "Oslo"}
    )
    late = document("c", text=sample.TEXT + " It rained.", published="2000-02-20", publication="Chronicle")
    desk.add_many(
        [
            with_records(document("a"), event=event),
            document("b", publication="Chronicle", published="2000-02-12"),
            rival,
            late,
        ]
    )
    return desk


@pytest.mark.parametrize("view", [*MAKERS, "news"])
def test_kept_rows_are_those_that_would_be_made(filled: Desk, view: str) -> None:
    for query in QUERIES:
        kept, made = (answer(memory, view, query).rows for memory in (filled, Forgetful(filled)))
        assert json.dumps(kept) == json.dumps(made), query
    assert answer(filled, view, Query()).rows


def test_a_desk_keeps_and_a_memory_need_not(filled: Desk) -> None:
    assert isinstance(filled, Keeper)
    assert not isinstance(Forgetful(filled), Keeper)
    assert filled.entries("timeline", Query(as_of="2000-02-15")) is None


def test_another_document_changes_what_is_kept(filled: Desk) -> None:
    before = answer(filled, "timeline", Query()).rows
    filled.add(document("z", text=sample.TEXT + " Snow fell.", published="2000-03-01", publication="Harbour News"))
    after = answer(filled, "timeline", Query()).rows
    assert {a["document"] for r in after for a in r["accounts"]} - {
        a["document"] for r in before for a in r["accounts"]
    } == {"z"}

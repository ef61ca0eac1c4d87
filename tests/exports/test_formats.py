"""Events in the formats of other data sets, on a coding written by hand."""

from __future__ import annotations

import csv
import io
import json

import pytest
from tests.sample import coding, extent

from dragoman.exports.eventing import iso_date
from dragoman.exports.petrarch import PetrarchWriter
from dragoman.exports.plover import PloverWriter
from dragoman.exports.polecat import COLUMNS, PolecatWriter
from dragoman.records import Coding, Event, Party

PERU = Party(name="Peru", code="PER", sector="GOV", role="foreign minister", person="Ana Ruiz", start=0, end=4)
CHILE = Party(name="Chile", code="CHL")
FAO = Party(name="FAO", code="FAO", sector="IGO")


def with_events(*changes: dict[str, object]) -> Coding:
    """The sample with only these events."""
    base: dict[str, object] = {
        "id": "eve-1", "evidence": [extent("agreed to repay")], "sentence": 0, "why": "rule", "plover": "CONSULT", "quad": 1,
        "score": 2.5, "actor": [PERU, CHILE], "date": "2000-02-11/2000-02-13", "context": ["diplomatic", "economic"],
    }  # fmt: skip
    return coding().model_copy(update={"records": [Event(**(base | c)) for c in changes]})  # type: ignore[arg-type]


def polecat(*changes: dict[str, object]) -> tuple[list[dict[str, str]], int]:
    stream = io.StringIO()
    writer = PolecatWriter(stream, "1.0")
    writer.write(with_events(*changes))
    writer.close()
    stream.seek(0)
    return list(csv.DictReader(stream, delimiter="\t")), writer.left_out


def test_polecat_has_forty_columns_and_none_for_the_unknown() -> None:
    (row,), left_out = polecat({"context": ["diplomatic", "economic"]})
    assert len(COLUMNS) == 40 and tuple(row) == COLUMNS and left_out == 0
    assert row["Event Date"] == "2000-02-11" and row["Contexts"] == "diplomatic; economic"
    assert row["Actor Country"] == "PER; CHL" and row["Recipient Name"] == "None"
    assert row["Quad Code"] == "VERBAL COOPERATION" and row["Publication Date"] == "2000-02-11"


def test_polecat_takes_what_is_planned_as_the_type_that_says_so() -> None:
    rows, left_out = polecat(
        {"plover": "AID", "mode": None, "status": "planned"},
        {"plover": "ASSAULT", "status": "planned"},
        {"plover": "ASSAULT", "status": "denied"},
        {"plover": "ACCUSE", "status": "hypothetical"},
    )
    assert [r["Event Type"] for r in rows] == ["AGREE", "THREATEN"]
    assert left_out == 2


def test_polecat_cells_cannot_break_the_table() -> None:
    (row,), _ = polecat({"place": "Lima\tor\nnear", "actor": [Party(name="A; B\t", code=None)]})
    assert row["Placename"] == "Lima or near" and row["Actor Name"] == "A, B"


def test_plover_keeps_status_and_says_what_it_does_not_know() -> None:
    stream = io.StringIO()
    PloverWriter(stream, "1.0").write(with_events({"status": "denied", "mode": "visit", "date": None}))
    event = json.loads(stream.getvalue())
    assert event["mode"] == ["visit", "negation"] and event["date"] is None
    assert "no date in the text (published 2000-02-11)" in event["comment"]
    assert event["actor"][0] == {"code": "PER", "sector": "GOV", "entity_text": "Ana Ruiz", "office": "foreign minister"}
    assert event["id"] and event["text"] and event["quad_code"] == 1


def test_petrarch_writes_a_mutual_event_both_ways() -> None:
    stream = io.StringIO()
    writer = PetrarchWriter(stream)
    writer.write(with_events({"cameo": "010"}))
    rows = [line.split("\t") for line in stream.getvalue().splitlines()]
    assert [r[:4] for r in rows] == [["20000211", "PERGOV", "CHL", "010"], ["20000211", "CHL", "PERGOV", "010"]]
    assert rows[0][4] == "diplomatic,1;economic,1"


def test_petrarch_dates_nothing_by_a_span_that_was_inferred() -> None:
    stream = io.StringIO()
    told = with_events({"date": None, "actor": [CHILE], "recipient": [PERU]})
    told = told.model_copy(update={"document": told.document.model_copy(update={"published": "1996-01-11/1998-07-30"})})
    PetrarchWriter(stream).write(told)
    assert stream.getvalue().startswith("---\tCHL\tPERGOV\t")


def test_petrarch_writes_null_for_a_missing_target_and_a_root_for_a_missing_code() -> None:
    stream = io.StringIO()
    PetrarchWriter(stream).write(with_events({"actor": [FAO], "cameo": None, "plover": "REQUEST"}))
    assert stream.getvalue().split("\t")[1:4] == ["IGOFAO", "---", "100"]


@pytest.mark.parametrize(
    ("edtf", "iso"),
    [("2000-02-11", "2000-02-11"), ("2000-02", "2000-02"), ("1998", "1998"), ("2000-02-11/2000-02-13", "2000-02-11"),
     ("2000-02~", "2000-02"), ("1999-21", "1999-03"), (None, None)],
)  # fmt: skip
def test_dates_stay_as_precise_as_they_are(edtf: str | None, iso: str | None) -> None:
    assert iso_date(edtf) == iso

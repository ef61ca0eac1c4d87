"""Promises through time: deadlines that move, sides that read them otherwise, and what became of them."""

from __future__ import annotations

from datetime import date

import pytest

from dragoman.desk.fusion import fuse_block
from dragoman.desk.fusion.commitments import slipped
from dragoman.desk.model import Query, Told
from dragoman.desk.views import promises
from dragoman.desk.views.promises import standing
from tellings import commitment, party, told

ARD, BRE = party("ARD"), party("BRE")
BOTH = [ARD, BRE]
QUERY = Query(between=("ARD", "BRE"))
ISSUE = {"issue": "salt mines", "own_issue": True}


def history() -> list[Told]:
    return [
        told(commitment(BOTH, "close the salt mines", made="2001-03-02", deadline="2002"), "2001-03-03", **ISSUE),
        told(
            commitment([ARD], "close the mines", deadline="2002-12", status="reinterpreted", made=None), "2002-01-20",
            sides=("ARD",), codes=("ARD", "BRE"), **ISSUE,
        ),
        told(commitment([ARD], "shut the salt mines", deadline="2003-06"), "2002-12-05", codes=("ARD", "BRE"), **ISSUE),
    ]  # fmt: skip


def row(told_: list[Told], today: str) -> dict[str, object]:
    (found,) = promises.rows(fuse_block(told_), QUERY, date.fromisoformat(today)).rows
    return dict(found)


def test_a_deadline_that_moves_is_one_promise_with_its_history() -> None:
    found = row(history(), "2003-01-15")
    assert found["promisor"] == ["ARD", "BRE"]
    assert found["made"] == "2001-03-02"
    assert found["deadline"] == "2003-06"
    assert [(h["deadline"], h["said_by"]) for h in found["history"]] == [  # type: ignore[attr-defined]
        ("2002", ["ARD", "BRE"]), ("2002-12", ["ARD"]), ("2003-06", ["ARD"]),
    ]  # fmt: skip
    assert found["slipped"] == 181


@pytest.mark.parametrize(("today", "status"), [("2003-01-15", "open"), ("2003-06-10", "due"), ("2003-08-01", "overdue")])
def test_today_decides_what_is_due(today: str, status: str) -> None:
    assert row(history(), today)["status"] == status


def test_what_is_told_of_the_end_stands() -> None:
    done = told(commitment([ARD], "close the salt mines", status="met"), "2003-05-20", codes=("ARD", "BRE"), **ISSUE)
    found = row([*history(), done], "2004-01-01")
    assert found["status"] == "met"
    assert [(o["status"], o["date"]) for o in found["outcomes"]][-1] == ("met", "2003-05-20")  # type: ignore[attr-defined]


def test_a_restatement_is_the_same_promise() -> None:
    again = told(commitment(BOTH, "keep to that deadline", deadline="2002"), "2001-09-01", issue="salt mines")
    assert len(fuse_block([history()[0], again])) == 1


def test_other_promises_of_the_same_sides_stay_apart() -> None:
    other = told(commitment(BOTH, "build a rail bridge", made="2001-03-02", deadline="2002"), "2001-03-03")
    assert len(fuse_block([*history(), other])) == 2


def test_what_one_side_promises_is_not_the_promise_of_the_other() -> None:
    mine = told(commitment([ARD], "withdraw the river patrols"), "2001-03-03", codes=("ARD", "BRE"))
    yours = told(commitment([BRE], "withdraw the river patrols"), "2001-03-03", codes=("ARD", "BRE"))
    assert len(fuse_block([mine, yours])) == 2


def test_slips_are_counted_from_last_day_to_last_day() -> None:
    assert slipped(["2002", "2002-12"]) == 0
    assert slipped(["2002-07-16", "2002-07-17"]) == 1
    assert slipped(["2002"]) is None


@pytest.mark.parametrize(
    ("told_status", "due", "status"),
    [("open", 31, "open"), ("open", 30, "due"), ("open", -1, "overdue"), ("missed", -1, "missed"), ("met", -1, "met"),
     ("refused", 40, "refused"), ("refused", -3, "overdue"), ("open", None, "open")],
)  # fmt: skip
def test_standing(told_status: str, due: int | None, status: str) -> None:
    assert standing(told_status, due) == status


def test_what_is_promised_years_apart_in_one_dispute_is_not_one_promise() -> None:
    early = told(commitment([ARD], "station guards at the salt mines"), "2001-03-03", **ISSUE)
    late = told(commitment([ARD], "rescue donkeys from the salt mines"), "2004-03-03", **ISSUE)
    soon = told(commitment([ARD], "rescue donkeys from the salt mines"), "2001-06-03", **ISSUE)
    again = told(commitment([ARD], "station more guards"), "2001-06-03", **ISSUE)
    assert [len(fuse_block([early, other])) for other in (late, soon, again)] == [2, 2, 1]


def test_two_persons_of_one_state_make_two_promises_where_no_dispute_ties_them() -> None:
    one, other = (party("ARD", person=name) for name in ("Ana Bell", "Tom Reed"))
    rows = [told(commitment([p], "resign from the river council"), "2001-03-03") for p in (one, other)]
    assert len(fuse_block(rows)) == 2

"""Stances through time: turns, claims of others, what is denied; and where sides differ."""

from __future__ import annotations

from datetime import date
from typing import Any

from dragoman.desk.fusion import fuse_block
from dragoman.desk.model import Query, Told
from dragoman.desk.views import positions, versions
from dragoman.records import Dispute, Extent, Linkage, Version
from tellings import commitment, meeting, party, position, told, transfer

QUERY, TODAY = Query(between=("ARD", "BRE")), date(2003, 1, 1)
ON = {"codes": ("ARD", "BRE"), "issue": "river dam", "own_issue": True}


def turns() -> list[Told]:
    return [
        told(position("ARD", "the river dam", "a matter for Brena alone", "for", date="2001-03"), "2001-03-09", **ON),
        told(position("ARD", "the dam", "criticise the dam", "against", date="2001-09-12"), "2001-09-13", **ON),
        told(
            position("ARD", "the dam", "support the dam", "for", date="2001-10-02"), "2001-10-03", sides=("BRE",), **ON
        ),
    ]  # fmt: skip


def row(rows: list[Told]) -> dict[str, Any]:
    (found,) = positions.rows(fuse_block(rows), QUERY, TODAY).rows
    return dict(found)


def test_a_turn_is_a_reversal() -> None:
    found = row(turns()[:2])
    assert [(r["date"], r["from"], r["to"], r["certainty"]) for r in found["reversals"]] == [
        ("2001-09-12", "a matter for Brena alone", "criticise the dam", "certain")
    ]


def test_anothers_word_on_where_a_side_stands_is_at_most_possible() -> None:
    last = row(turns())["stances"][-1]
    assert (last["claimed_by"], last["certainty"]) == ("BRE", "possible")


def test_a_claimed_turn_is_possible_and_says_who_claims_it() -> None:
    last = row(turns())["reversals"][-1]
    assert (last["to"], last["certainty"], last["claimed_by"]) == ("support the dam", "possible", "BRE")


def test_the_same_stance_told_twice_is_one_with_two_accounts() -> None:
    again = told(position("ARD", "the dam", "criticise the dam", "against", date="2001-09"), "2001-09-20", **ON)
    found = row([*turns()[:2], again])
    assert [len(s["accounts"]) for s in found["stances"]] == [1, 2]


def test_what_a_side_says_and_what_is_said_of_it_are_two_versions() -> None:
    rows = versions.rows(fuse_block(turns()), QUERY, TODAY).rows
    (found,) = [r for r in rows if r["field"] == "stance"]
    assert {(a["side"], a["value"]) for a in found["accounts"]} == {("BRE", "support the dam"), ("ARD", "criticise the dam")}


def test_days_that_differ_by_side_are_versions_and_a_looser_date_is_none() -> None:
    both = [party("ARD"), party("BRE")]
    rows = [
        told(commitment(both, "open the river dam", deadline="2002-06"), "2001-01-09", sides=("ARD",), **ON),
        told(commitment(both, "open the river dam", deadline="2002-12"), "2001-01-09", sides=("BRE",), **ON),
        told(commitment(both, "open the river dam", deadline="2002"), "2001-01-10", **ON),
    ]
    (found,) = [r for r in versions.rows(fuse_block(rows), QUERY, TODAY).rows if r["field"] == "deadline"]
    assert {a["side"] for a in found["accounts"] if a["value"] != "2002"} == {"ARD", "BRE"}
    same = [rows[0], told(meeting(both, "2001-05"), "2001-06-01"), rows[2]]
    assert versions.rows(fuse_block(same), QUERY, TODAY).rows == ()


def test_rival_sums_are_versions() -> None:
    rows = [
        told(transfer("ARD", "BRE", a, "pledged", date="2001-01"), "2001-01-09", sides=(s,), text="a loan for the Sarn dam")
        for a, s in ((5e6, "ARD"), (7e6, "BRE"))
    ]
    (found,) = versions.rows(fuse_block(rows), QUERY, TODAY).rows
    assert found["field"] == "committed"


def dispute(*versions_: tuple[str, str]) -> Dispute:
    return Dispute(
        evidence=[Extent(start=k, end=k + 1) for k in range(len(versions_))], sentence=0, why="hand", issue="the dinner",
        versions=[Version(side=s, name=s, statement=w, start=k, end=k + 1) for k, (s, w) in enumerate(versions_)],
    )  # fmt: skip


def test_disputes_are_versions_with_the_passage_of_each_side() -> None:
    rows = [
        told(dispute(("ARD", "the dam was settled"), ("BRE", "the dam was not mentioned")), "2001-01-09"),
        told(dispute(("ARD", "the dam was settled"), ("BRE", "nobody named a dam")), "2001-01-10"),
    ]
    (found,) = versions.rows(fuse_block(rows), QUERY, TODAY).rows
    assert found["field"] == "account"
    assert [(a["side"], a["evidence"][0]["start"]) for a in found["accounts"]] == [
        ("ARD", 0), ("ARD", 0), ("BRE", 1), ("BRE", 1),
    ]  # fmt: skip


def test_a_position_tells_what_its_issue_hangs_on() -> None:
    tie = Linkage(
        evidence=[Extent(start=0, end=5)], sentence=0, why="hand", issue="the river dam", depends_on="the border dispute",
        relation="obstacle",
    )  # fmt: skip
    found = row([*turns(), told(tie, "2001-04-01", codes=("ARD", "BRE"))])
    assert [(d["depends_on"], d["relation"]) for d in found["depends_on"]] == [("the border dispute", "obstacle")]

"""The life of a meeting, told by several."""

from __future__ import annotations

from datetime import date

from dragoman.desk.fusion import fuse_block
from dragoman.desk.model import Episode, Query, Told
from dragoman.desk.views import calendar
from tellings import meeting, party, told

VARGA, SOLARI = party("ARD", "Olen Varga", "president"), party("BRE", "Mita Solari", "prime minister")
MORN, TALL = party("ARD", "Ina Morn", "foreign minister"), party("BRE", "Eskil Tall", "foreign minister")
TODAY = date(2003, 1, 1)


def rows(episodes: list[Episode]) -> list[dict[str, object]]:
    return [dict(r) for r in calendar.rows(episodes, Query(between=("ARD", "BRE")), TODAY).rows]


def life() -> list[Told]:
    return [
        told(meeting([VARGA], "2002-05", "proposed", type="visit", place="Brenhaven", proposed_by=[SOLARI]), "2002-01-10"),
        told(meeting([VARGA, SOLARI], "2002-06-03", "planned", place="Brenhaven"), "2002-02-20"),
        told(
            meeting([VARGA, SOLARI], "2002-07-15", "postponed", place="Brenhaven", proposed_by=[party("ARD")]),
            "2002-05-28", sides=("BRE",),
        ),
        told(meeting([VARGA, SOLARI], "2002-07-15", type="summit", place="Brenhaven"), "2002-07-16"),
    ]  # fmt: skip


def test_proposed_planned_put_off_and_held_is_one_meeting() -> None:
    (row,) = rows(fuse_block(life()))
    assert (row["type"], row["status"], row["date"], row["place"]) == ("summit", "held", "2002-07-15", "Brenhaven")
    assert row["participants"] == ["Olen Varga", "Mita Solari"]
    assert [(h["status"], h.get("for")) for h in row["history"]] == [  # type: ignore[attr-defined]
        ("proposed", "2002-05"),
        ("postponed", "2002-06-03"),
        ("postponed", "2002-07-15"),
        ("held", "2002-07-15"),
    ] or [h["status"] for h in row["history"]] == ["proposed", "planned", "postponed", "held"]  # type: ignore[attr-defined]
    assert row["postponed_by"] == ["ARD"]


def test_a_delay_tells_old_and_new_day() -> None:
    (row,) = rows(fuse_block(life()))
    delay = next(h for h in row["history"] if h.get("for") == "2002-07-15" and h["status"] == "postponed")  # type: ignore[attr-defined]
    assert delay["from"] == "2002-06-03"


def test_other_persons_are_another_meeting() -> None:
    ministers = told(meeting([MORN, TALL], "2002-07-15", place="Brenhaven"), "2002-07-16")
    assert len(fuse_block([*life(), ministers])) == 2


def test_what_is_held_weeks_before_the_planned_day_is_another_meeting() -> None:
    aside = told(meeting([VARGA, SOLARI], "2002-03-02", place="Third Town"), "2002-03-03")
    assert len(fuse_block([*life(), aside])) == 2


def test_a_plan_told_long_after_the_day_of_another_is_a_new_plan() -> None:
    first = told(meeting([VARGA, SOLARI], "2002-04-11", "planned"), "2002-02-20")
    later = told(meeting([VARGA], "2003-03", "planned", type="visit"), "2002-11-16")
    assert len(fuse_block([first, later])) == 2


def test_a_call_is_no_part_of_a_visit() -> None:
    call = told(meeting([VARGA, SOLARI], "2002-07-15", type="phone_call"), "2002-07-16")
    assert len(fuse_block([*life(), call])) == 2


def test_a_visit_and_the_talks_in_it_are_one_life() -> None:
    visit = told(meeting([MORN], "2002-09-10/2002-09-12", type="visit", place="Brenhaven"), "2002-09-13", doc="a")
    talks = told(meeting([MORN, TALL], "2002-09-11", place="Brenhaven"), "2002-09-12", doc="b")
    (row,) = rows(fuse_block([visit, talks]))
    assert row["date"] == "2002-09-11"
    assert row["participants"] == ["Ina Morn", "Eskil Tall"]


def test_cancelled_stays_cancelled() -> None:
    plan = told(meeting([VARGA], "2002-10", "planned", type="visit", place="Brenhaven"), "2002-08-01")
    end = told(meeting([VARGA], None, "cancelled", type="visit", place="Brenhaven"), "2002-09-20")
    (row,) = rows(fuse_block([plan, end]))
    assert (row["status"], row["date"]) == ("cancelled", "2002-10")


def test_reprints_are_one_source() -> None:
    one = told(
        meeting(
            [VARGA, SOLARI],
            "2002-06-03",
            "planned",
        ),
        "2002-02-20",
        outlets=("Ard Agency",),
        doc="a",
    )
    two = told(
        meeting(
            [VARGA, SOLARI],
            "2002-06-03",
            "planned",
        ),
        "2002-02-21",
        outlets=("Ard Agency",),
        doc="b",
    )
    digest = told(
        meeting([VARGA, SOLARI], "2002-06-03", "planned", ), "2002-02-25", outlets=("Brena Post", "Ard Agency"), doc="c",
    )  # fmt: skip
    (episode,) = fuse_block([one, two, digest])
    (value,) = episode.fields["date"]
    assert value.origins == ("Ard Agency",)
    assert len(value.accounts) == 3


def test_a_meeting_without_a_day_is_placed_and_found_by_when_it_was_told() -> None:
    undated = fuse_block([told(meeting([MORN, TALL], None), "2002-03-05")])
    dated = fuse_block([told(meeting([VARGA, SOLARI], "2002-02-01"), "2002-02-02")])
    late = fuse_block([told(meeting([VARGA, TALL], "2002-06-01"), "2002-06-02")])
    shown = rows([*undated, *late, *dated])
    assert [(r["date"], r["told"]) for r in shown] == [
        ("2002-02-01", "2002-02-02"), (None, "2002-03-05"), ("2002-06-01", "2002-06-02"),
    ]  # fmt: skip
    march = Query(between=("ARD", "BRE"), since="2002-03", until="2002-03")
    assert [r["told"] for r in calendar.rows([*undated, *late, *dated], march, TODAY).rows] == ["2002-03-05"]


def test_two_who_meet_in_a_third_state_are_to_meet_somewhere() -> None:
    where = {"codes": ("ARD", "BRE", "COR"), "where": "COR"}
    rows_ = [
        told(meeting([VARGA, SOLARI], None, "planned", type="summit"), "2002-04-02", codes=("ARD", "BRE")),
        told(meeting([VARGA, SOLARI], "2002-06-12", "planned", type="summit", place="Corvale"), "2002-05-02", **where),
    ]
    (row,) = rows(fuse_block(rows_))
    assert (row["date"], row["place"]) == ("2002-06-12", "Corvale")


def test_what_is_told_as_held_without_a_day_is_the_meeting_planned_for_those_days() -> None:
    planned = told(meeting([VARGA, SOLARI], "2002-06-12", "planned", type="summit"), "2002-05-02")
    off = told(meeting([VARGA, SOLARI], None, "cancelled", type="summit"), "2002-05-24")
    held = told(meeting([VARGA, SOLARI], None, "held", type="summit"), "2002-06-12")
    later = told(meeting([VARGA, SOLARI], None, "held", type="summit"), "2002-07-20")
    assert len(fuse_block([planned, held])) == 1
    assert len(fuse_block([planned, off, held])) == 1
    assert len(fuse_block([planned, off, later])) == 2

"""Programmes: instalments told twice, totals told, rests told, rival figures."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest

from dragoman.desk.fusion import fuse_block
from dragoman.desk.fusion.sums import sum_cue
from dragoman.desk.model import Query, Told
from dragoman.desk.views import ledger
from tellings import told, transfer

QUERY, TODAY = Query(between=("ARD", "BRE")), date(2003, 1, 1)
M = 1_000_000


def told_loan() -> list[Told]:
    dam = "for the Sarn dam"
    return [
        told(transfer("ARD", "BRE", 900 * M, "pledged", date="2000-01"), "2000-01-20", text=f"a $900 million loan {dam}"),
        told(transfer("ARD", "BRE", 300 * M, "disbursed", date="2000-05"), "2000-05-20", text=f"paid $300 million {dam}"),
        told(transfer("ARD", "BRE", 300 * M, "disbursed", date="2000-05-11"), "2000-06-02", text=f"$300 million came {dam}"),
        told(transfer("ARD", "BRE", 200 * M, "disbursed", date="2001-02"), "2001-02-20", text=f"$200 million more {dam}"),
        told(
            transfer("ARD", "BRE", 500 * M, "disbursed", date="2001-02"), "2001-03-01",
            text=f"Brena has so far had $500 million of the loan {dam}",
        ),
        told(
            transfer("ARD", "BRE", 400 * M, "disbursed", date="2001-04"), "2001-04-01",
            text=f"The remaining $400 million of the loan {dam} has no date",
        ),
    ]  # fmt: skip


def row(rows: list[Told]) -> dict[str, Any]:
    (found,) = ledger.rows(fuse_block(rows), QUERY, TODAY).rows
    return dict(found)


def test_sums_add_up() -> None:
    found = row(told_loan())
    assert (found["committed"], found["disbursed"], found["outstanding"]) == (900 * M, 500 * M, 400 * M)
    assert (found["provider"], found["recipient"], found["currency"]) == (["ARD"], ["BRE"], "USD")


def test_an_instalment_told_twice_is_one_entry_with_two_accounts() -> None:
    (entry,) = [e for e in row(told_loan())["entries"] if e["amount"] == 300 * M]
    assert entry["date"] == "2000-05-11"
    assert len(entry["accounts"]) == 2


def test_told_totals_and_rests_are_no_instalments_and_are_explained() -> None:
    found = row(told_loan())
    assert {e["amount"]: e.get("sum") for e in found["entries"]}[500 * M] == "total"
    (rest,) = [e for e in found["entries"] if e["amount"] == 400 * M]
    assert (rest["stage"], rest["sum"]) == ("owed", "rest")
    assert any("equals the instalments" in w for w in found["why"])
    assert [t["amount"] for t in found["told_totals"]] == [500 * M]


def test_halted_and_gone_on_with() -> None:
    stop = told(transfer("ARD", "BRE", None, "suspended", date="2001-06"), "2001-06-09", text="the loan for the Sarn dam")
    assert row([*told_loan(), stop])["suspended"]
    again = told(transfer("ARD", "BRE", None, "resumed", date="2001-09"), "2001-09-09", text="the loan for the Sarn dam")
    assert not row([*told_loan(), stop, again])["suspended"]


def test_rival_totals_stay_side_by_side() -> None:
    other = told(
        transfer("ARD", "BRE", 850 * M, "pledged", date="2000-01"), "2000-01-21", sides=("BRE",),
        text="a $850 million loan for the Sarn dam, a Brenan official said",
    )  # fmt: skip
    third = told(transfer("ARD", "BRE", 900 * M, "pledged", date="2000-01"), "2000-01-22", text="a loan for the Sarn dam")
    found = row([*told_loan(), other, third])
    assert found["committed"] == 900 * M
    assert [(r["amount"], r["side"]) for r in found["rival"]] == [(850 * M, "BRE")]


def test_another_instrument_is_another_programme() -> None:
    grant = transfer("ARD", "BRE", 5 * M, "pledged", instrument="grant")
    assert len(fuse_block([*told_loan(), told(grant, "2001-01-01", text="a grant of $5 million for schools")])) == 2


def test_the_whole_of_a_loan_is_told_with_its_part() -> None:
    text = "has paid $200 million of the $900 million loan for the Sarn dam"
    paid = (transfer("ARD", "BRE", amount, "disbursed", date="2001-02") for amount in (900 * M, 200 * M))
    found = row([told(r, "2001-02-20", text=text) for r in paid])
    assert (found["committed"], found["disbursed"]) == (900 * M, 200 * M)


def test_a_sum_told_the_wrong_way_round_does_not_turn_the_programme() -> None:
    turned = told(transfer("BRE", "ARD", 900 * M, "pledged", date="2000-01"), "2000-01-19", text="a loan for the Sarn dam")
    found = row([turned, *told_loan()])
    assert (found["provider"], found["recipient"]) == (["ARD"], ["BRE"])


def test_what_is_only_possible_is_not_counted_as_paid() -> None:
    maybe = told(transfer("ARD", "BRE", 50 * M, "disbursed", date="2001-08", certainty="possible"), "2001-08-02",
                 text="may have sent $50 million of the loan for the Sarn dam")  # fmt: skip
    assert row([*told_loan(), maybe])["disbursed"] == 500 * M


@pytest.mark.parametrize(
    ("text", "amount", "cue"),
    [
        ("bringing the total to US$7.5 million", 7.5 * M, "paid"),
        ("the last $40 million has no date", 40 * M, "rest"),
        ("$40 million was paid last month", 40 * M, None),
        ("$60 million remains unpaid", 60 * M, "rest"),
        ("the credit of $60 million remains in force", 60 * M, "whole"),
        ("$20 million of the $90 million loan", 90 * M, "whole"),
        ("$20 million of the $90 million loan", 20 * M, None),
        ("of $9 billion, the remaining $2 billion is frozen", 2000 * M, "rest"),
        ("of $9 billion, the remaining $2 billion is frozen", 9000 * M, None),
    ],
)
def test_what_a_sum_is_stands_in_the_words_around_it(text: str, amount: float, cue: str | None) -> None:
    assert sum_cue(text, amount) == cue

"""The analyst's word outlives fusing, rereading and correction of the text."""

from __future__ import annotations

from typing import Any

import pytest
from kept import LONGER, document, with_records

import sample
from dragoman.desk.model import Ruling
from dragoman.desk.store import Desk
from dragoman.errors import DragomanError, ValueRefusedError
from dragoman.records import AnyRecord


def told(desk: Desk, kind: str) -> dict[str, AnyRecord]:
    return {t.key: t.record for t in desk.told(kinds=(kind,))}


def test_a_correction_holds_everywhere(desk: Desk) -> None:
    desk.add(document("a"))
    desk.review("a/tra-1", "correct", {"amount": 1_400_000_000, "recipient": [{"name": "Rohan", "code": "ROH"}]}, by="me")
    assert told(desk, "transfer")["a/tra-1"].amount == 1_400_000_000  # type: ignore[union-attr]
    assert {t.key for t in desk.told(between=("ARN", "ROH"))} == {"a/tra-1"}
    assert desk.document("a").records[-1].kind == "office"
    episode = next(e for e in desk.episodes() if "a/tra-1" in e.members)
    assert "ROH" in episode.codes
    assert desk.check() == []


def test_a_rejected_record_is_told_no_more(desk: Desk) -> None:
    desk.add(document("a"))
    desk.refresh()
    desk.review("a/mee-1", "reject", note="a tourist")
    assert "a/mee-1" not in told(desk, "meeting")
    assert all("a/mee-1" not in e.members for e in desk.episodes())
    assert [r.kind for r in desk.document("a").records].count("meeting") == 0
    desk.review("a/mee-1", "accept")
    assert "a/mee-1" in told(desk, "meeting")
    assert desk.check() == []


def test_reviews_find_their_records_when_newer_rules_read_again(desk: Desk) -> None:
    """By the record's id, or, where that has changed too, by kind and evidence."""
    desk.add(document("a"))
    desk.review("a/tra-1", "correct", {"amount": 7})
    desk.review("a/mee-1", "reject")
    newer = with_records(document("a"), transfer={"id": "tra-9", "purpose": "bread"}, meeting={"place": "Minas Tirith"})
    assert desk.add(newer).documents == {"reread": 1}
    records = told(desk, "transfer")
    assert list(records) == ["a/tra-9"]
    assert records["a/tra-9"].amount == 7  # type: ignore[union-attr]
    assert told(desk, "meeting") == {}
    assert desk.check() == []
    assert desk.add(newer).documents == {"known": 1}


def test_what_was_accepted_stays_though_newer_rules_do_not_read_it(desk: Desk) -> None:
    desk.add(document("a"))
    desk.review("a/com-1", "accept", by="me")
    desk.add(with_records(document("a"), commitment=None))
    assert list(told(desk, "commitment")) == ["a/com-1"]
    assert desk.reviews()[0].stands
    assert desk.check() == []


def test_reviews_go_over_to_a_corrected_text(desk: Desk) -> None:
    desk.add(document("a"))
    desk.review("a/tra-1", "correct", {"amount": 7})
    desk.review("a/com-1", "accept")
    desk.add(with_records(document("a", text=LONGER), commitment=None, transfer={"id": "other"}))
    assert told(desk, "transfer")["a/other"].amount == 7  # type: ignore[union-attr]
    assert list(told(desk, "commitment")) == ["a/com-1"]
    assert desk.check() == []


def test_what_an_older_reading_gave_is_kept(desk: Desk) -> None:
    desk.add(document("a"))
    desk.add(with_records(document("a"), meeting=None))
    assert desk.info()["rows"]["former_records"] == 1
    assert len(desk.document("a").records) == len(sample.coding().records) - 1


def test_reviews_tell_before_and_after(desk: Desk) -> None:
    desk.add(document("a"))
    desk.review("a/tra-1", "correct", {"amount": 7}, by="me", note="a slip")
    (found,) = desk.reviews()
    assert (found.key, found.verdict, found.by, found.note) == ("a/tra-1", "correct", "me", "a slip")
    assert (found.before.amount, found.after.amount if found.after else None) == (1_500_000_000, 7)  # type: ignore[union-attr]


@pytest.mark.parametrize(
    ("key", "verdict", "changes", "said"),
    [
        ("a/none", "accept", None, "no such record"),
        ("a/tra-1", "correct", None, "needs changes"),
        ("a/tra-1", "accept", {"amount": 1}, "needs changes"),
        ("a/tra-1", "correct", {"stage": "eaten"}, "stage"),
        ("a/tra-1", "correct", {"colour": "red"}, "colour"),
        ("a/tra-1", "correct", {"evidence": []}, "cannot be corrected"),
        ("a/tra-1", "approve", None, "a review is"),
    ],
)
def test_a_review_that_cannot_be_is_refused(
    desk: Desk, key: str, verdict: Any, changes: dict[str, Any] | None, said: str
) -> None:
    desk.add(document("a"))
    before = desk.fingerprint()
    with pytest.raises(ValueRefusedError, match=said):
        desk.review(key, verdict, changes)
    assert desk.fingerprint() == before


def meetings(desk: Desk) -> list[tuple[str, ...]]:
    return [e.members for e in desk.episodes(kinds=("meeting",))]


def test_merge_and_split_outlive_fusing(desk: Desk) -> None:
    other = with_records(document("b", agency="BN"), meeting={"date": "2001-07-01", "place": "Bree"})
    desk.add_many([document("a"), other])
    assert meetings(desk) == [("a/mee-1",), ("b/mee-1",)]
    desk.rule(Ruling("merge", "a/mee-1", "b/mee-1", by="me"))
    assert meetings(desk) == [("a/mee-1", "b/mee-1")]
    desk.refresh(everything=True)
    assert meetings(desk) == [("a/mee-1", "b/mee-1")]
    desk.rule(Ruling("split", "b/mee-1", "a/mee-1"))
    assert meetings(desk) == [("a/mee-1",), ("b/mee-1",)]
    assert [r.verdict for r in desk.rulings()] == ["merge", "split"]
    assert desk.check() == []


def test_a_merge_over_two_blocks_and_its_end(desk: Desk) -> None:
    """Records of two pairs of states are one thing; when one of them is read no more, the other is left alone."""
    far = with_records(
        document("b", agency="BN"), meeting={"participants": sample.coding().records[5:6] and [sample.GONDOR]}
    )
    desk.add_many([document("a"), far])
    desk.refresh()
    desk.rule(Ruling("merge", "a/mee-1", "b/mee-1"))
    assert meetings(desk) == [("a/mee-1", "b/mee-1")]
    desk.add(with_records(document("a"), meeting=None))
    assert meetings(desk) == [("b/mee-1",)]
    desk.add(with_records(document("b"), meeting=None))
    assert meetings(desk) == []


@pytest.mark.parametrize(
    "ruling",
    [
        Ruling("merge", "a/mee-1", "a/none"),
        Ruling("merge", "a/mee-1", "a/tra-1"),
        Ruling("merge", "a/mee-1", "a/mee-1"),
        Ruling("glue", "a/mee-1", "a/tra-1"),
    ],
)
def test_a_ruling_that_cannot_be_is_refused(desk: Desk, ruling: Ruling) -> None:
    desk.add(document("a"))
    with pytest.raises(DragomanError):
        desk.rule(ruling)
    assert desk.rulings() == []

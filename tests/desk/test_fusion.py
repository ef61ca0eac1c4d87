"""What any fusion keeps, whatever the kind: order of arrival, the analyst's word, no record lost."""

from __future__ import annotations

import random

from hypothesis import given, settings
from hypothesis import strategies as st

from dragoman.desk.fusion import block_of, fuse_block, tied
from dragoman.desk.model import Ruling, Told
from dragoman.records import AnyRecord
from tellings import commitment, event, meeting, office, party, position, told, transfer

LEADERS = {"ARD": "Olen Varga", "BRE": "Mita Solari"}
KINDS = ["event", "meeting", "commitment", "transfer", "position", "office"]
TEXTS = ["The river dam", "Both sides spoke of the salt mines", "A loan for the river dam"]
OUTLETS = ["Ard Agency", "Brena Post"]


def _record(draw: st.DrawFn, day: str, text: str) -> AnyRecord:
    kind, number = draw(st.sampled_from(KINDS)), draw(st.integers(0, 9))
    when = draw(st.sampled_from([None, day, day[:7], day[:4]]))
    if kind == "event":
        return event(draw(st.sampled_from(["AGREE", "REJECT"])), "ARD", "BRE", when, evidence=(number, number + 2))
    if kind == "meeting":
        sides = [party("ARD", LEADERS["ARD"] if number % 2 else None), party("BRE", LEADERS["BRE"] if number % 3 else None)]
        return meeting(sides, when, draw(st.sampled_from(["held", "planned", "postponed", "cancelled", "proposed"])))
    if kind == "commitment":
        gist = draw(st.sampled_from(["open the river dam", "close the salt mines", "agree"]))
        return commitment([party("ARD")], gist, deadline=when, status=draw(st.sampled_from(["open", "met", "refused"])))
    if kind == "transfer":
        stage = draw(st.sampled_from(["pledged", "disbursed", "suspended"]))
        return transfer("ARD", "BRE", draw(st.sampled_from([None, 100, 300, 400])), stage, date=when)
    if kind == "position":
        return position("ARD", "the river dam", text, draw(st.sampled_from(["for", "against"])), date=when)
    return office("Olen Varga", "president", "ARD", day)


@st.composite
def tellings(draw: st.DrawFn) -> list[Told]:
    rows = []
    for _ in range(draw(st.integers(1, 14))):
        day = f"20{draw(st.integers(1, 3)):02d}-{draw(st.integers(1, 12)):02d}-{draw(st.integers(1, 28)):02d}"
        text = draw(st.sampled_from(TEXTS))
        rows.append(told(_record(draw, day, text), day, text=text, outlets=(draw(st.sampled_from(OUTLETS)),)))
    return list({t.key: t for t in rows}.values())


@settings(max_examples=100, deadline=None)
@given(tellings(), st.randoms(use_true_random=False))
def test_the_order_of_arrival_does_not_matter(rows: list[Told], chance: random.Random) -> None:
    mixed = rows[:]
    chance.shuffle(mixed)
    assert fuse_block(rows) == fuse_block(mixed)


@settings(max_examples=100, deadline=None)
@given(tellings())
def test_every_record_is_in_exactly_one_episode(rows: list[Told]) -> None:
    episodes = fuse_block(rows)
    assert sorted(k for e in episodes for k in e.members) == sorted(t.key for t in rows)
    assert len({e.id for e in episodes}) == len(episodes)


@settings(max_examples=100, deadline=None)
@given(tellings())
def test_blocks_can_be_fused_one_by_one(rows: list[Told]) -> None:
    blocks: dict[str, list[Told]] = {}
    for t in rows:
        blocks.setdefault(block_of(t), []).append(t)
    apart = [e for block in blocks.values() for e in fuse_block(block)]
    assert sorted(apart, key=lambda e: e.id) == fuse_block(rows)


@settings(max_examples=100, deadline=None)
@given(tellings(), st.data())
def test_rulings_win(rows: list[Told], data: st.DataObject) -> None:
    one, other = data.draw(st.sampled_from(rows)), data.draw(st.sampled_from(rows))
    if one.key == other.key or one.record.kind != other.record.kind:
        return
    home = {k: e.id for e in fuse_block(rows, [Ruling("merge", one.key, other.key)]) for k in e.members}
    assert home[one.key] == home[other.key]
    home = {k: e.id for e in fuse_block(rows, [Ruling("split", one.key, other.key)]) for k in e.members}
    assert home[one.key] != home[other.key]


def test_a_merge_over_two_blocks_names_the_blocks_to_fuse_together() -> None:
    a = told(meeting([party("ARD"), party("BRE")], "2001-05-02"), "2001-05-03")
    b = told(meeting([party("ARD"), party("CYR")], "2001-05-02"), "2001-05-03")
    merge = Ruling("merge", a.key, b.key)
    assert tied({t.key: block_of(t) for t in (a, b)}, [merge]) == [("meeting|ARD+BRE", "meeting|ARD+CYR")]
    (both,) = fuse_block([a, b], [merge])
    assert set(both.members) == {a.key, b.key}
    assert "ruling" in both.why[-1]

"""Two orders of arrival, one desk; and many who write and read at once."""

from __future__ import annotations

import threading
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest
from hypothesis import Phase, given, settings
from hypothesis import strategies as st
from kept import OTHER, document, with_records

import sample
from dragoman.desk.store import Desk, open_desk
from dragoman.records import Coding

# Reprints, a chain of versions told apart by their days, another text under a name that is taken by none, rival records.
CODINGS: list[Coding] = [
    document("a"),
    document("b", publication="Chronicle", published="2000-02-12"),
    document("b-again", publication="Chronicle", published="2000-02-12", agency=None),
    document("c", text=sample.TEXT + " It rained.", published="2000-02-14"),
    document("c", text=sample.TEXT + " It rained all day.", published="2000-02-16"),
    document("c", text=sample.TEXT + " It rained all day and night.", published="2000-02-18"),
    document("d", text=OTHER),
    with_records(document("e", agency=None), transfer={"amount": 1_200_000_000}, meeting=None),
]


def added(where: str | Path, codings: list[Coding], at_once: int) -> dict[str, str]:
    with open_desk(where) as desk:
        for start in range(0, len(codings), at_once):
            desk.add_many(codings[start : start + at_once])
            if at_once == 1 and start % 3 == 0:
                desk.refresh()
        desk.refresh()
        assert desk.check() == []
        return desk.fingerprint()


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return tmp_path_factory.mktemp("orders")


@pytest.fixture(scope="module")
def first(folder: Path) -> dict[str, str]:
    """What the desk holds when all come at once, in the order of the list."""
    return added(folder / "first.db", CODINGS, 100)


@settings(max_examples=10, deadline=None, phases=[Phase.explicit, Phase.generate])
@given(order=st.permutations(range(len(CODINGS))), at_once=st.sampled_from([1, 3, 100]))
def test_any_order_gives_the_same_rows(folder: Path, first: dict[str, str], order: list[int], at_once: int) -> None:
    where = folder / f"{'-'.join(map(str, order))}-{at_once}.db"
    assert added(where, [CODINGS[n] for n in order], at_once) == first
    where.unlink()


def test_both_databases_hold_the_same(tmp_path: Path, new_database: Callable[[], str]) -> None:
    assert added(new_database(), CODINGS[::-1], 2) == added(tmp_path / "desk.db", CODINGS, 100)


def test_eight_writers(where: str) -> None:
    """On a server all write at once; on a file they wait for each other. Each document is kept once."""
    open_desk(where).close()
    every = [document(f"doc-{n}", agency=f"AN {n % 7}") for n in range(40)]

    def write(number: int) -> dict[str, int]:
        with open_desk(where) as desk:
            mine = every[number * 3 :] + every[: number * 3]
            return dict(sum((desk.add_many(mine[n : n + 5]).documents for n in range(0, 40, 5)), start=_nothing()))

    with ThreadPoolExecutor(8) as pool:
        outcomes = list(pool.map(write, range(8)))
    assert sum(o.get("new", 0) for o in outcomes) == 40
    assert sum(sum(o.values()) for o in outcomes) == 8 * 40
    assert {what for o in outcomes for what in o} <= {"new", "known"}
    with open_desk(where) as desk:
        desk.refresh()
        assert desk.check() == []
        assert len(list(desk.documents())) == 40


def _nothing() -> object:
    from collections import Counter

    return Counter()


def test_readers_see_whole_batches_while_one_writes(desk: Desk, where: str) -> None:
    done = threading.Event()
    seen: list[int] = []

    def read() -> None:
        with open_desk(where) as other:
            while not done.is_set():
                seen.append(len(list(other.told())))

    reader = threading.Thread(target=read)
    reader.start()
    try:
        for n in range(15):
            desk.add_many([document(f"doc-{n}-{k}") for k in range(3)])
    finally:
        done.set()
        reader.join()
    per_batch = 3 * len(document().records)
    assert seen == sorted(seen)
    assert all(count % per_batch == 0 for count in seen)


@pytest.mark.parametrize("writers", [2])
def test_two_who_fuse_at_once(where: str, writers: int) -> None:
    with open_desk(where) as desk:
        desk.add_many([document(f"doc-{n}") for n in range(10)])
        with ThreadPoolExecutor(writers) as pool:
            list(pool.map(lambda _: desk.refresh(), range(writers)))
        assert not desk.stale()
        assert desk.check() == []

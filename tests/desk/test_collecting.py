"""Cycles are looked for again after work that held the search back, and nothing that others froze is touched."""

from __future__ import annotations

import gc
import weakref
from collections.abc import Iterator

import pytest

from dragoman.desk.collecting import uncollected


class Cycle:
    """Something that only a search for cycles can free."""

    def __init__(self) -> None:
        self.itself = self


@pytest.fixture(autouse=True)
def thawed() -> Iterator[None]:
    yield
    gc.unfreeze()
    gc.enable()


def test_cycles_made_within_are_freed_later() -> None:
    with uncollected():
        assert not gc.isenabled()
        made = weakref.ref(Cycle())
    assert gc.isenabled()
    gc.collect()
    assert made() is None


def test_an_error_within_leaves_all_as_it_was() -> None:
    with pytest.raises(ValueError, match="within"), uncollected():
        raise ValueError("within")
    assert gc.isenabled()


def test_one_within_another_ends_with_the_outer() -> None:
    with uncollected():
        with uncollected():
            pass
        assert not gc.isenabled()
    assert gc.isenabled()


def test_what_others_froze_stays_frozen() -> None:
    gc.freeze()
    frozen = gc.get_freeze_count()
    with uncollected():
        pass
    assert 0 < frozen <= gc.get_freeze_count()

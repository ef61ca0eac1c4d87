"""Gists: a short clean clause, without the effort that it costs."""

from __future__ import annotations

import pytest

import dragoman


@pytest.mark.parametrize(
    ("text", "gist"),
    [
        ("Ghana promised Togo to do its utmost to conclude a border treaty by 2005.", "conclude a border treaty"),
        ("Chad pledged to strive to reopen the crossing.", "reopen the crossing"),
        ("Kenya agreed to spare no effort to free the hostages.", "free the hostages"),
        ("Gabon vowed to take steps to curb piracy.", "curb piracy"),
        ("Peru promised to work with Chile.", "work with Chile"),
        ("Ghana promised to pay an official visit to Togo next spring.", "pay an official visit to Togo"),
        ("Kenya promised Uganda to hold a summit with Uganda in May.", "hold a summit with Uganda"),
        ("Kenya promised not to close the crossing.", "not close the crossing"),
        ("Kenya violated the truce on Monday.", "observe the truce"),
        ("Bolivia missed the deadline for the census.", "meet the deadline for the census"),
    ],
)
def test_a_gist_is_what_is_to_be_done(text: str, gist: str) -> None:
    records = dragoman.read(text, published="2003-05-05").records
    assert [r.gist for r in records if r.kind == "commitment"] == [gist]

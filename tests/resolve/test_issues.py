"""The registry of issues: one name for one quarrel, however it is worded; nothing where the words or states do not fit."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dragoman.resolve.issues import cluster_of, issue_of, load_issues
from dragoman.resolve.registry import load_registry


@pytest.mark.parametrize(
    ("text", "codes", "wanted"),
    [
        ("the southern Kuriles", (), "japan-russia-kurils"),
        ("the return of the four islands", ("JPN", "RUS"), "japan-russia-kurils"),
        ("the return of the four islands", ("GRC", "TUR"), None),
        ("a peace treaty", ("RUS", "JPN"), "japan-russia-peace-treaty"),
        ("a peace treaty", ("ARM", "AZE"), "karabakh"),
        ("North Korea's nuclear ambitions", (), "korea-denuclearization"),
        ("the nuclear program", ("PRK", "USA"), "korea-denuclearization"),
        ("the nuclear program", ("IRN", "USA"), "iran-nuclear"),
        ("arrears for gas", ("RUS", "UKR"), "russia-ukraine-gas"),
        ("its sovereignty over the Spratlys", ("VNM",), "south-china-sea"),
        ("a new school", ("FRA", "ITA"), None),
        ("", ("FRA",), None),
    ],
)
def test_issue_of(text: str, codes: tuple[str, ...], wanted: str | None) -> None:
    found = issue_of(text, codes)
    assert (found[0] if found else None) == wanted


def test_every_row_finds_itself_by_each_of_its_words() -> None:
    registry = load_issues()
    for issue in registry.issues.values():
        for runs in (*issue.alone, *issue.within):
            assert issue_of(" and ".join(runs), sorted(issue.states)) is not None, (issue.id, runs)


def test_the_states_are_the_registrys_and_the_rows_are_sorted() -> None:
    registry = load_issues()
    codes = {code for issue in registry.issues.values() for code in issue.states}
    assert codes <= set(load_registry().polity_names)
    assert list(registry.issues) == sorted(registry.issues)
    assert len({i.name for i in registry.issues.values()}) == len(registry.issues)


def test_clusters_hold_what_differs_in_words_only() -> None:
    assert cluster_of("the gas debts") == cluster_of("its debt for gas") == ("words:debt+gas", "debt gas")
    assert cluster_of("the gas debts", ("PER", "BOL")) != cluster_of("the gas debts", ("PER", "CHL"))
    assert cluster_of("the other one") is None


@given(st.text(max_size=60), st.sets(st.sampled_from(["RUS", "JPN", "FRA", "IRN"])))
def test_any_text_gives_an_answer_that_does_not_depend_on_the_order_of_codes(text: str, codes: set[str]) -> None:
    assert issue_of(text, sorted(codes)) == issue_of(text, sorted(codes, reverse=True))

"""Offices through the call a user makes: who holds what, of which state, on the day that the text shows."""

from __future__ import annotations

import pytest

from dragoman.coder import Coder, load_coder, to_coding
from dragoman.readers import read_text
from dragoman.records import Office


@pytest.fixture(scope="module")
def coder() -> Coder:
    return load_coder()


def offices(coder: Coder, text: str, published: str = "1998-10-20") -> set[tuple[str, str, str | None]]:
    document = read_text(text, published=published)
    found = to_coding(coder.context(document, coder.analyser.analyse(text))).records
    return {(r.person, r.role, r.polity) for r in found if isinstance(r, Office)}


@pytest.mark.parametrize(
    ("text", "office"),
    [
        ("Ana Ruiz, the Peruvian trade minister, spoke first.", ("Ana Ruiz", "trade minister", "PER")),
        ("The Danish ambassador, Mr Niels Holm, was recalled.", ("Niels Holm", "ambassador", "DNK")),
        ("President Karl Vasik of Estonia declined.", ("Karl Vasik", "president", "EST")),
        ("The minister of transport of Ghana, Kofi Badu, resigned.", ("Kofi Badu", "minister of transport", "GHA")),
        ("Juan Soto was named foreign minister of Chile.", ("Juan Soto", "foreign minister", "CHL")),
        ("Lena Brandt, who heads the Finnish ministry's legal department, went too.", ("Lena Brandt", "director", "FIN")),
        ("Assistant Secretary of State Mary Cole left.", ("Mary Cole", "assistant secretary of state", "USA")),
    ],
)
def test_one_office(coder: Coder, text: str, office: tuple[str, str, str]) -> None:
    assert office in offices(coder, text)


def test_a_counterpart_holds_the_same_office_in_the_other_state(coder: Coder) -> None:
    found = offices(coder, "Peruvian Foreign Minister Ana Ruiz received her Bolivian counterpart, Luis Mora.")
    assert ("Luis Mora", "foreign minister", "BOL") in found


def test_the_first_of_two_names_holds_the_first_office(coder: Coder) -> None:
    found = offices(coder, "The Latvian and Polish defence ministers, Janis Ozols and Jan Kral, agreed.")
    assert {("Janis Ozols", "defense minister", "LVA"), ("Jan Kral", "defense minister", "POL")} <= found


def test_who_replaces_whom(coder: Coder) -> None:
    found = offices(coder, "Sara Amin, who replaced Omar Zaki as foreign minister of Jordan, was sworn in.")
    assert {("Sara Amin", "foreign minister", "JOR"), ("Omar Zaki", "foreign minister", "JOR")} <= found


def test_candidates_and_kin_hold_none(coder: Coder) -> None:
    assert not offices(coder, "Chilean presidential candidate Pablo Rey and his lawyer Ines Paz were fined.")


def test_the_registry_names_south_and_north_apart(coder: Coder) -> None:
    text = "South Vietnamese President Nguyen Van Thieu and North Vietnamese Prime Minister Pham Van Dong were silent."
    document = read_text(text, published="1970-03-02")
    records = to_coding(coder.context(document, coder.analyser.analyse(text))).records
    checked = {(r.person, r.polity, r.registry) for r in records if isinstance(r, Office)}
    assert checked == {("Nguyen Van Thieu", "RVN", "agrees"), ("Pham Van Dong", "VDR", "agrees")}


def test_a_registry_that_differs_is_reported_not_obeyed(coder: Coder) -> None:
    text = "French President Jacques Chirac laid the stone."
    document = read_text(text, published="1985-05-01")
    records = to_coding(coder.context(document, coder.analyser.analyse(text))).records
    assert [(r.person, r.registry) for r in records if isinstance(r, Office)] == [("Jacques Chirac", "differs")]

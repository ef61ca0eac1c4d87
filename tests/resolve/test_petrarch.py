"""A user's dictionary of actors: what is taken, what is complained of, what survives."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dragoman.errors import UnreadableError
from dragoman.resolve.petrarch import load_actors, parse_actors
from dragoman.resolve.registry import Entry, Registry, load_registry

POLITIES = frozenset({"PER", "CHL", "GBR"})


def parsed(text: str) -> tuple[dict[tuple[str, ...], list[Entry]], list[str]]:
    entries, complaints = parse_actors(text, POLITIES)
    return entries, [f"{c.line}: {c.what}" for c in complaints]


def test_names_synonyms_and_dated_codes() -> None:
    entries, complaints = parsed(
        "# actors\nANA_RUIZ_ ; a comment\n+A._RUIZ_\n\t[PERGOV 950101-991231]\n\t[PEROPP >20000101] # later\n\t[PERELI]\n"
    )
    codes = [(e.code, e.sector, e.first, e.last) for e in entries[("ana", "ruiz")]]
    assert codes == [
        ("PER", "GOV", date(1995, 1, 1), date(1999, 12, 31)),
        ("PER", "OPP", date(2000, 1, 1), date.max),
        ("PER", "ELI", date.min, date.max),
    ]
    assert entries[("a", ".", "ruiz")] == entries[("ana", "ruiz")] and not complaints


def test_organisations_and_states() -> None:
    entries, _ = parsed("ANDEAN_UNION_\n[IGOAND]\nCHILE_\n[CHL]\nSHINING_ROAD\n[PERREB]\n")
    assert [(e.kind, e.code, e.sector) for e in entries[("andean", "union")]] == [("organization", "AND", "IGO")]
    assert [(e.kind, e.code) for e in entries[("chile",)]] == [("polity", "CHL")]
    assert [(e.kind, e.code, e.sector) for e in entries[("shining", "road")]] == [("body", "PER", "REB")]


@pytest.mark.parametrize("when", ["9008223-911221", "0199913", "<17041975", "20121207-20120802", "930231"])
def test_a_malformed_date_costs_its_code_only_and_is_named_with_its_line(when: str) -> None:
    entries, complaints = parsed(f"ANA_RUIZ_\n[PERGOV {when}]\n[PERELI]\n")
    assert [e.sector for e in entries[("ana", "ruiz")]] == ["ELI"]
    assert len(complaints) == 1 and complaints[0].startswith("2: ") and when in complaints[0]


def test_a_span_over_the_turn_of_the_century() -> None:
    entries, complaints = parsed("OLD_QUEEN\n[GBRGOV 331108-730717]\n[GBRGOV 980101-040101]\n")
    assert [(e.first.year, e.last.year) for e in entries[("old", "queen")]] == [(1933, 1973), (1998, 2004)]
    assert not complaints


def test_nul_bytes_and_control_characters_are_no_part_of_a_name() -> None:
    entries, _ = parsed("ANA\x00_RUIZ_\x1a\n[PERGOV]\n")
    assert ("ana", "ruiz") in entries


def test_the_users_word_wins_over_ours_and_a_known_person_stays_one() -> None:
    ours = Registry({("ana", "ruiz"): [Entry("person", "CHL", "Ana Ruiz")]}, [], {}, {})
    entries, _ = parsed("ANA_RUIZ_\n[PERGOV]\n")
    (entry,) = ours.with_entries(entries).entries[("ana", "ruiz")]
    assert (entry.kind, entry.code, entry.sector) == ("person", "PER", "GOV")


def test_a_known_state_keeps_its_name() -> None:
    ours = Registry({("republic", "of", "chile"): [Entry("polity", "CHL", "Chile")]}, [], {}, {})
    entries, _ = parsed("CHILE_\n+REPUBLIC_OF_CHILE_\n[CHL]\n")
    (entry,) = ours.with_entries(entries).entries[("republic", "of", "chile")]
    assert entry.name == "Chile"


def test_a_file_without_actors_is_refused_with_a_remedy(tmp_path: Path) -> None:
    file = tmp_path / "empty.txt"
    file.write_text("nothing here\n")
    with pytest.raises(UnreadableError, match="holds no actor with a code"):
        load_actors(file, load_registry(), print)
    with pytest.raises(UnreadableError, match="cannot be read"):
        load_actors(tmp_path / "none.txt", load_registry(), print)


@given(st.text(alphabet=st.characters(codec="utf-8"), max_size=200))
def test_no_text_breaks_the_reader(text: str) -> None:
    parse_actors(text, POLITIES)
    parse_actors(f"ANA_RUIZ_\n[PERGOV {text}]\n[{text}]", POLITIES)

"""On whom a text rests: so that reprints of one agency line can count once."""

import dragoman


def origins(text: str, **given: str) -> set[tuple[str, str]]:
    return {(o.name, o.basis) for o in dragoman.read(text, **given).origins}


def test_dateline_agency() -> None:
    assert origins("OSLO, May 3 (AFP) -- Norway recalled its envoy.", published="1999-05-03") == {("AFP", "dateline")}


def test_cited_outlets_vouch_for_their_sentences() -> None:
    text = "Norway recalled its envoy (Reuters, May 3). Chad closed its border (AFP, May 4)."
    found = dragoman.read(text, published="1999-05-05").origins
    assert {(o.name, o.sentences) for o in found} == {("Reuters", (0, 0)), ("AFP", (1, 1))}


def test_what_was_told_to_an_agency() -> None:
    text = "The Norwegian envoy told Interfax that the talks had failed."
    assert ("Interfax", "told") in origins(text, published="1999-05-05")


def test_a_text_that_names_nobody_rests_on_its_publication() -> None:
    assert origins("Norway recalled its envoy.", published="1999-05-05", publication="The Daily") == {
        ("The Daily", "publication")
    }

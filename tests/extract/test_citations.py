"""Source lines in parentheses, on sentences written for the tests."""

from __future__ import annotations

import re

import pytest

from dragoman.document import Document
from dragoman.extract.citations import find_citations
from dragoman.extract.cited_dates import parse_cited_dates
from dragoman.language.analysis import Analysis, Sentence, Token
from dragoman.records import Citation
from dragoman.resolve.registry import load_registry
from dragoman.values import Edtf

PUBLISHED = Edtf.parse("2003-05-20")


def cite(text: str, published: Edtf | None = PUBLISHED) -> tuple[Citation, ...]:
    words = list(re.finditer(r"\S+", text))
    tokens = [Token(i, m.start(), m.end(), m[0], m[0], "X", "", "", i, "dep") for i, m in enumerate(words)]
    ends = [i + 1 for i, m in enumerate(words) if m[0].rstrip(")").endswith((".", "!"))] or [len(words)]
    ends = ends if ends[-1] == len(words) else [*ends, len(words)]
    sentences = [Sentence(a, b) for a, b in zip([0, *ends], ends, strict=False)]
    analysis = Analysis(text, tuple(tokens), tuple(sentences))
    return find_citations(Document("t", text, published), analysis, load_registry())


def outlets(text: str) -> list[tuple[str, str | None]]:
    return [(o.name, o.date) for c in cite(text) for o in c.outlets]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Peru signed (EFE, May 3).", [("EFE", "2003-05-03")]),
        ("Peru signed (EFE, AFP, May 3-5; Xinhua, May 6).",
         [("EFE", "2003-05-03/2003-05-05"), ("AFP", "2003-05-03/2003-05-05"), ("Xinhua", "2003-05-06")]),
        ("Peru signed. (Western news agencies & TASS, April 30)",
         [("Western news agencies", "2003-04-30"), ("TASS", "2003-04-30")]),
        ("Peru signed (UPI, April 28, May 2).", [("UPI", "2003-04-28/2003-05-02")]),
        ("Peru signed (El Heraldo de Puno, 30 April-2 May).", [("El Heraldo de Puno", "2003-04-30/2003-05-02")]),
        ("Peru signed (Interfax, December 30).", [("Interfax", "2002-12-30")]),
        ("Peru signed. (AFP) (Valley Post-Courier)", [("AFP", None), ("Valley Post-Courier", None)]),
        ("Peru signed. (Daily Star, Lebanon)", [("Daily Star, Lebanon", None)]),
        ("Peru signed. (RFE/RL)", [("RFE/RL", None)]),
        ("Peru signed. (Reuters/AFP)", [("Reuters", None), ("AFP", None)]),
        ("Peru signed. (lima-hoy.pe)", [("lima-hoy.pe", None)]),
    ],
)  # fmt: skip
def test_outlets(text: str, expected: list[tuple[str, str | None]]) -> None:
    assert outlets(text) == expected


@pytest.mark.parametrize(
    "text",
    [
        "Its leader (born 1952) resigned.",
        "They spoke at noon (UTC).",
        "The International Monetary Fund (IMF) lent more.",
        "The lost province (the eastern one) stays closed.",
        "Agence France-Presse (AFP) has an office there.",
        "The price (US$40 million) is too high.",
        "He resigned. (This had been expected.)",
        "It rained in the capital. (Laughter)",
        "The minister (a former ambassador to Chile) left.",
        "The vote was close (Bolivia).",
        "They left. (Additional reporting by A. Writer)",
    ],
)
def test_no_citation(text: str) -> None:
    assert outlets(text) == []


def test_cross_reference() -> None:
    (found,) = cite("The pact failed last week (see the Monitor, May 9 & 12).")
    assert found.crossref
    assert [o.date for o in found.outlets] == ["2003-05-09", "2003-05-12"]


def test_carrier_is_told() -> None:
    (found,) = cite("Peru signed. (AFP via Google News)")
    assert (found.outlets[0].name, found.outlets[0].via) == ("AFP via Google News", "Google News")


def test_runs_of_sentences() -> None:
    text = "One came. Two came (AFP, May 2). Three left. Four left (EFE, May 3).\n\nFive slept. Six slept. (BBC) (CNN)"
    assert [c.sentences for c in cite(text)] == [(0, 1), (2, 3), (4, 5), (4, 5)]


def test_dateline_vouches_for_what_follows() -> None:
    text = "LIMA, May 3 (EFE) - Peru signed. Chile did not."
    assert cite(text)[0].sentences == (0, 1)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("February 11-13", ["2003-02-11/2003-02-13"]),
        ("Feb. 5 & 8", ["2003-02-05", "2003-02-08"]),
        ("31 March, 2 April", ["2003-03-31", "2003-04-02"]),
        ("March 31-April 2", ["2003-03-31/2003-04-02"]),
        ("November 3, 1987", ["1987-11-03"]),
        ("2001-09-02", ["2001-09-02"]),
        ("May 2001", ["2001-05"]),
        ("sometime", []),
    ],
)
def test_cited_dates(text: str, expected: list[str]) -> None:
    assert [str(d) for d in parse_cited_dates(text, PUBLISHED)] == expected


def test_days_without_any_year_stay_unknown() -> None:
    (found,) = cite("Peru signed (EFE, May 3).", None)
    assert found.outlets[0].date is None

"""What is printed of a coding: JSON lines, JSON, CSV, tables of 80 columns and of many."""

import csv
import io
import json
from pathlib import Path

import pytest
from rich.cells import cell_len

import sample
from dragoman.faces.csvs import COLUMNS
from dragoman.faces.lines import json_line
from dragoman.faces.output import Format, choose_format, writer_for
from dragoman.faces.rows import amount, rows_of
from dragoman.faces.table import TableWriter
from dragoman.records import Coding


def printed(format: Format, *codings: Coding) -> str:
    out = io.StringIO()
    writer = writer_for(format, out)
    for coding in codings:
        writer.write(coding)
    writer.close()
    return out.getvalue()


def test_jsonl_is_one_line_a_document_and_comes_back() -> None:
    lines = printed(Format.JSONL, sample.coding(), sample.coding("b")).splitlines()
    assert [Coding.model_validate_json(line).document.id for line in lines] == ["a", "b"]


def test_no_character_of_a_text_ends_a_json_line() -> None:
    coding = sample.coding(text="Arnor\u2028paid\u2029Gondor\x85\x0b\x0c\x1c.\r\n")
    line = json_line(coding)
    assert len(line.splitlines()) == 1
    assert json.loads(line)["document"]["text"] == coding.document.text


@pytest.mark.parametrize("count", [0, 1, 3])
def test_json_is_one_array(count: int) -> None:
    assert len(json.loads(printed(Format.JSON, *[sample.coding()] * count))) == count


def test_csv_has_one_row_a_record() -> None:
    rows = list(csv.DictReader(io.StringIO(printed(Format.CSV, sample.coding()))))
    assert tuple(rows[0]) == COLUMNS
    assert [r["kind"] for r in rows] == ["event", "meeting", "commitment", "transfer", "position", "office"]
    assert rows[0]["type"] == "AGREE"
    assert (rows[1]["actor"], rows[1]["place"]) == ("ARN; GON", "Osgiliath")
    assert (rows[3]["amount"], rows[3]["currency"], rows[3]["voice"], rows[3]["outlets"]) == (
        "1500000000", "USD", "Gondorian officials", "AN",
    )  # fmt: skip
    assert rows[5]["person"] == "Aragorn"


@pytest.mark.parametrize("width", [60, 80, 160])
def test_table_fits_its_width_and_says_what_matters(width: int) -> None:
    out = io.StringIO()
    writer = TableWriter(out, width)
    writer.write(sample.coding())
    writer.close()
    text = out.getvalue()
    assert all(cell_len(line.rstrip()) <= width for line in text.splitlines())
    flat = " ".join(text.split())
    for words in ("Annals 6:32", "Meetings", "Commitments", "probable", "[1]", "Sources", "AN 2000-02-11"):
        assert words in flat
    if width >= 80:
        assert "USD 1.5 billion" in flat
        assert "Gondorian officials" in flat


def test_totals_after_several_documents() -> None:
    assert "2 documents" in printed(Format.TABLE, sample.coding(), sample.coding("b"))
    assert "documents" not in printed(Format.TABLE, sample.coding())


def test_rows_say_who_does_what_on_whose_word() -> None:
    row = rows_of(sample.coding())[1]
    assert (row.who, row.what, row.date) == ("Aragorn (ARN), Gondor", "visit held, in Osgiliath", "2000-02-10/2000-02-12")
    assert rows_of(sample.coding())[0].voice == "Gondorian officials"


@pytest.mark.parametrize(
    ("value", "upper", "modifier", "currency", "words"),
    [
        (1.5e9, None, None, "USD", "USD 1.5 billion"), (2e6, 3e6, "about", "RUB", "about RUB 2 million–3 million"),
        (1234.5, None, None, None, "1,234.5"), (500_000, None, None, "JPY", "JPY 500,000"), (None, None, None, "USD", ""),
    ],
)  # fmt: skip
def test_amounts(value: float | None, upper: float | None, modifier: str | None, currency: str | None, words: str) -> None:
    assert amount(value, upper, modifier, currency) == words


@pytest.mark.parametrize(
    ("name", "format"), [("a.csv", "csv"), ("a.json", "json"), ("a.jsonl", "jsonl"), ("a.txt", "table"), ("a", "jsonl")]
)
def test_the_suffix_chooses_the_format(name: str, format: str) -> None:
    assert choose_format(None, Path(name)) == format
    assert choose_format(Format.CSV, Path("a.json")) == "csv"

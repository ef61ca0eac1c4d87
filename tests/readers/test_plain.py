"""What the head of a plain text says, and which date goes before which."""

import pytest

from dragoman.errors import UnreadableError, ValueRefusedError
from dragoman.readers import read_text


def test_digest_header() -> None:
    d = read_text("Publication: Annals Volume: 6 Issue: 32\n\nArnor paid.")
    assert (d.publication, d.volume, d.issue) == ("Annals", 6, 32)
    assert d.body is not None
    assert d.body.of(d.text) == "Arnor paid."


def test_keyed_header() -> None:
    d = read_text("Title: Talks fail\nDate: 15 February 2000\nAuthor: Jane Roe\n\nThe talks failed.")
    assert (d.title, d.byline, str(d.published), d.basis) == ("Talks fail", "Jane Roe", "2000-02-15", "stated")
    assert d.body is not None
    assert d.body.of(d.text) == "The talks failed."


def test_title_and_byline_over_a_dateline() -> None:
    d = read_text("ARNOR AND GONDOR MEET\n\nBy Jane Doe\n\nBREE, Feb 11 2000 (AN) - The king spoke.")
    assert (d.title, d.byline, d.place, d.agency) == ("ARNOR AND GONDOR MEET", "Jane Doe", "BREE", "AN")
    assert str(d.published) == "2000-02-11"
    assert "dateline" in d.basis_note


def test_line_that_is_a_date() -> None:
    d = read_text("Arnor and Gondor meet\nFriday, January 4, 2019 \n\n\nThe two met.")
    assert (d.title, str(d.published), d.basis) == ("Arnor and Gondor meet", "2019-01-04", "stated")


def test_given_date_goes_first_unless_the_text_is_more_exact() -> None:
    text = "BREE, Feb. 11 (AN) -- The king spoke."
    assert (lambda d: (str(d.published), d.basis))(read_text(text, published="2001-03-01")) == ("2001-03-01", "given")
    assert (lambda d: (str(d.published), d.basis))(read_text(text, published="2001")) == ("2001-02-11", "stated")
    d = read_text(text)
    assert d.published is None
    assert "without a year" in d.basis_note


@pytest.mark.parametrize("text", ["", "  \n\t", "1234 5678", "\x00\x01\x02abc" * 50, "word " * 300_000])
def test_refusals(text: str) -> None:
    with pytest.raises(UnreadableError):
        read_text(text)


def test_bad_date_is_refused() -> None:
    with pytest.raises(ValueRefusedError):
        read_text("The king spoke.", published="2000-02-30")


def test_lone_surrogates_keep_offsets() -> None:
    d = read_text("Arnor \ud800 paid Gondor.")
    assert d.text.index("paid") == 8
    d.text.encode()


def test_a_text_without_header_is_all_body() -> None:
    text = "Arnor paid Gondor.\nBy the end of the year it will pay again."
    d = read_text(text)
    assert d.body is not None
    assert d.body.of(d.text) == text
    assert d.byline is None

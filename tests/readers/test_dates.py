"""Dates as corpora write them."""

import pytest

from dragoman.errors import ValueRefusedError
from dragoman.readers.dates import parse_date


@pytest.mark.parametrize(
    ("text", "edtf"),
    [
        ("2009-12-19", "2009-12-19"),
        ("2009-12-19T10:00:00Z", "2009-12-19"),
        ("2009-12-19 10:00", "2009-12-19"),
        ("2009/12/19", "2009-12-19"),
        ("20091219", "2009-12-19"),
        ("20091219T1000", "2009-12-19"),
        ("19 December 2009", "2009-12-19"),
        ("19-Dec-09", "2009-12-19"),
        ("Sat, 19 Dec 2009 10:00:00 GMT", "2009-12-19"),
        ("December 19, 2009", "2009-12-19"),
        ("Saturday, December 19, 2009", "2009-12-19"),
        ("Dec. 19 2009", "2009-12-19"),
        ("December 2009", "2009-12"),
        ("2009", "2009"),
        ("2009-12", "2009-12"),
        ("2009-12-01/2009-12-03", "2009-12-01/2009-12-03"),
        ("20.03.96", "1996-03-20"),
        ("3 May 91", "1991-05-03"),
        ("3 May '04", "2004-05-03"),
    ],
)
def test_parse(text: str, edtf: str) -> None:
    assert str(parse_date(text)) == edtf


@pytest.mark.parametrize(
    "text", ["02/03/2000", "soon", "2000-13-01", "31 February 2000", "Bree, March 3, 2001, was cold", "-"]
)
def test_refused(text: str) -> None:
    with pytest.raises(ValueRefusedError):
        parse_date(text)

"""Encodings are told apart and nothing is mangled."""

import pytest

from dragoman.errors import UnreadableError
from dragoman.readers.decode import decode

_TEXT = "Arnor’s envoy said “no” – twice. The café in Bree was closed. " * 3


@pytest.mark.parametrize(
    "encoding", ["utf-8", "utf-8-sig", "utf-16", "utf-16-le", "utf-16-be", "utf-32", "utf-32-le", "cp1252", "mac_roman"]
)
def test_round_trip(encoding: str) -> None:
    text = _TEXT.replace("é", "e") if encoding == "mac_roman" else _TEXT
    assert decode(text.encode(encoding), "x") == text


def test_other_scripts() -> None:
    text = "Посол Арнора сказал, что переговоры закончились без соглашения. " * 20
    assert decode(text.encode("cp1251"), "x") == text


def test_mixed_encodings_are_read_piece_by_piece() -> None:
    data = "The café in Bree. Él said “no”. ".encode() + "Arnor’s envoy".encode("cp1252")
    assert decode(data, "x") == "The café in Bree. Él said “no”. Arnor’s envoy"


@pytest.mark.parametrize(
    "data",
    [
        b"\x89PNG\r\n\x1a\n\x00\x00",
        b"PK\x03\x04rest",
        b"\x7fELF\x02",
        b"ab\x00cd\x00\x00\x00ef",
        b"\xff\xfeA",
        b"{\\rtf1",
    ],
)
def test_no_text_is_refused_with_its_name(data: bytes) -> None:
    with pytest.raises(UnreadableError, match="x: is "):
        decode(data, "x")

"""Bytes → text, never mangled: byte order marks, UTF-8, UTF-16 and -32 without a mark, Windows-1252 quotes inside
UTF-8, Mac Roman, and charset-normalizer for the rest. What is no text is refused with its name."""

from __future__ import annotations

import codecs
import re

from dragoman.errors import UnreadableError

_MARKS = (
    (codecs.BOM_UTF8, "utf-8-sig"), (codecs.BOM_UTF32_LE, "utf-32"), (codecs.BOM_UTF32_BE, "utf-32"),
    (codecs.BOM_UTF16_LE, "utf-16"), (codecs.BOM_UTF16_BE, "utf-16"),
)  # fmt: skip
_KINDS = (
    (b"\x89PNG", "an image (PNG)"), (b"\xff\xd8\xff", "an image (JPEG)"), (b"GIF8", "an image (GIF)"),
    (b"II*\x00", "an image (TIFF)"), (b"MM\x00*", "an image (TIFF)"),
    (b"\x7fELF", "a program"), (b"MZ\x90", "a program"),
    (b"PK\x03\x04", "a ZIP archive or an office document"), (b"PK\x05\x06", "a ZIP archive"),
    (b"\xd0\xcf\x11\xe0", "an old office document"), (b"Rar!", "a RAR archive"), (b"7z\xbc\xaf", "a 7z archive"),
    (b"BZh", "a bzip2 archive"), (b"\xfd7zXZ", "an xz archive"), (b"SQLite format 3", "a database (SQLite)"),
    (b"{\\rtf", "an RTF document"), (b"OggS", "sound"), (b"ID3", "sound"), (b"RIFF", "sound or video"),
)  # fmt: skip
_UTF8 = re.compile(
    rb"[\x00-\x7f]+|(?P<wide>(?:[\xc2-\xdf][\x80-\xbf]|\xe0[\xa0-\xbf][\x80-\xbf]|[\xe1-\xec\xee\xef][\x80-\xbf]{2}"
    rb"|\xed[\x80-\x9f][\x80-\xbf]|\xf0[\x90-\xbf][\x80-\xbf]{2}|[\xf1-\xf3][\x80-\xbf]{3}|\xf4[\x80-\x8f][\x80-\xbf]{2})+)"
    rb"|(?P<odd>[\x80-\xff])"
)
_UNDEFINED_1252 = frozenset(b"\x81\x8d\x8f\x90\x9d")
_MAC_QUOTE = re.compile(rb"[A-Za-z]\xd5(?:s|t|re|ve|ll)\b|\xd2[A-Za-z][^\xd2\xd3]{0,400}\xd3|\s\xd1\s")
_LETTERS_1252 = re.compile(rb"[A-Za-z][\xc0-\xff]|[\xc0-\xff][a-z]")
_SAMPLE = 200_000


def decode(data: bytes, where: str) -> str:
    """The text of a file; raises UnreadableError for what is no text or in an unknown encoding."""
    for mark, name in _MARKS:
        if data.startswith(mark):
            return _strict(data, name, where)
    for magic, kind in _KINDS:
        if data.startswith(magic):
            raise UnreadableError(where, f"is {kind}, not text", "give text, HTML, PDF, JSONL, CSV or Parquet")
    if b"\x00" in data:
        return _strict(data, _wide(data, where), where)
    try:
        return data.decode("utf-8")
    except UnicodeDecodeError:
        return _eight_bit(data, where)


def _strict(data: bytes, encoding: str, where: str) -> str:
    try:
        return data.decode(encoding)
    except UnicodeDecodeError as error:
        raise UnreadableError(
            where, f"is broken {encoding.upper()} (byte {error.start}: {error.reason})", "save it as UTF-8"
        ) from None


def _wide(data: bytes, where: str) -> str:
    """UTF-16 or -32 without a mark: the zeros of Latin letters stand at fixed places."""
    sample = data[:4096]
    quarter = max(len(sample) // 4, 1)
    zeros = [sample[k::4].count(0) / quarter for k in range(4)]
    for name, expected in (("utf-32-le", "0111"), ("utf-32-be", "1110"), ("utf-16-le", "0101"), ("utf-16-be", "1010")):
        if all(z > 0.7 if e == "1" else z < 0.3 for z, e in zip(zeros, expected, strict=True)):
            return name
    raise UnreadableError(where, "is binary (it holds zero bytes)", "give text, HTML, PDF, JSONL, CSV or Parquet")


def _eight_bit(data: bytes, where: str) -> str:
    wide = sum(len(m["wide"] or b"") for m in _UTF8.finditer(data))
    odd = [m["odd"] for m in _UTF8.finditer(data) if m["odd"]]
    if wide > len(odd):
        return "".join(_piece(m) for m in _UTF8.finditer(data))
    if _MAC_QUOTE.search(data) and not _LETTERS_1252.search(_MAC_QUOTE.sub(b" ", data)):
        return data.decode("mac_roman")
    few = len(odd) + wide < len(data) * 0.05
    if few and not _UNDEFINED_1252 & {b[0] for b in odd}:
        return data.decode("cp1252", "replace")
    return _guessed(data, where)


def _piece(match: re.Match[bytes]) -> str:
    """A run of UTF-8 with single bytes of Windows-1252 in it (texts pasted together)."""
    return match[0].decode("cp1252" if match["odd"] else "utf-8", "replace")


def _guessed(data: bytes, where: str) -> str:
    from charset_normalizer import from_bytes

    best = from_bytes(data[:_SAMPLE]).best()
    if best is not None:
        try:
            return data.decode(best.encoding)
        except (UnicodeDecodeError, LookupError):
            pass
    raise UnreadableError(where, "its characters cannot be told: no text, or an unknown encoding", "save it as UTF-8")

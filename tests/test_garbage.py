"""Garbage gives a clear refusal or a bounded answer, in bounded time: never a traceback, never a hang."""

import gzip
import json
import random
import time
import zlib
from collections.abc import Iterator
from pathlib import Path

import pytest

from dragoman.coder import Coder, load_coder
from dragoman.errors import DragomanError
from dragoman.faces.lines import json_line
from dragoman.readers import Given, read_sources, read_text

_MB = 1_000_000


def _files(folder: Path) -> Iterator[tuple[str, bytes, str]]:
    """Name, content, and what the refusal says (empty: it is read)."""
    noise = random.Random(7).randbytes(200_000)
    yield "empty.txt", b"", "is empty"
    yield "spaces.txt", b" \n\t\n" * 1000, "is empty"
    yield "noise.txt", noise, "is binary"
    yield "noise.html", noise, "is binary"
    yield "noise.pdf", b"%PDF-1.7\n" + noise, "PDF is broken"
    yield "noise.parquet", noise, "no Parquet"
    yield "noise.jsonl", b"\n".join([noise[:500].replace(b"\n", b" ")] * 5), "is not UTF-8"
    yield "noise.csv", noise, "is not UTF-8"
    yield "noise.jsonl.gz", b"\x1f\x8b" + noise, ""
    yield "zip.txt", b"PK\x03\x04" + noise, "ZIP archive"
    yield "line.txt", b"Arnor paid Gondor again and " * (50 * _MB // 28), "larger than 20 MB"
    yield (
        "line.jsonl",
        b'{"text": "' + b"Arnor paid and " * (50 * _MB // 15) + b'"}\n{"text": "Arnor paid."}',
        "longer than 16 MB",
    )
    yield "line.csv", b"text\n" + b"Arnor paid and " * (5 * _MB // 15), "no CSV"
    yield "long.txt", b"Arnor paid Gondor. " * 100_000, "characters long"
    yield "letters.txt", b"a" * (2 * _MB), "characters long"
    yield "nested.html", b"<html><body>" + b"<div>" * 100_000 + b"Arnor paid." + b"</div>" * 100_000, "nest"
    yield "inline.html", b"<html><body>" + b"<b><i>" * 100_000 + b"Arnor paid.", "nest"
    yield "open.html", b"<html><body>" + b"<p" * 500_000, "no article"
    yield "brackets.html", b"<html><body>" + b"<" * 1_000_000, "characters long"
    yield "nested.jsonl", b'{"text": ' + b"[" * 100_000, "no JSON"
    yield "zeros.txt", b"Arnor paid\x00\x00\x00\x00 Gondor.", "zero bytes"
    yield "controls.txt", b"A\x01\x02\x03" * 1000, "control characters"
    yield "mixed.txt", "Él said “no”. ".encode() * 3 + b"Arnor\x92s envoy", ""
    yield "bomb.txt.gz", gzip.compress(bytes(60 * _MB)), "larger than 20 MB"
    yield "bomb.jsonl.gz", gzip.compress(b"[" * (60 * _MB)), "longer than 16 MB"
    yield "cut.txt.gz", gzip.compress(noise)[:1000], "ended before"
    yield "signs.txt", b"\xe2\x80\x94" * 1000, "no letters"
    yield "pages.pdf", _bomb_pdf(), ""
    for name in ("dash.txt", "dateline.txt"):
        yield name, ("ARNOR " * 20_000 if name == "dash.txt" else "Ab, " * 50_000).encode(), ""


def _bomb_pdf() -> bytes:
    stream = zlib.compress(b"(Arnor paid) Tj T* " * 200_000)
    head = b"%PDF-1.4\n1 0 obj\n<</Type/Catalog/Pages 2 0 R>>\nendobj\n"
    head += b"2 0 obj\n<</Type/Pages/Kids[3 0 R 2 0 R]/Count 9>>\nendobj\n"
    page = b"3 0 obj\n<</Type/Page/Parent 2 0 R/Contents 4 0 R>>\nendobj\n"
    body = b"4 0 obj\n<</Length %d/Filter/FlateDecode>>\nstream\n" % len(stream) + stream + b"\nendstream\nendobj\n"
    return head + page + body + b"trailer\n<</Root 1 0 R>>\n%%EOF"


@pytest.mark.parametrize(("name", "data", "says"), [pytest.param(*f, id=f[0]) for f in _files(Path())])
def test_garbage_files(tmp_path: Path, name: str, data: bytes, says: str) -> None:
    path = tmp_path / name
    path.write_bytes(data)
    faults: list[DragomanError] = []
    began = time.monotonic()
    documents = list(read_sources([str(path)], Given(), faults.append))
    assert time.monotonic() - began < 5
    if says:
        assert faults
        assert says in str(faults[0])
        assert "\n" not in str(faults[0])
        assert len(str(faults[0])) < 400
    else:
        assert documents or faults


def test_reading_goes_on_after_an_endless_line(tmp_path: Path) -> None:
    path = tmp_path / "a.jsonl"
    path.write_bytes(b"x" * (20 * _MB) + b"\n" + json.dumps({"text": "Arnor paid."}).encode())
    faults: list[DragomanError] = []
    assert [d.text for d in read_sources([str(path)], Given(), faults.append)] == ["Arnor paid."]
    assert len(faults) == 1


def test_a_file_that_may_not_be_read(tmp_path: Path) -> None:
    faults: list[DragomanError] = []
    (tmp_path / "link.txt").symlink_to(tmp_path / "link.txt")
    assert not list(read_sources([str(tmp_path / "link.txt")], Given(), faults.append))
    assert len(faults) == 1


_STRANGE = {
    "one sentence of ten thousand words": " ".join(["Arnor and Gondor said that they would pay and"] * 1250),
    "one word": "a" * 300_000,
    "no spaces": "co-" * 4_000,
    "zeros": "Arnor \x00 paid \x00 Gondor.",
    "clitics": "'s" * 3_000,
    "combining marks": "a" + "\u0301" * 5_000,
    "other script": "阿尔诺和刚铎在布里会谈。" * 300,
    "dates": "March " * 5_000,
    "sums": "$1 million " * 1_000,
    "brackets": "(" * 2_000 + "AN" * 2_000 + ")" * 2_000,
    "citations": "Arnor paid (AN, BN, February 11). " * 120,
    "quotes": "“Arnor said “Gondor paid " * 300,
    "blank": "Arnor" + " " * 400_000 + "paid.",
}


@pytest.fixture(scope="module")
def coder() -> Coder:
    return load_coder()


@pytest.mark.parametrize("name", _STRANGE)
def test_strange_texts_are_read_in_bounded_time(coder: Coder, name: str) -> None:
    text = _STRANGE[name]
    began = time.process_time()
    coding = coder.code(read_text(text))
    assert time.process_time() - began < 20
    assert coding.document.text == text
    assert all(0 <= e.start < e.end <= len(text) for r in coding.records for e in r.evidence)
    json_line(coding).encode()

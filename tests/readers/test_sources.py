"""Files of every kind, folders, streams; what cannot be read is one line and the rest goes on."""

import gzip
import io
import json
from pathlib import Path

import pytest

from dragoman.document import Document
from dragoman.errors import DragomanError
from dragoman.readers import Given, read_sources
from dragoman.values import Edtf

_PAGE = """<!doctype html><html><head><title>Arnor pays | The Annals</title>
<meta property="og:site_name" content="The Annals"><meta name="author" content="Jane Doe">
<meta property="article:published_time" content="2001-05-06T10:00:00Z"></head><body><nav><a href="/">Home</a></nav>
<article><h1>Arnor pays</h1>
<p>The king of Arnor said on Monday that he would lend Gondor ten million crowns this year.</p>
<p>The steward of Gondor thanked him, and said that the two sides would meet again in Bree before the summer.</p>
</article>
<footer>All rights reserved</footer></body></html>"""


def read(*paths: Path | str, given: Given | None = None) -> tuple[list[Document], list[str]]:
    faults: list[DragomanError] = []
    documents = list(read_sources(map(str, paths), given or Given(), faults.append))
    return documents, [str(f) for f in faults]


def write_pdf(path: Path, lines: list[str]) -> None:
    """A PDF written by hand: one page, one font."""
    text = "BT /F1 12 Tf 50 700 Td 14 TL " + " ".join(f"({line}) Tj T*" for line in lines) + " ET"
    bodies = [
        "<</Type/Catalog/Pages 2 0 R>>",
        "<</Type/Pages/Kids[3 0 R]/Count 1>>",
        "<</Type/Page/Parent 2 0 R/MediaBox[0 0 612 792]/Contents 4 0 R/Resources<</Font<</F1 5 0 R>>>>>>",
        f"<</Length {len(text)}>>\nstream\n{text}\nendstream",
        "<</Type/Font/Subtype/Type1/BaseFont/Helvetica>>",
    ]
    out = "%PDF-1.4\n"
    places = []
    for number, body in enumerate(bodies, 1):
        places.append(len(out))
        out += f"{number} 0 obj\n{body}\nendobj\n"
    table = "".join(f"{p:010d} 00000 n \n" for p in places)
    out += f"xref\n0 6\n0000000000 65535 f \n{table}trailer\n<</Size 6/Root 1 0 R>>\nstartxref\n{len(out)}\n%%EOF\n"
    path.write_bytes(out.encode("latin-1"))


def test_html(tmp_path: Path) -> None:
    (tmp_path / "a.html").write_text(_PAGE)
    (document,), faults = read(tmp_path / "a.html")
    assert not faults
    assert "lend Gondor ten million" in document.text
    assert "rights reserved" not in document.text
    assert (document.publication, document.byline) == ("The Annals", "Jane Doe")
    assert (str(document.published), document.basis) == ("2001-05-06", "stated")


def test_html_is_known_without_its_suffix(tmp_path: Path) -> None:
    (tmp_path / "page").write_text(_PAGE)
    (document,), _ = read(tmp_path / "page")
    assert "<p>" not in document.text


def test_pdf(tmp_path: Path) -> None:
    write_pdf(tmp_path / "a.pdf", ["BREE, 3 May 1991 \\(AN\\) -- The king of Arnor", "lent Gondor ten million crowns."])
    (document,), faults = read(tmp_path / "a.pdf")
    assert not faults
    assert (document.place, document.agency, str(document.published)) == ("BREE", "AN", "1991-05-03")
    assert "lent Gondor" in document.text


def test_jsonl(tmp_path: Path) -> None:
    rows = [
        {
            "id": "a",
            "text": "Arnor paid.",
            "published": "2009-12-19T10:00:00Z",
            "title": "T",
            "url": "http://a.example",
            "publication": "P",
        },
        {"id": 7, "text": "Arnor paid.", "published": None},
        {"text": "Arnor paid.", "date": "2001-02-03"},
        {"text": ""},
        {"x": 1},
        [1],
        {"text": "Arnor paid.", "published": "someday"},
    ]
    path = tmp_path / "a.jsonl"
    path.write_bytes(b"\xef\xbb\xbf" + b"\n".join(json.dumps(r).encode() for r in rows) + b"\n{broken\n\xff\xfe\n\n")
    documents, faults = read(path, given=Given(Edtf.parse("1999"), "Q"))
    assert [d.id for d in documents[:2]] == ["a", "7"]
    assert [str(d.published) for d in documents] == ["2009-12-19", "1999", "2001-02-03", "1999"]
    assert [d.publication for d in documents] == ["P", "Q", "Q", "Q"]
    assert [f.split(": ")[0].rsplit(":", 1)[-1] for f in faults if f.startswith(str(path))] == ["4", "5", "6", "8", "9"]
    assert any("someday" in f for f in faults)


def test_jsonl_text_is_kept_as_it_is(tmp_path: Path) -> None:
    text = "  Arnor\r\npaid\u2028Gondor\u0000.\n"
    (tmp_path / "a.jsonl").write_text(json.dumps({"text": text}))
    (document,), _ = read(tmp_path / "a.jsonl")
    assert document.text == text


@pytest.mark.parametrize("suffix", [".csv", ".tsv", ".parquet", ".csv.gz", ".jsonl.gz"])
def test_tables(tmp_path: Path, suffix: str) -> None:
    rows = [
        {"id": "a", "text": 'Arnor, "the north",\npaid.', "date": "2001-02-03"},
        {"id": "b", "text": "", "date": ""},
    ]
    path = tmp_path / f"a{suffix}"
    _write_table(path, rows)
    documents, faults = read(path)
    assert [(d.id, d.text, str(d.published)) for d in documents] == [("a", rows[0]["text"], "2001-02-03")]
    assert len(faults) == 1
    assert "has no text" in faults[0]


def _write_table(path: Path, rows: list[dict[str, str]]) -> None:
    import csv

    import pyarrow
    import pyarrow.parquet

    if path.suffix == ".parquet":
        pyarrow.parquet.write_table(pyarrow.Table.from_pylist(rows), path)
        return
    out = io.StringIO()
    if ".jsonl" in path.name:
        out.write("\n".join(map(json.dumps, rows)))
    else:
        writer = csv.DictWriter(out, list(rows[0]), delimiter="\t" if ".tsv" in path.name else ",")
        writer.writeheader()
        writer.writerows(rows)
    data = out.getvalue().encode()
    path.write_bytes(gzip.compress(data) if path.suffix == ".gz" else data)


@pytest.mark.parametrize("suffix", [".csv", ".parquet"])
def test_a_table_without_texts_is_refused(tmp_path: Path, suffix: str) -> None:
    _write_table(tmp_path / f"a{suffix}", [{"body": "Arnor paid."}])
    documents, faults = read(tmp_path / f"a{suffix}")
    assert not documents
    assert "has no column “text” (its columns: body)" in faults[0]


def test_folder_is_read_sorted_with_all_below(tmp_path: Path) -> None:
    for name in ("b.txt", "a/z.txt", "a/y.txt.gz", ".git/x.txt", "c.png"):
        path = tmp_path / name
        path.parent.mkdir(exist_ok=True)
        path.write_bytes(gzip.compress(b"Arnor paid.") if name.endswith(".gz") else b"Arnor paid.")
    documents, faults = read(tmp_path)
    assert [d.id for d in documents] == ["a/y", "a/z", "b"]
    assert not faults
    (tmp_path / "empty").mkdir()
    assert "no file" in read(tmp_path / "empty")[1][0]


@pytest.mark.parametrize("data", [b"Arnor paid.", b'{"text": "Arnor paid."}\n'])
def test_standard_input(monkeypatch: pytest.MonkeyPatch, data: bytes) -> None:
    monkeypatch.setattr("sys.stdin", io.TextIOWrapper(io.BytesIO(data)))
    (document,), faults = read("-")
    assert not faults
    assert document.text == "Arnor paid."


def test_the_batch_goes_on(tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_text("Arnor paid.")
    (tmp_path / "b.pdf").write_bytes(b"%PDF-1.4 broken")
    (tmp_path / "c.txt").write_bytes(b"")
    (tmp_path / "d.txt").write_text("Gondor paid.")
    documents, faults = read(tmp_path, tmp_path / "none.txt", tmp_path / "a.txt")
    assert [d.id for d in documents] == ["a", "d", "a"]
    assert len(faults) == 3
    assert all(f.startswith(str(tmp_path)) and "; " in f for f in faults)


def test_manifest_of_a_folder(tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_text("Arnor paid.")
    (tmp_path / "README.md").write_text("Not a dispatch.")
    rows = "a.txt\t2001-02-03\tAnnals\tArnor pays\nb.txt\t\t\t\n../c.txt\t\t\t\n"
    (tmp_path / "manifest.tsv").write_text("file\tpublished\tpublication\ttitle\n" + rows)
    (document,), faults = read(tmp_path)
    assert (document.id, str(document.published), document.publication, document.title) == (
        "a",
        "2001-02-03",
        "Annals",
        "Arnor pays",
    )
    assert "manifest.tsv:3: “b.txt”: no such file" in faults[0]
    assert "outside" in faults[1]

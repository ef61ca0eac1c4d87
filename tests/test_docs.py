"""Documentation that cannot lie: the commands of the pages run, in order, and print the lines that the pages show."""

import importlib.util
import re
import shlex
from importlib.resources import files
from pathlib import Path

import pytest
from typer.testing import CliRunner

from dragoman.cli import app

ROOT = Path(__file__).parent.parent
BLOCK = re.compile(r"```console\n(.*?)```", re.S)


def commands(page: str) -> list[tuple[str, list[str]]]:
    """Each command of a page with the lines that it shows."""
    out: list[tuple[str, list[str]]] = []
    for block in BLOCK.findall((ROOT / "docs" / page).read_text(encoding="utf-8")):
        for line in block.strip().splitlines():
            if line.startswith("$ dragoman "):
                out.append((line.removeprefix("$ dragoman "), []))
            else:
                out[-1][1].append(line)
    return out


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The folder that all commands of all pages share, as a reader's would."""
    path = tmp_path_factory.mktemp("docs")
    demo = files("dragoman").joinpath("data", "demo", "rj10-ivanov-digest.txt")
    (path / "dispatch.txt").write_text(demo.read_text(encoding="utf-8"), encoding="utf-8")
    return path


@pytest.mark.parametrize(
    ("page", "command", "shown"),
    [(p, c, s) for p in ("tutorial.md", "desk.md") for c, s in commands(p)],
    ids=lambda v: v if isinstance(v, str) else "",
)
def test_commands_of_the_pages(
    page: str, command: str, shown: list[str], folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    where = folder / page.removesuffix(".md")
    where.mkdir(exist_ok=True)
    (where / "dispatch.txt").write_text((folder / "dispatch.txt").read_text(encoding="utf-8"), encoding="utf-8")
    words, _, target = command.partition(" > ")
    monkeypatch.chdir(where)
    done = CliRunner().invoke(app, shlex.split(words))
    assert done.exit_code == 0, done.stderr or done.exception
    if target:
        (where / target.strip()).write_text(done.stdout, encoding="utf-8")
    for line in shown:
        assert line in done.stdout


PAGES = ["README.md", "CONTRIBUTING.md", "docs/records.md", "docs/tutorial.md", "docs/desk.md", "docs/cli.md"]


@pytest.mark.parametrize("page", PAGES)
def test_links_lead_somewhere(page: str) -> None:
    text = (ROOT / page).read_text(encoding="utf-8")
    for target in re.findall(r"\]\((?!https?:)([^)#]+)", text):
        assert ((ROOT / page).parent / target).exists(), target


def test_the_page_of_commands_is_current() -> None:
    spec = importlib.util.spec_from_file_location("make_cli", ROOT / "docs" / "make_cli.py")
    assert spec is not None and spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    told = "python docs/make_cli.py writes it anew"
    assert (ROOT / "docs" / "cli.md").read_text(encoding="utf-8") == module.page(), told

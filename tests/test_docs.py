"""Documentation that cannot lie: the tutorial's commands run, and print the lines that it shows."""

import re
import shlex
import subprocess
import sys
from importlib.resources import files
from pathlib import Path

import pytest

ROOT = Path(__file__).parent.parent
BLOCK = re.compile(r"```console\n(.*?)```", re.S)


def commands() -> list[tuple[str, list[str]]]:
    text = (ROOT / "docs" / "tutorial.md").read_text(encoding="utf-8")
    rows = [b.strip().splitlines() for b in BLOCK.findall(text)]
    return [(lines[0].removeprefix("$ dragoman "), lines[1:]) for lines in rows]


@pytest.mark.parametrize(("command", "shown"), commands(), ids=lambda c: c.split()[0] if isinstance(c, str) else "")
def test_tutorial_command(command: str, shown: list[str], tmp_path: Path) -> None:
    demo = files("dragoman").joinpath("data", "demo", "rj10-ivanov-digest.txt")
    (tmp_path / "dispatch.txt").write_text(demo.read_text(encoding="utf-8"), encoding="utf-8")
    done = subprocess.run(
        [sys.executable, "-m", "dragoman", *shlex.split(command)], capture_output=True, text=True, cwd=tmp_path, check=False
    )
    assert done.returncode == 0, done.stderr
    for line in shown:
        assert line in done.stdout


@pytest.mark.parametrize("page", ["README.md", "CONTRIBUTING.md", "docs/records.md", "docs/tutorial.md"])
def test_links_lead_somewhere(page: str) -> None:
    text = (ROOT / page).read_text(encoding="utf-8")
    for target in re.findall(r"\]\((?!https?:)([^)#]+)", text):
        assert ((ROOT / page).parent / target).exists(), target

"""Writes docs/cli.md from the commands themselves: `python docs/make_cli.py`. A test holds the page to them."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import typer

from dragoman.cli import app

PAGE = Path(__file__).parent / "cli.md"
HEAD = """# Commands

This page is generated (`python docs/make_cli.py`). Exit codes: 0 all well, 1 some texts refused or a desk not whole,
2 bad usage or something that cannot be opened. `DRAGOMAN_DESK` names the desk where `--desk` does not.
"""


def page() -> str:
    """The whole page."""
    return HEAD + "".join(_command(name, command) for name, command in _all(typer.main.get_command(app), "dragoman"))


def _all(command: Any, name: str) -> list[tuple[str, Any]]:
    """All commands under one, each with the words that call it, in alphabetical order."""
    inner = getattr(command, "commands", None)
    if inner is None:
        return [(name, command)]
    return [row for word in sorted(inner) for row in _all(inner[word], f"{name} {word}")]


def _command(name: str, command: Any) -> str:
    arguments = [p for p in command.params if not p.opts[0].startswith("-")]
    options = [p for p in command.params if p.opts[0].startswith("-") and p.name != "help"]
    usage = " ".join([name, *(p.metavar or p.name.upper() for p in arguments), *(["[OPTIONS]"] if options else [])])
    text = f"\n## {name}\n\n{' '.join((command.help or '').split())}\n\n```text\n{usage}\n```\n"
    rows = [_row(p) for p in (*arguments, *options)]
    return text + ("\n| | | |\n|---|---|---|\n" + "".join(rows) if rows else "")


def _row(parameter: Any) -> str:
    option = parameter.opts[0].startswith("-")
    words = ", ".join(f"`{o}`" for o in parameter.opts) if option else f"`{parameter.metavar or parameter.name}`"
    value = f"`{parameter.metavar}`" if option and parameter.metavar else ""
    default = parameter.default
    shown = f" Default: `{default}`." if option and isinstance(default, (str, int)) and default not in ("", False) else ""
    return f"| {words} | {value} | {' '.join((parameter.help or '').split())}{shown} |\n"


if __name__ == "__main__":
    PAGE.write_text(page(), encoding="utf-8")

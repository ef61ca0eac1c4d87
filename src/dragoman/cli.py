"""The commands. Thin: they read options, call the package and hand what comes out to `dragoman.faces`."""

from __future__ import annotations

import sys
from typing import Annotated

import typer

from dragoman import __version__
from dragoman.errors import DragomanError, UnreadableError

app = typer.Typer(name="dragoman", no_args_is_help=True, add_completion=False, pretty_exceptions_enable=False)


def main() -> None:
    """Run the command line; exit code 0 all read, 1 some refused, 2 bad usage."""
    app()


def _version(wanted: bool) -> None:
    if wanted:
        typer.echo(f"dragoman {__version__}")
        raise typer.Exit()


@app.callback()
def _root(version: Annotated[bool, typer.Option("--version", callback=_version, is_eager=True, help="Show the version.")] = False) -> None:
    """Reads diplomatic dispatches and keeps the record."""


@app.command()
def read(
    files: Annotated[list[str], typer.Argument(help="Files to read.")],
    format: Annotated[str, typer.Option("--format")] = "jsonl",
    published: Annotated[str, typer.Option("--published", help="Day of publication (2000-02-15).")] = "",
    publication: Annotated[str, typer.Option("--publication", help="Name of the publication.")] = "",
    analyser: Annotated[str, typer.Option("--analyser", help="dragoman, spacy:MODEL or stanza:LANG.")] = "dragoman",
) -> None:
    """Read dispatches and print what a careful analyst would record."""
    from dragoman.coder import load_coder
    from dragoman.faces.lines import json_line
    from dragoman.readers import Given, read_sources
    from dragoman.values import Edtf

    refused = 0

    def report(error: DragomanError) -> None:
        nonlocal refused
        refused += isinstance(error, UnreadableError)
        print(f"dragoman: {error}", file=sys.stderr)

    given = Given(Edtf.parse(published) if published else None, publication or None)
    for coding in load_coder(analyser).code_many(read_sources(files, given, report)):
        sys.stdout.write(json_line(coding) + "\n")
    raise typer.Exit(1 if refused else 0)

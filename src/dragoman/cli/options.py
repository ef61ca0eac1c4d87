"""What the commands share: the application, options that mean the same everywhere, refusals said and counted."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from dragoman.errors import DragomanError, UnreadableError, ValueRefusedError

if TYPE_CHECKING:
    from dragoman.readers import Given

app = typer.Typer(name="dragoman", no_args_is_help=True, add_completion=False, pretty_exceptions_enable=False)

Files = Annotated[
    list[str], typer.Argument(metavar="FILE…", help="Files, folders, or - for standard input.", show_default=False)
]
Published = Annotated[str, typer.Option(metavar="DATE", help="Day of publication, as 2000-02-15, 2000-02 or 2000.")]
Publication = Annotated[str, typer.Option(metavar="NAME", help="Name of the publication.")]
AnalyserName = Annotated[str, typer.Option("--analyser", metavar="NAME", help="dragoman, spacy:MODEL or stanza:LANG.")]
Out = Annotated[Path | None, typer.Option("-o", "--output", metavar="FILE", help="Write there instead of to the screen.")]
DeskOption = Annotated[
    str,
    typer.Option("--desk", metavar="DESK", envvar="DRAGOMAN_DESK", help="A file, or postgresql+psycopg://… for a server."),
]
DESK = "desk.db"


class Refusals:
    """Says what cannot be read, and counts it."""

    def __init__(self) -> None:
        self.count = 0

    def __call__(self, error: DragomanError) -> None:
        self.count += isinstance(error, UnreadableError)
        say(error)


def say(error: DragomanError) -> None:
    """One line on standard error."""
    print(f"dragoman: {error}", file=sys.stderr)


def note(line: str) -> None:
    """A remark on standard error that is no error."""
    print(f"dragoman: {line}", file=sys.stderr)


def given_of(published: str, publication: str) -> Given:
    """What the user says of all texts of a command."""
    from dragoman.readers import Given
    from dragoman.readers.dates import parse_date

    try:
        return Given(parse_date(published) if published else None, publication or None)
    except ValueRefusedError as error:
        raise typer.BadParameter(f"“{published}”: {error.reason}", param_hint="--published") from None

"""The commands. Thin: they read options, call the package and hand what comes out to `dragoman.faces`.

Exit codes: 0 all read, 1 some refused, 2 bad usage (or an analyser or desk that cannot be opened).
"""

from __future__ import annotations

import os
import sys
from typing import Annotated

import typer

from dragoman import __version__
from dragoman.cli import asking, keeping, reading, reviewing
from dragoman.cli.options import app, say
from dragoman.errors import DragomanError

__all__ = ["app", "asking", "keeping", "main", "reading", "reviewing"]


def main() -> None:
    """Run the command line."""
    # Numpy's matrices here are small: its threads wait on each other and double the time (28 s for 13 s, measured).
    os.environ.setdefault("OPENBLAS_NUM_THREADS", "1")
    try:
        app()
    except DragomanError as error:
        say(error)
        raise SystemExit(2) from None
    except BrokenPipeError:
        # The reader of our output has seen enough; what is still in the buffer has nowhere to go.
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        raise SystemExit(0) from None
    except KeyboardInterrupt:
        raise SystemExit(130) from None


def _version(wanted: bool) -> None:
    if wanted:
        typer.echo(f"dragoman {__version__}")
        raise typer.Exit()


@app.callback()
def _root(
    version: Annotated[bool, typer.Option("--version", callback=_version, is_eager=True, help="Show the version.")] = False,
) -> None:
    """Reads diplomatic dispatches and keeps the record: who met, promised, paid, held which position, on whose word."""

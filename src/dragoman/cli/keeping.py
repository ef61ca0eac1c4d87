"""Commands that keep: add, and desk check, backup, info, refresh."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from itertools import groupby
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from dragoman.cli.options import DESK, AnalyserName, DeskOption, Files, Publication, Published, Refusals, app, given_of
from dragoman.faces.output import Format

if TYPE_CHECKING:
    from dragoman.readers import Given
    from dragoman.records import Coding

desk_app = typer.Typer(no_args_is_help=True, help="Look after a desk: what it holds, whether it is whole, a copy of it.")
app.add_typer(desk_app, name="desk")

AsFormat = Annotated[Format, typer.Option(help="table or json.")]


@app.command()
def add(
    files: Files,
    desk: DeskOption = DESK,
    published: Published = "",
    publication: Publication = "",
    format: AsFormat = Format.TABLE,
    analyser: AnalyserName = "dragoman",
) -> None:
    """Read dispatches into a desk, a store that lasts. What it holds already is passed over.

    Takes what “read” takes, and what “read --format jsonl” wrote. A text that has changed supersedes its older version.
    """
    given = given_of(published, publication)

    from dragoman.desk.store import open_desk
    from dragoman.faces.output import opened
    from dragoman.faces.progress import fusing_progress, with_progress
    from dragoman.faces.summary import print_upgrade, write_summary

    refusals = Refusals()
    with open_desk(desk) as kept, opened(None) as stream:
        print_upgrade(kept.upgraded_from)
        summary = kept.add_many(with_progress(_codings(files, given, refusals, analyser)))
        with fusing_progress() as progress:
            kept.refresh(progress)
        write_summary(summary, refusals.count, kept.name, stream, format)
    raise typer.Exit(1 if refusals.count or summary.refused else 0)


def _codings(files: Iterable[str], given: Given, refusals: Refusals, analyser: str) -> Iterator[Coding]:
    """All codings, in order of the files; the analyser is loaded where there are texts to read."""
    from dragoman.coder import load_coder
    from dragoman.faces.batch import code_all
    from dragoman.readers import read_sources
    from dragoman.readers.codings import holds_codings, read_codings

    coder = None
    for read_already, paths in groupby(files, holds_codings):
        if read_already:
            for path in paths:
                yield from read_codings(path, refusals)
        else:
            coder = coder or load_coder(analyser)
            yield from code_all(coder, read_sources(paths, given, refusals), refusals)


@desk_app.command()
def check(desk: DeskOption = DESK) -> None:
    """Verify that a desk is whole. Exit code 1 where something is wrong."""
    from dragoman.desk.store import open_desk

    with open_desk(desk, create=False) as kept:
        problems = kept.check()
        rows = kept.info()["rows"]
    for problem in problems:
        typer.echo(f"{problem.what}; {problem.remedy}")
    if not problems:
        typer.echo(
            f"{desk}: whole, {rows['documents']:,} documents, {rows['records']:,} records, {rows['episodes']:,} episodes"
        )
    raise typer.Exit(1 if problems else 0)


@desk_app.command()
def backup(
    to: Annotated[Path, typer.Argument(metavar="FILE", help="A new file for the copy.", show_default=False)],
    desk: DeskOption = DESK,
) -> None:
    """Copy a desk, also one on a server, to a new SQLite file. Others may go on using it meanwhile."""
    from dragoman.desk.store import open_desk

    with open_desk(desk, create=False) as kept:
        kept.backup(to)
    typer.echo(f"{to}: a copy of {desk}")


@desk_app.command()
def info(desk: DeskOption = DESK, format: AsFormat = Format.TABLE) -> None:
    """Tell what a desk holds."""
    from dragoman.desk.store import open_desk
    from dragoman.faces.output import opened
    from dragoman.faces.summary import write_info

    with open_desk(desk, create=False) as kept, opened(None) as stream:
        write_info(kept.info(), stream, format)


@desk_app.command()
def refresh(
    desk: DeskOption = DESK,
    all: Annotated[bool, typer.Option("--all", help="Everything, not only what has changed.")] = False,
) -> None:
    """Fuse what has changed since it was fused. Views do it by themselves."""
    from dragoman.desk.store import open_desk
    from dragoman.faces.progress import fusing_progress

    with open_desk(desk) as kept, fusing_progress() as progress:
        blocks = kept.refresh(progress, everything=all)
    typer.echo(f"{desk}: {blocks:,} blocks fused")

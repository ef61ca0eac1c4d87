"""Commands with which an analyst has the last word: review, merge, split, export."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Annotated, Any

import typer

from dragoman.cli.options import DESK, DeskOption, app

_PANEL = "Have the last word"
review_app = typer.Typer(
    no_args_is_help=True, help="Accept, reject or correct records; it holds when their document is read again."
)
app.add_typer(review_app, name="review", rich_help_panel=_PANEL)

Keys = Annotated[
    list[str], typer.Argument(metavar="RECORD…", help="Keys of records, as “review show” prints them.", show_default=False)
]
By = Annotated[str, typer.Option(metavar="NAME", help="Who says so.")]
Note = Annotated[str, typer.Option(metavar="TEXT", help="Why.")]


def _review(keys: list[str], verdict: Any, changes: dict[str, Any] | None, desk: str, by: str, note: str) -> None:
    from dragoman.desk.store import open_desk

    with open_desk(desk, create=False) as kept:
        for key in keys:
            kept.review(key, verdict, changes, by=by, note=note)
            typer.echo(f"{key}: {verdict}ed")


@review_app.command()
def accept(records: Keys, desk: DeskOption = DESK, by: By = "", note: Note = "") -> None:
    """Say that records are right."""
    _review(records, "accept", None, desk, by, note)


@review_app.command()
def reject(records: Keys, desk: DeskOption = DESK, by: By = "", note: Note = "") -> None:
    """Say that records are wrong: views no longer see them."""
    _review(records, "reject", None, desk, by, note)


@review_app.command()
def correct(
    record: Annotated[str, typer.Argument(metavar="RECORD", help="The key of a record.", show_default=False)],
    changes: Annotated[
        list[str],
        typer.Argument(metavar="FIELD=VALUE…", help="date=1998-04, status=held; lists as JSON.", show_default=False),
    ],
    desk: DeskOption = DESK,
    by: By = "",
    note: Note = "",
) -> None:
    """Put fields of a record right."""
    _review([record], "correct", dict(_change(c) for c in changes), desk, by, note)


def _change(text: str) -> tuple[str, Any]:
    name, sign, value = text.partition("=")
    if not sign or not name:
        raise typer.BadParameter(f"“{text}” is no change; write field=value", param_hint="FIELD=VALUE")
    try:
        made = json.loads(value)
    except json.JSONDecodeError:
        return name, value
    # A year or a day is a date, not a number, in every field that holds one.
    return name, value if isinstance(made, (int, float)) and not isinstance(made, bool) and name != "amount" else made


@review_app.command()
def show(
    document: Annotated[str, typer.Argument(metavar="DOCUMENT", help="The id of a document.", show_default=False)],
    desk: DeskOption = DESK,
) -> None:
    """Show the records of a document with their keys and what was said of them."""
    from dragoman.desk.store import open_desk
    from dragoman.faces.answers.reviews import show_records
    from dragoman.faces.output import opened

    with open_desk(desk, create=False) as kept, opened(None) as stream:
        show_records(kept.document(document), kept.reviews(), stream)


Pair = Annotated[str, typer.Argument(metavar="RECORD", help="The key of a record.", show_default=False)]


def _rule(verdict: str, left: str, right: str, desk: str, by: str, note: str) -> None:
    from dragoman.desk.model import Ruling
    from dragoman.desk.store import open_desk

    with open_desk(desk, create=False) as kept:
        kept.rule(Ruling(verdict, left, right, by, note))
        kept.refresh()
    typer.echo(f"{left} and {right}: {'one thing' if verdict == 'merge' else 'two things'} from now on")


@app.command(rich_help_panel=_PANEL)
def merge(left: Pair, right: Pair, desk: DeskOption = DESK, by: By = "", note: Note = "") -> None:
    """Say that two records tell of one thing."""
    _rule("merge", left, right, desk, by, note)


@app.command(rich_help_panel=_PANEL)
def split(left: Pair, right: Pair, desk: DeskOption = DESK, by: By = "", note: Note = "") -> None:
    """Say that two records tell of two things."""
    _rule("split", left, right, desk, by, note)


@app.command(rich_help_panel=_PANEL)
def export(
    reviewed: Annotated[bool, typer.Option("--reviewed", help="Only documents that were reviewed: annotated data.")] = False,
    out: Annotated[
        Path | None, typer.Option("-o", "--output", metavar="FOLDER", help="A .txt and a .json for each document.")
    ] = None,
    desk: DeskOption = DESK,
) -> None:
    """Write annotated data: texts with their records as facts, rejected ones left out, corrected ones as put right."""
    from dragoman.desk.store import open_desk
    from dragoman.faces.answers.reviews import write_facts

    with open_desk(desk, create=False) as kept:
        count = write_facts(kept, [d.id for d in kept.documents()], reviewed, out)
    if out is not None:
        typer.echo(f"{out}: {count:,} document{'s' * (count != 1)}")

"""Commands that ask a desk: one for each view of the catalogue, all with the same options, and the brief."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any, Literal

import typer

from dragoman.cli.options import DESK, DeskOption, Out, app
from dragoman.desk.catalogue import CATALOGUE, View
from dragoman.errors import ValueRefusedError
from dragoman.faces.output import AnswerFormat

if TYPE_CHECKING:
    from dragoman.desk.model import Query

Between = Annotated[
    tuple[str, str] | None,
    typer.Option(metavar="A B", help="Two states by code or name: RUS JPN, Russia Japan.", show_default=False),
]
Of = Annotated[list[str] | None, typer.Option("--of", metavar="STATE", help="One that takes part; may be given again.")]
About = Annotated[str, typer.Option(metavar="WORDS", help="Only what has all these words, in any form.")]
Since = Annotated[str, typer.Option(metavar="DATE", help="From this day, month or year on.")]
Until = Annotated[str, typer.Option(metavar="DATE", help="Up to this day, month or year.")]
Certainty = Annotated[
    Literal["certain", "probable", "possible", "unknown", "denied"] | None,
    typer.Option(metavar="HOW", help="At least so sure: certain, probable, possible, unknown, denied.", show_default=False),
]
AsOf = Annotated[str, typer.Option("--as-of", metavar="DATE", help="What was known on that day; promises are judged by it.")]
Limit = Annotated[int | None, typer.Option(min=1, metavar="N", help="No more rows than this.", show_default=False)]
Shape = Annotated[
    AnswerFormat | None,
    typer.Option(
        "--format", metavar="FORMAT", show_default=False,
        help="table, json, csv, parquet, ics (calendar and promises). Default: by the suffix of -o, else a table.",
    ),
]  # fmt: skip


def _edtf(option: str, text: str) -> str | None:
    """A day as an analyst writes it, as EDTF."""
    from dragoman.readers.dates import parse_date

    if not text:
        return None
    try:
        return str(parse_date(text))
    except ValueRefusedError as error:
        raise typer.BadParameter(f"“{text}”: {error.reason}", param_hint=option) from None


def _query(
    between: tuple[str, str] | None, of: list[str] | None, about: str, since: str, until: str, certainty: str | None,
    as_of: str, limit: int | None = None,
) -> Query:  # fmt: skip
    from dragoman.desk.asking import query

    return query(
        [*(between or ()), *(of or ())], about, _edtf("--since", since), _edtf("--until", until), certainty,
        _edtf("--as-of", as_of), limit,
    )  # fmt: skip


def _answer(view: View, query: Query, desk: str, format: AnswerFormat | None, out: Path | None, **options: Any) -> None:
    from dragoman.desk.store import open_desk
    from dragoman.faces.answers.writing import choose, write_answer

    with open_desk(desk, create=False) as kept:
        answer = kept.ask(view.name, query, **options)
    write_answer(answer, query, view.empty, choose(format, out), out)


def _command(view: View) -> Callable[..., None]:
    """A view's command."""

    def run(
        between: Between = None, of: Of = None, about: About = "", since: Since = "", until: Until = "",
        certainty: Certainty = None, as_of: AsOf = "", limit: Limit = None, format: Shape = None, out: Out = None,
        desk: DeskOption = DESK,
    ) -> None:  # fmt: skip
        _answer(view, _query(between, of, about, since, until, certainty, as_of, limit), desk, format, out)

    return run


def _news(
    since: Annotated[
        str, typer.Option(metavar="DATE", help="What was published from this day on is new.", show_default=False)
    ],
    between: Between = None, of: Of = None, about: About = "", until: Until = "", certainty: Certainty = None,
    as_of: AsOf = "", limit: Limit = None, format: Shape = None, out: Out = None, desk: DeskOption = DESK,
) -> None:  # fmt: skip
    query = _query(between, of, about, since, until, certainty, as_of, limit)
    _answer(CATALOGUE["news"], query, desk, format, out)


def _relations(
    by: Annotated[Literal["week", "month"], typer.Option(help="The period that is summed.")] = "month",
    between: Between = None, of: Of = None, about: About = "", since: Since = "", until: Until = "",
    certainty: Certainty = None, as_of: AsOf = "", limit: Limit = None, format: Shape = None, out: Out = None,
    desk: DeskOption = DESK,
) -> None:  # fmt: skip
    query = _query(between, of, about, since, until, certainty, as_of, limit)
    _answer(CATALOGUE["relations"], query, desk, format, out, by=by)


def _search(
    words: Annotated[list[str], typer.Argument(metavar="WORDS…", help="Words, “phrases”, -words that must not occur.")],
    between: Between = None, of: Of = None, since: Since = "", until: Until = "", as_of: AsOf = "", limit: Limit = None,
    format: Shape = None, out: Out = None, desk: DeskOption = DESK,
) -> None:  # fmt: skip
    query = _query(between, of, "", since, until, None, as_of, limit)
    # A phrase that the shell has taken out of its quotes is put back into them.
    wanted = " ".join(f'"{w}"' if " " in w and '"' not in w else w for w in words)
    _answer(CATALOGUE["search"], query, desk, format, out, wanted=wanted)


_OWN: dict[str, Callable[..., None]] = {"news": _news, "relations": _relations, "search": _search}
for _view in CATALOGUE.values():
    app.command(_view.name, help=_view.help, rich_help_panel="Ask a desk")(_OWN.get(_view.name) or _command(_view))


@app.command(rich_help_panel="Ask a desk")
def brief(
    states: Annotated[list[str], typer.Argument(metavar="STATE…", help="One or two, by code or name.", show_default=False)],
    since: Since = "",
    until: Until = "",
    about: About = "",
    certainty: Certainty = None,
    as_of: AsOf = "",
    format: Annotated[
        Literal["md", "html", "pdf"] | None, typer.Option(help="Default: md, or by the suffix of -o.", show_default=False)
    ] = None,
    out: Out = None,
    desk: DeskOption = DESK,
) -> None:
    """Write a digest: what happened, where the sides differ, promises, money, what is ahead; every sentence cited."""
    from dragoman.desk.store import open_desk
    from dragoman.faces.answers.briefing import write_brief

    query = _query(None, states, about, since, until, certainty, as_of)
    with open_desk(desk, create=False) as kept:
        write_brief(kept, query, format, out, date.today())

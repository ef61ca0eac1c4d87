"""The commands. Thin: they read options, call the package and hand what comes out to `dragoman.faces`.

Exit codes: 0 all read, 1 some refused, 2 bad usage (or an analyser that cannot be loaded).
"""

from __future__ import annotations

import os
import sys
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from dragoman import __version__
from dragoman.errors import DragomanError, UnreadableError, ValueRefusedError
from dragoman.faces.output import Format

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


def main() -> None:
    """Run the command line."""
    # Numpy's matrices here are small: its threads wait on each other and double the time (28 s for 13 s, measured).
    os.environ.setdefault("OPENBLAS_NUM_THREADS", "1")
    try:
        app()
    except DragomanError as error:
        _say(error)
        raise SystemExit(2) from None
    except BrokenPipeError:
        # The reader of our output has seen enough; what is still in the buffer has nowhere to go.
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        raise SystemExit(0) from None
    except KeyboardInterrupt:
        raise SystemExit(130) from None


class _Refusals:
    """Says what cannot be read, and counts it."""

    def __init__(self) -> None:
        self.count = 0

    def __call__(self, error: DragomanError) -> None:
        self.count += isinstance(error, UnreadableError)
        _say(error)


def _say(error: DragomanError) -> None:
    print(f"dragoman: {error}", file=sys.stderr)


def _given(published: str, publication: str) -> Given:
    from dragoman.readers import Given
    from dragoman.readers.dates import parse_date

    try:
        return Given(parse_date(published) if published else None, publication or None)
    except ValueRefusedError as error:
        raise typer.BadParameter(f"“{published}”: {error.reason}", param_hint="--published") from None


def _version(wanted: bool) -> None:
    if wanted:
        typer.echo(f"dragoman {__version__}")
        raise typer.Exit()


@app.callback()
def _root(
    version: Annotated[bool, typer.Option("--version", callback=_version, is_eager=True, help="Show the version.")] = False,
) -> None:
    """Reads diplomatic dispatches and keeps the record: who met, promised, paid, held which position, on whose word."""


@app.command()
def read(
    files: Files,
    format: Annotated[
        Format | None,
        typer.Option(help="Default: a table on a terminal, jsonl elsewhere, or by the suffix of -o.", show_default=False),
    ] = None,
    published: Published = "",
    publication: Publication = "",
    out: Out = None,
    analyser: AnalyserName = "dragoman",
) -> None:
    """Read dispatches and print what a careful analyst would record.

    Text, HTML, PDF, and corpora (JSONL, CSV, TSV, Parquet with a column “text”; .gz too).
    """
    given = _given(published, publication)

    from dragoman.coder import load_coder
    from dragoman.faces.batch import code_all
    from dragoman.faces.output import choose_format, opened, writer_for
    from dragoman.faces.progress import with_progress
    from dragoman.readers import read_sources

    refusals = _Refusals()
    coder = load_coder(analyser)
    with opened(out) as stream:
        writer = writer_for(choose_format(format, out), stream)
        codings = code_all(coder, read_sources(files, given, refusals), refusals)
        for coding in with_progress(codings, shared=stream.isatty()):
            writer.write(coding)
        writer.close()
    raise typer.Exit(1 if refusals.count else 0)


@app.command()
def explain(
    files: Files,
    sentence: Annotated[int, typer.Option(min=0, help="Only this sentence, counted from 1.", show_default=False)] = 0,
    published: Published = "",
    publication: Publication = "",
    out: Out = None,
    analyser: AnalyserName = "dragoman",
) -> None:
    """Show how a text was read: trees, frames, voices, the rules that spoke, and what gave no record and why."""
    given = _given(published, publication)

    from dragoman.coder import load_coder, to_coding
    from dragoman.faces.explain import explain as show
    from dragoman.faces.output import opened
    from dragoman.readers import read_sources

    refusals = _Refusals()
    coder = load_coder(analyser)
    with opened(out) as stream:
        for document in read_sources(files, given, refusals):
            context = coder.context(document, coder.analyser.analyse(document.text))
            if sentence > len(context.analysis.sentences):
                refusals(UnreadableError(document.origin, f"has only {len(context.analysis.sentences)} sentences"))
                continue
            show(context, to_coding(context), stream, sentence - 1 if sentence else None)
    raise typer.Exit(1 if refusals.count else 0)


@app.command()
def analyse(
    files: Files,
    format: Annotated[str, typer.Option(metavar="conllu", help="Only CoNLL-U so far.")] = "conllu",
    out: Out = None,
    analyser: AnalyserName = "dragoman",
) -> None:
    """Print what the language step sees, as CoNLL-U. The words and sentences of a .conllu file are kept."""
    if format != "conllu":
        raise typer.BadParameter(f"“{format}” is no format of analyse; use conllu", param_hint="--format")

    from dragoman.faces.conllu import analysed
    from dragoman.faces.output import opened
    from dragoman.language import load_analyser

    refusals = _Refusals()
    with opened(out) as stream:
        for block in analysed(files, load_analyser(analyser), refusals):
            stream.write(block)
    raise typer.Exit(1 if refusals.count else 0)


@app.command()
def times(
    text: Annotated[str, typer.Argument(help="The text itself.", show_default=False)],
    published: Published = "",
    format: Annotated[Format, typer.Option(help="table or json.")] = Format.TABLE,
    analyser: AnalyserName = "dragoman",
) -> None:
    """Show how each time expression of a text is resolved."""
    given = _given(published, "")

    from dragoman.coder import load_coder
    from dragoman.faces.output import opened
    from dragoman.faces.times import print_times
    from dragoman.readers import read_text

    coding = load_coder(analyser).code(read_text(text, published=str(given.published) if given.published else None))
    with opened(None) as stream:
        print_times(coding, stream, format)


@app.command()
def demo(
    format: Annotated[
        Format | None, typer.Option(help="Print every coding so, without the summary.", show_default=False)
    ] = None,
) -> None:
    """Code the dispatches that ship with the package: one in full, then totals over all, and the speed."""
    from dragoman.faces.demo import run_demo
    from dragoman.faces.output import opened

    refusals = _Refusals()
    with opened(None) as stream:
        run_demo(stream, refusals, format)
    raise typer.Exit(1 if refusals.count else 0)

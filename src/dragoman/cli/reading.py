"""Commands that read texts: read, explain, analyse, times, demo."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from dragoman.cli.options import AnalyserName, Files, Out, Publication, Published, Refusals, app, given_of, note
from dragoman.errors import UnreadableError
from dragoman.faces.output import Format


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
    actors: Annotated[
        Path | None, typer.Option(metavar="FILE", help="Your own dictionary of actors, in PETRARCH's format.")
    ] = None,
) -> None:
    """Read dispatches and print what a careful analyst would record.

    Text, HTML, PDF, and corpora (JSONL, CSV, TSV, Parquet with a column “text”; .gz too).
    """
    given = given_of(published, publication)

    from dragoman.coder import load_coder
    from dragoman.faces.batch import code_all
    from dragoman.faces.output import choose_format, left_out, opened, writer_for
    from dragoman.faces.progress import with_progress
    from dragoman.readers import read_sources

    refusals = Refusals()
    coder = load_coder(analyser)
    if actors is not None:
        coder = coder.with_actors(actors, note)
    with opened(out) as stream:
        writer = writer_for(choose_format(format, out), stream)
        codings = code_all(coder, read_sources(files, given, refusals), refusals)
        for coding in with_progress(codings, shared=stream.isatty()):
            writer.write(coding)
        writer.close()
    if lacking := left_out(writer):
        note(lacking)
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
    given = given_of(published, publication)

    from dragoman.coder import load_coder, to_coding
    from dragoman.faces.explain import explain as show
    from dragoman.faces.output import opened
    from dragoman.readers import read_sources

    refusals = Refusals()
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

    refusals = Refusals()
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
    given = given_of(published, "")

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

    refusals = Refusals()
    with opened(None) as stream:
        run_demo(stream, refusals, format)
    raise typer.Exit(1 if refusals.count else 0)

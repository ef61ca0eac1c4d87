"""How far a long batch has come, on standard error, where that is a terminal."""

from __future__ import annotations

import sys
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager

from dragoman.faces.table import word_count
from dragoman.records import Coding

SHOWN_AFTER = 20


def with_progress(codings: Iterable[Coding], *, shared: bool = False) -> Iterator[Coding]:
    """The codings unchanged; a bar appears with the twenty-first, unless the answers go to the same terminal."""
    if not sys.stderr.isatty() or shared:
        yield from codings
        return
    from rich.console import Console
    from rich.progress import BarColumn, Progress, TextColumn, TimeElapsedColumn

    columns = (
        TextColumn("{task.completed:,} documents"),
        BarColumn(),
        TextColumn("{task.fields[words]:,} words"),
        TimeElapsedColumn(),
    )
    with Progress(*columns, console=Console(stderr=True), transient=True, disable=True) as progress:
        task = progress.add_task("reading", total=None, words=0)
        words = 0
        for number, coding in enumerate(codings, 1):
            words += word_count(coding)
            if number == SHOWN_AFTER + 1:
                progress.disable = False
                progress.start()
            progress.update(task, completed=number, words=words)
            yield coding


@contextmanager
def fusing_progress() -> Iterator[Callable[[int, int], None] | None]:
    """Hands out what to tell of blocks done and blocks in all; None where standard error is no terminal."""
    if not sys.stderr.isatty():
        yield None
        return
    from rich.console import Console
    from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn

    columns = (TextColumn("fusing"), BarColumn(), MofNCompleteColumn(), TextColumn("blocks"))
    with Progress(*columns, console=Console(stderr=True), transient=True) as progress:
        task = progress.add_task("fusing", total=None)
        yield lambda done, total: progress.update(task, completed=done, total=total)

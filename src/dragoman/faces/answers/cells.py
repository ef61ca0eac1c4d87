"""What the tables of all views share: colours that mean something, sources in a few words, names for codes."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from rich.box import SIMPLE_HEAD
from rich.table import Table
from rich.text import Text

from dragoman.desk.wording.dates import short
from dragoman.desk.wording.names import code_names, listed, state

Row = Mapping[str, Any]

CERTAINTY = {"certain": "green", "probable": "yellow", "possible": "dark_orange3", "denied": "red", "unknown": "dim"}
STATUS = {
    "met": "green", "kept": "green", "held": "green", "open": "cyan", "planned": "cyan", "due": "bold yellow",
    "proposed": "yellow", "postponed": "yellow", "reinterpreted": "yellow", "uncertain": "yellow", "overdue": "bold red",
    "missed": "red", "refused": "red", "declined": "red", "cancelled": "red", "unclear": "dim",
}  # fmt: skip
POLARITY = {"for": "green", "against": "red", "conditional": "yellow", "undecided": "dim"}


def table(*heads: tuple[str, int | None]) -> Table:
    """A table whose columns have a name and a width; no width takes what is left."""
    made = Table(box=SIMPLE_HEAD, expand=True, padding=(0, 1, 0, 0), show_edge=False, pad_edge=False)
    for name, width in heads:
        if width is None:
            made.add_column(Text(name, style="bold cyan"), ratio=1, overflow="fold")
        else:
            made.add_column(name, width=width, overflow="fold")
    return made


def day(edtf: str | None, told: str | None = None) -> Text:
    """A date for a narrow column; where there is none, when the thing was told."""
    if not edtf and told:
        return Text(f"told {short(told)}", style="dim")
    return Text(short(edtf), style="" if edtf else "dim")


def word(value: str | None, colours: Mapping[str, str]) -> Text:
    """A status in its colour; underscores become spaces."""
    return Text((value or "unknown").replace("_", " "), style=colours.get(value or "", ""))


def sources(accounts: Iterable[Row], most: int = 4) -> Text:
    """Whose accounts these are: outlets, else origins; "and 3 more" past the first few."""
    heard = (n for a in accounts for n in (a.get("outlets") or [a.get("origin") or a.get("document")]))
    names = list(dict.fromkeys(n for n in heard if n))
    shown = ", ".join(names[:most])
    more = f" and {len(names) - most} more" if len(names) > most else ""
    return Text(shown + more, style="dim")


def surety(row: Row) -> Text:
    """Certainty over sources, for the right-hand column."""
    text = Text()
    text.append_text(word(row.get("certainty"), CERTAINTY))
    told = sources(row.get("accounts", ()))
    if told.plain:
        text.append("\n")
        text.append_text(told)
    return text


def who(parties: Sequence[Any]) -> str:
    """Parties of a row by name: codes become names, persons stay."""
    return listed([party(p) for p in parties]) or "unnamed"


def party(value: Any) -> str:
    """One party of a row."""
    if isinstance(value, Mapping):
        return str(value.get("person") or (state(value["code"]) if value.get("code") else value.get("name")) or "")
    text = str(value)
    return state(text) if text.isupper() else text


def titled(title: str) -> str:
    """The title of an episode with names for its codes."""
    return re.sub(r"\b[A-Z]{3,}\b", lambda m: state(m[0]) if m[0] in code_names() else m[0], title)

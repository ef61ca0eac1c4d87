"""One table a view. Each takes the rows of an answer and gives what rich prints."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any

from rich.console import Group, RenderableType
from rich.padding import Padding
from rich.text import Text

from dragoman.desk.search import RANKED
from dragoman.desk.wording.clauses import place_in_words
from dragoman.desk.wording.dates import short
from dragoman.desk.wording.sums import sum_in_words
from dragoman.faces.answers.cells import (
    CERTAINTY,
    POLARITY,
    STATUS,
    Row,
    day,
    party,
    sources,
    surety,
    table,
    titled,
    who,
    word,
)

Rows = Sequence[Row]
_CHANGES = {
    "deadline moved": "yellow", "reversal": "bold magenta", "payment": "green", "meeting cancelled": "red",
    "meeting put off": "yellow", "promise kept": "green", "promise missed": "red", "promise refused": "red",
    "new version": "magenta", "sides differ": "magenta", "payments suspended": "red", "payments cancelled": "red",
}  # fmt: skip
_GRADES = {"A": "green", "B": "green", "C": "yellow", "D": "dark_orange3", "E": "red", "F": "dim"}
_WIDEST_BAR = 12
_UNRANKED = f"More than {RANKED:,} documents have all these words: the newest come first. One word more finds the best."
# What a sum is when it is no single payment.
_SUMS = {"total": "in all", "rest": "the rest", "whole": "the whole"}


def _timeline(rows: Rows) -> RenderableType:
    out = table(("When", 12), ("What", None), ("How sure", 18))
    for row in rows:
        out.add_row(day(row["date"], row.get("told")), Text(str(row["text"])), surety(row))
    return out


def _news(rows: Rows) -> RenderableType:
    out = table(("Told", 12), ("What changed", None), ("How sure", 18))
    for row in rows:
        text = Text(str(row["change"]), style=_CHANGES.get(str(row["change"]), "cyan"))
        text.append(f"\n{row['text']}", style="not bold default")
        out.add_row(day(row["date"]), text, surety(row))
    return out


def _promises(rows: Rows) -> RenderableType:
    out = table(("Due", 12), ("Promise", None), ("Status", 14))
    for row in rows:
        status = word(row["status"], STATUS)
        if row.get("slipped"):
            status.append(f"\nslipped {row['slipped']:,} day{'s' * (row['slipped'] != 1)}", style="yellow")
        due = Text("no date", style="dim") if not row.get("deadline") else day(row["deadline"])
        out.add_row(due, _promise(row), status)
    return out


def _promise(row: Row) -> Text:
    text = Text(who(row["promisor"]), style="bold")
    if row.get("beneficiary"):
        text.append(" → ", style="dim")
        text.append(who(row["beneficiary"]))
    text.append(f"\n{row['gist']}", style="not bold")
    made = f"made {short(row['made'])}" if row.get("made") else f"told {short(row['told'])}" if row.get("told") else ""
    facts = [made, f"on {row['issue']}" if row.get("issue") else ""]
    if any(facts):
        text.append("\n" + ", ".join(f for f in facts if f), style="not bold dim")
    history = row.get("history") or ()
    for step in history if len(history) > 1 else ():
        said = f" by {who(step['said_by'])}" if step.get("said_by") else ""
        due = f"due {short(step['deadline'])}" if step.get("deadline") else "no date"
        text.append(f"\n  {short(step.get('date'))}: {due}, said{said}", style="not bold dim")
    return text


def _calendar(rows: Rows) -> RenderableType:
    out = table(("When", 12), ("Meeting", None), ("Status", 11))
    for row in rows:
        text = Text("Meeting" if row["type"] == "other" else str(row["type"]).replace("_", " ").capitalize(), style="bold")
        text.append(f": {who(row['participants'])}", style="not bold")
        if row.get("place"):
            text.append(f", {place_in_words(row['place'])}", style="not bold")
        for step in _told(row.get("history")):
            due = f" for {short(step['for'])}" if step.get("for") else ""
            text.append(f"\n  {short(step.get('date'))}: {step.get('status')}{due}", style="not bold dim")
        out.add_row(day(row["date"], row.get("told")), text, word(row["status"], STATUS))
    return out


def _told(history: Any) -> Rows:
    """The steps of a life, where it has more than one; a step told again with the same words is told once."""
    kept: list[Row] = []
    for step in history or ():
        if not kept or (step.get("status"), step.get("for")) != (kept[-1].get("status"), kept[-1].get("for")):
            kept.append(step)
    return kept if len(kept) > 1 else ()


def _ledger(rows: Rows) -> RenderableType:
    return Group(*(part for row in rows for part in _programme(row)))


def _programme(row: Row) -> list[RenderableType]:
    head = Text(str(row.get("programme") or row.get("instrument") or "Payments"), style="bold cyan")
    head.append(f"  {who(row['provider'])} → {who(row['recipient'])}", style="not bold default")
    if row.get("suspended"):
        head.append("  suspended", style="bold red")
    out = table(("When", 16), ("Stage", None), ("Amount", 22), ("How sure", 18))
    for entry in row["entries"]:
        total = sum_in_words(entry.get("amount"), entry.get("currency") or row.get("currency"), entry.get("amount_upper"))
        amount = Text(total or "not told", style="" if total else "dim")
        amount.append(f"\n{_SUMS[entry['sum']]}" if entry.get("sum") in _SUMS else "", style="dim")
        out.add_row(day(entry["date"]), str(entry["stage"]), amount, surety(entry))
    sums = Text()
    for name in ("committed", "disbursed", "outstanding"):
        told = sum_in_words(row.get(name), row.get("currency"))
        sums.append(f"{name} ", style="dim")
        sums.append(f"{told or 'not told'}   ", style="bold" if told else "dim")
    return [head, out, Padding(sums, (0, 0, 1, 0))]


def _positions(rows: Rows) -> RenderableType:
    parts: list[RenderableType] = []
    for row in rows:
        head = Text(party(row["holder"]), style="bold")
        head.append(f" on {row['issue']}", style="not bold cyan")
        out = table(("When", 12), ("Stance", None), ("How sure", 18))
        for stance in row["stances"]:
            text = word(stance["polarity"], POLARITY)
            text.append(f": {stance['stance']}", style="default")
            out.add_row(day(stance["date"]), text, surety(stance))
        parts += [head, out]
        for turn in row.get("reversals") or ():
            line = Text(f"reversal {short(turn['date'])}: ", style="bold magenta")
            line.append(f"{turn['from']} → {turn['to']}", style="not bold default")
            line.append(f" ({turn['certainty']})", style=CERTAINTY.get(str(turn["certainty"]), ""))
            parts.append(line)
        parts.append(Text())
    return Group(*parts)


def _versions(rows: Rows) -> RenderableType:
    parts: list[RenderableType] = []
    for row in rows:
        head = Text(titled(str(row.get("title") or row["episode"])), style="bold")
        what = "what each side says" if row["field"] == "account" else f"{str(row['field']).replace('_', ' ')}, as told"
        head.append(f"\n{what}", style="not bold cyan")
        out = table(("By", 18), ("Version", None), ("How sure", 10), ("Document", 18))
        for (by, version), accounts in _alike(row).items():
            surest = next(c for c in CERTAINTY if any(a["certainty"] == c for a in accounts))
            documents = "\n".join(dict.fromkeys(str(a["document"]) for a in accounts))
            out.add_row(by, Text(version), word(surest, CERTAINTY), Text(documents, style="dim"))
        parts += [head, out, Text()]
    return Group(*parts)


def _alike(row: Row) -> dict[tuple[str, str], list[Row]]:
    """The accounts of a row, those of one speaker (or source) that say the same together."""
    out: dict[tuple[str, str], list[Row]] = {}
    for account in row["accounts"]:
        voice = account.get("voice") or ()
        by = str(voice[-1]).split(",")[0] if voice else str(account.get("origin") or party(account.get("side") or "unnamed"))
        value = account["value"]
        version = short(value) if row["field"] in ("date", "deadline") else str(value)
        out.setdefault((by, place_in_words(version) if row["field"] == "place" else version), []).append(account)
    return out


def _sources(rows: Rows) -> RenderableType:
    out = table(("Source", 20), ("Grade", 6), ("Why", None), ("Claims", 18))
    for row in rows:
        why = Text(str(row["meaning"]), style="bold")
        why.append(f"\n{row['why']}", style="not bold")
        if row.get("voices"):
            why.append(f"\nspeaks on the word of {', '.join(row['voices'][:3])}", style="not bold dim")
        surest = Text()
        for name, count in row["certainty"].items():
            surest.append(f"{count:,} {name}\n", style=CERTAINTY[name])
        surest.append("graded " + ", ".join(f"{n}: {c:,}" for n, c in row["information"].items()), style="dim")
        grade = Text(str(row["grade"]), style=f"bold {_GRADES[str(row['grade'])]}")
        out.add_row(Text(str(row["source"])), grade, why, surest)
    return out


def _relations(rows: Rows) -> RenderableType:
    out = table(("Period", 12), ("Events", None), ("Score", 26))
    for row in rows:
        text = Text()
        for number, event in enumerate(row["events"]):
            text.append("\n" * bool(number) + f"{event['score']:+g} ", style=_sign(event["score"]))
            text.append(str(event["text"]), style="default")
        out.add_row(day(row["period"]), text, _bar(row["score"]))
    return out


def _sign(score: float) -> str:
    return "green" if score > 0 else "red" if score < 0 else "dim"


def _bar(score: float) -> Text:
    width = round(min(abs(score), 10) / 10 * _WIDEST_BAR)
    colour = _sign(score)
    text = Text(f"{score:+6.2f} ", style=colour)
    text.append("█" * width or "·", style=colour)
    return text


def _search(rows: Rows) -> RenderableType:
    out = table(("Published", 12), ("Found", None), ("Document", 20))
    for row in rows:
        text = Text(str(row.get("title") or row["document"]), style="bold")
        for passage in row["passages"]:
            text.append(f"\n{passage['text']}", style="not bold default")
        document = Text(f"{row['publication']}\n" if row.get("publication") else "")
        document.append(str(row["document"]), style="dim")
        out.add_row(day(row.get("published")), text, document)
    ranked = all(row["score"] is not None for row in rows)
    return out if ranked else Group(out, Padding(Text(_UNRANKED, style="yellow"), (1, 2)))


def _plain(rows: Rows) -> RenderableType:
    """A view that has no table of its own: name and value, line by line."""
    text = Text()
    for row in rows:
        for name, value in row.items():
            if name != "accounts":
                text.append(f"{name}: ", style="dim")
                text.append(f"{value}\n")
        text.append_text(sources(row.get("accounts", ())))
        text.append("\n")
    return text


TABLES: dict[str, Callable[[Rows], RenderableType]] = {
    "timeline": _timeline, "news": _news, "promises": _promises, "calendar": _calendar, "ledger": _ledger,
    "positions": _positions, "versions": _versions, "sources": _sources, "relations": _relations, "search": _search,
}  # fmt: skip


def table_of(view: str, rows: Rows) -> RenderableType:
    """The table of a view."""
    return TABLES.get(view, _plain)(rows)

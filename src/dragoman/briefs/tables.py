"""Promises and money as tables, from the rows of the same views that the command line prints."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from dragoman.briefs.model import Line, Sentence, Table
from dragoman.briefs.prose import Writer
from dragoman.desk.views.ledger import rows as ledger_rows
from dragoman.desk.views.promises import rows as promise_rows
from dragoman.desk.views.scene import Scene
from dragoman.desk.wording.clauses import duty_of, shortened
from dragoman.desk.wording.dates import deadline, due_noun, first_day, last_day
from dragoman.desk.wording.hedges import capital
from dragoman.desk.wording.names import named
from dragoman.desk.wording.sums import sum_in_words

Row = Mapping[str, Any]
_MOST = 14
_LONGEST = 30
_STATUS = {
    "due": "due within thirty days", "overdue": "overdue: nothing tells that it was kept", "met": "kept",
    "reinterpreted": "read in a new way", "refused": "no longer accepted",
}  # fmt: skip


def promise_table(scene: Scene, writer: Writer) -> tuple[Table | None, int]:
    """The promises that have a day or an object, those due first, and how many more the record holds."""
    rows = promise_rows(scene.episodes, scene.query, scene.today).rows
    kept = [r for r in rows if r["deadline"] or " " in str(r["gist"]).strip()]
    members = {e.id: e.members for e in scene.episodes}
    lines = [line for r in kept[:_MOST] if (line := _promise(r, members.get(r["episode"], ()), writer)).keys]
    heads = ("What", "By whom", "Due", "How it stands", "Sources")
    return (Table(heads, tuple(lines)) if lines else None), len(rows) - len(lines)


def _promise(row: Row, members: Sequence[str], writer: Writer) -> Line:
    due = capital(due_noun(row["deadline"])) if first_day(row["deadline"]) else "no day told"
    status = _STATUS.get(str(row["status"]), str(row["status"]))
    slipped = row.get("slipped")
    if slipped and slipped > 0:
        status += f"; put off {_times(_put_off(row['history']))}, by {slipped:,} days in all"
    towards = f" (towards {_names(row['beneficiary'])})" if row.get("beneficiary") else ""
    keys = _keys([*row["history"], *row.get("outcomes", ())]) or tuple(members)
    gist = str(row["gist"])
    if not duty_of(gist, len(row["promisor"]) > 1) and keys:
        gist = f"“{shortened(writer.citer.told[keys[0]].text, _LONGEST)}”" if keys[0] in writer.citer.told else gist
    cells = (capital(gist) + towards, capital(_names(row["promisor"])), due, status)
    return Line(cells, keys, writer.citer.cites(keys, days_too=False))


def deadlines_ahead(scene: Scene, writer: Writer) -> list[Sentence]:
    """The promises that fall due after the brief's day."""
    out = []
    for row in promise_rows(scene.episodes, scene.query, scene.today).rows:
        due, several = last_day(row["deadline"]), len(row["promisor"]) > 1
        duty = duty_of(str(row["gist"]), several)
        keys = _keys(row["history"][-1:])
        loose = "X" in str(row["deadline"])
        if due and due > scene.today and not loose and duty and keys and row["status"] in ("open", "due", "reinterpreted"):
            to = f"not to {duty[4:]}" if duty.startswith("not ") else f"to {duty}"
            noun = f"The commitment of {_names(row['promisor'])} {to}"
            out.append(writer.of(f"{noun} falls due {deadline(row['deadline'])}", keys))
    return out


def _put_off(history: Sequence[Row]) -> int:
    """How often a later day than any before was named."""
    count, latest = 0, None
    for step in history:
        day = last_day(step["deadline"])
        if day and latest and day > latest:
            count += 1
        latest = max(filter(None, (latest, day)), default=None)
    return max(count, 1)


def _times(count: int) -> str:
    return {1: "once", 2: "twice"}.get(count, f"{count} times")


def money_table(scene: Scene, writer: Writer) -> tuple[Table | None, int]:
    """The programmes of money, and how many were left out for want of any sum."""
    rows = ledger_rows(scene.episodes, scene.query, scene.today).rows
    kept = [r for r in rows if any(e.get("amount") is not None for e in r["entries"])]
    lines = [line for r in kept[:_MOST] if (line := _programme(r, writer)).keys]
    heads = ("Programme", "From and to", "Committed", "Paid", "Outstanding", "Sources")
    return (Table(heads, tuple(lines)) if lines else None), len(rows) - len(lines)


def _programme(row: Row, writer: Writer) -> Line:
    name = capital(str(row["programme"])) + (" (suspended)" if row["suspended"] else "")
    sums = tuple(sum_in_words(row[k], row["currency"]) or "not told" for k in ("committed", "disbursed", "outstanding"))
    keys = _keys(row["entries"])
    way = f"{capital(_names(row['provider']))} to {_names(row['recipient'])}"
    return Line((name, way, *sums), keys, writer.citer.cites(keys, days_too=False))


def _keys(steps: Iterable[Row]) -> tuple[str, ...]:
    return tuple(sorted({a["key"] for s in steps for a in s.get("accounts", ()) if a.get("key")}))


def _names(codes: Sequence[str]) -> str:
    return named(codes) or "nobody named"

"""The ledger of a programme: entries told once, totals told and remainders told held against the instalments.

- The same stage, amount and time told by several is one entry with several accounts.
- A sum told as a total, or paid and equal to the instalments until then, is no instalment; it is kept as a told total.
- A sum told as the rest, or equal to what is left, is no instalment; it is kept as `owed` (or `suspended`).
- Paid is the larger of the instalments' sum and the last told total with what was paid after it.
- Totals committed by different sides stay side by side; the surest counts for `outstanding`.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Any

from dragoman.desk.fusion.accounts import RANK, Accounts, combine, side_of
from dragoman.desk.fusion.dates import gap, order, span
from dragoman.desk.fusion.sums import stage_and_sort
from dragoman.desk.model import Step, Told, Value
from dragoman.records import Transfer
from dragoman.values import plain_number

_NEAR = 62
_FIRST = frozenset(["pledged", "committed"])


@dataclass
class _Entry:
    """One line of the ledger while it is kept."""

    stage: str
    amount: float | None
    date: str | None
    told: list[Told] = field(default_factory=list)
    sort: str = ""


@dataclass(frozen=True)
class Ledger:
    """What a programme's records add up to; amounts in units of `currency`, None where nothing tells them."""

    steps: tuple[Step, ...]
    committed: tuple[Value, ...]
    totals: tuple[Value, ...]
    disbursed: float | None
    outstanding: float | None
    suspended: bool
    currency: str | None
    why: tuple[str, ...]

    def answer(self) -> dict[str, Any]:
        """The amounts as the ledger view prints them."""
        return {
            "currency": self.currency,
            "committed": self.committed[0].value if self.committed else None,
            "disbursed": None if self.disbursed is None else plain_number(self.disbursed),
            "outstanding": None if self.outstanding is None else plain_number(self.outstanding),
            "suspended": self.suspended,
            "rival": [v.value for v in self.committed[1:]],
        }


def keep_ledger(members: Sequence[Told], accounts: Accounts) -> Ledger:
    """The ledger of records that are of one programme, in order of telling."""
    entries = _entries(members)
    committed = _committed(entries, accounts)
    why = _reconcile(entries, float(committed[0].value) if committed else None)
    totals = _values([e for e in entries if e.sort == "total"], accounts)
    paid = [e for e in entries if e.stage == "disbursed" and not e.sort and e.amount is not None and _counts(e, accounts)]
    disbursed = _disbursed(paid, [e for e in entries if e.sort == "total"])
    total = float(committed[0].value) if committed else None
    outstanding = None if total is None else max(0.0, total - (disbursed or 0.0))
    currencies = [c for t in members if isinstance(t.record, Transfer) and (c := t.record.currency)]
    return Ledger(
        steps=_steps(entries, accounts), committed=committed, totals=totals, disbursed=disbursed, outstanding=outstanding,
        suspended=_suspended(entries), currency=max(sorted(set(currencies)), key=currencies.count) if currencies else None,
        why=tuple(why),
    )  # fmt: skip


def _counts(entry: _Entry, accounts: Accounts) -> bool:
    """Is it sure enough to be counted as paid?"""
    return RANK[combine(accounts[t.key] for t in entry.told)] >= RANK["probable"]


def _entries(members: Sequence[Told]) -> list[_Entry]:
    rows: list[_Entry] = []
    shelves: dict[tuple[str, float | None], list[_Entry]] = {}
    for t in members:
        r = t.record
        assert isinstance(r, Transfer)
        told_stage, sort = stage_and_sort(t)
        stage = "pledged" if told_stage in _FIRST else told_stage
        shelf = shelves.setdefault((stage, r.amount), [])
        entry = next((e for e in shelf if _one(e, stage, r)), None)
        if entry is None:
            entry = _Entry(told_stage, r.amount, r.date)
            shelf.append(entry)
            rows.append(entry)
        entry.told.append(t)
        if r.date and (entry.date is None or _finer(r.date, entry.date)):
            entry.date = r.date
        entry.sort = entry.sort or sort
        if told_stage == "committed":
            entry.stage = told_stage
    for e in rows:
        said = [d for t in e.told if (d := t.said or t.published)]
        if e.date is None and said:
            # what is left is left as of the last telling; what was done was done by the first
            e.date = max(said, key=order) if e.sort == "rest" else min(said, key=order)
    return sorted(rows, key=lambda e: (order(e.date), e.stage, e.amount or 0.0))


def _one(entry: _Entry, stage: str, record: Transfer) -> bool:
    """Is it the same line? A pledge of one total is one; else the times must agree, or one be unknown."""
    if stage in _FIRST and record.amount is not None:
        return True
    a, b = span(entry.date), span(record.date)
    return a is None or b is None or gap(a, b) <= (0 if record.amount is None else _NEAR)


def _finer(date: str, than: str) -> bool:
    a, b = span(date), span(than)
    return a is not None and b is not None and a[1] - a[0] < b[1] - b[0]


def _values(entries: Sequence[_Entry], accounts: Accounts) -> tuple[Value, ...]:
    rows: dict[float, list[Told]] = {}
    for e in entries:
        if e.amount is not None:
            rows.setdefault(e.amount, []).extend(e.told)
    out = []
    for amount, told in rows.items():
        held = tuple(accounts[t.key] for t in told)
        sides = {side_of(t) for t in told}
        out.append(Value(amount, held, combine(held), next(iter(sides)) if len(sides) == 1 else None))
    return tuple(sorted(out, key=lambda v: (-len(v.origins), -RANK[v.certainty], -float(v.value))))


def _committed(entries: Sequence[_Entry], accounts: Accounts) -> tuple[Value, ...]:
    """The totals pledged or committed, and those that name the whole of what is stopped or goes on."""
    first = [e for e in entries if (e.stage in _FIRST and e.sort != "rest") or e.sort == "whole"]
    return _values(first, accounts)


def _reconcile(entries: Sequence[_Entry], committed: float | None) -> list[str]:
    """Mark the sums that are totals or rests of the instalments told until then; returns what was found."""
    why: list[str] = []
    paid, number = 0.0, 0
    for e in entries:
        if e.stage not in ("disbursed", "suspended", "owed", "resumed") or e.amount is None:
            continue
        amount = float(e.amount)
        e.sort = e.sort or _sort(e, paid, number, committed)
        if e.sort == "total":
            why.append(f"{plain_number(amount)} is a total told" + (" and equals the instalments" if amount == paid else ""))
        elif e.sort == "rest":
            why.append(f"{plain_number(amount)} is what is left" + (
                " and equals the total less the instalments" if committed is not None and amount == committed - paid else ""
            ))  # fmt: skip
            if e.stage == "disbursed":
                e.stage = "owed"
        elif e.stage == "disbursed":
            paid, number = paid + amount, number + 1
    return why


def _sort(entry: _Entry, paid: float, number: int, committed: float | None) -> str:
    """What arithmetic makes of a sum that the text does not mark, given what and how often had been paid before it."""
    amount = float(entry.amount or 0)
    if entry.stage != "disbursed":
        return "rest" if committed is not None and paid and amount == committed - paid else ""
    return "total" if amount == committed or (amount == paid and number > 1) else ""


def _disbursed(paid: Sequence[_Entry], totals: Sequence[_Entry]) -> float | None:
    if not paid and not totals:
        return None
    best = sum(float(e.amount or 0) for e in paid)
    for t in totals:
        if t.amount is not None:
            after = sum(float(e.amount or 0) for e in paid if order(e.date)[0] > order(t.date)[1])
            best = max(best, float(t.amount) + after)
    return best


def _suspended(entries: Sequence[_Entry]) -> bool:
    last = ""
    for e in entries:
        if e.stage in ("suspended", "resumed", "cancelled") or (e.stage == "disbursed" and not e.sort):
            last = e.stage
    return last == "suspended"


def _steps(entries: Sequence[_Entry], accounts: Accounts) -> tuple[Step, ...]:
    out = []
    for e in entries:
        held = tuple(accounts[t.key] for t in e.told)
        values: dict[str, Any] = {"stage": e.stage, "amount": None if e.amount is None else plain_number(e.amount)}
        if e.sort:
            values["sum"] = e.sort
        sides = tuple(dict.fromkeys(s for t in e.told if (s := side_of(t))))
        out.append(Step(e.date, values, sides, held, combine(held)))
    return tuple(out)

"""`ledger`: each programme of money or goods, what was promised, paid, stopped and is still to come."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date

from dragoman.desk.model import Answer, Episode, Query, Step, Value
from dragoman.desk.views.choice import Row, choose, limited, printed


def rows(episodes: Iterable[Episode], query: Query, today: date) -> Answer:
    """One row a programme, in order of its first entry.

    Besides the contract's fields: `rival` (other totals told: [{`amount`, `side`, `certainty`, `accounts`}]), `told_totals`
    (sums told as paid so far), `why` (how told sums agree with the entries), `certainty`, `episode`.
    """
    made = [row(e) for e in choose(episodes, query, ("transfer",))]
    return Answer("ledger", query.as_of, limited(made, query))


def row(episode: Episode) -> Row:
    """One programme."""
    c = episode.chosen
    return {
        "programme": c.get("programme", episode.title), "provider": list(c.get("provider", ())),
        "recipient": list(c.get("recipient", ())), "instrument": c.get("instrument"), "currency": c.get("currency"),
        "committed": c.get("committed"), "disbursed": c.get("disbursed"), "outstanding": c.get("outstanding"),
        "suspended": bool(c.get("suspended")), "entries": [_entry(s) for s in episode.steps],
        "rival": [_sum(v) for v in episode.fields.get("committed", ())[1:]],
        "told_totals": [_sum(v) for v in episode.fields.get("disbursed", ())],
        "why": list(episode.why), "certainty": episode.certainty, "episode": episode.id,
    }  # fmt: skip


def _entry(step: Step) -> Row:
    more = {"sum": step.values["sum"]} if step.values.get("sum") else {}
    return {
        "date": step.date, "stage": step.values["stage"], "amount": step.values.get("amount"), **more,
        "certainty": step.certainty, "accounts": printed(step.accounts),
    }  # fmt: skip


def _sum(value: Value) -> Row:
    return {
        "amount": value.value, "side": value.side, "certainty": value.certainty, "accounts": printed(value.accounts)
    }  # fmt: skip

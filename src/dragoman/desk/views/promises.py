"""`promises`: what was promised, by when, how often that day has moved and who moved it, and how it stands today."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import replace
from datetime import date

from dragoman.desk.fusion.dates import order, span
from dragoman.desk.model import Answer, Episode, Query, Step
from dragoman.desk.views.choice import Row, choose, day_of, depends_on, limited, printed

DUE_SOON = 30
_SETTLED = ("met", "missed")


def rows(episodes: Iterable[Episode], query: Query, today: date) -> Answer:
    """One row a commitment, the overdue and those due soonest first.

    Besides the contract's fields: `due_in` (days from today to the deadline, negative when it is past), `outcomes` (what
    each side tells of it: [{`status`, `said_by`, `date`, `of`, `accounts`}]), `depends_on` (the matters on which its
    issue hangs), `certainty`, `episode`, `title`.
    """
    day = day_of(query, today)
    known = list(episodes)
    ties = choose(known, replace(query, about=None, since=None, until=None), ("linkage",))
    made = [row(e, day, ties) for e in choose(known, query, ("commitment",))]
    made.sort(key=lambda r: (r["due_in"] is None, order(r["deadline"]), order(r["made"] or r["told"]), r["episode"]))
    return Answer("promises", query.as_of, limited(made, query))


def row(episode: Episode, day: date, linkages: Sequence[Episode] = ()) -> Row:
    """One commitment as it stands on a day."""
    c = episode.chosen
    deadline = span(c.get("deadline"))
    due = deadline[1] - day.toordinal() if deadline else None
    return {
        "gist": c.get("gist", episode.title), "issue": c.get("issue", episode.issue),
        "promisor": list(c.get("promisor", ())), "beneficiary": list(c.get("beneficiary", ())),
        "made": c.get("made"), "deadline": c.get("deadline"),
        "history": [_deadline(s) for s in episode.steps if s.values.get("deadline")],
        "status": standing(episode.status or "open", due),
        "slipped": c.get("slipped"), "due_in": due,
        "outcomes": [_outcome(s) for s in episode.steps if s.values.get("status") not in (None, "open")],
        "depends_on": depends_on(c.get("issue", episode.issue), linkages),
        "certainty": episode.certainty, "told": episode.told, "episode": episode.id, "title": episode.title,
    }  # fmt: skip


def standing(told: str, due: int | None) -> str:
    """How a promise stands: what is told of it, else what the calendar says of its deadline.

    A past deadline that nothing tells to be met or missed is `overdue`, even where a side had refused it or read it
    otherwise before: the day came and went. `due`: it falls within the next thirty days.
    """
    if told in _SETTLED or due is None:
        return told
    if due < 0:
        return "overdue"
    return "due" if told == "open" and due <= DUE_SOON else told


def _deadline(step: Step) -> Row:
    return {
        "deadline": step.values["deadline"], "said_by": list(step.said_by), "date": step.date,
        "certainty": step.certainty, "accounts": printed(step.accounts),
    }  # fmt: skip


def _outcome(step: Step) -> Row:
    return {
        "status": step.values["status"], "said_by": list(step.said_by), "date": step.date, "of": step.values.get("of"),
        "certainty": step.certainty, "accounts": printed(step.accounts),
    }  # fmt: skip

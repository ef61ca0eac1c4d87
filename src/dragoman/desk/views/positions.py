"""`positions`: where each side stands on each issue through time, and where it has turned."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import replace
from datetime import date

from dragoman.desk.model import Answer, Episode, Query, Step
from dragoman.desk.views.choice import Row, choose, depends_on, limited, printed


def rows(episodes: Iterable[Episode], query: Query, today: date) -> Answer:
    """One row a holder and issue, holders in order of code, their longest records first.

    `depends_on`: the matters on which the issue hangs ([{`depends_on`, `words`, `relation`, `holder`, `certainty`,
    `accounts`}]). Stances also tell `claimed_by`, the side on whose word alone another's stance rests.
    """
    known = list(episodes)
    ties = choose(known, replace(query, about=None, since=None, until=None), ("linkage",))
    made = [row(e, ties) for e in choose(known, query, ("position",))]
    made.sort(key=lambda r: (r["holder"], -len(r["stances"]), r["issue"], r["episode"]))
    return Answer("positions", query.as_of, limited(made, query))


def row(episode: Episode, linkages: Sequence[Episode] = ()) -> Row:
    """One holder on one issue, with the matters on which the issue hangs."""
    c = episode.chosen
    return {
        "holder": c.get("holder"), "issue": c.get("issue", episode.issue), "stances": [_stance(s) for s in episode.steps],
        "reversals": [_reversal(r, episode.steps) for r in c.get("reversals", ())],
        "depends_on": depends_on(c.get("issue", episode.issue), linkages),
        "certainty": episode.certainty, "episode": episode.id,
    }  # fmt: skip


def _reversal(turn: Row, steps: Sequence[Step]) -> Row:
    claimed = {"claimed_by": turn["claimed_by"]} if turn.get("claimed_by") else {}
    return {
        "date": turn["date"], "from": turn["from"], "to": turn["to"], "certainty": turn["certainty"], **claimed,
        "accounts": printed(steps[turn["step"]].accounts),
    }  # fmt: skip


def _stance(step: Step) -> Row:
    claimed = step.values.get("claimed_by")
    return {
        "date": step.date, "stance": step.values["stance"], "polarity": step.values["polarity"],
        "certainty": step.certainty, "said_by": list(step.said_by), **({"claimed_by": claimed} if claimed else {}),
        "accounts": printed(step.accounts),
    }  # fmt: skip

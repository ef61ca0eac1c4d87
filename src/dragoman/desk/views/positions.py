"""`positions`: where each side stands on each issue through time, and where it has turned."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date

from dragoman.desk.model import Answer, Episode, Query, Step
from dragoman.desk.views.choice import Row, choose, limited, printed


def rows(episodes: Iterable[Episode], query: Query, today: date) -> Answer:
    """One row a holder and issue, holders in order of code, their longest records first.

    Stances also tell `claimed_by`, the side on whose word alone another's stance rests.
    """
    made = [row(e) for e in choose(episodes, query, ("position",))]
    made.sort(key=lambda r: (r["holder"], -len(r["stances"]), r["issue"], r["episode"]))
    return Answer("positions", query.as_of, limited(made, query))


def row(episode: Episode) -> Row:
    """One holder on one issue."""
    c = episode.chosen
    return {
        "holder": c.get("holder"), "issue": c.get("issue", episode.issue), "stances": [_stance(s) for s in episode.steps],
        "reversals": [{k: v for k, v in r.items() if v is not None or k != "claimed_by"} for r in c.get("reversals", ())],
        "certainty": episode.certainty, "episode": episode.id,
    }  # fmt: skip


def _stance(step: Step) -> Row:
    claimed = step.values.get("claimed_by")
    return {
        "date": step.date, "stance": step.values["stance"], "polarity": step.values["polarity"],
        "certainty": step.certainty, **({"claimed_by": claimed} if claimed else {}), "accounts": printed(step.accounts),
    }  # fmt: skip

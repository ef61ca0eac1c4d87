"""`calendar`: each meeting with its whole life, from proposed to held or cancelled."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date

from dragoman.desk.fusion.dates import order
from dragoman.desk.model import Answer, Episode, Query, Step
from dragoman.desk.views.choice import Row, choose, limited, printed


def rows(episodes: Iterable[Episode], query: Query, today: date) -> Answer:
    """One row a meeting, in order of its day.

    `history` entries also tell `for` (the day that the meeting was then to have), `from` (the day that it left) and `by`
    (who proposed or put off). `postponed_by`: whose wish the delays were. `told`: when it was first told, by which a meeting
    without a day of its own is placed.
    """
    made = [row(e) for e in choose(episodes, query, ("meeting",))]
    made.sort(key=lambda r: (order(r["date"] or r["told"]), r["episode"]))
    return Answer("calendar", query.as_of, limited(made, query))


def row(episode: Episode) -> Row:
    """One meeting."""
    c = episode.chosen
    delays = [s for s in episode.steps if s.values["status"] in ("postponed", "cancelled")]
    return {
        "type": c.get("type"), "participants": list(c.get("participants", ())), "place": c.get("place"),
        "date": c.get("date"), "status": c.get("status", episode.status),
        "history": [_step(s) for s in episode.steps],
        "postponed_by": sorted({b for s in delays for b in s.values.get("by", ())}),
        "between": list(episode.codes), "told": episode.told, "certainty": episode.certainty,
        "episode": episode.id, "title": episode.title,
    }  # fmt: skip


def _step(step: Step) -> Row:
    more = {k: step.values[k] for k in ("for", "from", "by", "implied") if step.values.get(k)}
    return {
        "date": step.date, "status": step.values["status"], **more, "said_by": list(step.said_by),
        "certainty": step.certainty, "accounts": printed(step.accounts),
    }  # fmt: skip

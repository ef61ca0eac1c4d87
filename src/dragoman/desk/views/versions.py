"""`versions`: where accounts of one thing differ, field by field, by side and outlet."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import date
from typing import Any

from dragoman.desk.fusion.dates import gap, span
from dragoman.desk.model import Answer, Episode, Query, Value
from dragoman.desk.views.choice import Row, choose, limited, printed

_COMPARED = ("status", "date", "place", "deadline", "committed", "polarity")
_DATES = ("date", "deadline")


def rows(episodes: Iterable[Episode], query: Query, today: date) -> Answer:
    """One row for each field of an episode on which sides differ; `title` names the episode.

    Values that say the same more or less exactly do not differ; nor do the stages of one life (planned, then held), or
    values that one side alone gives.
    """
    kinds = ("meeting", "commitment", "transfer", "position", "event")
    made = [r for e in choose(episodes, query, kinds) for r in _of(e)]
    return Answer("versions", query.as_of, limited(made, query))


def _of(episode: Episode) -> list[Row]:
    out: list[Row] = []
    for name in _COMPARED:
        values = episode.fields.get(name, ())
        if name == "status" and episode.kind != "commitment":
            continue
        if len(values) > 1 and differ(name, values):
            out.append({
                "episode": episode.id, "title": episode.title, "field": name,
                "accounts": [a for v in values for a in _accounts(v)],
            })  # fmt: skip
    return out


def differ(name: str, values: Sequence[Value]) -> bool:
    """Do two sides give values that cannot both be right?"""
    for k, one in enumerate(values):
        for other in values[k + 1 :]:
            if one.side != other.side and _apart(name, one.value, other.value):
                return True
    return False


def _apart(name: str, a: Any, b: Any) -> bool:
    if name in _DATES:
        one, other = span(a), span(b)
        return one is not None and other is not None and gap(one, other) > 1
    return bool(a != b)


def _accounts(value: Value) -> list[Row]:
    return [
        {
            "value": value.value, "side": value.side or p["origin"], "certainty": p["certainty"],
            "document": p["document"], "evidence": p["evidence"], "voice": p["voice"], "origin": p["origin"],
        }
        for p in printed(value.accounts)
    ]  # fmt: skip

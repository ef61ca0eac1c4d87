"""`versions`: where accounts of one thing differ, field by field, by side and outlet."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from datetime import date
from typing import Any

from dragoman.desk.catalogue import CATALOGUE
from dragoman.desk.fusion.dates import gap, span
from dragoman.desk.model import Answer, Episode, Query, Step, Told, Value
from dragoman.desk.views.choice import Row, choose, limited, printed

_COMPARED = ("status", "date", "place", "committed", "polarity")
_DATES = ("date", "deadline")
_AT_ONE_TIME = 60


def rows(episodes: Iterable[Episode], query: Query, today: date) -> Answer:
    """The view of episodes in hand: one row for each field of an episode on which sides differ; `title` names the episode.

    Values that say the same more or less exactly do not differ; nor do the stages of one life (planned, then held; a
    deadline moved), or values that one side alone gives.
    """
    made = [r for e in choose(episodes, query, CATALOGUE["versions"].kinds) for r in entries(e, {})]
    return Answer("versions", query.as_of, limited(made, query))


def entries(episode: Episode, told: Mapping[str, Told]) -> list[Row]:
    """The rows that an episode gives."""
    if episode.kind == "dispute":
        return [_row(episode, "account", episode.fields["account"])]
    out: list[Row] = _claims(episode) if episode.kind == "position" else []
    out += _deadlines(episode) if episode.kind == "commitment" else []
    for name in _COMPARED:
        values = episode.fields.get(name, ())
        if name in ("status", "polarity") and episode.kind != "commitment":
            continue
        if len(values) > 1 and differ(name, values):
            out.append(_row(episode, name, values))
    return out


def _row(episode: Episode, name: str, values: Sequence[Value]) -> Row:
    return {
        "episode": episode.id, "title": episode.title, "field": name, "accounts": [a for v in values for a in _accounts(v)]
    }  # fmt: skip


def _claims(episode: Episode) -> list[Row]:
    """What another side says of where the holder stands, where the holder himself says otherwise at that time."""
    own = [s for s in episode.steps if not s.values.get("claimed_by")]
    out: list[Row] = []
    for claim in (s for s in episode.steps if s.values.get("claimed_by")):
        against = [s for s in own if _opposed(s, claim)]
        if against:
            values = [_stance(claim, claim.values["claimed_by"])]
            values += [_stance(s, episode.chosen.get("holder")) for s in against]
            out.append(_row(episode, "stance", values))
    return out


def _deadlines(episode: Episode) -> list[Row]:
    """Deadlines that sides name differently at one time: that one is named months later is a move, not a difference."""
    named = [s for s in episode.steps if s.values.get("deadline")]
    apart = [
        s for s in named
        if any(
            not set(_tellers(s)) & set(_tellers(o)) and _at_one_time(s, o)
            and _apart("deadline", s.values["deadline"], o.values["deadline"]) for o in named
        )
    ]  # fmt: skip
    values = [Value(s.values["deadline"], s.accounts, s.certainty, "+".join(_tellers(s)) or None) for s in apart]
    return [_row(episode, "deadline", values)] if values else []


def _tellers(step: Step) -> Sequence[str]:
    """The sides that tell a step; those who said it where fusion names no other."""
    return list(step.values.get("told_by", step.said_by))


def _at_one_time(a: Step, b: Step) -> bool:
    one, other = span(a.date), span(b.date)
    return one is not None and other is not None and gap(one, other) <= _AT_ONE_TIME


def _opposed(own: Step, claim: Step) -> bool:
    return _at_one_time(own, claim) and {own.values["polarity"], claim.values["polarity"]} == {"for", "against"}


def _stance(step: Step, side: str | None) -> Value:
    return Value(step.values["stance"], step.accounts, step.certainty, side)


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
    return str(a).casefold() != str(b).casefold()


def _accounts(value: Value) -> list[Row]:
    return [
        {
            "value": value.value, "side": value.side or p["origin"], "certainty": p["certainty"],
            "document": p["document"], "evidence": p["evidence"], "voice": p["voice"], "origin": p["origin"],
        }
        for p in printed(value.accounts)
    ]  # fmt: skip

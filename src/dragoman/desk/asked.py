"""What a `Query` asks of an episode, the same on kept episodes (by index, in SQL) and on those fused in memory."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Any

from dragoman.desk.model import Episode, Query
from dragoman.desk.rows import days
from dragoman.errors import ValueRefusedError
from dragoman.records import Certainty

_ORDER: tuple[Certainty, ...] = ("denied", "unknown", "possible", "probable", "certain")


def words_of(episode: Episode) -> str:
    """What `about` is looked for in: title, issue and the values of fields, in lower case."""
    values = [str(v.value) for vs in episode.fields.values() for v in vs if isinstance(v.value, str)]
    return " ".join(dict.fromkeys([episode.title, episode.issue or "", *values])).casefold()


def at_least(certainty: Certainty) -> tuple[Certainty, ...]:
    """The degrees of certainty from this one up."""
    return _ORDER[_ORDER.index(certainty) :]


def last_day(edtf: str) -> str:
    """The last day that a date can mean, as an ISO date. Raises ValueRefusedError."""
    return days(edtf)[1] or "9999-12-31"


def first_day(edtf: str) -> str:
    """The first day that a date can mean, as an ISO date. Raises ValueRefusedError."""
    return days(edtf)[0] or "0001-01-01"


def where(query: Query, kinds: Sequence[str]) -> tuple[list[str], dict[str, Any]]:
    """The conditions of SQL on `episodes e`, with their parameters."""
    found: list[str] = []
    given: dict[str, Any] = {}
    for n, code in enumerate(query.between):
        found.append(f"EXISTS (SELECT 1 FROM episode_codes c WHERE c.code = :code{n} AND c.episode = e.id)")
        given[f"code{n}"] = code
    for n, word in enumerate(_words(query)):
        found.append(f"e.words LIKE :word{n} ESCAPE '!'")
        given[f"word{n}"] = f"%{word.replace('!', '!!').replace('%', '!%').replace('_', '!_')}%"
    for name, allowed in (("kind", kinds), ("certainty", at_least(query.certainty) if query.certainty else ())):
        if allowed:
            marks = {f"{name}{n}": value for n, value in enumerate(allowed)}
            found.append(f"e.{name} IN ({', '.join(':' + m for m in marks)})")
            given |= marks
    if query.since:
        found.append("coalesce(e.last_day, e.first_day) >= :since")
        given["since"] = first_day(query.since)
    if query.until:
        found.append("coalesce(e.first_day, e.last_day) <= :until")
        given["until"] = last_day(query.until)
    return found, given


def matching(episodes: Iterable[Episode], query: Query, kinds: Sequence[str]) -> list[Episode]:
    """Those of the episodes that the query asks for."""
    words = _words(query)
    allowed = at_least(query.certainty) if query.certainty else _ORDER
    return [
        e
        for e in episodes
        if set(query.between) <= set(e.codes)
        and (not kinds or e.kind in kinds)
        and e.certainty in allowed
        and all(w in words_of(e) for w in words)
        and _within(e, query)
    ]


def _words(query: Query) -> list[str]:
    return (query.about or "").casefold().split()


def _within(episode: Episode, query: Query) -> bool:
    first, last = _day(episode.first, 0), _day(episode.last or episode.first, 1)
    if query.since and not ((last or first) and (last or first or "") >= first_day(query.since)):
        return False
    return not query.until or bool((first or last) and (first or last or "") <= last_day(query.until))


def _day(edtf: str | None, end: int) -> str | None:
    try:
        return days(edtf)[end]
    except ValueRefusedError:
        return None

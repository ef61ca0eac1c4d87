"""What a `Query` asks of an episode, the same on kept episodes (by index, in SQL) and on those fused in memory."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Any

from dragoman.desk.model import Episode, Query
from dragoman.desk.rows import days
from dragoman.desk.words import stems
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


def where(query: Query, kinds: Sequence[str], taking_part: str) -> tuple[list[str], dict[str, Any]]:
    """The conditions of SQL on `episodes e`, with their parameters; `taking_part` is that on the sides, made of `of_all`."""
    found: list[str] = []
    given: dict[str, Any] = {}
    aside = ""
    if query.between:
        # Few episodes have all codes: what is added to a column keeps SQLite from starting at its index instead.
        aside = " || ''"
        found.append(taking_part)
        given |= {f"code{n}": code for n, code in enumerate(query.between)}
    for n, word in enumerate(_words(query)):
        found.append(f"e.words LIKE :word{n} ESCAPE '!'")
        given[f"word{n}"] = f"%{word.replace('!', '!!').replace('%', '!%').replace('_', '!_')}%"
    for name, allowed in (("kind", kinds), ("certainty", at_least(query.certainty) if query.certainty else ())):
        if allowed:
            marks = {f"{name}{n}": value for n, value in enumerate(allowed)}
            found.append(f"e.{name}{aside} IN ({', '.join(':' + m for m in marks)})")
            given |= marks
    if query.since:
        found.append("e.last_day >= :since")
        given["since"] = first_day(query.since)
    if query.until:
        found.append(f"e.first_day{aside} <= :until")
        given["until"] = last_day(query.until)
    return found, given


def of_all(what: str, codes: int) -> str:
    """The query for the episodes or records in which all of so many codes (`:code0` …) take part, from the codes on."""
    joined = "".join(f" JOIN {what}_codes c{n} ON c{n}.{what} = c0.{what} AND c{n}.code = :code{n}" for n in range(1, codes))
    return f"SELECT c0.{what} FROM {what}_codes c0{joined} WHERE c0.code = :code0"


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
    """What must occur, as beginnings of words, so that no form of a word is missed."""
    return sorted(stems(query.about or ""))


def _within(episode: Episode, query: Query) -> bool:
    first, last = days_of(episode)
    if query.since and not (last and last >= first_day(query.since)):
        return False
    return not query.until or bool(first and first <= last_day(query.until))


def days_of(episode: Episode) -> tuple[str | None, str | None]:
    """The first and last day, as ISO dates, of the episode's life; of what no text dates, the day on which it was told."""
    own = [d for d in (episode.first, episode.last, *(s.date for s in episode.steps)) if d]
    found = [_days(d) for d in own or [episode.told or ""]]
    first = min((a for a, _ in found if a), default=None)
    last = max((b for _, b in found if b), default=None)
    return first or last, last or first


def _days(edtf: str) -> tuple[str | None, str | None]:
    try:
        return days(edtf or None)
    except ValueRefusedError:
        return None, None

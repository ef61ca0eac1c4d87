"""Which episodes a question is about, and how accounts are printed: what the episode views share."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from datetime import date
from typing import Any

from dragoman.desk.fusion.accounts import RANK
from dragoman.desk.fusion.dates import order, span
from dragoman.desk.model import Account, Episode, Query
from dragoman.desk.words import likeness, stems, telling

Row = Mapping[str, Any]

_ALIKE = 0.5


def choose(episodes: Iterable[Episode], query: Query, kinds: Sequence[str]) -> list[Episode]:
    """The episodes of these kinds that a query asks for, in order of their first day."""
    asked = stems(query.about) if query.about else frozenset()
    found = [
        e for e in episodes
        if e.kind in kinds
        and set(query.between) <= set(e.codes)
        and (query.certainty is None or RANK[e.certainty] >= RANK[query.certainty])
        and (not asked or asked <= _words(e))
        and _in_time(e, query)
    ]  # fmt: skip
    return sorted(found, key=place_of)


def place_of(episode: Episode) -> tuple[int, int, str]:
    """Where an episode stands among others: by its first day, told of or told, then by its id."""
    return *order(episode.first or episode.told), episode.id


def day_of(query: Query, today: date) -> date:
    """The day that a view speaks of: that of `as_of`, else today."""
    known = span(query.as_of)
    return date.fromordinal(known[1]) if known else today


def printed(accounts: Iterable[Account]) -> list[dict[str, Any]]:
    """Accounts as the contract prints them, in order of document and place; `key` names the record to a review."""
    rows: dict[str, dict[str, Any]] = {}
    for a in sorted(accounts, key=lambda a: (a.document, [(e.start, e.end) for e in a.evidence], a.key)):
        rows.setdefault(a.key or str(len(rows)), {
            "document": a.document, "evidence": [{"start": e.start, "end": e.end} for e in a.evidence],
            "voice": list(a.voice), "outlets": list(a.outlets), "origin": a.origin, "certainty": a.certainty,
            "key": a.key,
        })  # fmt: skip
    return list(rows.values())


def depends_on(issue: str | None, linkages: Iterable[Episode]) -> list[dict[str, Any]]:
    """The matters on which an issue hangs, by linkages that name it or use its words."""
    words = telling(issue) if issue else frozenset()
    out = []
    for e in linkages:
        c = e.chosen
        if issue and (c.get("issue") == issue or (words and likeness(words, telling(c.get("issue_words", ""))) >= _ALIKE)):
            out.append({
                "depends_on": c.get("depends_on"), "words": c.get("depends_on_words"), "relation": c.get("relation"),
                "holder": list(c.get("holder", ())), "certainty": e.certainty,
                "accounts": printed(a for s in e.steps for a in s.accounts),
            })  # fmt: skip
    return out


def limited(rows: Sequence[Row], query: Query) -> tuple[Row, ...]:
    """No more rows than were asked for."""
    return tuple(rows[: query.limit] if query.limit is not None else rows)


def _words(episode: Episode) -> frozenset[str]:
    held = [str(v.value) for values in episode.fields.values() for v in values]
    return stems(" ; ".join([episode.title, episode.issue or "", *held]))


def _in_time(episode: Episode, query: Query) -> bool:
    since, until = span(query.since), span(query.until)
    if not since and not until:
        return True
    own = [d for d in (episode.first, episode.last, *(s.date for s in episode.steps)) if d]
    days = [s for d in own or (episode.told,) if (s := span(d))]
    if not days:
        return False
    return (not since or max(d[1] for d in days) >= since[0]) and (not until or min(d[0] for d in days) <= until[1])

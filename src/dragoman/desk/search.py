"""Full-text search over the documents: FTS5 on SQLite, tsvector on PostgreSQL, asked and answered alike.

A search is words (all must occur, in any form of their stem), "phrases in quotes" and -words that must not occur.
Nothing in it is a command to the database.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from sqlalchemy import Connection, Row, text

from dragoman.desk.asked import first_day, last_day
from dragoman.desk.bulk import is_sqlite
from dragoman.desk.clean import clean
from dragoman.desk.model import Query
from dragoman.errors import ValueRefusedError
from dragoman.records import Extent

_TERM = re.compile(r'(-?)(?:"([^"]*)"|(\S+))')
_WORD = re.compile(r"\w+")
_STEM = 5
_Term = tuple[bool, str]
_MOST = 50
_PASSAGES = 3


@dataclass(frozen=True)
class Found:
    """A document that a search finds: the passages (sentences) with most of the words, best first, and a score that
    says how well it fits (higher is better, comparable within one search only)."""

    document: str
    title: str | None
    publication: str | None
    published: str | None
    score: float
    passages: tuple[tuple[Extent, str], ...]


def search(connection: Connection, wanted: str, query: Query) -> list[Found]:
    """The documents found, best first; at most `query.limit` (50 where it says nothing). Raises ValueRefusedError."""
    terms = _terms(clean(wanted))
    if not any(positive for positive, _ in terms):
        raise ValueRefusedError(wanted, "a search needs a word to look for")
    conditions, given = _conditions(query)
    given |= {"most": query.limit or _MOST}
    if is_sqlite(connection):
        given["wanted"] = _fts5(terms)
        score = "-bm25(documents_fts)"
        source = "documents_fts f JOIN documents d ON d.pk = f.rowid WHERE documents_fts MATCH :wanted"
    else:
        given["wanted"] = _websearch(terms)
        score = "max(ts_rank_cd(f.words, q))"
        source = """websearch_to_tsquery('english', :wanted) q, document_words f JOIN documents d ON d.pk = f.document
            WHERE f.words @@ q"""
    grouped = "" if is_sqlite(connection) else " GROUP BY d.pk, d.id"
    statement = f"""WITH best AS (SELECT d.pk, d.id, {score} AS score FROM {source} AND {" AND ".join(conditions)}{grouped}
            ORDER BY score DESC, d.id LIMIT :most)
        SELECT d.pk, d.id, d.title, d.publication, d.published, d.text, best.score
        FROM best JOIN documents d ON d.pk = best.pk ORDER BY best.score DESC, d.id"""
    rows = connection.execute(text(statement), given).all()
    return [_found(connection, row, terms) for row in rows]


def _terms(wanted: str) -> list[_Term]:
    """The search as (wanted or not, the words or phrase), without what holds no word."""
    found = ((not m[1], (m[2] if m[2] is not None else m[3]).replace('"', " ")) for m in _TERM.finditer(wanted))
    return [(positive, words) for positive, words in found if _WORD.search(words)]


def _fts5(terms: Sequence[_Term]) -> str:
    quoted = [(positive, f'"{words}"') for positive, words in terms]
    wanted = " AND ".join(q for positive, q in quoted if positive)
    return f"({wanted})" + "".join(f" NOT {q}" for positive, q in quoted if not positive)


def _websearch(terms: Sequence[_Term]) -> str:
    return " ".join(("" if positive else "-") + f'"{words}"' for positive, words in terms)


def _conditions(query: Query) -> tuple[list[str], dict[str, Any]]:
    found, given = ["d.superseded_by IS NULL"], dict[str, Any]()
    for n, code in enumerate(query.between):
        named = "SELECT 1 FROM mentions m JOIN entities e ON e.key = m.entity WHERE m.document = d.pk"
        found.append(f"EXISTS ({named} AND e.code = :code{n})")
        given[f"code{n}"] = code
    for name, condition, day in (
        ("since", "d.published_last >= :since", first_day),
        ("until", "d.published_first <= :until", last_day),
        ("as_of", "d.published_last <= :as_of", last_day),
    ):
        if value := getattr(query, name):
            found.append(condition)
            given[name] = day(value)
    return found, given


def _found(connection: Connection, row: Row[Any], terms: Sequence[_Term]) -> Found:
    stems = {w[:_STEM] for positive, words in terms if positive for w in _WORD.findall(_plain(words))}
    query = "SELECT start, stop FROM sentences WHERE document = :pk ORDER BY number"
    scored = []
    for number, (start, stop) in enumerate(connection.execute(text(query), {"pk": row.pk})):
        words = {w[:_STEM] for w in _WORD.findall(_plain(row.text[start:stop]))}
        if hits := len(stems & words):
            scored.append((-hits, number, Extent(start=start, end=stop)))
    passages = tuple((e, " ".join(row.text[e.start : e.end].split())) for _, _, e in sorted(scored, key=_order)[:_PASSAGES])
    return Found(row.id, row.title, row.publication, row.published, round(float(row.score), 6), passages)


def _order(scored: tuple[int, int, Extent]) -> tuple[int, int]:
    return scored[0], scored[1]


def _plain(word: str) -> str:
    """In lower case and without accents, as both databases look for it."""
    return "".join(c for c in unicodedata.normalize("NFD", word.casefold()) if not unicodedata.combining(c))

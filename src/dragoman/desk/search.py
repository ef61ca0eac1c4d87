"""Full-text search over the documents: FTS5 on SQLite, tsvector on PostgreSQL, asked and answered alike.

A search is words (all must occur, in any form of their stem), "phrases in quotes" and -words that must not occur.
Nothing in it is a command to the database.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable, Sequence
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
# Of more documents than this the best are not sought: it takes long, and words that so many have tell none apart.
RANKED = 10_000


@dataclass(frozen=True)
class Found:
    """A document that a search finds: the passages (sentences) with most of the words, best first, and a score that
    says how well it fits (higher is better, comparable within one search only; None where too many were found)."""

    document: str
    title: str | None
    publication: str | None
    published: str | None
    score: float | None
    passages: tuple[tuple[Extent, str], ...]


def search(connection: Connection, wanted: str, query: Query) -> list[Found]:
    """The documents found, best first; where more than `RANKED` are found, the newest first, without a score. At most
    `query.limit` (50 where it says nothing). Raises ValueRefusedError."""
    terms = _terms(clean(wanted))
    if not any(positive for positive, _ in terms):
        raise ValueRefusedError(wanted, "a search needs a word to look for")
    conditions, given = _conditions(query)
    index = _FTS5 if is_sqlite(connection) else _TSVECTOR
    given |= {"most": query.limit or _MOST, "wanted": index.written(terms)}
    by_rank = _few(connection, index, conditions, given)
    rows = _best(connection, index, conditions, given) if by_rank else _newest(connection, index, conditions, given)
    return [_found(connection, row, terms) for row in rows]


@dataclass(frozen=True)
class _Index:
    """How a database is asked: documents `d` with what of its index matches, the score, whether a document matches."""

    written: Callable[[Sequence[_Term]], str]
    matching: str
    score: str
    grouped: str
    matches: str


def _few(connection: Connection, index: _Index, conditions: str, given: dict[str, Any]) -> bool:
    """Are so few documents found that the best can be told?"""
    some = f"SELECT 1 FROM {index.matching} AND {conditions} LIMIT {RANKED + 1}"
    found: int = connection.execute(text(f"SELECT count(*) FROM ({some}) found"), given).scalar_one()
    return found <= RANKED


def _best(connection: Connection, index: _Index, conditions: str, given: dict[str, Any]) -> Sequence[Row[Any]]:
    statement = f"""WITH best AS (SELECT d.pk, d.id, {index.score} AS score FROM {index.matching} AND {conditions}
            {index.grouped} ORDER BY score DESC, d.id LIMIT :most)
        SELECT {_SHOWN}, best.score FROM best JOIN documents d ON d.pk = best.pk ORDER BY best.score DESC, d.id"""
    return connection.execute(text(statement), given).all()


def _newest(connection: Connection, index: _Index, conditions: str, given: dict[str, Any]) -> Sequence[Row[Any]]:
    """Those published last, then those of which nobody knows when; databases do not agree where to sort the latter."""
    rows: list[Row[Any]] = []
    for dated in ("d.published_last IS NOT NULL", "d.published_last IS NULL"):
        statement = f"""SELECT {_SHOWN}, NULL AS score FROM documents d WHERE {index.matches} AND {conditions} AND {dated}
            ORDER BY d.published_last DESC, d.id LIMIT :most"""
        rows += connection.execute(text(statement), given | {"most": given["most"] - len(rows)}).all()
    return rows


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


_SHOWN = "d.pk, d.id, d.title, d.publication, d.published, d.text"
# The + keeps SQLite from going through all of a table by another index than that of the days.
_FTS5 = _Index(
    _fts5, "documents_fts f JOIN documents d ON d.pk = f.rowid WHERE documents_fts MATCH :wanted",
    "-bm25(documents_fts)", "",
    "+d.pk IN (SELECT rowid FROM documents_fts WHERE documents_fts MATCH :wanted)",
)  # fmt: skip
_TSVECTOR = _Index(
    _websearch, """websearch_to_tsquery('english', :wanted) q, document_words f JOIN documents d ON d.pk = f.document
    WHERE f.words @@ q""", "max(ts_rank_cd(f.words, q))", "GROUP BY d.pk, d.id",
    """EXISTS (SELECT 1 FROM document_words f
    WHERE f.document = d.pk AND f.words @@ websearch_to_tsquery('english', :wanted))""",
)  # fmt: skip


def _conditions(query: Query) -> tuple[str, dict[str, Any]]:
    """What else is asked of documents `d`. Those that stand are not sought by an index: nearly all do."""
    found, given = ["coalesce(d.superseded_by, 0) = 0"], dict[str, Any]()
    for n, code in enumerate(query.between):
        known = f"SELECT key FROM entities WHERE code = :code{n}"
        found.append(f"EXISTS (SELECT 1 FROM mentions m WHERE m.document = d.pk AND m.entity IN ({known}))")
        given[f"code{n}"] = code
    for name, condition, day in (
        ("since", "d.published_last >= :since", first_day),
        ("until", "d.published_first <= :until", last_day),
        ("as_of", "d.published_last <= :as_of", last_day),
    ):
        if value := getattr(query, name):
            found.append(condition)
            given[name] = day(value)
    return " AND ".join(found), given


def _found(connection: Connection, row: Row[Any], terms: Sequence[_Term]) -> Found:
    stems = {w[:_STEM] for positive, words in terms if positive for w in _WORD.findall(_plain(words))}
    query = "SELECT start, stop FROM sentences WHERE document = :pk ORDER BY number"
    scored = []
    for number, (start, stop) in enumerate(connection.execute(text(query), {"pk": row.pk})):
        words = {w[:_STEM] for w in _WORD.findall(_plain(row.text[start:stop]))}
        if hits := len(stems & words):
            scored.append((-hits, number, Extent(start=start, end=stop)))
    passages = tuple((e, " ".join(row.text[e.start : e.end].split())) for _, _, e in sorted(scored, key=_order)[:_PASSAGES])
    score = None if row.score is None else round(float(row.score), 6)
    return Found(row.id, row.title, row.publication, row.published, score, passages)


def _order(scored: tuple[int, int, Extent]) -> tuple[int, int]:
    return scored[0], scored[1]


def _plain(word: str) -> str:
    """In lower case and without accents, as both databases look for it."""
    return "".join(c for c in unicodedata.normalize("NFD", word.casefold()) if not unicodedata.combining(c))

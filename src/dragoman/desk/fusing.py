"""Stale blocks → episodes in the desk. Fusing itself is a pure function elsewhere; here its answers are kept.

Blocks that an analyst's merge ties together are fused as one. Who fuses deletes the marks that he saw; where somebody
else has deleted them meanwhile, he has fused the same or more, and the later answer is dropped.
"""

from __future__ import annotations

import hashlib
from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from importlib.resources import files

from sqlalchemy import Connection, text

from dragoman.desk.asked import days_of, words_of
from dragoman.desk.bodies import entry_to_json, to_json
from dragoman.desk.bulk import expanded, insert, insert_missing, where_in
from dragoman.desk.collecting import uncollected
from dragoman.desk.connect import Database
from dragoman.desk.fusion import block_of, fuse_block
from dragoman.desk.model import Episode, Ruling, Told
from dragoman.desk.reading import STANDS, TOLD_COLUMNS, told_of
from dragoman.desk.reprints import gather
from dragoman.desk.rows import COLUMNS, days, short
from dragoman.desk.views.entries import entries_of

Progress = Callable[[int, int], None]
Marks = Mapping[str, list[int]]  # blocks with the numbers of their marks in `stale`
ToldIn = Callable[[Iterable[str]], Iterator[tuple[str, Told]]]
_MOST_RECORDS = 20_000
_BLOCKS_AT_ONCE = 500
# What fusing makes, the episodes last, since the others point to them.
_EPISODES = ("entries", "episode_codes", "members", "episodes")
_RECORDS_AT_ONCE = 2000
_FEW = 50
# What makes episodes and words their entries: code, and lists below `data`.
_FOLDERS, _FILES = ("fusion", "views", "wording"), ("model.py", "words.py", "telling.py", "bodies.py")
_LISTS = ("desk", "wording", "actors")
_BLOCKS_OF = """SELECT DISTINCT r.block FROM record_codes c JOIN records r ON r.pk = c.record WHERE c.code = :code
UNION SELECT e.block FROM episode_codes c JOIN episodes e ON e.id = c.episode WHERE c.code = :code"""


@dataclass(frozen=True, slots=True)
class _Fused:
    """An episode, the block under which it is kept, and its records."""

    block: str
    episode: Episode
    told: Mapping[str, Told]


def refresh(database: Database, on_progress: Progress | None = None, codes: Sequence[str] = ()) -> int:
    """Fuse all stale blocks, or those only that all of these codes take part in; gives their number.

    `on_progress` is told blocks done and blocks in all. Reprints are found first, since they change who tells what.
    """
    gather(database)
    _forget_other_fusions(database)
    with database.reading() as connection:
        marks = _marks(connection, codes)
    pending = sorted(marks)
    for done in range(0, len(pending), _BLOCKS_AT_ONCE):
        if on_progress:
            on_progress(done, len(pending))
        with uncollected():
            _fuse(database, {b: marks[b] for b in pending[done : done + _BLOCKS_AT_ONCE]})
    if len(pending) > _BLOCKS_AT_ONCE and not database.sqlite:
        _analyse(database)
    if on_progress:
        on_progress(len(pending), len(pending))
    return len(pending)


def _analyse(database: Database) -> None:
    """Tell a server's planner what has come, where its own housekeeping does not (yet): SQLite is told when it is closed."""
    with database.writing() as connection:
        for table in (*sorted(COLUMNS), "document_words"):
            connection.execute(text(f"ANALYZE {table}"))


def _fuse(database: Database, marks: Marks) -> None:
    """Fuse the marked blocks, and those that a merge ties to them, and keep what comes of it."""
    with database.reading() as connection:
        marks = _standing_marks(connection, marks)
        groups = _groups(connection, sorted(marks))
        fused = [(run, _fused(connection, run, _standing(connection))) for run in _bounded(connection, groups)]
    for run, made in fused:
        _keep(database, run, {b: marks.get(b, []) for group in run for b in group}, made)


@cache
def fusion_version() -> str:
    """A digest of the code and the word lists that fuse: what another version of them made is to be made anew."""
    digest = hashlib.sha256()
    desk, data = files("dragoman.desk"), files("dragoman").joinpath("data")
    parts = [p for folder in _FOLDERS for p in desk.joinpath(folder).iterdir()]
    parts += [p for folder in _LISTS for p in data.joinpath(folder).iterdir()]
    parts += [desk.joinpath(name) for name in _FILES]
    for part in sorted((p for p in parts if p.is_file()), key=lambda p: p.name):
        digest.update(part.name.encode() + part.read_bytes())
    return digest.hexdigest()[:12]


def is_stale(connection: Connection) -> bool:
    """Is anything to be fused anew: since it has changed, or since it was fused in another way?"""
    marked = connection.execute(text("SELECT EXISTS (SELECT 1 FROM stale)")).scalar()
    return bool(marked) or _fused_otherwise(connection)


def _fused_otherwise(connection: Connection) -> bool:
    versions = connection.execute(text("SELECT version FROM fused_by")).scalars().all()
    return versions != [fusion_version()] and bool(
        connection.execute(text("SELECT EXISTS (SELECT 1 FROM episodes)")).scalar()
    )


def _forget_other_fusions(database: Database) -> None:
    """Mark everything, where the episodes were made in another way, and note whose way is followed from now on."""
    with database.reading() as connection:
        if connection.execute(text("SELECT version FROM fused_by")).scalars().all() == [fusion_version()]:
            return
    with database.writing() as connection:
        if _fused_otherwise(connection):
            _block_anew(connection)
            for table in _EPISODES:
                connection.execute(text(f"DELETE FROM {table}"))
            connection.execute(text("INSERT INTO stale (block) SELECT DISTINCT block FROM records"))
        connection.execute(text("DELETE FROM fused_by"))
        insert_missing(connection, "fused_by", [(fusion_version(),)])


def _block_anew(connection: Connection) -> None:
    """Another way of fusing may put a record with others than before: into another block."""
    query = text(f"SELECT r.pk, {TOLD_COLUMNS} FROM records r JOIN documents d ON d.pk = r.document ORDER BY r.pk")
    moved: list[dict[str, object]] = []
    rows = connection.execute(query, execution_options={"stream_results": True})
    for part in rows.partitions(_RECORDS_AT_ONCE):
        for row, (block, told) in zip(part, told_of(part), strict=True):
            if (now := short(block_of(told))) != block:
                moved.append({"pk": row.pk, "block": now})
    if moved:
        connection.execute(text("UPDATE records SET block = :block WHERE pk = :pk"), moved)


def rulings_on(connection: Connection, blocks: Iterable[str]) -> list[tuple[str, str, Ruling]]:
    """The rulings that hold (of several on one pair the newest) on records of these blocks, with both their blocks."""
    if not connection.execute(text("SELECT EXISTS (SELECT 1 FROM rulings)")).scalar():
        return []
    query = """SELECT r.pk, r.verdict, r."left", r."right", r."by", r.note, a.block, b.block AS other FROM rulings r
        JOIN records a ON a.key = r."left" JOIN records b ON b.key = r."right"
        JOIN documents d ON d.pk = a.document AND d.superseded_by IS NULL
        JOIN documents e ON e.pk = b.document AND e.superseded_by IS NULL
        WHERE a.block IN :values OR b.block IN :values ORDER BY r.pk"""
    found = where_in(connection, query, blocks)
    newest = {frozenset((r.left, r.right)): r for r in found}
    return [(r.block, r.other, Ruling(r.verdict, r.left, r.right, r.by, r.note)) for r in newest.values()]


def _marks(connection: Connection, codes: Sequence[str]) -> Marks:
    """All marks; of many, those only on blocks in which all of these codes take part, in records or in former episodes."""
    query = "SELECT pk, block FROM stale"
    some = connection.execute(text(f"{query} LIMIT {_FEW + 1}")).all()
    if codes and len(some) > _FEW:
        blocks = [set(connection.execute(text(_BLOCKS_OF), {"code": code}).scalars()) for code in codes]
        rows = where_in(connection, f"{query} WHERE block IN :values", sorted(set.intersection(*blocks)))
    else:
        rows = connection.execute(text(query)).all()
    marks: defaultdict[str, list[int]] = defaultdict(list)
    for row in rows:
        marks[row.block].append(row.pk)
    return marks


def _standing_marks(connection: Connection, marks: Marks) -> Marks:
    """Those that nobody else has fused meanwhile, and the blocks that are to be fused though nothing marks them."""
    seen = [pk for pks in marks.values() for pk in pks]
    there = {row.pk for row in where_in(connection, "SELECT pk FROM stale WHERE pk IN :values", seen)}
    standing = {block: left for block, pks in marks.items() if (left := [pk for pk in pks if pk in there])}
    return standing | {block: [] for block in _once_merged(connection, sorted(standing))}


def _once_merged(connection: Connection, blocks: Sequence[str]) -> list[str]:
    """Blocks with records in episodes kept under these: a merge put them there, which may hold no more."""
    if not connection.execute(text("SELECT EXISTS (SELECT 1 FROM rulings WHERE verdict = 'merge')")).scalar():
        return []
    query = """SELECT DISTINCT r.block FROM episodes e JOIN members m ON m.episode = e.id JOIN records r ON r.key = m.record
        WHERE e.block IN :values"""
    return sorted({row.block for row in where_in(connection, query, blocks)} - set(blocks))


def _groups(connection: Connection, blocks: Sequence[str]) -> list[tuple[str, ...]]:
    """The blocks, those tied by a merge together (also to blocks that are not stale)."""
    tied: dict[str, set[str]] = {b: {b} for b in blocks}
    fresh = set(blocks)
    while fresh:
        found = rulings_on(connection, sorted(fresh))
        fresh = set()
        for left, right, ruling in found:
            if ruling.verdict == "merge" and left != right:
                fresh |= {b for b in (left, right) if b not in tied}
                one = tied.get(left, {left}) | tied.get(right, {right})
                for b in one:
                    tied[b] = one
    return sorted({tuple(sorted(group)) for group in tied.values()})


def _bounded(connection: Connection, groups: Sequence[tuple[str, ...]]) -> Iterator[list[tuple[str, ...]]]:
    """The groups in runs of at most so many records that memory holds them."""
    sizes = dict(
        tuple(r) for r in where_in(
            connection, "SELECT block, count(*) FROM records WHERE block IN :values GROUP BY block",
            [b for g in groups for b in g],
        )
    )  # fmt: skip
    run: list[tuple[str, ...]] = []
    held = 0
    for group in groups:
        size = sum(sizes.get(b, 0) for b in group)
        if run and held + size > _MOST_RECORDS:
            yield run
            run, held = [], 0
        run.append(group)
        held += size
    if run:
        yield run


def fused_in_memory(connection: Connection, blocks: Iterable[str], told_in: ToldIn) -> list[Episode]:
    """The episodes of blocks, and of those that a merge ties to them, from what `told_in` tells of blocks; none is kept."""
    return [
        fused.episode
        for groups in _bounded(connection, _groups(connection, sorted(blocks)))
        for fused in _fused(connection, groups, told_in)
    ]


def _fused(connection: Connection, groups: Sequence[tuple[str, ...]], told_in: ToldIn) -> list[_Fused]:
    blocks = [b for g in groups for b in g]
    first = {b: g[0] for g in groups for b in g}
    told: dict[str, list[Told]] = {g[0]: [] for g in groups}
    for block, one in told_in(blocks):
        told[first[block]].append(one)
    rulings: dict[str, list[Ruling]] = {}
    for left, right, ruling in rulings_on(connection, blocks):
        if first.get(left) == first.get(right):
            rulings.setdefault(first[left], []).append(ruling)
    return [
        _Fused(block, episode, by_key)
        for block, held in told.items()
        if held and (by_key := {t.key: t for t in held})
        for episode in fuse_block(held, rulings.get(block, []))
    ]


def _standing(connection: Connection) -> ToldIn:
    """What the newest versions of all documents tell, without what was rejected."""
    query = f"""SELECT {TOLD_COLUMNS} FROM records r JOIN documents d ON d.pk = r.document
        WHERE d.superseded_by IS NULL AND {STANDS} AND r.block IN :values ORDER BY r.key"""
    return lambda blocks: told_of(where_in(connection, query, blocks))


def _keep(
    database: Database,
    groups: Sequence[tuple[str, ...]],
    marks: Marks,
    fused: Sequence[_Fused],
) -> None:
    """Put the episodes of these blocks in the place of their former ones."""
    blocks = [b for g in groups for b in g]
    seen = [pk for pks in marks.values() for pk in pks]
    with database.writing() as connection:
        deleted = _delete(connection, "DELETE FROM stale WHERE pk IN :values", seen)
        if deleted < len(seen):
            connection.rollback()
            return
        of_them = "(SELECT id FROM episodes WHERE block IN :values)"
        for table in _EPISODES[:-1]:
            _delete(connection, f"DELETE FROM {table} WHERE episode IN {of_them}", blocks)
        _delete(connection, "DELETE FROM episodes WHERE block IN :values", blocks)
        episodes = [f.episode for f in fused]
        insert(connection, "episodes", [_row(f) for f in fused])
        insert(connection, "episode_codes", [(e.id, short(c)) for e in episodes for c in dict.fromkeys(e.codes)])
        insert(connection, "members", [(e.id, m) for e in episodes for m in dict.fromkeys(e.members)])
        insert(connection, "entries", [
            (view, f.episode.id, entry_to_json(made)) for f in fused for view, made in entries_of(f.episode, f.told)
        ])  # fmt: skip


def _delete(connection: Connection, query: str, values: Iterable[object]) -> int:
    statement, parameter = expanded(connection, query, values)
    return connection.execute(text(statement), {"values": parameter}).rowcount


def _row(f: _Fused) -> tuple[object, ...]:
    e = f.episode
    told_last = max((day for m in e.members if (day := days(f.told[m].published)[1])), default=None)
    return (
        e.id, f.block, e.kind, e.title, e.issue, e.first, e.last, *days_of(e), e.status, e.certainty, words_of(e),
        to_json(e), told_last,
    )  # fmt: skip

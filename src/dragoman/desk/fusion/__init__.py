"""Fusion: records of many documents → the things in the world that they tell of. Pure; no database in sight.

`block_of` says with which others a record can be one thing; `fuse_block` makes the episodes of the records of a block.
Fusing is a function of the *set* of records and rulings: the order of arrival cannot matter, and every record is in exactly
one episode. A `merge` between records of two blocks needs both blocks in one call (`tied` tells which).
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import replace
from itertools import groupby

from dragoman.desk.fusion.commitments import CommitmentKind, build_commitment
from dragoman.desk.fusion.dates import order
from dragoman.desk.fusion.gathering import Gathered, Kind, Rulings, gather, rule, sorted_told
from dragoman.desk.fusion.happenings import EventKind, OfficeKind, build_event, build_office
from dragoman.desk.fusion.matters import DisputeKind, LinkageKind, build_dispute, build_linkage
from dragoman.desk.fusion.meetings import MeetingKind, build_meeting
from dragoman.desk.fusion.positions import PositionKind, build_position
from dragoman.desk.fusion.transfers import TransferKind, build_transfer
from dragoman.desk.model import Episode, Ruling, Told
from dragoman.desk.telling import parties_of
from dragoman.records import Event, Meeting, Office, Position, stable_id

Build = Callable[[str, Sequence[Told], tuple[str, ...]], Episode]

_KINDS: Mapping[str, tuple[Kind, Build]] = {
    "event": (EventKind(), build_event),
    "meeting": (MeetingKind(), build_meeting),
    "commitment": (CommitmentKind(), build_commitment),
    "transfer": (TransferKind(), build_transfer),
    "position": (PositionKind(), build_position),
    "office": (OfficeKind(), build_office),
    "dispute": (DisputeKind(), build_dispute),
    "linkage": (LinkageKind(), build_linkage),
}
_REASONS = 12


def block_of(told: Told) -> str:
    """The block of a record, from itself alone: its kind with the states and organisations that it concerns.

    A position's block is that of its holder and topic (or other side), an event's that of its type and sides, an office's
    that of its person. A meeting's is that of those who meet, wherever that is: two who are to meet are to meet somewhere.
    """
    r = told.record
    codes = told.codes or tuple(sorted({p.code for p in parties_of(r) if p.code}))
    if isinstance(r, Position):
        holder = r.holder.code or r.holder.name
        return f"position|{holder}|{told.issue or '~' + '+'.join(c for c in codes if c != holder)}"
    if isinstance(r, Office):
        return f"office|{r.person}"
    if isinstance(r, Meeting) and len(meeting := sorted({p.code for p in r.participants if p.code})) > 1:
        codes = tuple(meeting)
    sides = "+".join(codes) or "?"
    return f"event|{r.plover}|{sides}" if isinstance(r, Event) else f"{r.kind}|{sides}"


def fuse_block(told: Iterable[Told], rulings: Iterable[Ruling] = ()) -> list[Episode]:
    """The episodes of the records of one block, or of several, sorted by id."""
    said = Rulings(rulings)
    made: list[Episode] = []
    by_kind = sorted(told, key=lambda t: (t.record.kind, t.key))
    for name, rows in groupby(by_kind, key=lambda t: t.record.kind):
        kind, build = _KINDS[name]
        blocks: dict[str, list[Told]] = {}
        for t in rows:
            blocks.setdefault(block_of(t), []).append(t)
        gathered = [g for block in sorted(blocks) for g in gather(sorted_told(blocks[block]), kind, said)]
        made += [_episode(name, g, build) for g in rule(gathered, said)]
    return sorted(made, key=lambda e: e.id)


def tied(blocks: Mapping[str, str], rulings: Iterable[Ruling]) -> list[tuple[str, ...]]:
    """Blocks that must be fused in one call, since a `merge` ties records of them; `blocks`: record key → its block."""
    parent: dict[str, str] = {}

    def root(block: str) -> str:
        while parent.setdefault(block, block) != block:
            block = parent[block]
        return block

    for r in rulings:
        if r.verdict == "merge" and r.left in blocks and r.right in blocks:
            low, high = sorted((root(blocks[r.left]), root(blocks[r.right])))
            parent[high] = low
    out: dict[str, list[str]] = {}
    for block in sorted(parent):
        out.setdefault(root(block), []).append(block)
    return [tuple(g) for g in out.values() if len(g) > 1]


def _episode(kind: str, gathered: Gathered, build: Build) -> Episode:
    reasons = tuple(dict.fromkeys(gathered.why))[:_REASONS]
    smallest = min(t.key for t in gathered.members)
    told = min((t.said for t in gathered.members if t.said), key=order, default=None)
    return replace(build(stable_id("episode", kind, smallest), gathered.members, reasons), told=told)


__all__ = ["block_of", "fuse_block", "tied"]

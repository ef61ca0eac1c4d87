"""Whose word a text is in the end: near-duplicates found by MinHash, reprints credited to their wire.

Broder's resemblance of word shingles (Broder 1997), estimated by the share of equal minima under `PERMUTATIONS` hash
functions; texts are compared only where a band of minima agrees. Groups are the connected parts of the graph of pairs
that are alike enough, so that they depend on the set of texts and never on the order in which they came.
"""

from __future__ import annotations

import re
import zlib
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import lru_cache

import numpy as np
from numpy.typing import NDArray

PERMUTATIONS = 64
BAND = 4
SHINGLE = 4
ALIKE = 0.5

_AT_ONCE = 4096

_WORD = re.compile(r"\w+")
_PRIME = np.uint64((1 << 31) - 1)
_DRAW = np.random.default_rng(1997).integers(1, (1 << 31) - 2, size=(2, PERMUTATIONS), dtype=np.uint64)

Signature = tuple[int, ...]


@dataclass(frozen=True, slots=True)
class Print:
    """A text as it was printed: its signature, the wire it credits (agency of the dateline or the byline) and its paper."""

    document: str
    signature: Signature
    agency: str | None = None
    publication: str | None = None
    published: str | None = None


@lru_cache(maxsize=65536)
def _hashed(word: str) -> int:
    return zlib.crc32(word.encode())


def signature(text: str) -> Signature:
    """The `PERMUTATIONS` minima of a text's word shingles; empty for a text shorter than one shingle."""
    words = np.fromiter(map(_hashed, _WORD.findall(text.casefold())), dtype=np.uint64)
    if len(words) < SHINGLE:
        return ()
    shingles = np.zeros(len(words) - SHINGLE + 1, dtype=np.uint64)
    for k in range(SHINGLE):
        shingles = (shingles * np.uint64(1_000_003) + words[k : len(words) - SHINGLE + 1 + k]) % _PRIME
    minima: NDArray[np.uint64] = np.full(PERMUTATIONS, _PRIME)
    for at in range(0, len(shingles), _AT_ONCE):  # a book at once would take a gigabyte
        hashed = (np.outer(_DRAW[0], shingles[at : at + _AT_ONCE]) + _DRAW[1][:, None]) % _PRIME
        minima = np.minimum(minima, hashed.min(axis=1))
    return tuple(minima.tolist())


def bands(minima: Signature) -> tuple[str, ...]:
    """The keys under which a store may keep a text: two texts that are alike share one of them almost surely."""
    return tuple(f"{k}:{zlib.crc32(repr(minima[k : k + BAND]).encode()):08x}" for k in range(0, len(minima), BAND))


def resemblance(a: Signature, b: Signature) -> float:
    """The estimated share of shingles that two texts have in common, 0 to 1."""
    if not a or not b:
        return 0.0
    return sum(x == y for x, y in zip(a, b, strict=True)) / len(a)


def groups(signatures: Mapping[str, Signature]) -> list[tuple[str, ...]]:
    """Groups of two and more texts that are printings of one, each sorted, by their names."""
    parent = {name: name for name in signatures}

    def root(name: str) -> str:
        while parent[name] != name:
            parent[name] = parent[parent[name]]
            name = parent[name]
        return name

    shelves: dict[str, list[str]] = {}
    for name in sorted(signatures):
        for key in bands(signatures[name]):
            shelves.setdefault(key, []).append(name)
    seen: set[tuple[str, str]] = set()
    for shelf in shelves.values():
        for k, a in enumerate(shelf):
            for b in shelf[k + 1 :]:
                if (a, b) not in seen and root(a) != root(b):
                    seen.add((a, b))
                    if resemblance(signatures[a], signatures[b]) >= ALIKE:
                        low, high = sorted((root(a), root(b)))
                        parent[high] = low
    out: dict[str, list[str]] = {}
    for name in sorted(signatures):
        out.setdefault(root(name), []).append(name)
    return [tuple(g) for g in out.values() if len(g) > 1]


def shared_origin(prints: Iterable[Print]) -> str:
    """The one origin of printings of one text.

    The wire that they credit (the one credited most, then by name); where none is credited, the paper that printed it
    first. Raises ValueError where there are no printings.
    """
    found = sorted(prints, key=lambda p: (p.published or "9999", p.document))
    if not found:
        raise ValueError("an origin needs at least one printing")
    agencies = [p.agency for p in found if p.agency]
    if agencies:
        return min(set(agencies), key=lambda a: (-agencies.count(a), a))
    return next((p.publication for p in found if p.publication), found[0].document)


def reprint_origins(prints: Iterable[Print]) -> dict[str, str]:
    """Document → shared origin, for those documents only that are printings of one text."""
    by_name = {p.document: p for p in prints}
    out: dict[str, str] = {}
    for group in groups({name: p.signature for name, p in by_name.items()}):
        origin = shared_origin(by_name[name] for name in group)
        out |= dict.fromkeys(group, origin)
    return out

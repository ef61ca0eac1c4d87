"""Scores → sentences, trees, entities."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np

from dragoman.language.encoder import Encoder, Floats, Scores
from dragoman.language.tokens import Word

_FINAL = (".", "?", "!", ":", ";", "…", "...", "”", '"', "’", "'", ")", "]", "--", "–", "—")


def sentence_starts(words: Sequence[Word], scores: Scores) -> list[int]:
    """Where sentences begin: at paragraph breaks, and where the head says so after a mark that can end one."""
    out = [0]
    for i in range(1, len(words)):
        before = words[i - 1].form
        closes = before in _FINAL or before.endswith(".")
        if (
            words[i].breaks
            or (closes and scores.start[i] > 0)
            or _after_parenthesis(words, i, out[-1])
            or (words[i].form == "(" and before in (".", "?", "!", "”", '"') and _closes_before_capital(words, i))
        ):
            out.append(i)
    return out


def _after_parenthesis(words: Sequence[Word], i: int, start: int) -> bool:
    """A parenthesis that is a sentence of its own (a source list after the full stop) ends where it closes."""
    return words[i - 1].form == ")" and words[start].form == "(" and (words[i].form[:1].isupper() or words[i].form in '(“"')


def _closes_before_capital(words: Sequence[Word], i: int, reach: int = 60) -> bool:
    """Does the parenthesis that opens here close before a capital, or at the end of what is seen?"""
    for k in range(i + 1, min(len(words), i + reach)):
        if words[k].form == ")":
            return k + 1 >= len(words) or words[k + 1].breaks or words[k + 1].form[:1].isupper() or words[k + 1].form == "("
    return False


def tree(arcs: Floats) -> list[int]:
    """Heads of one sentence's words, from scores [n, n] whose diagonal stands for the root: the best single-root tree.

    The best head of each word is taken where that is a tree already; else Chu–Liu/Edmonds (`ufal.chu_liu_edmonds`).
    """
    n = len(arcs)
    if n == 1:
        return [0]
    best = arcs.argmax(1)
    roots = np.flatnonzero(best == np.arange(n))
    if len(roots) == 1 and _reaches_root(best, int(roots[0])):
        return [int(h) for h in best]
    return _spanning(arcs, n)


def _reaches_root(heads: np.ndarray, root: int) -> bool:
    state = np.zeros(len(heads), np.int8)
    state[root] = 2
    for i in range(len(heads)):
        path = []
        at = i
        while state[at] == 0:
            state[at] = 1
            path.append(at)
            at = int(heads[at])
        if state[at] == 1:
            return False
        for p in path:
            state[p] = 2
    return True


def _spanning(arcs: Floats, n: int) -> list[int]:
    from ufal.chu_liu_edmonds import chu_liu_edmonds

    scores = np.full((n + 1, n + 1), np.nan)
    scores[1:, 1:] = arcs
    scores[1:, 0] = np.diagonal(arcs)
    np.fill_diagonal(scores[1:, 1:], np.nan)
    heads, _ = chu_liu_edmonds(scores.astype(np.double))
    if sum(h == 0 for h in heads[1:]) > 1:
        heads = _best_single_root(scores, chu_liu_edmonds)
    return [h - 1 if h else i for i, h in enumerate(heads[1:])]


def _best_single_root(scores: np.ndarray, solve: object) -> list[int]:
    assert callable(solve)
    candidates = np.argsort(-scores[1:, 0])[:4] + 1
    best: tuple[float, list[int]] | None = None
    for root in candidates:
        only = scores.copy()
        only[1:, 0] = np.nan
        only[root, 0] = scores[root, 0]
        heads, total = solve(only.astype(np.double))
        if best is None or total > best[0]:
            best = (float(total), [int(h) for h in heads])
    assert best is not None
    return best[1]


def labels(encoder: Encoder, scores: Scores, heads: Sequence[int], offset: int) -> list[str]:
    """The relation of each word to its head; `offset` is the sentence's first word in the window."""
    n = len(heads)
    dep = scores.rel_dep[offset : offset + n]
    head = scores.rel_head[offset : offset + n][np.asarray(heads)]
    head = np.where((np.asarray(heads) == np.arange(n))[:, None], np.float32(0), head)
    out = encoder.relations(dep, head)
    return ["root" if h == i else ("dep" if r == "root" else r) for i, (h, r) in enumerate(zip(heads, out, strict=True))]


def entity_spans(tags: Sequence[str]) -> list[tuple[int, int, str]]:
    """BIO tags → (first, last exclusive, label); an I- without its B- begins an entity."""
    out: list[tuple[int, int, str]] = []
    start, kind = -1, ""
    for i, tag in enumerate([*tags, "O"]):
        if kind and (tag[0] != "I" or tag[2:] != kind):
            out.append((start, i, kind))
            kind = ""
        if tag != "O" and not kind:
            start, kind = i, tag[2:]
    return out

"""Spearman's correlation of our certainty with the annotators' factuality (UDS It-Happened):
`python eval/factuality.py FILE.jsonl.gz`.

The scale is certain 3, probable 2, possible 0, unknown -1, denied -3; predicates that are no frame of ours count as
certain. Printed besides: the analyser's learned score alone, and the mean of the two.
"""

from __future__ import annotations

import argparse
import gzip
import json
from collections.abc import Iterable
from pathlib import Path

import numpy as np

from dragoman.coder import Coder, load_coder
from dragoman.document import Document

_SCALE = {"certain": 3.0, "probable": 2.0, "possible": 0.0, "unknown": -1.0, "denied": -3.0}


def spearman(a: Iterable[float], b: Iterable[float]) -> float:
    """Rank correlation with ties at their mean rank."""
    return float(np.corrcoef(_ranks(np.array(list(a))), _ranks(np.array(list(b))))[0, 1])


def _ranks(values: np.ndarray) -> np.ndarray:  # type: ignore[type-arg]
    _, inverse, counts = np.unique(values, return_inverse=True, return_counts=True)
    return np.asarray((np.cumsum(counts) - (counts - 1) / 2)[inverse])


def score(coder: Coder, rows: list[dict[str, object]]) -> list[tuple[float, float, float, str, str]]:
    """(gold, ours, learned, why, text) of each predicate."""
    out = []
    for row, analysis in zip(rows, coder.analyser.analyse_many(str(r["text"]) for r in rows), strict=True):
        text = str(row["text"])
        context = coder.context(Document("x", text), analysis)
        starts, at = [], 0
        for word in text.split(" "):
            starts.append(at)
            at += len(word) + 1
        targets: list[dict[str, object]] = row["targets"]  # type: ignore[assignment]
        for target in targets:
            first = target["span"][0]  # type: ignore[index]
            token = context.token_at(starts[first])
            frame = context.frames.by_head.get(token) if token is not None else None
            voice = context.voice(frame) if frame is not None else None
            learned = analysis.tokens[token].factuality if token is not None else None
            ours = _SCALE[voice.certainty] if voice is not None else 3.0
            why = voice.why if voice is not None else "no frame"
            out.append((float(str(target["factuality"])), ours, learned or 0.0, why, f"{target['word']}: {text}"))
    return out


def main() -> None:
    """Score and print."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("file", type=Path)
    parser.add_argument("--errors", type=int, default=0)
    args = parser.parse_args()
    with gzip.open(args.file, "rt", encoding="utf-8") as lines:
        rows = [json.loads(line) for line in lines]
    found = score(load_coder(), rows)
    gold = [f[0] for f in found]
    print(
        f"predicates n={len(found)} spearman={spearman(gold, (f[1] for f in found)):.3f} "
        f"learned={spearman(gold, (f[2] for f in found)):.3f} "
        f"mean={spearman(gold, (f[1] + f[2] for f in found)):.3f}"
    )
    for g, ours, learned, why, text in sorted(found, key=lambda f: -abs(f[0] - f[1]))[: args.errors]:
        print(f"{g:.1f}\t{ours:.0f}\t{learned:.1f}\t{why}\t{text[:160]}")


if __name__ == "__main__":
    main()

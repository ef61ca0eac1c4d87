"""The linear second opinion: `python training/relations/words.py --shared ../shared --out weights/pair_words.npz`."""

from __future__ import annotations

import argparse
import math
from collections import Counter
from pathlib import Path

import numpy as np
from data import news, own
from scipy.sparse import csr_matrix
from sklearn.linear_model import LogisticRegression

from dragoman.language.pairwords import PairWords, pair_terms

STRENGTH, ROUNDS = 8.0, 100


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--shared", type=Path, required=True)
    parser.add_argument("--out", type=Path, required=True)
    args = parser.parse_args()
    pairs = own("c") + news(args.shared)
    blocks = [pair_terms(p.text, p.actor, p.recipient) for p in pairs]
    held: Counter[str] = Counter(t for pair in blocks for block in pair for t in block)
    names = sorted(t for t, n in held.items() if n > 1)
    rarity = np.array([1 + math.log((1 + len(pairs)) / (1 + held[t])) for t in names], np.float32)
    empty = np.zeros((0, 0), np.float32)
    model = PairWords({t: k for k, t in enumerate(names)}, rarity, empty, empty, ())
    rows = [[*model.vector(a).items(), *model.vector(b).items()] for a, b in blocks]
    starts = np.cumsum([0, *map(len, rows)])
    matrix = csr_matrix(
        ([v for r in rows for _, v in r], [k for r in rows for k, _ in r], starts), shape=(len(pairs), len(names))
    )
    fitted = LogisticRegression(C=STRENGTH, max_iter=ROUNDS).fit(matrix, [p.label for p in pairs])
    text = {"terms": "\n".join(names), "classes": " ".join(fitted.classes_)}
    np.savez_compressed(
        args.out, rarity=rarity.astype(np.float16), weights=fitted.coef_.T.astype(np.float16), bias=fitted.intercept_,
        **{k: np.frombuffer(v.encode(), np.uint8) for k, v in text.items()},
    )  # fmt: skip


if __name__ == "__main__":
    main()

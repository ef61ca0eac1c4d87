"""Is the score of `relate` a probability? `python eval/calibration.py TSV [--svg docs/relations.svg]`.

Prints the expected calibration error (ten bins of equal width, mean gap between score and share right, weighted by
items) and the table behind it, and draws the reliability curve.
"""

from __future__ import annotations

import argparse
import csv
import sys
from pathlib import Path

import dragoman

sys.path.insert(0, str(Path(__file__).parent.parent.parent / "shared" / "score"))
MERGED = {"CONCEDE": "YIELD", "RETREAT": "YIELD"}
BINS = 10


def scored(path: Path) -> list[tuple[float, bool]]:
    """Score and rightness of each item; the data have one type where PLOVER has two, so their scores are added."""
    from score_relations import unmark

    from relations import NESTED

    out = []
    with path.open(encoding="utf-8") as handle:
        for row in csv.DictReader(handle, delimiter="\t"):
            marked = row["marked_sentence"]
            if "<s>" not in marked or "<t>" not in marked or NESTED.search(marked):
                continue
            text, actor, recipient = unmark(marked)
            answer = dragoman.relate(text, actor=actor, recipient=recipient)
            best = MERGED.get(answer.plover, answer.plover)
            score = answer.score + sum(v for k, v in answer.alternatives if MERGED.get(k, k) == best)
            out.append((score, best == row["gold_root"]))
    return out


def bins(items: list[tuple[float, bool]]) -> list[tuple[int, float, float]]:
    """Per bin that holds any: items, mean score, share right."""
    rows = []
    for k in range(BINS):
        held = [(s, r) for s, r in items if k / BINS <= s < (k + 1) / BINS or (k == BINS - 1 and s >= 1.0)]
        if held:
            rows.append((len(held), sum(s for s, _ in held) / len(held), sum(r for _, r in held) / len(held)))
    return rows


def drawing(rows: list[tuple[int, float, float]]) -> str:
    """The reliability curve as SVG: share right over score, the diagonal for comparison."""
    size, pad = 260, 34
    most = max(n for n, _, _ in rows)
    x, y = (lambda v: pad + v * size), (lambda v: pad + (1 - v) * size)
    dots = "".join(
        f'<circle cx="{x(s):.1f}" cy="{y(r):.1f}" r="{3 + 7 * (n / most) ** 0.5:.1f}" fill="#2a6f97"/>' for n, s, r in rows
    )
    line = " ".join(f"{x(s):.1f},{y(r):.1f}" for _, s, r in rows)
    ticks = "".join(
        f'<text x="{x(v):.0f}" y="{size + pad + 16}" text-anchor="middle">{v:g}</text>'
        f'<text x="{pad - 6}" y="{y(v) + 4:.0f}" text-anchor="end">{v:g}</text>'
        for v in (0, 0.5, 1)
    )
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" width="{size + 2 * pad}" height="{size + 2 * pad + 14}" '
        'font-family="sans-serif" font-size="11">'
        f'<rect x="{pad}" y="{pad}" width="{size}" height="{size}" fill="none" stroke="#999"/>'
        f'<line x1="{x(0)}" y1="{y(0)}" x2="{x(1)}" y2="{y(1)}" stroke="#bbb" stroke-dasharray="4"/>'
        f'<polyline points="{line}" fill="none" stroke="#2a6f97" stroke-width="2"/>{dots}{ticks}'
        f'<text x="{x(0.5)}" y="{size + 2 * pad + 6}" text-anchor="middle">score given</text>'
        f'<text x="{pad}" y="{pad - 10}">share right</text></svg>\n'
    )


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("tsv", type=Path)
    parser.add_argument("--svg", type=Path)
    args = parser.parse_args()
    items = scored(args.tsv)
    rows = bins(items)
    for n, score, right in rows:
        print(f"n={n:4}  mean score {score:.2f}  right {right:.2f}")
    error = sum(n * abs(s - r) for n, s, r in rows) / len(items)
    mean = sum(s for s, _ in items) / len(items)
    right = 100 * sum(r for _, r in items) / len(items)
    print(f"calibration n={len(items)} expected_error={100 * error:.1f} mean_score={mean:.3f} accuracy={right:.1f}")
    if args.svg:
        args.svg.write_text(drawing(rows), encoding="utf-8")
    return 0


if __name__ == "__main__":
    raise SystemExit(main())

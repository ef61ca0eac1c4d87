"""Time expressions of MEANTIME (TIMEX3, Wikinews), as `score_times.py` counts them (`eval/meantime.py FILE.jsonl`).

The corpus annotates the headline, the date line and the first sentences, and its `text` is cut there; nothing beyond
is scored. Runs in process and needs no model. `--errors N` prints differences; `--convert OUT` writes the rows that
`score_times.py` reads, for scoring through the command line.
"""

from __future__ import annotations

import argparse
import json
from pathlib import Path
from typing import Any

from dragoman.errors import ValueRefusedError
from dragoman.resolve.times import Timex, find_times
from dragoman.resolve.times.value import timex_extent
from dragoman.values import Edtf


def converted(row: dict[str, Any]) -> dict[str, Any]:
    """A row of the corpus in the form that `score_times.py` reads."""
    marks = [{k: t[k] for k in ("start", "end", "text", "value")} for t in row["timex"]]
    return {"doc": row["doc"], "dct": row["dct"], "text": row["text"], "timex": marks}


def same_value(a: str | None, b: str | None) -> bool:
    """Equal, or two ways to name one calendar span."""
    if not a or not b:
        return a == b
    span = timex_extent(a)
    return a == b or (span is not None and span == timex_extent(b))


def published(row: dict[str, Any]) -> Edtf | None:
    """The creation time of a document; None where the corpus has none."""
    try:
        return Edtf.parse(row["dct"][:10]) if row["dct"] else None
    except ValueRefusedError:
        return None


def matches(
    found: list[Timex], row: dict[str, Any]
) -> tuple[list[tuple[Timex, dict[str, Any]]], list[dict[str, Any]], list[Timex]]:
    """(found, gold) pairs that overlap, the gold ones missed, the found ones left over."""
    free, pairs, missed = list(found), [], []
    for gold in row["timex"]:
        hits = [t for t in free if t.start < gold["end"] and gold["start"] < t.end]
        if not hits:
            missed.append(gold)
            continue
        best = min(hits, key=lambda t: abs(t.start - gold["start"]) + abs(t.end - gold["end"]))
        free.remove(best)
        pairs.append((best, gold))
    return pairs, missed, free


def f1(right: int, predicted: int, gold: int) -> float:
    """F1 in percent."""
    return 200 * right / (predicted + gold) if right else 0.0


def main() -> None:
    """Score and print."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("file", type=Path)
    parser.add_argument("--errors", type=int, default=0)
    parser.add_argument("--convert", type=Path)
    args = parser.parse_args()
    rows = [converted(json.loads(line)) for line in args.file.read_text(encoding="utf-8").splitlines()]
    if args.convert:
        args.convert.write_text("".join(json.dumps(r, ensure_ascii=False) + "\n" for r in rows), encoding="utf-8")
    strict = relaxed = value = predicted = gold = 0
    wrong: list[str] = []
    for row in rows:
        found = find_times(row["text"], published(row))
        pairs, missed, extra = matches(found, row)
        predicted, gold, relaxed = predicted + len(found), gold + len(row["timex"]), relaxed + len(pairs)
        strict += sum((t.start, t.end) == (g["start"], g["end"]) for t, g in pairs)
        value += sum(same_value(t.value, g["value"]) for t, g in pairs)
        wrong += [f"missed\t{g['text']}\t{g['value']}" for g in missed]
        wrong += [f"value\t{t.text}\t{t.value} for {g['value']}" for t, g in pairs if not same_value(t.value, g["value"])]
        wrong += [f"extra\t{t.text}\t{t.value}" for t in extra]
    print(*wrong[: args.errors], sep="\n", end="\n" if wrong[: args.errors] else "")
    scores = [
        f"{name}_f1={f1(n, predicted, gold):.1f}" for name, n in (("strict", strict), ("relaxed", relaxed), ("value", value))
    ]
    print(f"meantime n={gold}", *scores)


if __name__ == "__main__":
    main()

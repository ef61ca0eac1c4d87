"""How many news items get exactly the list of sources that their editors gave (`eval/citations.py FILE.jsonl.gz`).

Each item's text ends in its sources in parentheses; only parentheses behind the body count, in order. Runs in process
and needs no model. Prints a count of each kind of difference, and `--errors N` of them.
"""

from __future__ import annotations

import argparse
import gzip
import json
from collections.abc import Iterator
from pathlib import Path

from dragoman.extract.citations import find_source_lines
from dragoman.resolve.registry import load_registry
from dragoman.values import Edtf


def items(path: Path) -> Iterator[dict[str, object]]:
    """The items of a gzipped JSON Lines file."""
    with gzip.open(path, "rt", encoding="utf-8") as lines:
        for line in lines:
            yield json.loads(line)


def main() -> None:
    """Score and print."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("file", type=Path)
    parser.add_argument("--errors", type=int, default=0)
    args = parser.parse_args()
    registry = load_registry()
    right = total = inside = 0
    for item in items(args.file):
        text, body_end = str(item["text"]), int(str(item["body_end"]))
        lines = list(find_source_lines(text, Edtf.parse(str(item["date"])), registry))
        found = [o.name for c in lines if c.end > body_end for o in c.line.outlets]
        inside += sum(c.end <= body_end for c in lines)
        total += 1
        right += found == item["sources"]
        if found != item["sources"] and total - right <= args.errors:
            print(f"{text[body_end - 40 :]!r}\n    gold {item['sources']}\n    have {found}")
    print(f"citations n={total} exact={100 * right / total:.2f}% inside_body={inside}")


if __name__ == "__main__":
    main()

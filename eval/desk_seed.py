"""What a desk answers when it holds the seed page alone, against the page's four desk facts.

Usage: python eval/desk_seed.py PAGE FACTS [--published DATE]. The last line tells how many of the facts are answered.
"""

from __future__ import annotations

import argparse
import json
from collections.abc import Mapping, Sequence
from datetime import date
from pathlib import Path
from typing import Any

import dragoman
from dragoman.desk.fusion import fuse_block
from dragoman.desk.model import Episode, Query
from dragoman.desk.telling import tell
from dragoman.desk.views import ledger, positions, promises, versions
from dragoman.desk.words import stems

Fact = Mapping[str, Any]


def balance(fact: Fact, episodes: Sequence[Episode], query: Query, today: date) -> bool:
    """A programme with these three sums."""
    want = (fact["committed"], fact["disbursed"], fact["undisbursed"])
    rows = ledger.rows(episodes, query, today).rows
    return any((r["committed"], r["disbursed"], r["outstanding"]) == want for r in rows)


def reversal(fact: Fact, episodes: Sequence[Episode], query: Query, today: date) -> bool:
    """A holder whose stances run through the sequence, with a turn in it."""
    for row in positions.rows(episodes, query, today).rows:
        told = [stems(s["stance"]) for s in row["stances"]]
        at = 0
        for step in fact["sequence"]:
            wanted = stems(step.split("(")[0])
            at = next((k + 1 for k in range(at, len(told)) if wanted & told[k]), len(told) + 1)
        if row["holder"] == fact["holder"] and at <= len(told) and row["reversals"]:
            return True
    return False


def discrepancy(fact: Fact, episodes: Sequence[Episode], query: Query, today: date) -> bool:
    """A thing that these sides tell differently."""
    sides = {side for side, _ in fact["accounts"]}
    return any(sides == {a["side"] for a in r["accounts"]} for r in versions.rows(episodes, query, today).rows)


def linkage(fact: Fact, episodes: Sequence[Episode], query: Query, today: date) -> bool:
    """An issue that hangs on the other."""
    rows = [*positions.rows(episodes, query, today).rows, *promises.rows(episodes, query, today).rows]
    return any(
        stems(fact["issue"]) <= stems(str(r["issue"])) and stems(fact["depends_on"]) & stems(str(tie["depends_on"]))
        for r in rows
        for tie in r["depends_on"]
    )


CHECKS = {"balance": balance, "reversal": reversal, "discrepancy": discrepancy, "linkage": linkage}


def main() -> None:
    """Print each desk fact with whether it is answered, then the count."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("page", type=Path)
    parser.add_argument("facts", type=Path)
    parser.add_argument("--published", default=None)
    args = parser.parse_args()
    coding = dragoman.read(args.page.read_text(encoding="utf-8"), published=args.published)
    episodes = fuse_block(tell(coding))
    query, answered, asked = Query(between=("JPN", "RUS")), 0, 0
    for fact in json.loads(args.facts.read_text(encoding="utf-8"))["facts"]:
        if fact["kind"] in CHECKS:
            right = CHECKS[fact["kind"]](fact, episodes, query, date.fromisoformat(args.published or "2000-12-31"))
            answered, asked = answered + right, asked + 1
            if right:
                print(fact["id"], fact["kind"], "answered")
            else:
                print("desk", fact["id"], fact["kind"], "not answered", sep="\t")
    print(f"desk facts={asked} answered={answered}")


if __name__ == "__main__":
    main()

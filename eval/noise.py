"""How many events the coder finds where there should be many and where there should be next to none.

Usage: python eval/noise.py [--items 500] [--show 100] [--seed 7]

Reads a fixed draw of items of each larger section of `shared/data/rawtext` and all articles of `shared/data/wikinews`, and
prints events per 1,000 words by section; sport, arts, disasters and science should have next to none. `--show N` prints N
of the events, drawn with the same seed, each with its sentence, to be read and judged by hand.
"""

from __future__ import annotations

import argparse
import gzip
import json
import random
from collections import Counter
from pathlib import Path

from dragoman.coder import Coder, load_coder
from dragoman.readers import read_text
from dragoman.records import Coding, Event

DATA = Path(__file__).resolve().parents[2] / "shared" / "data"
LEAST = 1000


def draw(items: int, seed: int) -> dict[str, list[dict[str, str]]]:
    """Section → its items (`text`, `date`); sections of fewer than a thousand items are left out."""
    sections: dict[str, list[dict[str, str]]] = {}
    with gzip.open(DATA / "rawtext" / "current_events_2002_2021.jsonl.gz", "rt", encoding="utf-8") as lines:
        for line in lines:
            row = json.loads(line)
            sections.setdefault(row["section"], []).append(row)
    drawn = {
        f"rawtext: {name}": random.Random(seed).sample(rows, min(items, len(rows)))
        for name, rows in sorted(sections.items())
        if len(rows) >= LEAST
    }
    with gzip.open(DATA / "wikinews" / "wikinews_2019.jsonl.gz", "rt", encoding="utf-8") as lines:
        drawn["wikinews"] = [json.loads(line) for line in lines]
    return drawn


def events_of(coding: Coding) -> list[Event]:
    """The events of a coding."""
    return [r for r in coding.records if isinstance(r, Event)]


def code(coder: Coder, rows: list[dict[str, str]]) -> list[Coding]:
    """The codings of some items, each read as of its own date."""
    documents = [read_text(r["text"], published=r["date"][:10] or None) for r in rows if r["text"].strip()]
    return list(coder.code_many(documents))


def show(coding: Coding, event: Event) -> str:
    """One event in a few lines, for reading."""
    text = coding.document.text
    sentence = coding.sentences[event.sentence]
    actor, recipient = (
        "+".join(p.person or p.code or p.name for p in parties) for parties in (event.actor, event.recipient)
    )
    told = text[sentence.start : sentence.end].replace("\n", " ")
    return f"{event.plover} {actor} > {recipient} {event.date} {event.status} {event.certainty}\n    {told}\n    {event.why}"


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--items", type=int, default=500)
    parser.add_argument("--show", type=int, default=0)
    parser.add_argument("--seed", type=int, default=7)
    args = parser.parse_args()
    coder = load_coder()
    shown: list[tuple[Coding, Event]] = []
    for section, rows in draw(args.items, args.seed).items():
        codings = code(coder, rows)
        found = [(c, e) for c in codings for e in events_of(c)]
        words = sum(len(c.document.text.split()) for c in codings)
        kinds = ", ".join(f"{k} {n}" for k, n in Counter(e.plover for _, e in found).most_common(5))
        rate = 1000 * len(found) / words
        print(f"{section:42} items={len(codings):4} words={words:6} events/1000 words={rate:5.1f}   {kinds}")
        shown += found
    for coding, event in random.Random(args.seed).sample(shown, min(args.show, len(shown))):
        print(show(coding, event))


if __name__ == "__main__":
    main()

"""What the rules' findings are worth: counted on labelled sentences, written as `data/ontology/relation_odds.tsv`.

    python training/relations/odds.py --shared ../shared --weight 0.5 --out src/dragoman/data/ontology/relation_odds.tsv

For each finding (a rule's type and how well its frame fits the pair) the table adds to the log odds of each type the
logarithm of how much oftener the finding comes with it than by chance, times `weight`: the reader saw the same words, so
its evidence and the rules' are not independent.
"""

from __future__ import annotations

import argparse
import math
import random
from collections import Counter, defaultdict
from pathlib import Path

from data import CLASSES, news, own

from dragoman.coder import load_coder
from dragoman.extract.relations import as_plover, saw
from dragoman.extract.rules import load_rules
from dragoman.readers import read_text

LEAST, SMOOTH, LOW, HIGH, TRIFLE = 8, 4.0, -2.0, 2.5, 0.15


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--shared", type=Path, required=True)
    parser.add_argument("--weight", type=float, default=0.5)
    parser.add_argument("--out", type=Path, required=True)
    args = parser.parse_args()
    coder, book = load_coder(), load_rules()
    pairs = own("c") + news(args.shared) + random.Random(1).sample(own("a", "b"), 1200)
    found: dict[tuple[str, int], Counter[str]] = defaultdict(Counter)
    labels: Counter[str] = Counter()
    for pair in pairs:
        if pair.label == "NONE":
            continue
        labels[pair.label] += 1
        document = read_text(pair.text)
        context = coder.context(document, coder.analyser.analyse(document.text))
        typed, fit = saw(context, book, pair.actor, pair.recipient)
        if typed is not None:
            found[as_plover(typed), fit][pair.label] += 1
    total = sum(labels.values())
    rows = ["seen\tfit\tplover\tlog_odds"]
    for (seen, fit), counts in sorted(found.items()):
        if (n := sum(counts.values())) < LEAST:
            continue
        for label in sorted(set(CLASSES) & set(labels)):
            with_it = (counts[label] + SMOOTH * labels[label] / total) / labels[label]
            odds = max(LOW, min(HIGH, math.log(with_it) - math.log((n + SMOOTH) / total)))
            if abs(odds) >= TRIFLE:
                rows.append(f"{seen}\t{fit}\t{label}\t{round(odds * args.weight, 2)}")
    args.out.write_text("\n".join(rows) + "\n", encoding="utf-8")


if __name__ == "__main__":
    main()

"""Temperature of the reader, weight of the words and weight of the rules' odds, fitted on `sentences-d.tsv`.

    python training/relations/fit.py --odds odds-of-weight-1.tsv --reader pairs.onnx.gz (made with temperature 1)

Prints the log loss for each setting of a small grid, the best last. Nothing here looks at a data set.
"""

from __future__ import annotations

import math
from itertools import product

from data import own

from dragoman.coder import load_coder
from dragoman.extract.relations import as_plover, load_odds, saw
from dragoman.extract.rules import load_rules
from dragoman.language.pairs import load_pair_reader
from dragoman.language.pairwords import load_pair_words
from dragoman.readers import read_text

TEMPERATURES, WORDS, RULES = (0.8, 1.0, 1.15, 1.3, 1.5), (0.0, 0.2, 0.35, 0.5, 0.65), (0.0, 0.15, 0.3, 0.5)


def main() -> None:
    coder, book, odds = load_coder(), load_rules(), load_odds()
    reader, words = load_pair_reader(), load_pair_words()
    seen = []
    for pair in own("d"):
        document = read_text(pair.text)
        context = coder.context(document, coder.analyser.analyse(document.text))
        typed, fit = saw(context, book, pair.actor, pair.recipient)
        rule = odds.get((as_plover(typed), fit), {}) if typed is not None else {}
        told = reader.probabilities(pair.text, pair.actor, pair.recipient)
        seen.append((pair.label, told, words.log_probabilities(pair.text, pair.actor, pair.recipient), rule))
    losses = []
    for t, w, r in product(TEMPERATURES, WORDS, RULES):
        loss = 0.0
        for label, told, by_words, rule in seen:
            logs = {k: math.log(p) / t + w * by_words[k] + r * rule.get(k, 0.0) for k, p in told.items() if k != "NONE"}
            most = max(logs.values())
            loss -= logs[label] - most - math.log(sum(math.exp(v - most) for v in logs.values()))
        losses.append((loss / len(seen), t, w, r))
    for loss, t, w, r in sorted(losses, reverse=True):
        print(f"loss {loss:.3f}  temperature {t}  words {w}  rules {r}")


if __name__ == "__main__":
    main()

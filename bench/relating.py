"""What one `relate` costs, and which part of it: `python bench/relating.py [N]`; prints milliseconds a call."""

from __future__ import annotations

import sys
import time

import dragoman
from dragoman.coder import load_coder
from dragoman.language.pairs import load_pair_reader
from dragoman.language.pairwords import load_pair_words

SENTENCE = "Officials in Nouakchott said on Tuesday that Mauritania would not let Senegalese boats fish off its coast."
ACTOR, RECIPIENT = (45, 55), (70, 86)


def main() -> None:
    times = int(sys.argv[1]) if len(sys.argv) > 1 else 200
    coder, reader, words = load_coder(), load_pair_reader(), load_pair_words()
    parts = {
        "relate": lambda: dragoman.relate(SENTENCE, ACTOR, RECIPIENT),
        "of which analysis": lambda: coder.analyser.analyse(SENTENCE),
        "of which reader": lambda: reader.probabilities(SENTENCE, ACTOR, RECIPIENT),
        "of which words": lambda: words.log_probabilities(SENTENCE, ACTOR, RECIPIENT),
    }
    for name, call in parts.items():
        call()
        start = time.process_time()
        for _ in range(times):
            call()
        print(f"{name:18} {1000 * (time.process_time() - start) / times:.2f} ms")


if __name__ == "__main__":
    main()

"""Trees from raw text, F1 over aligned words: `python eval/raw_trees.py FILE… --genre news`.

As the CoNLL 2018 shared task counts: a word is right where its characters are; an arc where both its ends are. Universal
labels, punctuation left out, as in `score_trees.py`. Text is rebuilt from the words with a blank line between paragraphs
(`# newpar`) and documents.
"""

from __future__ import annotations

import argparse
import gzip
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from dragoman.language import load_analyser


@dataclass(frozen=True)
class Word:
    """A word by its characters (white space not counted), with the head's characters (None: root) and its relation."""

    span: tuple[int, int]
    head: tuple[int, int] | None
    rel: str
    starts: bool
    punct: bool


def gold(path: Path, genres: list[str]) -> Iterator[tuple[str, list[Word]]]:
    """Text and words of each document."""
    with gzip.open(path, "rt", encoding="utf-8") as handle:
        documents = handle.read().split("# newdoc")[1:]
    for document in documents:
        if genres and not any(g in document.split("\n", 1)[0] for g in genres):
            continue
        text, words, at = "", [], 0
        for block in document.split("\n\n"):
            lines = block.splitlines()
            rows = [c for c in (line.split("\t") for line in lines) if len(c) == 10]
            if not rows:
                continue
            text += "\n\n" if any(line.startswith("# newpar") for line in lines) and text else ""
            glued = {int(c[0].split("-")[1]): c for c in rows if "-" in c[0]}
            inside = {i for c in rows if "-" in c[0] for i in range(*map(int, c[0].split("-")))}
            spans = {}
            for c in rows:
                if c[0].isdigit():
                    spans[int(c[0])] = (at, at + len(c[1].replace(" ", "")))
                    at = spans[int(c[0])][1]
                    space = "SpaceAfter=No" not in glued.get(int(c[0]), c)[9] and int(c[0]) not in inside
                    text += c[1] + (" " if space else "")
            for c in rows:
                if c[0].isdigit():
                    rel = c[7].split(":")[0]
                    words.append(Word(spans[int(c[0])], spans.get(int(c[6])), rel, c[0] == "1", c[3] == "PUNCT"))
        yield text, words


def found(text: str) -> list[Word]:
    """What the analyser makes of a text."""
    analysis = load_analyser().analyse(text)
    spans, at = [], 0
    for t in analysis.tokens:
        spans.append((at, at + len(t.text)))
        at += len(t.text)
    first = {s.first for s in analysis.sentences}
    return [
        Word(spans[t.i], None if t.head == t.i else spans[t.head], t.rel, t.i in first, t.upos == "PUNCT")
        for t in analysis.tokens
    ]


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("conllu", nargs="+", type=Path)
    parser.add_argument("--genre", default="")
    args = parser.parse_args()
    names = ("words", "sentences", "UAS", "LAS")
    right, mine, theirs = (dict.fromkeys(names, 0) for _ in range(3))
    for path in args.conllu:
        for text, words in gold(path, [g for g in args.genre.split(",") if g]):
            have = {w.span: w for w in found(text)}
            for counts, rows in ((theirs, words), (mine, list(have.values()))):
                counts["words"] += len(rows)
                counts["sentences"] += sum(w.starts for w in rows)
                for n in ("UAS", "LAS"):
                    counts[n] += sum(not w.punct for w in rows)
            for w in words:
                other = have.get(w.span)
                right["words"] += other is not None
                right["sentences"] += bool(other and w.starts and other.starts)
                if other and not w.punct and other.head == w.head:
                    right["UAS"] += 1
                    right["LAS"] += other.rel == w.rel
    print("raw " + "  ".join(f"{n} {200 * right[n] / (mine[n] + theirs[n]):.1f}" for n in names))


if __name__ == "__main__":
    main()

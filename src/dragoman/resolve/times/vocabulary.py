"""The words that time expressions are made of (`data/lexicon/time_words.tsv`): each with its classes and values."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache

from dragoman.frames.lexicon import rows_of

_COLUMNS = ("word", "class", "value", "case")


@dataclass(frozen=True)
class Vocabulary:
    """`values` by class and lower-case word or run of words; `cased` holds (word, class) that count only capitalised."""

    values: dict[str, dict[str, str]]
    cased: frozenset[tuple[str, str]]

    def value(self, kind: str, words: str) -> str | None:
        """The value of a word (or run of words) in a class, None where it does not belong to it."""
        return self.values.get(kind, {}).get(words)

    def phrases(self, kind: str) -> list[list[str]]:
        """The entries of a class that are runs of words, the longest first."""
        runs = [w.split() for w in self.values.get(kind, {}) if " " in w]
        return sorted(runs, key=lambda run: (-len(run), run))

    def classes(self) -> dict[str, set[str]]:
        """For each single word its classes."""
        out: dict[str, set[str]] = {}
        for kind, words in self.values.items():
            for word in words:
                if " " not in word:
                    out.setdefault(word, set()).add(kind)
        return out


@cache
def load_vocabulary() -> Vocabulary:
    """The packaged list; raises RuleError where it is malformed."""
    values: dict[str, dict[str, str]] = {}
    cased: set[tuple[str, str]] = set()
    for row in rows_of("time_words.tsv", _COLUMNS):
        values.setdefault(row["class"], {})[row["word"]] = row["value"]
        if row["case"] == "cap":
            cased.add((row["word"], row["class"]))
    return Vocabulary(values, frozenset(cased))


@cache
def named_days() -> dict[tuple[int | None, int | None, str], int]:
    """(month, day, noun that follows) → the year of a day that goes by its event."""
    rows = rows_of("named_days.tsv", ("day", "noun", "year"))
    return {(int(r["day"][:2]), int(r["day"][3:]), r["noun"]): int(r["year"]) for r in rows}

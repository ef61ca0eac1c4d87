"""The registry of long-running disputes and negotiations: which known issue a few words and the states in play name.

`data/issues.tsv`: `id`, `name`, `states` (codes), `alone` (words that name the issue whatever the states) and `with`
(words that name it only between its own states). Alternatives are divided by ``|``; ``a+b`` wants both runs of words.
Issues that the registry does not hold get a name from their own words (`cluster_of`).
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import cache, lru_cache
from importlib.resources import files

from dragoman.errors import RuleError
from dragoman.frames.lexicon import rows_of
from dragoman.resolve.registry import fold

_COLUMNS = ("id", "name", "states", "alone", "with")
_WORD = re.compile(r"[a-z0-9&]+(?:[-/'][a-z0-9]+)*")
_MOST_CONTENT = 3
_TELLING = 4  # letters; shorter words ("and", "of") occur in every text


@dataclass(frozen=True, slots=True)
class Issue:
    """One issue of the registry; `alone` and `within` hold alternatives, each a tuple of runs of words."""

    id: str
    name: str
    states: frozenset[str]
    alone: tuple[tuple[str, ...], ...]
    within: tuple[tuple[str, ...], ...]


@dataclass(frozen=True, slots=True)
class Naming:
    """One way to name an issue: words that must all stand in a text, those of a phrase (with a space at either end) in its
    order. It suffices `alone`, or only between the issue's states; `letters` tells how exact it is."""

    issue: Issue
    words: frozenset[str]
    phrases: tuple[str, ...]
    letters: int
    alone: bool


@dataclass(frozen=True)
class IssueRegistry:
    """All issues by id, and the ways to name them by one word of each."""

    issues: dict[str, Issue]
    by_word: dict[str, tuple[Naming, ...]]


def issue_of(text: str, codes: Iterable[str]) -> tuple[str, str] | None:
    """The registered issue (id, name) that `text` names between the parties with these codes, or None.

    The alternative with most letters wins; words that suffice alone beat those that need the states, and an issue
    whose own states are in play beats one of others.
    """
    found = _named_in(text)
    if not found:
        return None
    there = frozenset(codes)
    best: tuple[tuple[int, int, int], Issue] | None = None
    for naming in found:
        issue = naming.issue
        if not naming.alone and issue.states.isdisjoint(there):
            continue
        shared = len(issue.states & there)
        if not naming.alone and shared < min(2, len(issue.states)):
            continue
        rank = (int(naming.alone), min(shared, 2), naming.letters)
        if best is None or rank > best[0] or (rank == best[0] and issue.id < best[1].id):
            best = (rank, issue)
    return None if best is None else (best[1].id, best[1].name)


@lru_cache(maxsize=4096)
def _named_in(text: str) -> tuple[Naming, ...]:
    """The namings whose words all occur. Remembers, since records share their sentences."""
    by_word, words = load_issues().by_word, _words(text)
    held = frozenset(words)
    likely = [n for word in by_word.keys() & held for n in by_word[word] if n.words <= held]
    line = f" {' '.join(words)} " if likely else ""
    return tuple(n for n in likely if not n.phrases or all(p in line for p in n.phrases))


def cluster_of(text: str, codes: Iterable[str] = ()) -> tuple[str, str] | None:
    """A stable id and name for an issue outside the registry, from its head noun and content words; None without any.

    "the gas debts", "its debt for gas" and "gas debt" are one cluster of the same parties.
    """
    content = [w for w in _words(text) if w not in _stop_words() and not w.isdigit() and len(w) > 2]
    kept = sorted(dict.fromkeys(content[:_MOST_CONTENT]))
    if not kept:
        return None
    states = "-".join(sorted(set(codes)))
    return f"words:{states}:{'+'.join(kept)}" if states else f"words:{'+'.join(kept)}", " ".join(kept)


@cache
def load_issues() -> IssueRegistry:
    """The packaged registry, read once; raises RuleError where a row does not fit."""
    lines = files("dragoman").joinpath("data", "issues.tsv").read_text(encoding="utf-8").splitlines()
    if tuple(lines[0].split("\t")) != _COLUMNS:
        raise RuleError("issues.tsv", "header", f"has {lines[0].split()}", f"write {' '.join(_COLUMNS)}")
    issues: dict[str, Issue] = {}
    for number, line in enumerate(lines[1:], 2):
        issue = _issue(number, line)
        if issue.id in issues:
            raise RuleError("issues.tsv", f"line {number}", f"has {issue.id} again", "give it an id of its own")
        issues[issue.id] = issue
    return IssueRegistry(issues, _by_rarest_word(issues))


def _by_rarest_word(issues: Mapping[str, Issue]) -> dict[str, tuple[Naming, ...]]:
    """Every naming under the one of its words that fewest of them have, so that "border" calls up few."""
    rows = [_naming(i, runs, True) for i in issues.values() for runs in i.alone]
    rows += [_naming(i, runs, False) for i in issues.values() for runs in i.within]
    shared = Counter(w for row in rows for w in row.words)
    index: dict[str, list[Naming]] = {}
    for row in rows:
        index.setdefault(min(row.words, key=lambda w: (len(w) < _TELLING, shared[w], w)), []).append(row)
    return {w: tuple(found) for w, found in index.items()}


def _naming(issue: Issue, runs: tuple[str, ...], alone: bool) -> Naming:
    words = frozenset(w for run in runs for w in run.split())
    return Naming(issue, words, tuple(f" {run} " for run in runs if " " in run), sum(map(len, runs)), alone)


def _issue(number: int, line: str) -> Issue:
    cells = line.split("\t")
    if len(cells) != len(_COLUMNS) or not cells[0] or not (cells[3] or cells[4]):
        raise RuleError("issues.tsv", f"line {number}", f"has {len(cells)} cells or no words", "fill id, name and words")
    if cells[4] and not cells[2]:
        raise RuleError("issues.tsv", f"line {number}", "has words that need states and no states", "name the states")
    return Issue(cells[0], cells[1], frozenset(cells[2].split()), _alternatives(cells[3]), _alternatives(cells[4]))


def _alternatives(cell: str) -> tuple[tuple[str, ...], ...]:
    return tuple(tuple(" ".join(_words(run)) for run in a.split("+")) for a in cell.split("|") if a)


def _words(text: str) -> list[str]:
    """Folded words without possessive and plural endings, so that a list and a text meet."""
    return [_stem(w) for w in _WORD.findall(fold(text))]


@lru_cache(maxsize=65536)
def _stem(word: str) -> str:
    word = word.removesuffix("'s")
    if len(word) > 4 and word.endswith("ies"):
        return f"{word[:-3]}y"
    if len(word) > 3 and word.endswith("s") and not word.endswith(("ss", "us", "is")):
        return word[:-1]
    return word


@cache
def _stop_words() -> frozenset[str]:
    return frozenset(_stem(r["word"]) for r in rows_of("issue_stop_words.tsv", ("word",)))

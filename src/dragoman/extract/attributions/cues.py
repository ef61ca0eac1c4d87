"""The words that attribute: `data/lexicon/cues.tsv`, loaded and checked.

A cue has a `use` (verb, passive, noun, adj, adverb, prep), a class, the stance of the reporter that it carries, the
certainty that a reader may give to what it introduces, and slots that say where the content stands: ``c`` clause or
quotation, ``i`` infinitive, ``x`` small clause, ``g`` gerund, ``o`` object, ``of``/``p:PREP`` prepositional phrase,
``s`` subject of a passive; ``a`` marks an object that is the addressee. Classes follow Prasad et al. (PDTB attribution
types: assertion, belief, fact, eventuality), made finer for diplomacy.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache

from dragoman.errors import RuleError
from dragoman.frames.lexicon import rows_of
from dragoman.records import Attribution, Certainty

_GRADES: tuple[Certainty, ...] = ("certain", "probable", "possible", "denied", "unknown")
_COLUMNS = ("lemma", "use", "class", "slots", "stance", "certainty")
_CLASSES = frozenset(
    ["report", "claim", "deny", "suggest", "predict", "demand", "promise", "refuse", "believe", "know", "show", "ask",
     "teach", "seem", "hearsay", "unclear"]
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Cue:
    """One entry of the list."""

    lemma: str
    use: str
    kind: str
    slots: frozenset[str]
    stance: str
    certainty: Certainty

    @property
    def prepositions(self) -> frozenset[str]:
        """The prepositions whose phrases are content."""
        return frozenset(s.removeprefix("p:") for s in self.slots if s.startswith("p:") or s == "of")


@cache
def load_cues() -> dict[tuple[str, str], Cue]:
    """The list, by (lemma, use); raises RuleError where a row does not fit."""
    out: dict[tuple[str, str], Cue] = {}
    for r in rows_of("cues.tsv", _COLUMNS):
        if r["class"] not in _CLASSES:
            raise RuleError("cues.tsv", r["lemma"], f"class “{r['class']}”", f"use one of {', '.join(sorted(_CLASSES))}")
        cue = Cue(
            r["lemma"],
            r["use"],
            r["class"],
            frozenset(r["slots"].split()),
            r["stance"],
            as_certainty(r["certainty"], "cues.tsv"),
        )
        out[(r["lemma"], r["use"])] = cue
    return out


def as_certainty(word: str, file: str) -> Certainty:
    """A cell read as FactBank's scale; raises RuleError."""
    for grade in _GRADES:
        if grade == word:
            return grade
    raise RuleError(file, word, "no such certainty", f"use one of {', '.join(_GRADES)}")


def kind_of(attribution: Attribution) -> str:
    """The class of the cue behind an attribution, as its `why` tells it."""
    return attribution.why.split(" ", 1)[0].rstrip(",")


@cache
def anonymous_heads() -> frozenset[str]:
    """Nouns that name a source without naming a person: official, source, observer, analyst."""
    return frozenset(r["noun"] for r in rows_of("anonymous_sources.tsv", ("noun",)))


@cache
def document_nouns() -> frozenset[str]:
    """Nouns for what carries words: who issued "a statement saying" it speaks, not the statement."""
    return frozenset(r["noun"] for r in rows_of("documents.tsv", ("noun",)))

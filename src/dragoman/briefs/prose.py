"""Items → sentences: the clause of a step, hedged as the record is, with the passage where an event needs its words."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from dragoman.briefs.choosing import Item
from dragoman.briefs.citing import Citer
from dragoman.briefs.model import Paragraph, Sentence
from dragoman.desk.wording.clauses import Clause, shortened
from dragoman.desk.wording.hedges import hedged
from dragoman.desk.wording.names import Names
from dragoman.desk.wording.steps import clause_of_step

_LONGEST_QUOTE = 45
_BROUGHT_IN = ("was reported as follows: “", "was told in these words: “", "was put so: “")


@dataclass
class Writer:
    """Writes the sentences of one brief: who was named before and which passage has which number."""

    names: Names
    citer: Citer
    quoted: int = -1

    def sentence(self, item: Item) -> Sentence | None:
        """One item as a sentence; None for a record of which no clause can be made."""
        self.names.day = item.day
        voice = _voice(item)
        # Whether it is somebody's own account shows in the clause; the voice stands first and is named first.
        trial = clause_of_step(item.step, item.told, self.names.copy(), item.before)
        foreign = trial is not None and not trial.quoted and voice and voice[-1] not in trial.doers
        said_by = self.names.voice(voice[-1], item.told.sides[-1] if item.told.sides else None) if foreign else ""
        clause = clause_of_step(item.step, item.told, self.names, item.before)
        if clause is None:
            return None
        text = self._varied(hedged(clause, item.step.certainty, voice, said_by))
        if item.episode.kind == "event" and item.told.text:
            text += f": “{shortened(item.told.text, _LONGEST_QUOTE)}”"
        return self.of(text, item.keys)

    def _varied(self, text: str) -> str:
        """Every other quotation is brought in by other words, so that a page of them can be read."""
        if _BROUGHT_IN[0] not in text:
            return text
        self.quoted += 1
        return text.replace(_BROUGHT_IN[0], _BROUGHT_IN[self.quoted % len(_BROUGHT_IN)], 1)

    def of(self, text: str, keys: Iterable[str]) -> Sentence:
        """A sentence with the sources of its records."""
        kept = tuple(sorted(set(keys)))
        return Sentence(text.rstrip(". "), kept, self.citer.cites(kept))

    def paragraphs(self, items: Sequence[Item]) -> tuple[Paragraph, ...]:
        """One paragraph a month; its first sentence tells the year, the others leave it out."""
        months = dict.fromkeys((i.day.year, i.day.month) for i in items)
        made = (self.paragraph([i for i in items if (i.day.year, i.day.month) == m], str(m[0])) for m in months)
        return tuple(p for p in made if p.sentences)

    def paragraph(self, items: Sequence[Item], year: str | None) -> Paragraph:
        """Items as one paragraph; `year` is the one that its dates share."""
        self.names.year, self.citer.year = None, year
        found: dict[str, Sentence] = {}
        for item in items:
            made = self.sentence(item)
            if made is None:
                continue
            # Two records in the same words are one sentence with both sources.
            same = found.get(made.text)
            found[made.text] = self.of(made.text, (*same.keys, *made.keys)) if same else made
            if year and year in made.text:
                self.names.year = year
        self.names.year = self.citer.year = None
        return Paragraph(tuple(found.values()))


def _voice(item: Item) -> tuple[str, ...]:
    """On whose word it rests: nobody's where any account tells it in its own voice."""
    return item.told.voice if all(a.voice for a in item.step.accounts) else ()


def plain_clause(item: Item, names: Names) -> Clause | None:
    """The clause of an item without its day."""
    return clause_of_step(item.step, item.told, names, item.before, dated=False)

"""What a brief is made of, before it is Markdown, HTML or PDF: sentences that know the records behind them."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Cite:
    """A source as a digest names it ("Kyodo, February 11") and the numbers of the passages that it stands for."""

    words: str
    passages: tuple[int, ...]


@dataclass(frozen=True, slots=True)
class Sentence:
    """One sentence without its full stop; `keys` are the records that it tells, never empty, `cites` their sources."""

    text: str
    keys: tuple[str, ...]
    cites: tuple[Cite, ...]


@dataclass(frozen=True, slots=True)
class Paragraph:
    """Sentences that belong together."""

    sentences: tuple[Sentence, ...]


@dataclass(frozen=True, slots=True)
class Line:
    """A line of a table; `cites` stand in its last column."""

    cells: tuple[str, ...]
    keys: tuple[str, ...]
    cites: tuple[Cite, ...]


@dataclass(frozen=True, slots=True)
class Table:
    """A table: heads (the last is that of the sources) and lines."""

    heads: tuple[str, ...]
    lines: tuple[Line, ...]


@dataclass(frozen=True, slots=True)
class Section:
    """A part of the brief. `note` says what it leaves out, where it does."""

    heading: str
    paragraphs: tuple[Paragraph, ...] = ()
    tables: tuple[Table, ...] = ()
    note: str = ""

    def sentences(self) -> Iterator[Sentence]:
        """All its sentences."""
        for paragraph in self.paragraphs:
            yield from paragraph.sentences


@dataclass(frozen=True, slots=True)
class Passage:
    """A passage of a document that the brief rests on: `before`, `marked` and `after` are its sentence, the evidence in
    the middle; `start` and `end` the characters of the evidence in the document."""

    number: int
    document: str
    title: str
    source: str
    published: str
    start: int
    end: int
    before: str
    marked: str
    after: str


@dataclass(frozen=True, slots=True)
class Brief:
    """A whole brief."""

    title: str
    standfirst: str
    sections: tuple[Section, ...]
    passages: tuple[Passage, ...]

    def sentences(self) -> Iterator[Sentence]:
        """All sentences in order."""
        for section in self.sections:
            yield from section.sentences()

    def lines(self) -> Iterator[Line]:
        """All lines of all tables in order."""
        for section in self.sections:
            for table in section.tables:
                yield from table.lines

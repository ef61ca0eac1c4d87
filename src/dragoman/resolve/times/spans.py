"""Sentences and paragraphs of a text, by the analysis where there is one, else by punctuation."""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from dataclasses import dataclass

from dragoman.language.analysis import Analysis
from dragoman.resolve.times.lexer import Lexed

_END = re.compile(
    r"[.!?](?<![A-Z.][a-z]\.)(?<![A-Z]\.)(?<!\b[A-Z][a-z][a-z]\.)[\"”’')\]]*\s+(?=[\"“‘'(\[]?[A-Z0-9])|\n[ \t]*\n\s*"
)
_PARAGRAPH = re.compile(r"\n[ \t]*\n|\n(?=\S)")


@dataclass(frozen=True, slots=True)
class Layout:
    """Character offsets at which sentences and paragraphs begin."""

    sentences: list[int]
    paragraphs: list[int]

    def sentence(self, at: int) -> int:
        """Number of the sentence at an offset."""
        return bisect_right(self.sentences, at) - 1

    def paragraph(self, at: int) -> int:
        """Number of the paragraph at an offset."""
        return bisect_right(self.paragraphs, at) - 1

    def tokens(self, lexed: Lexed, at: int) -> tuple[int, int]:
        """Token span of the sentence at an offset."""
        i = self.sentence(at)
        end = self.sentences[i + 1] if i + 1 < len(self.sentences) else len(lexed.text) + 1
        return bisect_left(lexed.starts, self.sentences[i] if i >= 0 else 0), bisect_left(lexed.starts, end)


def layout_of(text: str, analysis: Analysis | None) -> Layout:
    """The layout of a text."""
    paragraphs = [0, *(m.end() for m in _PARAGRAPH.finditer(text))]
    if analysis is not None and analysis.sentences:
        starts = [analysis.tokens[s.first].start for s in analysis.sentences if s.first < s.last]
        return Layout(sorted({0, *starts}), paragraphs)
    return Layout([0, *(m.end() for m in _END.finditer(text))], paragraphs)

"""Document → Citation records: source lists in parentheses and cross-references, and which sentences they vouch for."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterator
from dataclasses import dataclass

from dragoman.document import Document
from dragoman.extract.cited_outlets import SourceLine, read_source_line
from dragoman.language.analysis import Analysis
from dragoman.records import Citation
from dragoman.resolve.registry import Registry
from dragoman.values import Edtf

_PAREN = re.compile(r"\((?P<inner>[^()]*(?:\([^()]*\)[^()]*)*)\)")
_BREAK = re.compile(r"\n\s*\n|(?<=[.!?:)\"”’])[ \t]*\n")
_CLOSED = re.compile(r"(?:[.!?…][\"”’'»)\]]*|[\"”]|\)[.,;]?)(?:\s+[-–—])?\s*$")
_DASH = re.compile(r"\s{0,2}(?:--|[–—―-]\s)")
_ENDS = re.compile(r"\s*(?:$|\n|[.;:!?](?!\w)|,?\s*\()")
_STOPS = re.compile(r"\s*(?:$|\n|[.,;:!?](?!\w)|\()")


@dataclass(frozen=True, slots=True)
class FoundLine:
    """A source line where it stands. `heads`: it is part of a dateline and vouches for what follows it."""

    start: int
    end: int
    line: SourceLine
    heads: bool = False


def find_citations(document: Document, analysis: Analysis, registry: Registry) -> tuple[Citation, ...]:
    """The citations of a document, in text order."""
    starts = [analysis.span(s)[0] for s in range(len(analysis.sentences))]
    if not starts:
        return ()
    text = document.text
    breaks = [0, *(m.end() for m in _BREAK.finditer(text))]
    out: list[Citation] = []
    before, run = 0, (0, 0)
    for found in find_source_lines(text, document.published, registry):
        at = _prose_sentence(text, starts, found.start)
        if found.line.crossref:
            out.append(_citation(found, (at, at)))
        elif found.heads:
            out.append(_citation(found, (_sentence(starts, found.end), len(starts) - 1)))
        else:
            if before == 0 or text[before : found.start].strip(" .,;\n"):
                run = (min(_first_sentence(text, starts, breaks, before, found.start), at), at)
            before = found.end
            out.append(_citation(found, run))
    return tuple(out)


def _first_sentence(text: str, starts: list[int], breaks: list[int], before: int, at: int) -> int:
    """Where the run begins: the paragraph, or what follows the citation before; a source line in a paragraph of its
    own speaks for the paragraph above."""
    index = bisect_right(breaks, at) - 1
    if index > 0 and not text[max(breaks[index], before) : at].strip():
        index -= 1
    begin = max(breaks[index], before)
    while begin < at and (text[begin].isspace() or text[begin] in ".,;"):
        begin += 1
    return _sentence(starts, begin)


def _prose_sentence(text: str, starts: list[int], at: int) -> int:
    """The last sentence with prose before the parenthesis, which may make up a sentence of its own."""
    sentence = _sentence(starts, at)
    while sentence > 0 and not re.sub(r"\([^()]*\)|[\s.,;]", "", text[starts[sentence] : at]):
        sentence -= 1
    return sentence


def find_source_lines(text: str, published: Edtf | None, registry: Registry) -> Iterator[FoundLine]:
    """Every parenthesis that cites, without looking at sentences; in text order."""
    for run in _runs(text, published, registry):
        anchored = any(_is_anchor(text, match, line) for match, line in run)
        for match, line in run:
            heads = not line.crossref and line.known and _in_dateline(text, match)
            if line.crossref or heads or _cites(text, match, line, anchored):
                yield FoundLine(match.start(), match.end(), line, heads)


def _runs(text: str, published: Edtf | None, registry: Registry) -> Iterator[list[tuple[re.Match[str], SourceLine]]]:
    """Parentheses that could cite, those together that stand side by side."""
    run: list[tuple[re.Match[str], SourceLine]] = []
    for match in _PAREN.finditer(text):
        line = read_source_line(match["inner"], published, registry)
        if line is None:
            continue
        if run and text[run[-1][0].end() : match.start()].strip(" .,;"):
            yield run
            run = []
        run.append((match, line))
    if run:
        yield run


def _is_anchor(text: str, match: re.Match[str], line: SourceLine) -> bool:
    return line.known and not line.crossref and _STOPS.match(text, match.end()) is not None


def _cites(text: str, match: re.Match[str], line: SourceLine, anchored: bool) -> bool:
    """Does the place where it stands make it a source line? Days always do; a known name where a clause ends; a name
    that only looks like an outlet behind a finished sentence, or side by side with a known one (`anchored`)."""
    left = text[: match.start()][-200:]
    if not left.strip() or (left.endswith("\n") and not line.dated):
        return False
    if line.dated:
        return line.known or _STOPS.match(text, match.end()) is not None
    if _abbreviates(left, match["inner"]):
        return False
    closed = _CLOSED.search(left) is not None
    if line.known:
        return closed or _STOPS.match(text, match.end()) is not None
    return anchored or (closed and _ENDS.match(text, match.end()) is not None)


def _abbreviates(left: str, inner: str) -> bool:
    """Is it the short form of the words before it, as in "Organisation for X and Y (OXY)"?"""
    letters = [c for c in inner if c.isupper()]
    if _CLOSED.search(left) or len(letters) < 2 or " " in inner.strip():
        return False
    words = re.findall(r"[^\W\d_][\w'’]*", left)[-10:]
    initials = [w[0].upper() for w in words]
    at = len(initials)
    for letter in reversed(letters):
        while at > 0 and initials[at - 1] != letter:
            at -= 1
        if at == 0:
            return False
        at -= 1
    return bool(words[at][0].isupper())


def _in_dateline(text: str, match: re.Match[str]) -> bool:
    """ "GENEVA, May 2 (Reuters) -" opens a report."""
    if _DASH.match(text, match.end()) is None:
        return False
    line_start = text.rfind("\n", 0, match.start()) + 1
    left = text[line_start : match.start()]
    return len(left) < 80 and (not left.strip() or left.split()[0][:2].isupper() or "," in left)


def _citation(found: FoundLine, run: tuple[int, int]) -> Citation:
    return Citation(
        start=found.start, end=found.end, crossref=found.line.crossref, outlets=list(found.line.outlets), sentences=run
    )


def _sentence(starts: list[int], offset: int) -> int:
    return max(0, bisect_right(starts, offset) - 1)

"""Quotations: found by their marks, joined to the attribution whose content they carry on.

A quotation may hold several sentences, run over paragraphs (each opened anew, only the last one closed), stand before
its cue in sentences of its own, follow a colon, or go on after "…", he said. "…".
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from dragoman.document import Span
from dragoman.extract.attributions.draft import Draft, runs
from dragoman.extract.context import Context

_OPEN = re.compile(r"[“]|(?<![\w.,!?])(?:\"|'')(?=\S)")
_CLOSE = re.compile(r"[”]|(?<=\S)(?:\"|'')(?!\w)")
_PARAGRAPH = re.compile(r"\n\s*\n|\n")
_SHORT = 25
_SAYING = frozenset(["report", "claim", "ask", "deny", "suggest", "predict", "demand", "promise", "teach", "show"])


def find_quotations(text: str) -> list[Span]:
    """Quotations with their marks; one that a paragraph leaves open ends with the paragraph."""
    out: list[Span] = []
    at = 0
    while (opened := _OPEN.search(text, at)) is not None:
        gap = _PARAGRAPH.search(text, opened.end())
        limit = gap.start() if gap else len(text)
        closed = _CLOSE.search(text, opened.end(), limit)
        end = closed.end() if closed else limit
        out.append(Span(opened.start(), end))
        at = max(end, opened.end())
    return out


def join_quotes(context: Context, drafts: list[Draft]) -> list[Draft]:
    """The drafts with the quotations that belong to them; drafts that need one and have none are left out."""
    text = context.document.text
    quotations = find_quotations(text)
    taken: dict[int, Draft] = {}
    for draft in sorted(drafts, key=lambda d: d.head):
        _overlapping(context, draft, quotations, taken)
    for draft in sorted(drafts, key=lambda d: d.head):
        if not draft.content and not draft.quotes and draft.cue.kind in _SAYING:
            _adjacent(context, draft, quotations, taken)
    _continue(context, quotations, taken)
    return [d for d in drafts if d.content or d.quotes]


def _overlapping(context: Context, draft: Draft, quotations: list[Span], taken: dict[int, Draft]) -> None:
    """A quotation that the content touches belongs to it as a whole, unless the cue itself stands inside."""
    if draft.cue.kind not in _SAYING and draft.cue.kind != "believe":
        return
    cue = context.analysis.tokens[draft.head].start
    spans = runs(context.analysis, draft.content)
    for index, quotation in enumerate(quotations):
        if quotation.start <= cue < quotation.end or index in taken:
            continue
        if any(quotation.overlaps(s) for s in spans) and quotation.end - quotation.start >= _SHORT:
            draft.quotes.append(quotation)
            taken[index] = draft


def _adjacent(context: Context, draft: Draft, quotations: list[Span], taken: dict[int, Draft]) -> None:
    """The quotation just before the cue's clause, or just after it behind a colon or comma."""
    text = context.document.text
    sentence = context.sentence_extent(context.analysis.sentence_of[draft.head])
    cue = context.analysis.tokens[draft.head].start
    for index, quotation in enumerate(quotations):
        if index in taken or quotation.start <= cue < quotation.end:
            continue
        before = quotation.end <= cue and (
            quotation.end > sentence.start or not text[quotation.end : sentence.start].strip()
        )
        after = quotation.start > cue and (
            quotation.start < sentence.end
            or (
                text[sentence.start : sentence.end].rstrip().endswith(":")
                and not text[sentence.end : quotation.start].strip()
            )
        )
        if (before and cue - quotation.end < 160) or (after and quotation.start - cue < 160):
            draft.quotes.append(quotation)
            taken[index] = draft
            if after:
                return


def _continue(context: Context, quotations: list[Span], taken: dict[int, Draft]) -> None:
    """A free-standing quotation carries on the one before it, when nothing but that one's cue stands between."""
    text = context.document.text
    for index in range(1, len(quotations)):
        previous = taken.get(index - 1)
        if index in taken or previous is None:
            continue
        here, last = quotations[index], quotations[index - 1]
        between = text[last.end : here.start]
        cue_end = max(context.analysis.tokens[t].end for t in previous.cue_tokens)
        starts_sentence = re.search(r"(?:^|[.!?”\"'\n,])\s*$", text[max(0, here.start - 3) : here.start]) is not None
        if not starts_sentence or here.end - here.start < _SHORT:
            continue
        tail = text[max(last.end, cue_end) : here.start]
        if not between.strip() or (cue_end > last.end and _only_tail(tail)):
            previous.quotes.append(here)
            taken[index] = previous


def _only_tail(tail: str) -> bool:
    """Between the cue and the next quotation one sentence ends and none begins."""
    return len(tail) < 120 and len(re.findall(r"[.!?](?:\s|$)", tail)) <= 1 and tail.rstrip().endswith((".", ",", "\n", ""))


def quotation_spans(drafts: list[Draft]) -> Iterator[Span]:
    """All quotations that were joined."""
    for draft in drafts:
        yield from draft.quotes

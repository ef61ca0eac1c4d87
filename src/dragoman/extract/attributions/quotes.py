"""Quotations: found by their marks, joined to the attribution whose content they carry on.

A quotation may hold several sentences, run over paragraphs (each opened anew, only the last one closed), stand before
its cue in sentences of its own, follow a colon, or go on after "…", he said. "…".
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator

from dragoman.document import Span
from dragoman.extract.attributions.cues import Cue, load_cues
from dragoman.extract.attributions.draft import Draft, runs
from dragoman.extract.context import Context

_OPEN = re.compile(r"[“]|(?<![\w.,!?])(?:\"|'')(?=\S)")
_CLOSE = re.compile(r"[”]|(?<=\S)(?:\"|'')(?!\w)")
_PARAGRAPH = re.compile(r"\n\s*\n|\n")
_SHORT = 25
_NEAR = 320
_LABEL = re.compile(r"(?:\A|\n)[\s\"“]*(?P<name>[A-Z][\w.'’-]*(?: [A-Z][\w.'’-]*){0,3})(?P<cue>:)[ \t]+(?P<said>[^\n]{12,})")
_SIGNED = re.compile(r"[”\"][ \t\xa0]*\n?[ \t\xa0]*(?P<cue>[―—]|--)[ \t]*(?P<name>[A-Z][^\n”\"]{2,90}?)[ \t\xa0]*(?=\n|\Z)")
_QUOTE_BEGINS = re.compile(r"[“\"‘]")
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
    drafts = [d for d in drafts if not _quoted(context, d, quotations)]
    taken: dict[int, Draft] = {}
    for draft in sorted(drafts, key=lambda d: d.head):
        _overlapping(context, draft, quotations, taken)
    for draft in sorted(drafts, key=lambda d: d.head):
        if not draft.content and not draft.quotes and draft.cue.kind in _SAYING:
            _adjacent(context, draft, quotations, taken)
    _continue(context, quotations, taken)
    return [d for d in drafts if d.content or d.quotes]


def _quoted(context: Context, draft: Draft, quotations: list[Span]) -> bool:
    """Does the cue stand inside a quotation? What speakers say of others' words is part of what they say."""
    cue = context.analysis.tokens[draft.head].start
    return any(q.start < cue < q.end and q.end - q.start >= _SHORT for q in quotations)


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
        if (before and cue - quotation.end < _NEAR) or (after and quotation.start - cue < _NEAR):
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


def signed_drafts(context: Context) -> Iterator[Draft]:
    """Speech with its speaker's name set before it ("PUTIN: …", twice at least, or before a quotation) or under it ("…" ― Name)."""
    text, cue = context.document.text, load_cues()[("say", "verb")]
    labels = list(_LABEL.finditer(text))
    names = Counter(m["name"] for m in labels if m["name"].isupper())
    for match in labels:
        if names[match["name"]] < 2 and not _QUOTE_BEGINS.match(match["said"]):
            continue
        yield from _signed(context, cue, match, Span(match.start("said"), match.end("said")))
    for match in _SIGNED.finditer(text):
        before = [q for q in find_quotations(text[: match.start() + 1]) if q.end >= match.start()]
        if before:
            yield from _signed(context, cue, match, before[-1])


def _signed(context: Context, cue: Cue, match: re.Match[str], said: Span) -> Iterator[Draft]:
    at = context.token_at(match.start("cue"))
    tokens = [t.i for t in context.analysis.tokens if match.start("name") <= t.start and t.end <= match.end("name")]
    if at is not None and tokens:
        yield Draft(at, cue, {at}, set(tokens), (tokens[-1],), quotes=[said], why="report, speaker's name")

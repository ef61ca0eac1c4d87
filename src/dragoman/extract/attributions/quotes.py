"""Quotations: found by their marks, joined to the attribution whose content they carry on.

A quotation may hold several sentences, run over paragraphs (each opened anew, only the last one closed), stand before
its cue in sentences of its own, follow a colon, or go on after "…", he said. "…".
"""

from __future__ import annotations

import re
from bisect import bisect_left
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
    _overlapping(context, drafts, quotations, taken)
    for draft in sorted(drafts, key=lambda d: d.head):
        if not draft.content and not draft.quotes and draft.cue.kind in _SAYING:
            _adjacent(context, draft, quotations, taken)
    _continue(context, quotations, taken, drafts)
    for draft in drafts:
        _out_of_quotation(context, draft, quotations, taken)
    return [d for d in drafts if d.content or d.quotes]


def _out_of_quotation(context: Context, draft: Draft, quotations: list[Span], taken: dict[int, Draft]) -> None:
    """A cue outside a quotation whose subject the tree found inside ("“We won,” she said, adding that …"): the speaker
    of the quotation speaks on."""
    if not draft.source or draft.why == "report, speaker's name":
        return
    at = context.analysis.tokens[min(draft.source)].start
    for index, quotation in enumerate(quotations):
        speaker = taken.get(index)
        if quotation.start < at < quotation.end and speaker is not None and speaker is not draft and speaker.source:
            draft.source, draft.source_heads = set(speaker.source), speaker.source_heads


def _quoted(context: Context, draft: Draft, quotations: list[Span]) -> bool:
    """Does the cue stand inside a quotation? What speakers say of others' words is part of what they say."""
    cue = context.analysis.tokens[draft.head].start
    return any(q.start < cue < q.end and q.end - q.start >= _SHORT for q in quotations)


def _overlapping(context: Context, drafts: list[Draft], quotations: list[Span], taken: dict[int, Draft]) -> None:
    """A quotation that a content touches belongs to it as a whole; to the nearest cue, where several touch it."""
    tokens = context.analysis.tokens
    speaking = [d for d in drafts if d.cue.kind in _SAYING or d.cue.kind == "believe"]
    touching: dict[int, list[tuple[int, int, Draft]]] = {}
    for number, draft in enumerate(speaking):
        for span in runs(context.analysis, draft.content):
            low = bisect_left(quotations, Span(span.start, span.start))
            for index in range(max(0, low - 1), len(quotations)):
                quotation = quotations[index]
                if quotation.start >= span.end:
                    break
                if quotation.overlaps(span) and quotation.end - quotation.start >= _SHORT:
                    cue = tokens[draft.head].start
                    distance = quotation.start - cue if cue < quotation.start else cue - quotation.end
                    touching.setdefault(index, []).append((distance, number, draft))
    for index, rows in touching.items():
        draft = min(rows, key=lambda r: (r[0], r[1]))[2]
        draft.quotes.append(quotations[index])
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


def _continue(context: Context, quotations: list[Span], taken: dict[int, Draft], drafts: list[Draft]) -> None:
    """A free-standing quotation carries on what was said last: the quotation before it, when nothing but that one's
    cue stands between, or the report in the sentence before."""
    speakers = {context.analysis.sentence_of[d.head]: d for d in drafts if d.cue.kind in _SAYING and d.source_heads}
    for index, here in enumerate(quotations):
        if index in taken or here.end - here.start < _SHORT:
            continue
        first = context.token_at(here.start)
        if first is None or first == 0:
            continue
        sentence = context.analysis.sentence_of[first]
        before = context.analysis.sentence_of[first - 1]
        previous = taken.get(index - 1)
        if previous is not None and _follows(context, previous, quotations[index - 1], here, before):
            previous.quotes.append(here)
            taken[index] = previous
        elif before < sentence and before in speakers and speakers[before].head < first:
            speakers[before].quotes.append(here)
            taken[index] = speakers[before]


def _follows(context: Context, previous: Draft, last: Span, here: Span, before: int) -> bool:
    """Does nothing but blanks or the tail of the cue's own sentence part the two quotations?"""
    if not context.document.text[last.end : here.start].strip():
        return True
    cue = context.analysis.tokens[previous.head]
    return cue.start >= last.end and context.analysis.sentence_of[previous.head] == before


def signed_drafts(context: Context) -> Iterator[Draft]:
    """Speech with its speaker's name before it ("PUTIN: …", twice or with a quotation) or under it ("…" ― Name)."""
    text, cue = context.document.text, load_cues()[("say", "verb")]
    labels = list(_LABEL.finditer(text))
    names = Counter(m["name"] for m in labels if m["name"].isupper())
    for match, after in zip(labels, [*labels[1:], None], strict=False):
        transcript = names[match["name"]] > 1
        if transcript or _QUOTE_BEGINS.match(match["said"]):
            end = after.start() if after is not None and transcript else match.end("said")
            yield from _signed(context, cue, match, Span(match.start("said"), end))
    for match in _SIGNED.finditer(text):
        before = [q for q in find_quotations(text[: match.start() + 1]) if q.end >= match.start()]
        if before:
            yield from _signed(context, cue, match, before[-1])


def _signed(context: Context, cue: Cue, match: re.Match[str], said: Span) -> Iterator[Draft]:
    at = context.token_at(match.start("cue"))
    tokens = [t.i for t in context.analysis.tokens if match.start("name") <= t.start and t.end <= match.end("name")]
    if at is not None and tokens:
        yield Draft(at, cue, {at}, set(tokens), (tokens[-1],), quotes=[said], why="report, speaker's name")

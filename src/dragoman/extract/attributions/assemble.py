"""Drafts → Attribution records: spans, resolved sources, dates, certainty, nesting."""

from __future__ import annotations

from dragoman.document import Span
from dragoman.extract.attributions.comment import comment_on
from dragoman.extract.attributions.cues import anonymous_heads, kind_of
from dragoman.extract.attributions.draft import Draft, runs, trimmed
from dragoman.extract.context import Context
from dragoman.frames import Argument
from dragoman.records import Attribution, Certainty, Extent, stable_id

_ASSERTING = frozenset(["report", "claim", "deny", "suggest", "hearsay"])
_ASSERTED = ("clause", "inserted", "according to", "passive", "adverb")


def assemble(context: Context, drafts: list[Draft]) -> tuple[Attribution, ...]:
    """The records in text order; one for each cue."""
    rows: list[tuple[Draft, Attribution]] = []
    seen: set[int] = set()
    phrases = {t for d in drafts if d.cue.use == "noun" and len(d.cue_tokens) > 1 for t in d.cue_tokens}
    for draft in sorted(drafts, key=lambda d: (d.head, -len(d.content))):
        if draft.cue.use == "verb" and draft.head in phrases:
            continue  # "voiced the hope that": the noun says how
        if seen & draft.cue_tokens:
            continue
        content = _content(context, draft)
        if not content:
            continue
        seen |= draft.cue_tokens
        rows.append((draft, _same_group(context, rows, draft, _record(context, draft, content))))
    records = [r for _, r in rows]
    records = [r for r in records if _is_voice(r, _around(r, records) is not None)]
    return tuple(r.model_copy(update={"within": _around(r, records)}) for r in records)


def _same_group(context: Context, rows: list[tuple[Draft, Attribution]], draft: Draft, record: Attribution) -> Attribution:
    """ "They said": the unnamed group that spoke last, in the sentence before or this one."""
    if not rows or len(draft.source_heads) != 1:
        return record
    token = context.analysis.tokens[draft.source_heads[0]]
    before, last = rows[-1]
    gap = context.analysis.sentence_of[draft.head] - context.analysis.sentence_of[before.head]
    if token.lower_text != "they" or not last.anonymous or not before.source_heads or gap > 1:
        return record
    if context.analysis.tokens[before.source_heads[0]].feat("Number") == "Sing":
        return record
    return record.model_copy(update={"name": last.name, "code": last.code, "anonymous": True})


def _is_voice(record: Attribution, nested: bool) -> bool:
    """Inside what another says only assertions are voices of their own ("Kyodo reported that officials said …"); what
    the other says somebody wants, fears or plans is part of his report."""
    return not nested or (kind_of(record) in _ASSERTING and any(part in record.why for part in _ASSERTED))


def _content(context: Context, draft: Draft) -> list[Span]:
    """The content's runs, quotations whole; in text order and apart."""
    blocked = [*runs(context.analysis, draft.source), *runs(context.analysis, draft.cue_tokens)]
    spans = sorted([*runs(context.analysis, draft.content), *draft.quotes])
    out: list[Span] = []
    for span in spans:
        joined = bool(out) and span.start <= out[-1].end + 1
        if joined and (span.start < out[-1].end or not any(b.overlaps(Span(out[-1].start, span.end)) for b in blocked)):
            out[-1] = Span(out[-1].start, max(out[-1].end, span.end))
        else:
            out.append(span)
    return [s for s in out if s.end > s.start]


def _record(context: Context, draft: Draft, content: list[Span]) -> Attribution:
    tokens = context.analysis.tokens
    source = _extent(context, draft.source)
    name, code, anonymous = _resolve(context, draft, source)
    cue = sorted(draft.cue_tokens)
    where = Extent(start=tokens[cue[0]].start, end=tokens[cue[-1]].end)
    certainty, why = grade(context, draft, anonymous)
    comment = comment_on(context, source, where, content)
    if comment is not None:
        certainty, why = comment[0], f"{why}, {comment[1]}"
    content, date = _dated(context, content)
    if draft.frame is not None and date is None:
        times = [t for t in context.times_of(draft.frame) if t.edtf is not None and not _inside(t.start, content)]
        date = str(times[0].edtf) if times else None
    return Attribution(
        id=stable_id("attribution", tokens[cue[0]].start, tokens[cue[-1]].end),
        source=source,
        cue=where,
        content=[Extent(start=s.start, end=s.end) for s in content],
        name=name, code=code, anonymous=anonymous, date=date, certainty=certainty, why=why,
    )  # fmt: skip


def _dated(context: Context, content: list[Span]) -> tuple[list[Span], str | None]:
    """ "Reported May 29 that …": the day between cue and clause dates the saying, though the tree puts it inside."""
    first = content[0]
    for time in context.times_in(context.sentence_at(first.start)):
        if first.start <= time.start <= first.start + 3 and time.end < first.end and time.edtf is not None:
            rest = context.document.text[time.end : first.end]
            if rest.lstrip().startswith("that "):
                return [Span(first.end - len(rest.lstrip()), first.end), *content[1:]], str(time.edtf)
    return content, None


def _extent(context: Context, tokens: set[int]) -> Extent | None:
    rows = trimmed(context.analysis, tokens)
    return context.extent(rows) if rows else None


def _inside(offset: int, spans: list[Span]) -> bool:
    return any(s.start <= offset < s.end for s in spans)


def _resolve(context: Context, draft: Draft, source: Extent | None) -> tuple[str | None, str | None, bool]:
    """Name, code, anonymous."""
    if not draft.source_heads:
        return "author", None, draft.cue.use == "passive"
    parties = context.parties(Argument("subj", draft.source_heads))
    head = draft.source_heads[0]
    token = context.analysis.tokens[head]
    named = any(p.person for p in parties) or token.upos == "PROPN" or _holds_person(context, draft.source)
    anonymous = token.lemma.lower() in anonymous_heads() and not named
    printed = context.text(source) if source is not None else None
    naming = context.cast.naming(head)
    if anonymous or not parties or naming is None:
        name = printed
    else:
        name = " and ".join(dict.fromkeys(p.name for p in parties))
    codes = list(dict.fromkeys(p.code for p in parties if p.code))
    return name, codes[0] if len(codes) == 1 else None, anonymous


def _holds_person(context: Context, source: set[int]) -> bool:
    """Is a person named in the phrase ("agency spokesperson Adrian Edwards")?"""
    return any(e.label == "PER" and set(range(e.first, e.last)) <= source for e in context.analysis.entities)


def grade(context: Context, draft: Draft, anonymous: bool) -> tuple[Certainty, str]:
    """How sure the wording makes what is attributed, with the reason. Speech acts that assert nothing (demands,
    promises) are certain as such; what they are about is graded where records take their voice (`extract.voices`)."""
    certainty, why = draft.cue.certainty, draft.why
    if draft.negated:
        return "unknown", f"{why}, negated"
    if draft.cue.kind in ("demand", "promise", "refuse"):
        return "certain", why
    if draft.cue.kind == "suggest" and _proposes(context, draft):
        return "certain", f"{why}, a proposal"
    if draft.seeming and certainty == "certain":
        return "probable", f"{why}, it seems"
    if anonymous and certainty == "certain" and draft.cue.stance == "hedging" and draft.source_heads:
        return "probable", f"{why}, anonymous source"
    return certainty, why


def _proposes(context: Context, draft: Draft) -> bool:
    """ "Suggested making it a base", "suggested that they should drop it": no assertion but a proposal."""
    if draft.frame is None:
        return False
    for index in context.frames.dependents[draft.frame.index]:
        below = context.frames[index]
        if below.form == "gerund" or (below.link == "ccomp" and {"should", "must", "ought"} & set(below.modals)):
            return True
    return False


def _around(record: Attribution, records: list[Attribution]) -> str | None:
    """The smallest other attribution whose content holds this one's cue."""
    assert record.cue is not None
    best: tuple[int, str] | None = None
    for other in records:
        if other.id == record.id:
            continue
        for c in other.content:
            if c.start <= record.cue.start and record.cue.end <= c.end:
                size = c.end - c.start
                if best is None or size < best[0]:
                    best = (size, other.id)
    return best[1] if best else None

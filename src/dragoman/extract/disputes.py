"""Disputes: where sides tell one thing differently, from what is attributed to them.

Four signs, each between statements of different sides: a side denies what another said before it; a side insists, or a
word of contrast stands over what it says; the text announces that accounts differ; the text itself denies what it quotes.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from functools import cache

from dragoman.extract.attributions.cues import kind_of
from dragoman.extract.context import Context
from dragoman.frames.lexicon import rows_of
from dragoman.records import Attribution, Certainty, Dispute, Extent, Version

_NEAR = 2
_MOST_SIDES = 3
_MOST_WORDS = 32
_FEWEST_WORDS = 3
_PARAGRAPH = re.compile(r"\n\s*\n")
_TALK = frozenset(["report", "claim", "suggest", "believe", "show"])


@dataclass(frozen=True, slots=True)
class _Statement:
    """What somebody says, ready to be set against what another says."""

    attribution: Attribution
    sentence: int
    paragraph: int
    side: str | None
    kind: str
    cue: str
    text: str
    extent: Extent

    @property
    def denial(self) -> bool:
        return self.kind == "deny"

    @property
    def full(self) -> bool:
        """Does it say something of its own, not only "it" or "this"?"""
        return len(self.text.split()) >= _FEWEST_WORDS


def extract_disputes(context: Context) -> list[Dispute]:
    """The disputes of a text, in text order; statements that are set against a common one are one dispute."""
    statements = _statements(context)
    found: list[tuple[list[_Statement], str, Certainty]] = []
    for k, s in enumerate(statements):
        found += _denied(statements, k) or _contrasted(context, statements, k)
        if s.attribution.certainty == "denied" and not s.denial and s.side and s.full:
            found.append(([s], "the text denies it", "probable"))
    found += _announced(context, statements)
    return [d for group, why, certainty in _joined(found) if (d := _dispute(context, group, why, certainty)) is not None]


def _statements(context: Context) -> list[_Statement]:
    paragraphs = _paragraphs(context)
    out: list[_Statement] = []
    for a in context.attributions:
        if a.source is None or not a.content or (kind_of(a) == "believe" and "clause" not in a.why):
            continue
        sentence = context.sentence_at((a.cue or a.content[0]).start)
        extent = Extent(start=a.content[0].start, end=a.content[-1].end)
        cue = context.text(a.cue) if a.cue else ""
        text = _words(context, a.content)
        out.append(_Statement(a, sentence, paragraphs[sentence], a.code, kind_of(a), cue, text, extent))
    return sorted(out, key=lambda s: (s.sentence, s.extent.start, -s.extent.end))


def _paragraphs(context: Context) -> list[int]:
    """The paragraph of each sentence."""
    out: list[int] = []
    at, end = 0, 0
    for s in range(len(context.analysis.sentences)):
        extent = context.sentence_extent(s)
        if out and _PARAGRAPH.search(context.document.text, end, max(end, extent.start)):
            at += 1
        out.append(at)
        end = extent.end
    return out


def _words(context: Context, content: Iterable[Extent]) -> str:
    """What is said, without the source list that may follow it and the word that introduces it."""
    text = " ".join(context.text(e) for e in content)
    for c in context.citations:
        source = context.text(Extent(start=c.start, end=c.end))
        text = text.replace(source, "").replace(source.rstrip(").").strip(), "")
    words = " ".join(text.replace("(", " ").split()).strip(" ,;\"'“”").removeprefix("that ")
    return " ".join(words.split()[:_MOST_WORDS])


def _against(a: _Statement, b: _Statement) -> bool:
    return a.side is not None and b.side is not None and a.side != b.side


def _before(statements: Sequence[_Statement], k: int, reach: int) -> _Statement | None:
    """The nearest full statement of another side before a statement, not further than `reach` sentences."""
    own = statements[k]
    for other in reversed(statements[:k]):
        if own.sentence - other.sentence > reach:
            return None
        if other.full and not other.denial and _against(other, own) and other.kind in _TALK:
            return other
    return None


def _denied(statements: Sequence[_Statement], k: int) -> list[tuple[list[_Statement], str, Certainty]]:
    own = statements[k]
    if not own.denial or own.side is None or own.cue.casefold().startswith("reject"):
        return []
    other = _before(statements, k, _NEAR + 1)
    if other is None:
        return []
    after = [
        s for s in statements[k + 1 :]
        if s.sentence - own.sentence <= 1 and s.full and s.paragraph == own.paragraph and s.side in (own.side, None)
        and (s.side == own.side or s.attribution.anonymous) and s.attribution.within is None and s.kind in _TALK
    ]  # fmt: skip
    after = [replace(s, side=own.side) for s in after[:1]]
    return [([other, *(after or [own])], f"denied ({own.cue})", "certain")]


def _contrasted(context: Context, statements: Sequence[_Statement], k: int) -> list[tuple[list[_Statement], str, Certainty]]:
    own = statements[k]
    if not own.full or own.kind not in _TALK:
        return []
    insists = any(word.startswith(_insisting()) for word in own.cue.casefold().split())
    contrast = _marker(context, own.sentence, "contrast")
    if not insists and not contrast:
        return []
    other = _before(statements, k, 1)
    if other is None or (not insists and other.paragraph != own.paragraph):
        return []
    return [([other, own], f"set against it ({contrast or own.cue})", "probable")]


def _announced(context: Context, statements: Sequence[_Statement]) -> list[tuple[list[_Statement], str, Certainty]]:
    """The text says that accounts differ: then those of the paragraph do, the fullest two of different sides."""
    out: list[tuple[list[_Statement], str, Certainty]] = []
    paragraphs = _paragraphs(context)
    for s in range(len(paragraphs)):
        marker = _marker(context, s, "differ")
        if not marker:
            continue
        there = [x for x in statements if x.paragraph == paragraphs[s] and x.full and x.side and x.kind in _TALK]
        after = [x for x in there if x.sentence >= s]
        for group in (after, there):
            sides = list(dict.fromkeys(x.side for x in group))
            if len(sides) > 1:
                told = [next(x for x in group if x.side == side) for side in sides[:_MOST_SIDES]]
                out.append((told, f"announced ({marker})", "certain"))
                break
    return out


def _marker(context: Context, sentence: int, kind: str) -> str | None:
    low = " ".join(context.text(context.sentence_extent(sentence)).casefold().split())
    match = _markers(kind).search(low)
    return match.group() if match else None


def _joined(
    found: Sequence[tuple[list[_Statement], str, Certainty]],
) -> list[tuple[list[_Statement], str, Certainty]]:
    """Groups that share a statement are one; the surest reason stays."""
    out: list[tuple[list[_Statement], str, Certainty]] = []
    for group, why, certainty in sorted(found, key=lambda f: (f[2] != "certain", f[0][0].sentence)):
        ids = {s.attribution.id for s in group}
        home = next((k for k, (g, _, _) in enumerate(out) if ids & {s.attribution.id for s in g}), None)
        if home is None:
            out.append((group, why, certainty))
        else:
            kept = out[home]
            more = [s for s in group if s.attribution.id not in {x.attribution.id for x in kept[0]}]
            out[home] = ([*kept[0], *more], kept[1], kept[2])
    return sorted(out, key=lambda f: min(s.sentence for s in f[0]))


def _dispute(context: Context, group: Sequence[_Statement], why: str, certainty: Certainty) -> Dispute | None:
    versions = [_version(s) for s in sorted(group, key=lambda s: (s.sentence, s.extent.start))]
    if len(group) == 1:
        versions.append(_own_version(context, group[0]))
    if len({v.side or v.name for v in versions}) < 2:
        return None
    first = min(group, key=lambda s: s.sentence)
    return Dispute(
        evidence=[Extent(start=v.start, end=v.end) for v in versions[: len(group)]], sentence=first.sentence,
        certainty=certainty, why=f"dispute/{why}", issue=" ".join(first.text.split()[:12]), versions=versions,
        date=next((v.date for v in versions if v.date), None),
    )  # fmt: skip


def _version(s: _Statement) -> Version:
    a = s.attribution
    denied = f"denies it ({s.text})" if s.denial and s.full else "denies it"
    return Version(
        side=s.side, name=a.name or "unnamed sources", statement=denied if s.denial else s.text, certainty="certain",
        date=a.date, attribution=a.id, start=s.extent.start, end=s.extent.end,
    )  # fmt: skip


def _own_version(context: Context, s: _Statement) -> Version:
    """The text's own word against what it quotes."""
    d = context.document
    return Version(
        name=d.publication or d.agency or d.id, statement=f"not so: {s.text}", certainty="probable",
        start=s.extent.start, end=s.extent.end,
    )  # fmt: skip


@cache
def _markers(kind: str) -> re.Pattern[str]:
    phrases = [r["phrase"] for r in rows_of("dispute_words.tsv", ("phrase", "kind")) if r["kind"] == kind]
    return re.compile(rf"\b(?:{'|'.join(re.escape(p) for p in sorted(phrases, key=lambda p: (-len(p), p)))})\b")


@cache
def _insisting() -> tuple[str, ...]:
    return tuple(r["lemma"] for r in rows_of("insisting_cues.tsv", ("lemma",)))

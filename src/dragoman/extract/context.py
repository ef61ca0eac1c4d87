"""What every extractor is handed: one document read so far. Frozen; extractors return records and change nothing."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from functools import cached_property

from dragoman.document import Document, Span
from dragoman.frames import Argument, Frame, Frames
from dragoman.language.analysis import Analysis
from dragoman.records import Attribution, Certainty, Citation, Extent, Party
from dragoman.resolve.cast import Cast
from dragoman.resolve.registry import load_registry
from dragoman.resolve.times import Timex
from dragoman.values import Edtf, Money

# a text that names one state so many times more than another is about the one
_MUCH = 6


@dataclass(frozen=True, slots=True)
class Voice:
    """Whose word a predicate rests on (attribution ids, outermost first), how sure it is, and why."""

    attributed_to: tuple[str, ...]
    certainty: Certainty
    why: str = ""


@dataclass(frozen=True)
class Context:
    """Document, analysis and all that was resolved and attributed, with the questions that extractors ask of it."""

    document: Document
    analysis: Analysis
    frames: Frames
    times: tuple[Timex, ...]
    money: tuple[Money, ...]
    cast: Cast
    citations: tuple[Citation, ...] = ()
    attributions: tuple[Attribution, ...] = ()
    voices: tuple[Voice, ...] = ()

    def voice(self, frame: Frame) -> Voice:
        """The voice of a frame (one per frame, computed by `extract.voices`)."""
        return self.voices[frame.index] if self.voices else Voice((), "certain")

    def parties(self, argument: Argument | None) -> tuple[Party, ...]:
        """Who an argument names, conjuncts and groups expanded; empty where it names no party."""
        if argument is None:
            return ()
        found = self.cast.parties(argument.heads, places=argument.via != "modifier")
        cited = [(c.start, c.end) for c in self.citations]
        return tuple(
            p for p in found
            if p.start is None or (p.start >= self.header.end and not any(a <= p.start < b for a, b in cited))
        )  # fmt: skip

    def parties_at(self, i: int) -> tuple[Party, ...]:
        """Who a single token names."""
        return self.cast.parties((i,))

    @cached_property
    def pair(self) -> tuple[str, ...]:
        """The two states that the text is about: named most, and clearly more than a third; empty otherwise."""
        counts: dict[str, int] = {}
        for n in self.cast.namings:
            for e in n.entities:
                entity = self.cast.entities[e]
                if entity.code and entity.type in ("polity", "person", "group", "organization"):
                    counts[entity.code] = counts.get(entity.code, 0) + 1
        known = [c for c in counts if c not in load_registry().de_facto and counts[c] > 1]
        top = sorted(known if len(known) > 1 else counts, key=lambda c: (-counts[c], c))
        if (
            len(top) < 2
            or counts[top[1]] < 2
            or (len(top) > 2 and counts[top[2]] >= counts[top[1]])
            or counts[top[0]] > _MUCH * counts[top[1]]
        ):
            return ()
        return (top[0], top[1])

    @cached_property
    def main_state(self) -> str | None:
        """The one state that the text is about: named at least four times and more than any other; None otherwise."""
        counts: dict[str, int] = {}
        for n in self.cast.namings:
            for e in n.entities:
                entity = self.cast.entities[e]
                if entity.code and entity.type in ("polity", "person", "group"):
                    counts[entity.code] = counts.get(entity.code, 0) + 1
        top = sorted(counts, key=lambda c: (-counts[c], c))
        clear = top and counts[top[0]] >= 4 and len(top) > 1 and counts[top[0]] > counts[top[1]]
        return top[0] if clear else None

    def lemma(self, i: int) -> str:
        """A token's lemma in lower case."""
        return self.analysis.tokens[i].lemma.lower()

    def extent(self, tokens: Iterable[int]) -> Extent:
        """The character extent from the first to the last of some tokens."""
        rows = [self.analysis.tokens[t] for t in tokens]
        return Extent(start=min(t.start for t in rows), end=max(t.end for t in rows))

    def phrase(self, head: int, *, clauses: bool = False) -> Extent:
        """The extent of a nominal with its modifiers, without relative clauses and appositions unless asked for."""
        keep = self.phrase_tokens(head, clauses=clauses)
        return self.extent(keep)

    def phrase_tokens(self, head: int, *, clauses: bool = False) -> list[int]:
        """The tokens of `phrase`, in text order, without case marking and outer punctuation."""
        analysis = self.analysis
        out, stack = [], [head]
        while stack:
            at = stack.pop()
            out.append(at)
            for c in analysis.children[at]:
                token = analysis.tokens[c]
                if at == head and token.rel in ("case", "mark", "cc", "punct", "cop", "nsubj", "conj", "parataxis"):
                    continue
                if not clauses and (token.deprel == "acl:relcl" or token.rel in ("acl", "appos", "parataxis")):
                    continue
                stack.append(c)
        out.sort()
        while len(out) > 1 and analysis.tokens[out[-1]].upos == "PUNCT":
            out.pop()
        return out

    def text(self, extent: Extent) -> str:
        """The characters of an extent."""
        return self.document.text[extent.start : extent.end]

    def frame_evidence(self, frame: Frame) -> Extent:
        """A readable run of the text for a frame: from its first to its last argument within the sentence."""
        tokens = set(frame.trigger)
        for a in frame.args:
            if a.via in ("direct", "passive", "agent", "light", "possessive", "modifier"):
                for h in a.heads:
                    if self.analysis.sentence_of[h] == frame.sentence:
                        tokens.update(self.phrase_tokens(h))
        return self.extent(tokens)

    def sentence_extent(self, sentence: int) -> Extent:
        """A sentence's extent."""
        start, end = self.analysis.span(sentence)
        return Extent(start=start, end=end)

    def sentence_at(self, offset: int) -> int:
        """The index of the sentence that holds a character (the last one that starts at or before it)."""
        low, high = 0, len(self._starts) - 1
        while low < high:
            mid = (low + high + 1) // 2
            if self._starts[mid] <= offset:
                low = mid
            else:
                high = mid - 1
        return low

    @cached_property
    def _starts(self) -> list[int]:
        return [self.analysis.span(s)[0] for s in range(len(self.analysis.sentences))]

    @cached_property
    def _times_by_sentence(self) -> dict[int, list[Timex]]:
        rows: dict[int, list[Timex]] = {}
        for t in self.times:
            rows.setdefault(self.sentence_at(t.start), []).append(t)
        return rows

    def times_in(self, sentence: int) -> list[Timex]:
        """The time expressions of a sentence."""
        return self._times_by_sentence.get(sentence, [])

    def token_at(self, offset: int) -> int | None:
        """The token that covers a character, or None between tokens."""
        tokens = self.analysis.tokens
        low, high = 0, len(tokens) - 1
        while low <= high:
            mid = (low + high) // 2
            if tokens[mid].end <= offset:
                low = mid + 1
            elif tokens[mid].start > offset:
                high = mid - 1
            else:
                return mid
        return None

    def times_of(self, frame: Frame) -> list[Timex]:
        """Time expressions that hang on this frame itself: inside its own arguments and adverbs, not those of clauses
        below it, nearest first."""
        own = self._own_tokens(frame)
        out = []
        for t in self.times_in(frame.sentence):
            at = self.token_at(t.start)
            if at is not None and at in own:
                out.append((abs(at - frame.head), t))
        return [t for _, t in sorted(out, key=lambda p: (p[0], p[1].start))]

    def _own_tokens(self, frame: Frame) -> set[int]:
        heads = self.frames.by_head
        own: set[int] = set()
        stack = [frame.head] + ([self.frames[frame.carried_by].head] if frame.carried_by is not None else [])
        roots = set(stack)
        while stack:
            at = stack.pop()
            own.add(at)
            for c in self.analysis.children[at]:
                other = heads.get(c)
                if other is not None and c not in roots and other.kind != "noun":
                    continue
                stack.append(c)
        return own

    def token_in_money(self, i: int) -> bool:
        """Does a token stand inside a sum of money?"""
        at = self.analysis.tokens[i].start
        return any(m.start <= at < m.end for m in self.money)

    def in_citation(self, i: int) -> bool:
        """Does a token stand inside a source list or a cross-reference?"""
        at = self.analysis.tokens[i].start
        return any(c.start <= at < c.end for c in self.citations)

    @cached_property
    def header(self) -> Span:
        """What stands before the prose (header, dateline); empty where there is none."""
        return Span(0, self.document.body.start if self.document.body else 0)

    @property
    def published(self) -> Edtf | None:
        """The publication date as far as known."""
        return self.document.published

"""The one place that knows the order: Document → Coding."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, replace
from pathlib import Path

from dragoman.document import Document, Span
from dragoman.extract.attributions import find_attributions
from dragoman.extract.citations import find_citations
from dragoman.extract.commitments import extract_commitments
from dragoman.extract.context import Context
from dragoman.extract.disputes import extract_disputes
from dragoman.extract.events import extract_events
from dragoman.extract.linkages import extract_linkages
from dragoman.extract.linking import link_records
from dragoman.extract.meetings import extract_meetings
from dragoman.extract.offices import extract_offices
from dragoman.extract.origins import find_origins
from dragoman.extract.positions import extract_positions
from dragoman.extract.transfers import extract_transfers
from dragoman.extract.voices import assign_voices
from dragoman.frames import read_frames
from dragoman.language import Analyser, load_analyser
from dragoman.language.analysis import Analysis
from dragoman.records import AnyRecord, Coding, DocumentInfo, Extent, TimeExpression
from dragoman.resolve.casting import build_cast
from dragoman.resolve.money import find_money
from dragoman.resolve.petrarch import load_actors
from dragoman.resolve.published import infer_published
from dragoman.resolve.registry import Registry, load_registry
from dragoman.resolve.times import find_times

_EXTRACTORS: tuple[Callable[[Context], Iterable[AnyRecord]], ...] = (
    extract_commitments,
    extract_transfers,
    extract_positions,
    extract_offices,
    extract_linkages,
    extract_disputes,
)


@dataclass(frozen=True)
class Coder:
    """What coding needs and does not change: the analyser and the registry. Make one with `load_coder`."""

    analyser: Analyser
    registry: Registry

    def with_actors(self, path: Path, complain: Callable[[str], None]) -> Coder:
        """The same coder with a user's own dictionary of actors; see `resolve.petrarch.load_actors`."""
        return replace(self, registry=load_actors(path, self.registry, complain))

    def code(self, document: Document) -> Coding:
        """One document read whole."""
        return self.code_analysed(document, self.analyser.analyse(document.text))

    def code_many(self, documents: Iterable[Document]) -> Iterator[Coding]:
        """Many documents, in order."""
        kept: list[Document] = []

        def texts() -> Iterator[str]:
            for d in documents:
                kept.append(d)
                yield d.text

        for analysis in self.analyser.analyse_many(texts()):
            yield self.code_analysed(kept.pop(0), analysis)

    def code_analysed(self, document: Document, analysis: Analysis) -> Coding:
        """A document whose analysis is there already."""
        return to_coding(self.context(document, analysis))

    def context(self, document: Document, analysis: Analysis) -> Context:
        """All that extractors are handed."""
        document = infer_published(document, analysis, self.registry)
        citations = find_citations(document, analysis, self.registry)
        skip = tuple(Span(c.start, c.end) for c in citations)
        if document.body is not None and document.body.start:
            skip = (Span(0, document.body.start), *skip)
        context = Context(
            document=document,
            analysis=analysis,
            frames=read_frames(analysis),
            times=tuple(find_times(document.text, document.published, analysis, skip)),
            money=tuple(find_money(document.text)),
            cast=build_cast(analysis, self.registry, document.published),
            citations=citations,
        )
        context = replace(context, attributions=find_attributions(context))
        return replace(context, voices=assign_voices(context))


def load_coder(analyser: str = "dragoman") -> Coder:
    """A coder over the named analyser (`dragoman`, `spacy:MODEL`, `stanza:LANG`)."""
    return Coder(load_analyser(analyser), load_registry())


def to_coding(context: Context) -> Coding:
    """Run the extractors and put everything into the contract's shape."""
    meetings = extract_meetings(context)
    records: list[AnyRecord] = [*extract_events(context, meetings), *meetings]
    records += [r for extract in _EXTRACTORS for r in extract(context)]
    return Coding(
        document=_info(context.document),
        sentences=[context.sentence_extent(s) for s in range(len(context.analysis.sentences))],
        times=[
            TimeExpression(
                start=t.start,
                end=t.end,
                text=t.text,
                type=t.type,  # type: ignore[arg-type]
                value=t.value,
                edtf=str(t.edtf) if t.edtf else None,
                mod=t.mod,
                why=t.why,
            )
            for t in context.times
        ],
        mentions=context.cast.mentions(),
        attributions=list(context.attributions),
        citations=list(context.citations),
        origins=find_origins(context),
        records=link_records(context, records),
    )


def _info(d: Document) -> DocumentInfo:
    return DocumentInfo(
        id=d.id, text=d.text, publication=d.publication, volume=d.volume, issue=d.issue, title=d.title, url=d.url,
        language=d.language, published=str(d.published) if d.published else None,
        published_basis=d.basis, published_note=d.basis_note, byline=d.byline,  # type: ignore[arg-type]
        place=d.place, agency=d.agency, sha256=d.sha256,
    )  # fmt: skip


__all__ = ["Coder", "Extent", "load_coder", "to_coding"]

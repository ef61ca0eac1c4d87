"""A shelf with documents: codings written around the records of `shelf.bergen`, so that passages can be looked up."""

from __future__ import annotations

from dataclasses import replace

import shelf
from dragoman.desk.model import Episode, Told
from dragoman.errors import DragomanError
from dragoman.records import Citation, CitedOutlet, Coding, DocumentInfo, Extent

TITLES = {"nw1": "Treaty before winter", "rk2": "Talks put off", "nw3": "Bergen at last", "rk4": "Another date"}


class Archive(shelf.Shelf):
    """The shelf of Bergen with a text for each document: one sentence a record, told in its own words."""

    def __init__(self, base: shelf.Shelf | None = None, hostile: str = "") -> None:
        base = base or shelf.bergen()
        self.codings: dict[str, Coding] = {}
        moved: dict[str, Told] = {}
        tellings = sorted(base._told.values(), key=lambda t: t.key)
        for document in sorted({t.document for t in tellings}):
            self._write(document, [t for t in tellings if t.document == document], moved, hostile)
        super().__init__([_moved(e, moved) for e in base._episodes], moved.values())

    def _write(self, id: str, tellings: list[Told], moved: dict[str, Told], hostile: str) -> None:
        text, sentences, citations = "", [], []
        for number, t in enumerate(tellings):
            start = len(text)
            text += f"{t.text.rstrip('.')} in the matter of {t.record.id}{hostile}. "
            sentences.append(Extent(start=start, end=len(text) - 1))
            record = t.record.model_copy(
                update={"evidence": [Extent(start=start, end=start + 12)], "sentence": number,
                        "citations": [0] if t.document == "rk4" else []}
            )  # fmt: skip
            moved[t.key] = replace(t, record=record, text=text[start : len(text) - 1])
        if id == "rk4":
            days = {"Reykjavik Post": "2011-04-04", "Fjord FM": "2011-04-05"}
            outlets = [CitedOutlet(name=name, date=day) for name, day in days.items()]
            citations = [Citation(start=0, end=1, crossref=False, outlets=outlets, sentences=(0, 0))]
        first = tellings[0]
        info = DocumentInfo(
            id=id, text=text, sha256=id, title=TITLES.get(id, id) + hostile, published=first.published,
            publication=first.publication,
        )  # fmt: skip
        self.codings[id] = Coding(document=info, sentences=sentences, citations=citations)

    def document(self, id: str) -> Coding:
        if id not in self.codings:
            raise DragomanError(f"no document {id}")
        return self.codings[id]


def _moved(episode: Episode, moved: dict[str, Told]) -> Episode:
    """The episode with the evidence as the texts have it."""
    steps = tuple(
        replace(s, accounts=tuple(replace(a, evidence=tuple(moved[a.key].record.evidence)) for a in s.accounts))
        for s in episode.steps
    )
    return replace(episode, steps=steps)

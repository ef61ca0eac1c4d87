"""Whom a text rests on in the end: the agency of its dateline, the outlets that it cites, those to whom something was told.

A desk counts accounts by origin, so that ten reprints of one agency line are one source. The outlet that printed the
text is no origin of what it took from others; where nothing names another origin, it is its own.
"""

from __future__ import annotations

from dragoman.extract.context import Context
from dragoman.records import Origin

_TELLING = {"tell", "speak", "say", "write", "quote", "interview", "inform"}


def find_origins(context: Context) -> list[Origin]:
    """The origins of a document in order of the sentences that rest on them (first and last, inclusive)."""
    last = max(0, len(context.analysis.sentences) - 1)
    out: list[Origin] = []
    agency = context.document.agency
    if agency:
        out.append(Origin(name=agency, basis="dateline", sentences=(0, last)))
    for citation in context.citations:
        for o in () if citation.crossref else citation.outlets:
            if o.name != agency:
                out.append(Origin(name=o.via or o.name, basis="citation", sentences=citation.sentences))
    out += _told(context)
    if not out and context.document.publication:
        out.append(Origin(name=context.document.publication, basis="publication", sentences=(0, last)))
    return sorted(dict.fromkeys(out), key=lambda o: (o.sentences, o.basis, o.name))


def _told(context: Context) -> list[Origin]:
    """Outlets that somebody spoke to ("told Interfax"), or that report in the text ("Kyodo reported")."""
    out = []
    for frame in context.frames:
        roles: tuple[str, ...]
        if frame.lemma in _TELLING:
            roles = ("iobj", "obj", "obl:to", "obl:with")
        elif frame.lemma in ("report", "quote", "cite"):
            roles = ("subj",)
        else:
            continue
        for a in frame.all(*roles):
            for name in _outlets(context, a.heads):
                out.append(Origin(name=name, basis="told", sentences=(frame.sentence, frame.sentence)))
    return out


def _outlets(context: Context, heads: tuple[int, ...]) -> list[str]:
    namings = [n for h in heads if (n := context.cast.naming(h)) is not None]
    found = [context.cast.entities[e] for n in namings for e in n.entities]
    return [e.name for e in found if e.type == "outlet"]

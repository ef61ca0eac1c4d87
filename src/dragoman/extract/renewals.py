"""One commitment told several times is one: later mentions are tied to it, and what is said of it changes its state."""

from __future__ import annotations

from dragoman.extract.commitment_rules import CommitmentBook
from dragoman.extract.context import Context
from dragoman.frames.nominals import determiner
from dragoman.records import Commitment, Extent

_DEFINITE = {"the", "that", "this", "those", "these", "its", "their", "his", "her"}
_VAGUE = ("keep", "break", "shift", "retreat")
_SHIFTS = ("shift", "retreat")
_LONG = 4


def tied(context: Context, book: CommitmentBook, found: list[Commitment]) -> list[Commitment]:
    """Commitments in text order: those about one act of the same promisors are one with several evidences, those that
    only say that a promise was kept or broken take act and deadline from the promise, and "that deadline" or "the
    pledge" is evidence of the last one before it."""
    out: list[Commitment] = []
    for c in found:
        at = next((k for k in range(len(out) - 1, -1, -1) if _one(out[k], c)), None)
        if at is not None:
            out[at] = _joined(out[at], c)
            continue
        earlier = next((o for o in reversed(out) if _whose(o, c) and o.status in ("open", "unclear")), None)
        if c.why.split("/")[1] in _SHIFTS and earlier is not None and earlier.made is not None:
            out = [_shifted(o) if _whose(o, c) and o.status == "open" and o.made else o for o in out]
            continue
        if c.why.split("/")[1] in _VAGUE and earlier is not None:
            c = c.model_copy(update={
                "gist": earlier.gist, "issue": earlier.issue, "issue_id": earlier.issue_id,
                "issue_name": earlier.issue_name, "made": earlier.made, "deadline": c.deadline or earlier.deadline,
                "deadline_text": c.deadline_text or earlier.deadline_text,
            })  # fmt: skip
        out.append(c)
    return _given_up(_mentioned(context, book, out))


def _one(a: Commitment, b: Commitment) -> bool:
    """Do two records tell of one promise?"""
    if a.status != b.status or {p.code for p in a.promisor} != {p.code for p in b.promisor}:
        return False
    if a.gist == b.gist:
        return True
    if a.deadline and b.deadline and a.deadline != b.deadline:
        return False
    mine, theirs = _content(a.gist), _content(b.gist)
    return len(mine & theirs) >= 3 or (len(mine & theirs) >= 2 and (mine <= theirs or theirs <= mine))


def _shifted(c: Commitment) -> Commitment:
    return c.model_copy(update={"status": "reinterpreted"})


def _whose(a: Commitment, b: Commitment) -> bool:
    return bool({p.code for p in a.promisor} & {p.code for p in b.promisor})


def _joined(a: Commitment, b: Commitment) -> Commitment:
    return a.model_copy(update={
        "evidence": [*a.evidence, *(e for e in b.evidence if e not in a.evidence)],
        "made": a.made or b.made, "deadline": a.deadline or b.deadline,
        "deadline_text": a.deadline_text or b.deadline_text,
    })  # fmt: skip


def _content(gist: str) -> set[str]:
    return {w.lower().rstrip("s") for w in gist.split() if len(w) > _LONG}


def _mentioned(context: Context, book: CommitmentBook, found: list[Commitment]) -> list[Commitment]:
    """Definite mentions ("that deadline", "the pledge") become evidence of the last commitment before them."""
    out = list(found)
    for token in context.analysis.tokens:
        word = token.lemma.lower()
        if token.upos != "NOUN" or (word not in book.words["promise"] and word not in book.words["deadline"]):
            continue
        if determiner(context.analysis, token.i) not in _DEFINITE or context.in_citation(token.i):
            continue
        sentence = context.analysis.sentence_of[token.i]
        for k in range(len(out) - 1, -1, -1):
            c = out[k]
            dated = c.deadline is not None or word not in book.words["deadline"]
            if c.sentence < sentence and dated:
                extent = Extent(start=token.start, end=token.end)
                out[k] = c.model_copy(update={"evidence": [*c.evidence, extent]})
                break
    return out


def _given_up(found: list[Commitment]) -> list[Commitment]:
    """A commitment that a party to it now refuses stands refused; the two are about one act if their words are."""
    out = []
    for c in found:
        for other in found:
            mine, theirs = {p.code for p in c.promisor}, {p.code for p in other.promisor}
            about = len(_content(c.gist) & _content(other.gist)) > 1
            if c.status == "open" and c.made is not None and other.status == "refused" and theirs <= mine and about:
                c = c.model_copy(update={"status": "refused"})
        out.append(c)
    return out

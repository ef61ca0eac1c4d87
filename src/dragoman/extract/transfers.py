"""Context → Transfer records: sums that go, or shall go, from one party to another.

Each sum of the text is followed up the tree: the noun that it measures tells the instrument, the first acts above it the
stage (IATI's sense) and the parties. A programme is known again by its noun ("that loan", "the lending", "another
tranche") and hands its parties on; where it is stopped or taken up again without a sum, that is a record too.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace
from functools import cache

from dragoman.extract.context import Context
from dragoman.extract.dating import date_of
from dragoman.extract.events import counterpart
from dragoman.frames import Frame
from dragoman.frames.lexicon import rows_of
from dragoman.records import Extent, Party, Transfer
from dragoman.values import Money, plain_number

_UP = 7
_PROMISING = {"agree", "sign", "approve", "commit", "decide", "accept", "confirm"}
_PLEDGING = {"promise", "pledge", "offer", "announce", "vow", "propose", "intend", "plan", "undertake"}
_TAKING = {"receive", "get", "obtain", "accept", "win", "secure", "borrow", "collect"}


@dataclass(frozen=True)
class _Found:
    """One transfer while it is read."""

    head: int
    frame: Frame | None
    money: Money | None
    instrument: str
    stage: str
    provider: tuple[Party, ...]
    recipient: tuple[Party, ...]
    programme: str | None
    why: str


@cache
def _instruments() -> dict[str, str]:
    return {r["noun"]: r["instrument"] for r in rows_of("instruments.tsv", ("noun", "instrument"))}


@cache
def _stages() -> dict[str, str]:
    return {r["word"]: r["stage"] for r in rows_of("transfer_stages.tsv", ("word", "stage"))}


@cache
def _no_transfer() -> frozenset[str]:
    return frozenset(r["noun"] for r in rows_of("no_transfer.tsv", ("noun",)))


def extract_transfers(context: Context) -> list[Transfer]:
    """The transfer records of a document, in text order, without ids and links (`extract.linking` adds them)."""
    found = sorted([*_with_sums(context), *_without_sums(context)], key=lambda f: f.head)
    return [_record(context, f) for f in _with_programmes(context, found)]


def _with_sums(context: Context) -> Iterator[_Found]:
    for money in context.money:
        at = context.token_at(money.start)
        if at is None or not money.total or context.in_citation(at):
            continue
        chain = _chain(context, at, money)
        lemmas = [context.lemma(t) for t in chain]
        instrument = next((_instruments()[w] for w in lemmas if w in _instruments()), "")
        if set(lemmas[:4]) & _no_transfer():
            continue
        found = _acts(context, chain, money, instrument)
        if found is not None:
            yield found


def _chain(context: Context, at: int, money: Money) -> list[int]:
    """The words above a sum, nearest first, and the nouns that it counts."""
    tokens = context.analysis.tokens
    inside = [t.i for t in tokens[at : at + 8] if t.start < money.end]
    head = next((t for t in inside if tokens[t].head not in inside or tokens[t].head == t), at)
    out = []
    below = [c for c in context.analysis.children[head] if tokens[c].rel in ("nmod", "appos") and c > head]
    out += [c for c in below if tokens[c].lemma.lower() in _instruments()]
    while len(out) < _UP + len(below):
        out.append(head)
        if tokens[head].head == head:
            break
        head = tokens[head].head
    return out


def _acts(context: Context, chain: list[int], money: Money | None, instrument: str) -> _Found | None:
    frames = [f for t in chain if (f := context.frames.by_head.get(t)) is not None]
    frames += [g for f in frames[:2] for g in context.frames.governors(f) if g not in frames]
    frames = [g for t in chain[:3] for g in _participles(context, t)] + frames
    staged = [(f, s) for f in frames if (s := _stage_word(context, f)) is not None]
    if not staged:
        return None
    frame, stage = staged[0]
    for above, said in staged[1:3]:
        if stage == "disbursed" and said in ("committed", "pledged", "requested", "suspended", "resumed", "cancelled"):
            stage = (
                said if above.verb not in _PROMISING | _PLEDGING else "committed" if above.verb in _PROMISING else "pledged"
            )
            break
    if stage == "disbursed" and (frame.tense == "future" or {"will", "would"} & set(frame.modals)):
        stage = "committed"
    if not instrument and stage != "owed":
        return None
    provider, recipient = _sides(context, [f for f, _ in staged], stage)
    return _Found(chain[0], frame, money, "debt" if stage == "owed" else instrument, stage, provider, recipient, None,
                  f"transfer/{frame.lemma}")  # fmt: skip


def _participles(context: Context, token: int) -> list[Frame]:
    """Participles on a noun: "a tranche paid out in May", "a loan agreed to in 1998"."""
    return [
        f for c in context.analysis.children[token] if (f := context.frames.by_head.get(c)) is not None and f.kind == "verb"
    ]


def _stage_word(context: Context, frame: Frame) -> str | None:
    for a in frame.all("obl:on"):
        if any(context.lemma(h) == "hold" for h in a.heads):
            return "suspended"
    for word in (frame.lemma, frame.verb, frame.light):
        if word and word in _stages():
            return _stages()[word]
    return None


def _sides(context: Context, frames: list[Frame], stage: str) -> tuple[tuple[Party, ...], tuple[Party, ...]]:
    provider: tuple[Party, ...] = ()
    recipient: tuple[Party, ...] = ()
    for frame in frames:
        doer = context.parties(frame.subj)
        other = next(
            (p for r in ("iobj", "obl:to", "obl:for", "obl:with") for a in frame.all(r) if (p := context.parties(a))), ()
        )
        source = next((p for a in frame.all("obl:from") if (p := context.parties(a))), ())
        if frame.verb in _TAKING or stage == "requested":
            provider, recipient = provider or source or other, recipient or doer
        else:
            provider, recipient = provider or doer, recipient or other
        if provider and recipient:
            break
    if {p.code for p in provider} == {p.code for p in recipient}:
        recipient = ()
    return provider, recipient


def _without_sums(context: Context) -> Iterator[_Found]:
    """A known kind of programme that is suspended, resumed or cancelled, no sum named."""
    for frame in context.frames:
        stage = _stage_word(context, frame) if frame.carries is None else None
        if stage not in ("suspended", "cancelled", "resumed") or frame.obj is None or frame.kind != "verb":
            continue
        instrument = next((_instruments()[w] for h in frame.obj.heads if (w := context.lemma(h)) in _instruments()), None)
        near = [m for m in context.money if frame.sentence == context.sentence_at(m.start)]
        if instrument is None or frame.tense == "future" or (stage == "resumed" and near):
            continue
        provider, recipient = _sides(context, [frame], stage)
        yield _Found(frame.head, frame, None, instrument, stage, provider, recipient, None, f"transfer/{frame.lemma}")


def _with_programmes(context: Context, found: list[_Found]) -> list[_Found]:
    """Later sums and steps of one programme take its name and, where they name none, its parties."""
    out: list[_Found] = []
    held: _Found | None = None
    for f in found:
        if held is not None and f.instrument in (held.instrument, "payment") and held.programme and f.stage != "owed":
            f = replace(f, provider=f.provider or held.provider, recipient=f.recipient or held.recipient,
                        instrument=held.instrument, programme=held.programme)  # fmt: skip
        f = _completed(context, f)
        if f.instrument == "loan" and f.stage in ("committed", "pledged") and f.money is not None and held is None:
            year = (_date(context, f) or "")[:4]
            f = replace(f, programme=f"{year} loan".strip())
            held = f
        out.append(f)
    return out


def _completed(context: Context, f: _Found) -> _Found:
    """The side that nobody names is the other of the text's two."""
    if f.frame is None:
        return f
    if f.provider and not f.recipient:
        other = counterpart(context, f.provider, f.frame)
        return replace(f, recipient=(other,)) if other is not None else f
    if f.recipient and not f.provider:
        other = counterpart(context, f.recipient, f.frame)
        return replace(f, provider=(other,)) if other is not None else f
    return f


def _date(context: Context, f: _Found) -> str | None:
    return date_of(context, f.frame).edtf if f.frame is not None else None


def _record(context: Context, f: _Found) -> Transfer:
    assert f.frame is not None
    voice = context.voice(f.frame)
    extent = context.frame_evidence(f.frame)
    evidence = [extent]
    if f.money is not None and not extent.start <= f.money.start < extent.end:
        evidence = [Extent(start=f.money.start, end=f.money.end), extent]
    return Transfer(
        evidence=evidence, sentence=f.frame.sentence, certainty=voice.certainty, attributed_to=list(voice.attributed_to),
        why=f.why, provider=list(f.provider), recipient=list(f.recipient),
        amount=plain_number(f.money.amount) if f.money else None,
        amount_upper=plain_number(f.money.upper) if f.money and f.money.upper is not None else None,
        amount_modifier=(f.money.modifier or None) if f.money else None, currency=f.money.currency if f.money else None,
        instrument=f.instrument or "other", stage=f.stage, date=_date(context, f), programme=f.programme,  # type: ignore[arg-type]
    )  # fmt: skip

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
from dragoman.extract.dating import date_of, main_date
from dragoman.extract.events import counterpart
from dragoman.frames import Frame
from dragoman.frames.lexicon import rows_of
from dragoman.records import Extent, Party, Transfer
from dragoman.resolve.cast import Entity
from dragoman.values import Money, plain_number

_UP = 7
_PROMISING = {"agree", "sign", "approve", "commit", "decide", "accept", "confirm"}
_PLEDGING = {
    "promise", "pledge", "offer", "announce", "vow", "propose", "intend", "plan", "undertake", "produce"
}  # fmt: skip
_APART = ("obl:after", "obl:before", "obl:following", "advcl")
_CLAIMING = {"claim", "demand"}
_GIVING = {"give", "grant", "pledge", "promise", "provide", "donate", "contribute", "offer", "produce", "lend", "disburse",
           "pay", "pay out", "send", "transfer", "release", "allocate", "commit", "earmark", "hand over", "come up",
           "put up"}  # fmt: skip
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
        lemmas = [w for t in chain for w in (context.lemma(t), *_qualifiers(context, t))]
        instrument = next((_instruments()[w] for w in lemmas if w in _instruments()), "")
        if {context.lemma(t) for t in chain[:4]} & _no_transfer():
            continue
        found = _acts(context, chain, money, instrument)
        if found is not None:
            yield found


def _qualifiers(context: Context, token: int) -> list[str]:
    """The nouns that qualify one ("loan programme") and what a verb of estimate is about ("put the arrears at")."""
    tokens = context.analysis.tokens
    if tokens[token].upos in ("NOUN", "PROPN"):
        return [tokens[c].lemma.lower() for c in context.analysis.children[token] if tokens[c].rel == "compound"]
    frame = context.frames.by_head.get(token)
    return [context.lemma(h) for h in frame.obj.heads] if frame is not None and frame.obj is not None else []


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
    for above, said in staged[1:3] if frame.link not in _APART else ():
        if said in ("suspended", "resumed", "cancelled") and frame.link in ("acl", "nacl"):
            break
        if stage == "disbursed" and said in ("committed", "pledged", "requested", "suspended", "resumed", "cancelled"):
            promised = "committed" if above.verb in _PROMISING else "pledged"
            stage = promised if above.verb in _PROMISING | _PLEDGING else said
            break
    if stage == "disbursed" and frame.kind == "nominal" and frame.tense == "present":
        stage = "committed"
    if stage == "disbursed" and (frame.tense == "future" or {"will", "would"} & set(frame.modals)):
        stage = "committed"
    provider, recipient = _sides(context, [f for f, _ in staged], stage)
    if not instrument and stage != "owed":
        if frame.lemma not in _GIVING or not any(p.code for p in provider) or frame.kind != "verb":
            return None
        instrument = "other"
    return _Found(chain[0], frame, money, "debt" if stage == "owed" else instrument, stage, provider, recipient, None,
                  f"transfer/{frame.lemma}")  # fmt: skip


def _participles(context: Context, token: int) -> list[Frame]:
    """Participles on a noun: "a tranche paid out in May", "a loan agreed to in 1998"."""
    tokens = context.analysis.tokens
    under = [c for c in context.analysis.children[token] if tokens[c].rel == "acl"]
    return [f for c in under if (f := context.frames.by_head.get(c)) is not None and f.kind == "verb"]


def _stage_word(context: Context, frame: Frame) -> str | None:
    for a in frame.all("obl:on"):
        if any(context.lemma(h) == "hold" for h in a.heads):
            return "suspended"
    if frame.lemma == "accept" and any(context.lemma(h) == "responsibility" for a in frame.all("obj") for h in a.heads):
        return "owed"
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
        if stage == "owed" and frame.verb in _CLAIMING:
            provider, recipient = provider or source or other, recipient or doer
        elif frame.verb == "owe":
            provider = provider or doer
            recipient = recipient or other or context.parties(frame.obj)
        elif frame.verb in _TAKING or stage == "requested":
            provider, recipient = provider or source or other, recipient or doer
        else:
            provider, recipient = provider or doer, recipient or other
        if provider and recipient:
            break
    if len({p.code for p in provider}) > 1:
        provider = ()
    if not recipient and stage in ("committed", "disbursed"):
        recipient = next((w for f in frames if (w := _where(context, f))), ())
    if {p.code for p in provider} == {p.code for p in recipient}:
        recipient = ()
    return provider, recipient


def _where(context: Context, frame: Frame) -> tuple[Party, ...]:
    """The state whose places it goes to: "for plants in the towns of X"."""
    for a in frame.all("obl:to", "obl:for", "obl:in", "obl:into"):
        tokens = [t for h in a.heads for t in context.phrase_tokens(h)]
        polities = {e.code for t in tokens for e in _places(context, t) if e.code}
        if len(polities) == 1:
            code = polities.pop()
            held = context.cast.entities.get(f"polity:{code}")
            return (Party(name=held.name if held else code, code=code),)
    return ()


def _places(context: Context, token: int) -> list[Entity]:
    naming = context.cast.by_head.get(token)
    return [context.cast.entities[e] for e in naming.entities] if naming is not None else []


def _without_sums(context: Context) -> Iterator[_Found]:
    """A known kind of programme that is suspended, resumed or cancelled, or a debt, no sum named."""
    for frame in context.frames:
        if frame.verb == "owe" and frame.kind == "verb" and not context.in_citation(frame.head):
            near = [m for m in context.money if frame.sentence == context.sentence_at(m.start)]
            provider, recipient = _sides(context, [frame], "owed")
            if not near and provider:
                yield _Found(frame.head, frame, None, "debt", "owed", provider, recipient, None, "transfer/owe")
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
    owed = [f for f in found if f.stage == "owed" and f.recipient and f.frame is not None]
    for f in found:
        same = [o for o in owed if o.frame is not None and f.frame is not None and o.frame.sentence == f.frame.sentence]
        creditor = next(iter(same or owed), None)
        if creditor is not None and f.stage == "owed" and not f.recipient and not _same_side(f.provider, creditor.recipient):
            f = replace(f, recipient=creditor.recipient)
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


def _same_side(a: tuple[Party, ...], b: tuple[Party, ...]) -> bool:
    return bool({p.code for p in a} & {p.code for p in b})


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
    """The frame's date; an item of a list ("among them is a loan") has that of the sentence before it."""
    if f.frame is None:
        return None
    dated = date_of(context, f.frame).edtf
    if dated is None and f.frame.kind == "nominal" and f.frame.tense == "present":
        before = [g for g in context.frames.by_sentence.get(f.frame.sentence - 1, ()) if g.governor is None]
        dated = next((d for g in before if (d := date_of(context, g).edtf)), None) or main_date(context)
    return dated


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

"""Context → Transfer records: money and goods that go, or shall go, from one party to another.

A sum (or a quantity of goods) measures a noun; a predicate that takes that noun in a role of its rule
(`data/rules/transfers.toml`) tells the stage and the sides; predicates above it ("promised to", "refused to") shift the
stage. Steps without a sum ("suspended the loan") and programmes that are known again are `programmes`' part.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace

from dragoman.extract.context import Context
from dragoman.extract.dating import date_of, main_date
from dragoman.extract.goods import find_goods
from dragoman.extract.loose_sums import loose_sums
from dragoman.extract.predicates import words_of
from dragoman.extract.programmes import Step, with_programmes
from dragoman.extract.story_time import told_on
from dragoman.extract.transfer_rules import TransferBook, TransferRule, load_transfer_rules
from dragoman.extract.transfer_sides import (
    Parties,
    Sides,
    lender_first,
    named,
    of_frame,
    of_governors,
    of_nouns,
    of_participles,
    same,
    where,
)
from dragoman.frames import Frame
from dragoman.frames.nominals import Measured, around, determiner, measured
from dragoman.records import Extent, Transfer
from dragoman.values import Money, plain_number

_SHIFTING = ("xcomp", "ccomp", "acl", "nacl", "obj", "nobj", "obl:to", "obl:of", "subj")
_OPEN_MODALS = {"can", "could", "may", "might", "should", "ought"}
_LIST, _APART = 14, 40
# so much a year is a sum; so much a barrel is a price
_SPANS = ("year", "quarter", "month", "week", "annum")
_PURPOSE = ("obl:for", "obl:toward", "obl:towards")
_LENT = ("pledged", "committed", "disbursed", "suspended", "resumed", "requested")
_FLOWS = ("disbursed", "committed", "pledged")


@dataclass(frozen=True, slots=True)
class _Quantity:
    """A sum or a quantity of goods with what it measures."""

    of: Measured
    start: int
    end: int
    money: Money | None = None
    goods: str | None = None


def extract_transfers(context: Context) -> list[Transfer]:
    """The transfer records of a document, in text order, without ids and links (`extract.linking` adds them)."""
    book = load_transfer_rules()
    read: list[tuple[_Quantity, Step]] = []
    for q in _quantities(context):
        step = _step(context, book, q) or (_listed(context, book, q, *read[-1]) if read else None)
        if step is not None:
            read.append((q, step))
    measured_steps = [s for _, s in read]
    taken = {s.frame.head for s in measured_steps} | {t for q, _ in read for t in q.of.nouns}
    bare = [s for f in context.frames if f.head not in taken for s in _bare(context, book, f, taken)]
    steps = sorted([*measured_steps, *bare], key=lambda s: s.head)
    found = [_record(context, s) for s in with_programmes(context, steps, lambda s: _date(context, s))]
    return sorted([*found, *loose_sums(context, book, found)], key=lambda t: t.sentence)


def _quantities(context: Context) -> Iterator[_Quantity]:
    for money in context.money:
        at = context.token_at(money.start)
        if at is None or (money.per and money.per not in _SPANS) or context.in_citation(at):
            continue
        tokens = context.analysis.tokens
        if _same_again(context, money):
            continue
        last = max(t.i for t in tokens[at : at + 10] if t.start < money.end)
        yield _Quantity(measured(context.analysis, range(at, last + 1)), money.start, money.end, money)
    for goods in find_goods(context):
        yield _Quantity(Measured(goods.head, goods.nouns), goods.start, goods.end, goods=goods.text)


def _same_again(context: Context, money: Money) -> bool:
    """Is a sum only another in another currency ("$65 million (60 million euros; 50 million pounds)")?"""
    before = context.document.text[max(0, money.start - _APART) : money.start]
    opened = before.rfind("(")
    if opened < 0 or ")" in before[opened:]:
        return False
    start = money.start - len(before) + opened
    return any(0 <= start - m.end <= 2 for m in context.money)


def _step(context: Context, book: TransferBook, q: _Quantity) -> Step | None:
    """The step that a quantity belongs to, None where no rule takes it."""
    nouns = [context.lemma(t) for t in q.of.nouns]
    if q.money is not None and set(nouns) & book.no_transfer:
        return None
    told = [book.instruments[n] for n in nouns if n in book.instruments]
    instrument = next((i for i in told if i != "other"), "other" if told else "")
    first: Step | None = None
    for frame, role in _takers(context, q.of):
        step = _by_frame(context, book, frame, role, q, instrument)
        # a participle of its own that tells the same dates it: "tranches, another of them paid in May"
        if step is not None and (first is None or (frame.form == "participle" and step.stage == first.stage)):
            first = step
    if first is not None:
        return first
    return _told_by_noun(context, book, q, instrument) if instrument not in ("", "other", "payment") else None


def _by_frame(context: Context, book: TransferBook, frame: Frame, role: str, q: _Quantity, instrument: str) -> Step | None:
    """The step that one predicate tells by the first of its rules whose role fits; none of what is paid "in bribes"."""
    if q.money and any(context.lemma(h) in book.no_transfer for a in frame.all("obl:in", "obl:as") for h in a.heads):
        return None
    for rule in book.of(words_of(context, frame), "verb" if frame.kind == "verb" else "noun"):
        if role in rule.money or role == "self":
            return _read(context, book, rule, frame, q, instrument)
    return None


def _listed(context: Context, book: TransferBook, q: _Quantity, before: _Quantity, step: Step) -> Step | None:
    """The second of two sums that stand in one list shares what is done with the first."""
    first, last = context.token_at(before.end - 1), context.token_at(q.start)
    if first is None or last is None or q.money is None or not 0 < last - first < _LIST:
        return None
    between = context.analysis.tokens[first + 1 : last]
    joint = next((t for t in reversed(between) if t.upos not in ("DET", "ADV", "ADJ")), None)
    if joint is None or not (joint.upos == "CCONJ" or joint.text == "," or joint.lower_text in ("with", "plus", "which")):
        return None
    if any(t.upos in ("VERB", "AUX") for t in between):
        return None
    nouns = tuple(context.lemma(t) for t in q.of.nouns)
    if set(nouns) & book.no_transfer:
        return None
    told = [book.instruments[n] for n in nouns if n in book.instruments]
    return replace(
        step, head=q.of.nouns[0], money=q.money, goods=q.goods, instrument=told[0] if told else step.instrument,
        about=q.of.nouns, nouns=nouns, start=q.start, end=q.end,
    )  # fmt: skip


def _takers(context: Context, of: Measured) -> list[tuple[Frame, str]]:
    """Predicates that take what is measured, with the role: the verb above first, then participles and relatives on it,
    then the noun itself."""
    sentence = context.analysis.sentence_of[of.top]
    tokens = set(of.nouns) | {of.top}
    above: list[tuple[Frame, str]] = []
    below: list[tuple[Frame, str]] = []
    own: list[tuple[Frame, str]] = []
    for frame in context.frames.by_sentence.get(sentence, ()):
        if frame.head in tokens:
            own.append((frame, "self"))
        for a in frame.args:
            if frame.head not in tokens and tokens & set(a.heads) and frame.kind in ("verb", "noun"):
                (below if a.via == "relative" else above).append((frame, a.role))
    near = [sorted(rows, key=lambda r: abs(r[0].head - of.nouns[0])) for rows in (above, below, own)]
    # the second of two sums has a participle of its own or shares the verb of the first
    return [*near[1], *near[0], *near[2]] if of.conjunct else [*near[0], *near[1], *near[2]]


def _read(
    context: Context, book: TransferBook, rule: TransferRule, frame: Frame, q: _Quantity, instrument: str
) -> Step | None:
    """One rule over one frame: stage, sides, instrument; None where the rule's needs are not met or nothing is done."""
    stage = _stage(context, book, frame, rule)
    if stage is None:
        return None
    if rule.name == "reckon" and frame.obj is not None:
        instrument = next((book.instruments.get(context.lemma(h), "") for h in frame.obj.heads), "")
    if stage == "withheld":
        # a payment refused is no event of money, a tranche of a programme refused stands suspended
        if instrument not in ("loan", "grant"):
            return None
        stage = "suspended"
    debt = instrument == "debt" or stage in ("owed", "repaid")
    sides = of_frame(context, frame, rule)
    if stage == "requested" and rule.stage != "requested":
        sides = _asked(context, book, frame, *sides)
    nouns = (*q.of.nouns, *frame.obj.heads) if rule.name == "reckon" and frame.obj is not None else q.of.nouns
    sides = of_participles(context, book, frame, q.of.nouns, stage, debt, sides)
    provider, recipient = of_nouns(context, nouns, stage, debt, sides)
    provider, recipient = of_governors(context, book, frame, (provider, recipient))
    if not recipient and stage in _FLOWS:
        recipient = where(context, frame)
    if stage in _LENT and instrument != "debt":
        provider, recipient = lender_first(context, frame, provider, recipient)
    if rule.name == "commit" and len({p.code for p in provider}) > 1:
        # who sign together are the two sides, and the words do not tell which gives
        provider = ()
    strong = instrument not in ("", "other") or q.goods is not None
    known = [any(p.code for p in side) for side in (provider, recipient)]
    enough = {
        "nothing": True, "party": any(known) or strong, "sides": all(known),
        "instrument": strong or (bool(instrument) and any(known)),
        "both": strong or (bool(instrument) and known[0]) or known[1],
        "debt": instrument == "debt" or _of_debt(context, book, frame.sentence),
    }[rule.needs]  # fmt: skip
    if not enough:
        return None
    kind = "debt" if stage == "owed" else instrument or rule.instrument or "other"
    claimed = named(context, frame.subj) if rule.name in ("reckon", "claim", "concede") else ()
    if claimed and provider and not recipient and not same(claimed, provider):
        # who claims a debt of somebody else is his creditor
        recipient = claimed
    return Step(
        head=q.of.nouns[0], frame=frame, money=q.money, goods=q.goods, instrument=kind, stage=stage, provider=provider,
        recipient=recipient, claimed_by=claimed, why=f"transfer/{rule.name}/{frame.lemma}", start=q.start, end=q.end,
        about=q.of.nouns, known=determiner(context.analysis, q.of.top), nouns=tuple(context.lemma(t) for t in q.of.nouns),
    )  # fmt: skip


def _of_debt(context: Context, book: TransferBook, sentence: int) -> bool:
    """Does a sentence speak of a debt?"""
    first, last = context.analysis.sentences[sentence].first, context.analysis.sentences[sentence].last
    lemmas = [context.lemma(t) for t in range(first, last)]
    return any(word == "owe" or book.instruments.get(word) == "debt" for word in lemmas)


def _stage(context: Context, book: TransferBook, frame: Frame, rule: TransferRule) -> str | None:
    """The rule's stage as modality and the predicates above leave it; None where it is not (yet) so."""
    stage: str | None = rule.stage
    if frame.mark in ("if", "unless", "whether") or _OPEN_MODALS & set(frame.modals) or frame.form == "imperative":
        return None
    if {"likely", "seeming"} & set(frame.phases):
        return None
    if frame.negated:
        return "owed" if stage == "repaid" or rule.name == "pay" else None
    if {"must"} & set(frame.modals) or "obliged" in frame.phases:
        return "owed" if stage == "repaid" or rule.name == "pay" else None
    future = {"will", "would", "shall"} & set(frame.modals) or frame.tense == "future" or "scheduled" in frame.phases
    if future:
        stage = _promised(stage)
    below = frame
    for above in context.frames.governors(frame):
        if below.link not in _SHIFTING or above.sentence != frame.sentence:
            break
        if below.link in ("acl", "nacl") and below.form != "infinitive":
            break
        word = next((w for w in words_of(context, above) if w in book.over), None)
        if word is not None:
            return _shifted(stage, book.over[word], above)
        if above.kind == "verb" and above.mark in ("if", "unless"):
            return None
        below = above
    return stage


def _promised(stage: str | None) -> str | None:
    if stage in ("suspended", "cancelled", "resumed", "owed", "requested"):
        return stage
    if stage == "repaid":
        return "owed"
    return "pledged" if stage in ("disbursed", "pledged") else "committed" if stage == "committed" else None


def _shifted(stage: str | None, how: str, above: Frame) -> str | None:
    """What a predicate above makes of a stage."""
    if how == "unsure" or (above.negated and how != "refused"):
        return None
    if how == "refused":
        return {"repaid": "owed", "resumed": "suspended", "disbursed": "withheld"}.get(stage or "")
    if stage == "repaid":
        return "owed" if how in ("promised", "bound", "asked", "stopped") else None
    if stage in ("suspended", "cancelled", "resumed", "requested", "owed"):
        return stage if how in ("bound", "promised") else None
    return {"promised": "pledged", "bound": "committed", "asked": "requested", "stopped": "suspended",
            "resumed": "resumed"}[how]  # fmt: skip


def _asked(context: Context, book: TransferBook, frame: Frame, giver: Parties, taker: Parties) -> Sides:
    """ "X asked Y to lend it …": Y gives; who asks is the taker where nobody else is named."""
    for above in context.frames.governors(frame):
        if any(book.over.get(w) == "asked" for w in words_of(context, above)):
            asker = named(context, above.subj)
            return (giver if giver != asker else ()), taker or asker
    return giver, taker


def _told_by_noun(context: Context, book: TransferBook, q: _Quantity, instrument: str) -> Step | None:
    """A sum whose noun alone tells a transfer: both sides stand around it ("a $5 million loan from X to Y")."""
    if q.of.conjunct or context.analysis.tokens[q.of.top].upos not in ("NOUN", "PROPN", "SYM", "NUM"):
        return None
    stage = "owed" if instrument == "debt" else "committed"
    provider, recipient = of_nouns(context, q.of.nouns, stage, instrument == "debt", ((), ()))
    frame = next((f for f, _ in _takers(context, q.of)), None) or _over(context, q.of.top)
    if frame is None or not (provider or recipient):
        return None
    if frame.kind == "verb" and any(book.over.get(w) in ("unsure", "refused") for w in words_of(context, frame)):
        return None
    return Step(
        head=q.of.nouns[0], frame=frame, money=q.money, goods=q.goods, instrument=instrument, stage=stage,
        provider=provider, recipient=recipient, why=f"transfer/noun/{instrument}", start=q.start, end=q.end,
        about=q.of.nouns, known=determiner(context.analysis, q.of.top), nouns=tuple(context.lemma(t) for t in q.of.nouns),
    )  # fmt: skip


def _over(context: Context, token: int) -> Frame | None:
    """The nearest predicate above a token."""
    tokens = context.analysis.tokens
    while True:
        held = context.frames.by_head.get(token)
        if held is not None:
            return held
        if tokens[token].head == token:
            return None
        token = tokens[token].head


def _bare(context: Context, book: TransferBook, frame: Frame, taken: set[int]) -> Iterator[Step]:
    """A step without a sum: a known kind of programme that is stopped, taken up again or cancelled; what is owed."""
    if frame.kind != "verb" or context.in_citation(frame.head):
        return
    for rule in book.of(words_of(context, frame), "verb"):
        if not rule.bare:
            continue
        thing = next((h for r in rule.money for a in frame.all(r) for h in a.heads if r != "subj"), None)
        nouns = (thing,) if thing is not None else ()
        if thing in taken:
            return
        instrument = book.instruments.get(context.lemma(thing), "") if thing is not None else ""
        if frame.lemma == "owe":
            instrument = "debt"
        if instrument in ("", "other", "payment") or (thing is not None and _counted(context, thing)):
            return
        q = _Quantity(Measured(frame.head, nouns or (frame.head,)), 0, 0)
        step = _read(context, book, rule, frame, q, instrument)
        if step is not None and (step.provider or step.recipient):
            yield replace(step, head=frame.head, start=0, end=0)
        return


def _counted(context: Context, thing: int) -> bool:
    """Does a sum stand in the noun's own phrase?"""
    extent = context.phrase(thing)
    return any(extent.start <= m.start < extent.end for m in context.money)


def _date(context: Context, step: Step) -> str | None:
    """The frame's date, else that of the act above; an item of a list ("among them is a loan") has that of the sentence
    before it."""
    frame = step.frame
    dated = told_on(context, frame)
    if dated is None and frame.form == "infinitive":
        above = next((g for g in context.frames.governors(frame) if g.form == "finite"), None)
        dated = told_on(context, above) if above is not None else None
    if dated is None and frame.kind == "nominal" and frame.tense == "present":
        before = [g for g in context.frames.by_sentence.get(frame.sentence - 1, ()) if g.governor is None]
        dated = next((d for g in before if (d := date_of(context, g).edtf)), None) or main_date(context)
    return dated


def _record(context: Context, s: Step) -> Transfer:
    voice = context.voice(s.frame)
    extent = context.frame_evidence(s.frame)
    evidence = [extent]
    if s.end and not extent.start <= s.start < extent.end:
        evidence = [Extent(start=s.start, end=s.end), extent]
    money = s.money
    return Transfer(
        evidence=evidence, sentence=s.frame.sentence, certainty=voice.certainty, attributed_to=list(voice.attributed_to),
        why=s.why, provider=list(s.provider), recipient=list(s.recipient), claimed_by=list(s.claimed_by), goods=s.goods,
        amount=plain_number(money.amount) if money else None,
        amount_upper=plain_number(money.upper) if money and money.upper is not None else None,
        amount_modifier=(money.modifier or None) if money else None, currency=money.currency if money else None,
        instrument=s.instrument, stage=s.stage, date=_date(context, s), purpose=_purpose(context, s),  # type: ignore[arg-type]
        programme=s.programme,
    )  # fmt: skip


def _purpose(context: Context, s: Step) -> str | None:
    """What it is for, in words: the first "for …" on the sum's nouns, else on the predicate, that names no party."""
    own = [a for n in s.about for a in around(context.analysis, n)]
    for a in (*(a for a in own if a.role in _PURPOSE), *s.frame.all(*_PURPOSE)):
        at = context.analysis.tokens[a.head].start
        held = [(m.start, m.end) for m in context.money] + [(t.start, t.end) for t in context.times]
        if a.head in s.about or any(start <= at < end for start, end in held):
            continue
        if not context.parties(a):
            return context.text(context.phrase(a.head))
    return None

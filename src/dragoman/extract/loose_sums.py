"""Sums of a programme that a text tells without its parties ("the last instalment of $9 million was received in May").

What a clause leaves out stands elsewhere in the text: who lends to whom was said before. The stage is that of the
predicate which takes the sum; the words stand in `data/rules/loose_sums.toml`.
"""

from __future__ import annotations

import tomllib
from collections.abc import Sequence
from functools import cache
from importlib.resources import files
from typing import Any

from dragoman.extract.context import Context
from dragoman.extract.dating import date_of
from dragoman.extract.transfer_rules import TransferBook
from dragoman.extract.transfer_sides import polity
from dragoman.frames import Frame
from dragoman.records import Extent, Party, Transfer
from dragoman.values import Money, plain_number

_NEAR = 2
_DONE = ("past", "present")

_Sides = tuple[list[Party], list[Party], str]


def loose_sums(context: Context, book: TransferBook, found: Sequence[Transfer]) -> list[Transfer]:
    """The sums of a text that are in none of the transfers `found`, as transfers of the programme that they belong to."""
    out: list[Transfer] = []
    for money in context.money:
        at = context.token_at(money.start)
        if at is None or not money.total or context.in_citation(at):
            continue
        sentence = context.sentence_at(money.start)
        known = [*found, *out]
        if any(t.amount == money.amount and abs(t.sentence - sentence) <= 0 for t in known):
            continue
        made = _sum(context, book, money, sentence, known)
        if made is not None:
            out.append(made)
    return out


def _sum(context: Context, book: TransferBook, money: Money, sentence: int, known: Sequence[Transfer]) -> Transfer | None:
    tokens = frozenset(t.i for t in context.analysis.tokens if money.start <= t.start < money.end)
    taken = _taking(context, tokens, sentence)
    if taken is None:
        return None
    frame, stage, phrase = taken
    doer = context.phrase_tokens(frame.subj.head) if frame.subj is not None else []
    if any(context.lemma(t) in book.no_transfer for t in (*phrase, *doer)):
        return None
    giver = _giver(context, frame)
    # nobody pays out or stops a debt
    spoken = [t for t in known if t.instrument != "debt" or stage == "owed"]
    sides = _sides(context, book, giver, sentence, spoken)
    if sides is None:
        return None
    provider, recipient, instrument = sides
    own = next((book.instruments[context.lemma(t)] for t in phrase if context.lemma(t) in book.instruments), None)
    voice = context.voice(frame)
    past = frame.tense in _DONE and not frame.modals
    return Transfer(
        evidence=[_evidence(context, frame, money)], sentence=sentence, certainty=voice.certainty if past else "probable",
        attributed_to=list(voice.attributed_to), why=f"transfer/loose/{frame.lemma}", provider=provider,
        recipient=recipient, amount=plain_number(money.amount), currency=money.currency,
        amount_upper=plain_number(money.upper) if money.upper is not None else None, amount_modifier=money.modifier or None,
        instrument=own or instrument, stage=stage, date=date_of(context, frame).edtf,  # type: ignore[arg-type]
    )  # fmt: skip


def _taking(context: Context, tokens: frozenset[int], sentence: int) -> tuple[Frame, str, list[int]] | None:
    """The predicate that takes the sum in its smallest phrase and tells a stage, the stage, and the phrase."""
    found: list[tuple[int, int, Frame, str, list[int]]] = []
    for frame in context.frames.by_sentence.get(sentence, ()):
        if frame.kind not in ("verb", "adj") or frame.negated:
            continue
        for a in frame.all("subj", "obj", "iobj", "obl:to"):
            for head in a.heads:
                phrase = context.phrase_tokens(head)
                if tokens & set(phrase) and not any(context.lemma(t) in rules()["nouns"]["none"] for t in phrase):
                    stage = _stage(context, frame, "obj" if a.role == "iobj" and frame.obj is None else a.role)
                    found += [(len(phrase), frame.index, frame, stage, phrase)] if stage else []
    return min(found, key=lambda f: f[:2])[2:] if found else None


def _stage(context: Context, frame: Frame, role: str) -> str | None:
    words = rules()["stages"]
    told = frame.tense in _DONE and not frame.modals and frame.form != "infinitive"
    if role == "obl:to":
        totals = frame.obj is not None and context.lemma(frame.obj.head) in rules()["nouns"]["total"]
        return "disbursed" if totals and frame.lemma in words["summing"] else None
    if role == "subj" and frame.lemma in words["coming"]:
        return "disbursed" if told else "pledged"
    if role == "obj" and frame.lemma in words["giving"] and _giver(context, frame) is not None:
        return "disbursed" if told and frame.tense == "past" and frame.lemma not in words["pledged"] else "pledged"
    for stage in ("disbursed", "suspended", "owed", "pledged"):
        if frame.lemma in words[stage] and (role == "obj" or stage == "owed"):
            return stage if told or stage != "disbursed" else "pledged"
    return None


def _giver(context: Context, frame: Frame) -> Party | None:
    """The state that gives, where a predicate of giving has one of the text's two as its subject."""
    if frame.lemma not in rules()["stages"]["giving"] or frame.subj is None:
        return None
    found = [p for p in context.parties(frame.subj) if p.code in context.pair]
    return found[0] if len({p.code for p in found}) == 1 else None


def _sides(
    context: Context, book: TransferBook, giver: Party | None, sentence: int, known: Sequence[Transfer]
) -> _Sides | None:
    """Provider, recipient and instrument: of the giver towards the text's other state, else as told before; both sides
    unknown where only a loan or a grant between the text's two states is spoken of."""
    told = [t for t in known if t.provider and t.recipient]
    if giver is not None and len(context.pair) == 2:
        other = next(c for c in context.pair if c != giver.code)
        same = [t.instrument for t in told if t.provider[0].code == giver.code and t.amount is None]
        return [giver], [polity(context, other)], next(iter(same), "other")
    spoken = _instrument(context, book, sentence)
    before = [t for t in told if t.sentence <= sentence] or told
    if before and (spoken or any(sentence - t.sentence <= _NEAR for t in before)):
        fits = [t for t in before if t.amount is not None] or before
        nearest = min(fits, key=lambda t: (spoken not in (None, t.instrument, "other"), abs(sentence - t.sentence)))
        return nearest.provider, nearest.recipient, nearest.instrument
    known_noun = _of_noun(context, book, sentence)
    if known_noun is None and spoken in ("loan", "grant") and len(context.pair) == 2:
        return [], [], spoken
    return known_noun


def _instrument(context: Context, book: TransferBook, sentence: int) -> str | None:
    """The instrument that is spoken of in a sentence or the two before it."""
    first = context.analysis.sentences[max(0, sentence - _NEAR)].first
    named = [book.instruments[context.lemma(t)] for t in range(first, context.analysis.sentences[sentence].last)
             if context.lemma(t) in book.instruments]  # fmt: skip
    return next((i for i in reversed(named) if i in ("loan", "grant", "investment")), None)


def _of_noun(context: Context, book: TransferBook, sentence: int) -> _Sides | None:
    """ "Norway's loan", "the loan from the Bank of Norway": the lender stands in the phrase of the instrument."""
    if len(context.pair) != 2:
        return None
    span = context.analysis.sentences[sentence]
    for t in range(span.first, span.last):
        instrument = book.instruments.get(context.lemma(t))
        if instrument not in ("loan", "grant"):
            continue
        for k in context.phrase_tokens(t):
            party = next((p for p in context.parties_at(k) if p.code in context.pair), None)
            if party is not None and k != t:
                other = next(c for c in context.pair if c != party.code)
                return [polity(context, party.code or "")], [polity(context, other)], instrument
    return None


def _evidence(context: Context, frame: Frame, money: Money) -> Extent:
    extent = context.frame_evidence(frame)
    return Extent(start=min(extent.start, money.start), end=max(extent.end, money.end))


@cache
def rules() -> dict[str, Any]:
    """The packaged words and examples."""
    path = files("dragoman").joinpath("data", "rules", "loose_sums.toml")
    return tomllib.loads(path.read_text(encoding="utf-8"))

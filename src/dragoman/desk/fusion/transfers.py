"""Transfers: which records are of one programme, and the ledger that they make."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Hashable, Sequence
from dataclasses import dataclass, field

from dragoman.desk.fusion.accounts import accounts_of, combine, fields_of, pick, values_of
from dragoman.desk.fusion.commitments import codes_of
from dragoman.desk.fusion.dates import Span, gap, order, span
from dragoman.desk.fusion.gathering import Weight
from dragoman.desk.fusion.ledgers import Ledger, keep_ledger
from dragoman.desk.fusion.sums import stage_and_sort
from dragoman.desk.model import Episode, Told
from dragoman.desk.telling import parties_of
from dragoman.desk.words import likeness, telling
from dragoman.records import Transfer

_KEYED = 6
_FORGOTTEN = 3 * 365
_AT_ONE_TIME = 60
_SAME_WORDS = 0.5
_TURNED = 0.5
_PLAIN = re.compile(r"\b[a-z]{4,}\b")
_MONEY = frozenset(["million", "billion", "loan", "grant", "credit", "money", "dollars", "amount", "fund", "payment"])
_LOOSE = frozenset(["other", "payment"])
_BACK = frozenset(["repaid", "owed", "requested"])
_FIRST = frozenset(["pledged", "committed"])


@dataclass(frozen=True, slots=True)
class TransferFacts:
    """What transfers of one pair are compared by."""

    told: Told
    record: Transfer
    stage: str
    sort: str
    ways: tuple[frozenset[str], frozenset[str]]
    words: frozenset[str]
    said: Span | None


class TransferKind:
    """How the transfers of one pair are gathered into programmes."""

    threshold = 1.75

    def facts(self, told: Told) -> TransferFacts:
        r = told.record
        assert isinstance(r, Transfer)
        ways = frozenset(codes_of(r.provider)), frozenset(codes_of(r.recipient))
        return TransferFacts(told, r, *stage_and_sort(told), ways, telling(told.text), span(told.said or told.published))

    def keys(self, facts: TransferFacts) -> tuple[Hashable, ...]:
        r = facts.record
        out: list[Hashable] = [("amount", r.amount), ("instrument", r.instrument)]
        out += [("topic", facts.told.issue)] if facts.told.issue else []
        return (*out, ("document", facts.told.document))

    def asks(self, facts: TransferFacts) -> tuple[Hashable, ...]:
        loose = [("instrument", i) for i in ("loan", "grant", "debt", "investment", "payment", "other")]
        return (*self.keys(facts), *loose)

    def draft(self) -> TransferDraft:
        return TransferDraft()


@dataclass
class TransferDraft:
    """A programme while it is gathered."""

    ways: tuple[set[str], set[str]] = field(default_factory=lambda: (set(), set()))
    instruments: set[str] = field(default_factory=set)
    currencies: set[str] = field(default_factory=set)
    programmes: set[str] = field(default_factory=set)
    topics: set[str] = field(default_factory=set)
    amounts: set[float] = field(default_factory=set)
    words: list[frozenset[str]] = field(default_factory=list)
    documents: set[str] = field(default_factory=set)
    committed: float = 0.0
    paid: set[float] = field(default_factory=set)
    first: Span | None = None
    said: Span | None = None

    def take(self, facts: TransferFacts) -> None:
        r = facts.record
        self.ways[0].update(facts.ways[0])
        self.ways[1].update(facts.ways[1])
        self.instruments |= {r.instrument} - _LOOSE
        self.currencies |= {r.currency} - {None}  # type: ignore[arg-type]
        self.programmes |= {r.programme} - {None}  # type: ignore[arg-type]
        self.topics |= {facts.told.issue} - {None}  # type: ignore[arg-type]
        if r.amount is not None:
            self.amounts.add(r.amount)
            if facts.stage in _FIRST or facts.sort == "whole":
                self.committed = max(self.committed, r.amount)
            elif facts.stage == "disbursed" and not facts.sort:
                self.paid.add(r.amount)
        if facts.words not in self.words:
            self.words = [*self.words[-5:], facts.words]
        self.documents.add(facts.told.document)
        self.first = self.first or facts.said
        self.said = facts.said or self.said

    def weigh(self, facts: TransferFacts) -> Weight | None:
        r = facts.record
        if r.currency and self.currencies and r.currency not in self.currencies:
            return None
        explicit = r.instrument not in _LOOSE
        if explicit and self.instruments and r.instrument not in self.instruments:
            return None
        weight, why = 0.0, []
        if facts.stage not in _BACK and facts.ways[0] & self.ways[1] and not facts.ways[0] & self.ways[0]:
            if r.amount is None or r.amount not in self.amounts or not explicit:
                return None
            weight, why = -_TURNED, ["the same sum the other way round"]
        if explicit and r.instrument in self.instruments:
            weight, why = weight + 0.75, [*why, f"both a {r.instrument}"]
        for more, words in (self._amount(facts), self._about(facts)):
            weight += more
            why += [words] if words else []
        if facts.said and self.said and gap(facts.said, self.said) > _FORGOTTEN:
            weight -= 1.0
        return weight, "; ".join(why)

    def _amount(self, facts: TransferFacts) -> Weight:
        r = facts.record
        if r.amount is None:
            return 0.0, ""
        if r.amount in self.amounts:
            return 2.0, "the same amount"
        if self.committed and r.amount <= self.committed and facts.stage not in _FIRST:
            left = self.committed - sum(self.paid)
            if r.amount in (left, sum(self.paid)):
                return 1.75, "the amount is what is paid or left"
            return (1.25, "an instalment within the total") if r.instrument not in _LOOSE else (0.5, "within the total")
        if not self.committed and facts.stage not in _FIRST:
            return (0.25, "") if r.instrument in self.instruments else (0.0, "")
        if not self.committed and facts.stage in _FIRST and r.amount >= max(self.amounts, default=0.0):
            return 0.75, "the total of the instalments"
        return (0.0, "a rival figure") if self._rival(facts) else (-1.5, "")

    def _rival(self, facts: TransferFacts) -> bool:
        """Another figure for the same pledge: told at one time, in like words, and of the same order."""
        amount, words = facts.record.amount, facts.words
        if facts.stage not in _FIRST or not amount or not self.committed or not facts.said or not self.first:
            return False
        near = gap(facts.said, self.first) <= _AT_ONE_TIME and max(amount, self.committed) <= 2 * min(amount, self.committed)
        return near and max((likeness(words, w) for w in self.words), default=0.0) >= _SAME_WORDS

    def _about(self, facts: TransferFacts) -> Weight:
        r = facts.record
        if r.programme and r.programme in self.programmes:
            return 1.5, f"programme named ({r.programme})"
        alike = max((likeness(facts.words, w) for w in self.words), default=0.0)
        same = facts.told.issue is not None and facts.told.issue in self.topics
        near = 0.5 if facts.told.document in self.documents else 0.0
        return 2.0 * alike + same + near, "the same purpose" if same else f"wording ({alike:.0%})" if alike >= 0.2 else ""


def build_transfer(key: str, members: Sequence[Told], why: tuple[str, ...]) -> Episode:
    """The episode of a programme from its records in order of telling."""
    accounts = accounts_of(members)
    ledger = keep_ledger(members, accounts)
    providers = values_of(members, accounts, lambda r: codes_of(r.provider))
    recipients = values_of(members, accounts, lambda r: codes_of(r.recipient))
    told = [t.record for t in members if isinstance(t.record, Transfer)]
    instruments = [r.instrument for r in told if r.instrument not in _LOOSE] or [told[0].instrument]
    programmes = values_of(members, accounts, "programme")
    issue = next((t.issue for t in members if t.issue), None)
    instrument = min(set(instruments), key=lambda i: (-instruments.count(i), i))
    chosen = {
        "programme": pick(programmes) or _named(members, ledger, instrument),
        "provider": list(pick(providers) or ()), "recipient": list(pick(recipients) or ()),
        "instrument": instrument, **ledger.answer(),
    }  # fmt: skip
    fields = fields_of(
        provider=providers, recipient=recipients, programme=programmes, committed=ledger.committed, disbursed=ledger.totals,
        purpose=values_of(members, accounts, "purpose"),
        goods=values_of(members, accounts, "goods"),
    )  # fmt: skip
    return Episode(
        id=key, kind="transfer", title=str(chosen["programme"]), codes=tuple(sorted({c for t in members for c in t.codes})),
        issue=issue, first=min((s.date for s in ledger.steps if s.date), key=order, default=None),
        last=max((s.date for s in ledger.steps if s.date), key=order, default=None),
        status="suspended" if ledger.suspended else str(ledger.steps[-1].values["stage"]),
        certainty=combine(accounts.values()), members=tuple(t.key for t in members), fields=fields, steps=ledger.steps,
        why=(*why, *ledger.why), chosen=chosen,
    )  # fmt: skip


def _named(members: Sequence[Told], ledger: Ledger, instrument: str) -> str:
    """A name for a programme that has none: its year, its instrument and what it is for."""
    year = next((s.date[:4] for s in ledger.steps if s.date), "")
    what = instrument if instrument != "other" else "transfer"
    told = [t.record.purpose for t in members if isinstance(t.record, Transfer) and t.record.purpose]
    purpose = min(set(told), key=lambda p: (-told.count(p), len(p), p)) if told else ", ".join(_shared_words(members))
    return f"{year} {what}{f' for {purpose}' if purpose else ''}".strip()


def _shared_words(members: Sequence[Told]) -> list[str]:
    """The words that most of several texts use of a programme, two at most: what it is about where nothing else tells."""
    if len({t.document for t in members}) < 2:
        return []
    counts = Counter(w for text in {t.text for t in members} for w in {w.casefold() for w in _PLAIN.findall(text)})
    names = {w for t in members for p in parties_of(t.record) for w in p.name.casefold().split()}
    told = [w for w in counts if counts[w] > 1 and telling(w) and w not in names and w not in _MONEY]
    return sorted(told, key=lambda w: (-counts[w], w))[:2]

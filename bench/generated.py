"""Codings of documents that nobody wrote: states, reprints, records and dates drawn with a fixed seed; nothing is parsed.

Some pairs of states are told of far more often than others, and every seventh document reprints another one.
"""

from __future__ import annotations

import hashlib
import random
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

from pydantic import TypeAdapter

from dragoman.records import (
    AnyRecord,
    Attribution,
    Citation,
    CitedOutlet,
    Coding,
    DocumentInfo,
    Extent,
    Mention,
    Origin,
    Party,
)  # fmt: skip

_CODES = """
ARG AUS AUT AZE BGR BLR BRA CAN CHE CHL CHN COL CUB CZE DEU DNK DZA EGY ESP EST ETH FIN FRA GBR GEO GRC
HUN IDN IND IRN IRQ ISR ITA JOR JPN KAZ KEN KOR KWT LBN LTU LVA MAR MEX MYS NGA NLD NOR PAK PER PHL POL PRK ROU
RUS SAU SRB SWE TUR USA
"""
STATES = tuple(_CODES.split())
_OUTLETS = ("Evening Ledger", "Morning Herald", "Daily Courier", "National Gazette", "Harbour Times", "World Observer")
_WIRES = ("AFP", "Reuters", "Interfax", "Kyodo", "PTI", "Xinhua", "DPA", "ANSA")
_ISSUES = ("border", "fishing", "debt", "pipeline", "visa regime", "arms control", "water", "airspace")
_DAYS = 365 * 20
_FIRST = date(1995, 1, 1)
_RECORD: TypeAdapter[AnyRecord] = TypeAdapter(AnyRecord)


@dataclass
class _Text:
    """A text that grows sentence by sentence."""

    text: str = ""

    def say(self, sentence: str) -> Extent:
        start = len(self.text) + (1 if self.text else 0)
        self.text += (" " if self.text else "") + sentence
        return Extent(start=start, end=len(self.text))


def codings(count: int, seed: int = 1) -> Iterator[Coding]:
    """That many codings, the same for the same seed."""
    draw = random.Random(seed)
    pairs = [(a, b) for i, a in enumerate(STATES) for b in STATES[i + 1 :]]
    draw.shuffle(pairs)
    weights = [1 / (k + 10) for k in range(len(pairs))]
    recent: list[Coding] = []
    for number, pair in enumerate(draw.choices(pairs, weights, k=count)):
        if recent and number % 7 == 6:
            yield _reprint(draw, recent[draw.randrange(len(recent))], number)
            continue
        coding = _Writing(draw, number, pair).coding()
        recent = [*recent[-30:], coding]
        yield coding


def about(pair: tuple[str, str], number: int) -> Coding:
    """One document on these two states."""
    return _Writing(random.Random(number), number, pair).coding()


def _reprint(draw: random.Random, of: Coding, number: int) -> Coding:
    d = of.document
    other = d.model_copy(update={"id": f"doc-{number:06d}", "publication": draw.choice(_OUTLETS)})
    return of.model_copy(update={"document": other})


class _Writing:
    """One document in the making."""

    def __init__(self, draw: random.Random, number: int, pair: tuple[str, str]) -> None:
        self.draw, self.number, self.pair = draw, number, pair
        self.day = _FIRST + timedelta(draw.randrange(_DAYS))
        self.out, self.sentences, self.mentions = _Text(), list[Extent](), list[Mention]()
        self.records: list[AnyRecord] = []
        self.attributions: list[Attribution] = []

    def coding(self) -> Coding:
        wire = self.draw.choice(_WIRES)
        for _ in range(self.draw.randint(2, 6)):
            self._sentence()
        cite = self.out.say(f"({wire}, {self.day:%B} {self.day.day})")
        last = len(self.sentences) - 1
        for k, record in enumerate(self.records):
            self.records[k] = record.model_copy(update={"citations": [0]})
        info = DocumentInfo(
            id=f"doc-{self.number:06d}", text=self.out.text, publication=self.draw.choice(_OUTLETS), published=str(self.day),
            published_basis="given", agency=wire if self.number % 3 else None,
            sha256=hashlib.sha256(self.out.text.encode()).hexdigest(),
        )  # fmt: skip
        cited = CitedOutlet(name=wire, date=str(self.day))
        return Coding(
            document=info, sentences=self.sentences, mentions=self.mentions, attributions=self.attributions,
            citations=[Citation(start=cite.start, end=cite.end, crossref=False, outlets=[cited], sentences=(0, last))],
            origins=[Origin(name=wire, basis="citation", sentences=(0, last))], records=self.records,
        )  # fmt: skip

    def _sentence(self) -> None:
        a, b = self.draw.sample(self.pair, 2)
        n, issue, amount = self.draw.randrange(10_000), self.draw.choice(_ISSUES), self.draw.randrange(1, 900) * 1_000_000
        speaker = f"Minister {a.title()} No. {self.draw.randrange(40)}"
        extent = self.out.say(
            f"{speaker} of {a} told reporters that {a} and {b} would settle question {n} of the {issue} between them, "
            f"and that {amount} dollars were set aside for projects which both capitals had long discussed."
        )
        self.sentences.append(extent)
        self._mention(extent, speaker, "person", a)
        self._mention(extent, a, "polity", a)
        self._mention(extent, b, "polity", b)
        said = f"att-{len(self.attributions)}"
        self.attributions.append(
            Attribution(
                id=said, source=None, cue=None, content=[extent], name=speaker, code=a, certainty="probable", why="bench"
            )
        )
        self.records.append(self._record(extent, said, a, b, speaker, issue, amount))

    def _mention(self, extent: Extent, text: str, type: Any, code: str) -> None:
        at = self.out.text.index(text, extent.start)
        self.mentions.append(
            Mention(start=at, end=at + len(text), text=text, entity=f"{type}-{text}", name=text, type=type, code=code)
        )

    def _record(self, extent: Extent, said: str, a: str, b: str, speaker: str, issue: str, amount: int) -> AnyRecord:
        when = str(self.day + timedelta(self.draw.randint(-20, 60)))
        one, other = Party(name=a, code=a, person=speaker), Party(name=b, code=b)
        kind = self.draw.choices(("event", "meeting", "commitment", "transfer", "position", "office"), (5, 3, 2, 2, 2, 1))[0]
        base: dict[str, Any] = {
            "kind": kind, "id": f"{kind[:3]}-{len(self.records)}", "evidence": [extent], "sentence": len(self.sentences) - 1,
            "certainty": self.draw.choice(("certain", "probable", "possible")), "attributed_to": [said], "why": "bench",
        }  # fmt: skip
        return _RECORD.validate_python(base | self._fields(kind, one, other, issue, amount, when))

    def _fields(self, kind: str, one: Party, other: Party, issue: str, amount: int, when: str) -> dict[str, Any]:
        draw = self.draw.choice
        return {
            "event": lambda: {"plover": draw(("CONSULT", "AGREE", "ACCUSE", "AID")), "actor": [one], "recipient": [other],
                              "status": "actual", "score": draw((-5.0, -2.0, 1.0, 4.0, 7.0))},
            "meeting": lambda: {"type": "talks", "participants": [one, other],
                                "status": draw(("held", "planned", "postponed"))},
            "commitment": lambda: {"promisor": [one], "beneficiary": [other], "gist": f"settle the {issue} question",
                                   "issue": issue, "made": str(self.day), "deadline": when},
            "transfer": lambda: {"provider": [one], "recipient": [other], "amount": amount, "currency": "USD",
                                 "instrument": "loan", "stage": draw(("pledged", "committed", "disbursed"))},
            "position": lambda: {"holder": one, "issue": issue, "polarity": draw(("for", "against")),
                                 "stance": f"for a settlement of the {issue} question"},
            "office": lambda: {"person": one.person, "role": "minister", "polity": one.code, "held_at": str(self.day)},
        }[kind]() | ({"date": when} if kind in ("event", "meeting", "transfer", "position") else {})  # fmt: skip

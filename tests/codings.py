"""Four short dispatches on Norway and Iceland, read by hand, for tests that need a real desk."""

from __future__ import annotations

from typing import Any

from dragoman.records import (
    Attribution,
    Citation,
    CitedOutlet,
    Coding,
    Commitment,
    DocumentInfo,
    Event,
    Extent,
    Meeting,
    Mention,
    Party,
    Position,
    Transfer,
)

NORWAY = Party(name="Norway", code="NOR")
ICELAND = Party(name="Iceland", code="ISL")
OLSEN = Party(name="Kari Olsen", code="NOR", person="Kari Olsen", role="foreign minister")
JONSSON = Party(name="Einar Jonsson", code="ISL", person="Einar Jonsson", role="prime minister")

TEXTS = {
    "nw1": "Norway will sign a fishing treaty with Iceland by the end of 2011, it promised on Monday. "
           "Kari Olsen is to meet Einar Jonsson in Bergen in March. Oslo pledged a loan of 40 million euros for a harbour.",
    "rk2": "The talks in Bergen were put off to April 3. Iceland rejected a ban on whaling.",
    "nw3": "Kari Olsen and Einar Jonsson held talks in Bergen on Sunday. Norway paid out 10 million euros of the loan. "
           "Olsen said that Iceland accepted a ban. Norway criticized Iceland over its whaling fleet.",
    "rk4": "A Norwegian diplomat named June 30, 2012 as the day of the fishing treaty (Fjord FM, April 5).",
}  # fmt: skip


def _extent(id: str, part: str) -> Extent:
    start = TEXTS[id].index(part)
    return Extent(start=start, end=start + len(part))


def _sentences(text: str) -> list[Extent]:
    out, start = [], 0
    for number, character in enumerate(text):
        if character == "." and (number + 1 == len(text) or text[number + 1] == " "):
            out.append(Extent(start=start, end=number + 1))
            start = number + 2
    return out


def _record(kind: Any, id: str, name: str, part: str, /, **more: Any) -> Any:
    extent = _extent(id, part)
    sentence = next(k for k, s in enumerate(_sentences(TEXTS[id])) if s.start <= extent.start < s.end)
    return kind(id=name, evidence=[extent], sentence=sentence, why="by hand", **more)


def _mentions(id: str) -> list[Mention]:
    found = []
    for name, code in (("Norway", "NOR"), ("Iceland", "ISL")):
        if name in TEXTS[id]:
            extent = _extent(id, name)
            found.append(Mention(**extent.model_dump(), text=name, entity=code, name=name, type="polity", code=code))
    return found


def _coding(id: str, published: str, publication: str, title: str, records: list[Any], /, **more: Any) -> Coding:
    info = DocumentInfo(
        id=id, text=TEXTS[id], sha256=f"{id}-sha", title=title, published=published, published_basis="given",
        publication=publication,
    )  # fmt: skip
    return Coding(document=info, sentences=_sentences(TEXTS[id]), mentions=_mentions(id), records=records, **more)


def codings() -> list[Coding]:
    """All four, in order of publication."""
    both = {"promisor": [NORWAY], "beneficiary": [ICELAND], "gist": "sign a fishing treaty"}
    money = {"provider": [NORWAY], "recipient": [ICELAND], "currency": "EUR", "instrument": "loan",
             "programme": "harbour loan"}  # fmt: skip
    meet = {"type": "talks", "participants": [OLSEN, JONSSON], "place": "Bergen"}
    says = Attribution(id="att-1", source=_extent("nw3", "Olsen said"), cue=None, content=[], name="Kari Olsen", code="NOR")
    cited = [CitedOutlet(name="Fjord FM", date="2011-04-05")]
    at = _extent("rk4", "(Fjord FM, April 5)")
    return [
        _coding("nw1", "2011-01-10", "Nordwire", "Treaty before winter", [
            _record(Commitment, "nw1", "com-1", "Norway will sign a fishing treaty", made="2011-01-10",
                    deadline="2011-12-31", **both),
            _record(Meeting, "nw1", "mee-1", "Kari Olsen is to meet Einar Jonsson", status="planned", date="2011-03",
                    **meet),
            _record(Transfer, "nw1", "tra-1", "Oslo pledged a loan of 40 million euros", stage="pledged", amount=40_000_000,
                    date="2011-01-10", **money),
        ]),
        _coding("rk2", "2011-03-01", "Reykjavik Post", "Talks put off", [
            _record(Meeting, "rk2", "mee-2", "The talks in Bergen were put off", status="postponed", date="2011-04-03",
                    **meet),
            _record(Position, "rk2", "pos-1", "Iceland rejected a ban", holder=ICELAND, issue="whaling ban",
                    stance="reject a ban on whaling", polarity="against", date="2011-03-01"),
        ]),
        _coding("nw3", "2011-04-04", "Nordwire", "Bergen at last", [
            _record(Meeting, "nw3", "mee-3", "held talks in Bergen", status="held", date="2011-04-03", **meet),
            _record(Transfer, "nw3", "tra-2", "Norway paid out 10 million euros", stage="disbursed", amount=10_000_000,
                    date="2011-04-02", **money),
            _record(Position, "nw3", "pos-2", "Iceland accepted a ban", holder=ICELAND, issue="whaling ban",
                    stance="accept a ban on whaling", polarity="for", date="2011-04-03", certainty="possible",
                    attributed_to=["att-1"]),
            _record(Event, "nw3", "eve-1", "Norway criticized Iceland", plover="ACCUSE", mode="disapprove", quad=3,
                    score=-2.0, actor=[NORWAY], recipient=[ICELAND], date="2011-04-03"),
        ], attributions=[says]),
        _coding("rk4", "2011-04-05", "Reykjavik Post", "Another date", [
            _record(Commitment, "rk4", "com-2", "named June 30, 2012", made="2011-04-04", deadline="2012-06-30",
                    certainty="probable", citations=[0], **both),
        ], citations=[Citation(start=at.start, end=at.end, crossref=False, outlets=cited, sentences=(0, 0))]),
    ]  # fmt: skip

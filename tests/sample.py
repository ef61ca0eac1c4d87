"""A coding written by hand, with a record of every kind, for tests of what is printed."""

from __future__ import annotations

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
    Office,
    Party,
    Position,
    TimeExpression,
    Transfer,
)

TEXT = (
    "BREE, Feb. 11 (AN) -- Gondorian officials said Arnor had agreed to repay a loan of $1.5 billion by the end of the "
    "year. Aragorn visited Osgiliath. (AN, February 11)"
)


def extent(part: str) -> Extent:
    """Where a run of the text stands."""
    start = TEXT.index(part)
    return Extent(start=start, end=start + len(part))


ARNOR = Party(name="Arnor", code="ARN")
GONDOR = Party(name="Gondor", code="GON")
ARAGORN = Party(name="Aragorn", code="ARN", person="Aragorn", role="king")


def coding(id: str = "a", text: str = TEXT) -> Coding:
    """The sample, under another id."""
    said = {"sentence": 0, "attributed_to": ["att-1"], "citations": [0], "why": "rule/agree", "certainty": "probable"}
    promise, visit = extent("repay a loan of $1.5 billion by the end of the year"), extent("Aragorn visited Osgiliath")
    return Coding(
        document=DocumentInfo(
            id=id,
            text=text,
            sha256="0",
            published="2000-02-11",
            published_basis="stated",
            place="BREE",
            agency="AN",
            published_note="the dateline says 11 Feb 2000",
            publication="Annals",
            volume=6,
            issue=32,
        ),
        sentences=[Extent(start=0, end=119), Extent(start=120, end=len(text))],
        times=[
            TimeExpression(
                **extent("the end of the year").model_dump(),
                text="the end of the year",
                type="DATE",
                value="2000",
                edtf="2000",
                mod="END",
                why="year of publication",
            )
        ],
        attributions=[
            Attribution(
                id="att-1",
                source=extent("Gondorian officials"),
                cue=extent("said"),
                content=[promise],
                name="Gondorian officials",
                code="GON",
            )
        ],
        citations=[
            Citation(
                **extent("(AN, February 11)").model_dump(),
                crossref=False,
                sentences=(0, 1),
                outlets=[CitedOutlet(name="AN", date="2000-02-11")],
            )
        ],
        records=[
            Event(
                id="eve-1", evidence=[promise], plover="AGREE", actor=[ARNOR], recipient=[GONDOR], date="2000-02-11", **said
            ),
            Meeting(
                id="mee-1",
                evidence=[visit],
                type="visit",
                participants=[ARAGORN, GONDOR],
                place="Osgiliath",
                why="rule/visit",
                date="2000-02-10/2000-02-12",
                sentence=1,
            ),
            Commitment(
                id="com-1",
                evidence=[promise],
                promisor=[ARNOR],
                gist="repay a loan of $1.5 billion",
                deadline="2000-12-31",
                **said,
            ),
            Transfer(
                id="tra-1",
                evidence=[promise],
                provider=[ARNOR],
                recipient=[GONDOR],
                amount=1_500_000_000,
                currency="USD",
                stage="repaid",
                instrument="loan",
                **said,
            ),
            Position(
                id="pos-1", evidence=[promise], holder=ARNOR, issue="loan", stance="for repaying", polarity="for", **said
            ),
            Office(id="off-1", evidence=[visit], person="Aragorn", role="king", polity="ARN", sentence=1, why="rule/office"),
        ],
    )

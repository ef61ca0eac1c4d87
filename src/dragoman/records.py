"""The record types of the contract (`docs/records.md`): what `dragoman.read` returns. `model_dump()` is the JSON."""

from __future__ import annotations

import hashlib
from typing import Annotated, Any, Literal

from pydantic import BaseModel, ConfigDict, Field

Certainty = Literal["certain", "probable", "possible", "denied", "unknown"]


class _Frozen(BaseModel):
    model_config = ConfigDict(frozen=True, extra="forbid")


class Extent(_Frozen):
    """Character offsets into `document.text`, end exclusive."""

    start: int
    end: int


class DocumentInfo(_Frozen):
    """The document as the coding carries it."""

    id: str
    text: str
    publication: str | None = None
    volume: int | None = None
    issue: int | None = None
    title: str | None = None
    url: str | None = None
    language: str = "en"
    published: str | None = None
    published_basis: Literal["given", "stated", "inferred", "unknown"] = "unknown"
    published_note: str = ""
    byline: str | None = None
    place: str | None = None
    agency: str | None = None
    sha256: str


class TimeExpression(_Frozen):
    """A TIMEX3 expression; `edtf` is null where it names no calendar span, `why` says how it was resolved."""

    start: int
    end: int
    text: str
    type: Literal["DATE", "TIME", "DURATION", "SET"]
    value: str | None
    edtf: str | None
    mod: str | None = None
    why: str = ""


class Mention(_Frozen):
    """One mention of an entity."""

    start: int
    end: int
    text: str
    entity: str
    name: str
    type: Literal["person", "polity", "organization", "group", "outlet", "place"]
    code: str | None = None
    sector: str | None = None
    role: str | None = None


class Attribution(_Frozen):
    """Who says what, how."""

    id: str
    source: Extent | None
    cue: Extent | None
    content: list[Extent]
    name: str | None = None
    code: str | None = None
    anonymous: bool = False
    date: str | None = None
    certainty: Certainty = "certain"
    within: str | None = None
    why: str = ""


class CitedOutlet(_Frozen):
    """An outlet in a citation with the days cited of it."""

    name: str
    date: str | None = None
    via: str | None = None


class Citation(_Frozen):
    """A parenthetical source list, and the run of sentences (first, last; inclusive) that it vouches for."""

    start: int
    end: int
    crossref: bool
    outlets: list[CitedOutlet]
    sentences: tuple[int, int]


class Origin(_Frozen):
    """Whom sentences (first, last; inclusive) rest on in the end, and by what it is known."""

    name: str
    basis: Literal["dateline", "citation", "told", "publication"]
    sentences: tuple[int, int]


class Party(_Frozen):
    """Who takes part: `code` is null only when nothing in the text or the registry tells it."""

    name: str
    code: str | None = None
    sector: str | None = None
    person: str | None = None
    role: str | None = None
    start: int | None = None
    end: int | None = None


class Record(_Frozen):
    """What every record has. `attributed_to` holds attribution ids, outermost first; empty: the document's own voice."""

    id: str = ""
    kind: str
    evidence: list[Extent]
    sentence: int
    certainty: Certainty = "certain"
    attributed_to: list[str] = []
    citations: list[int] = []
    related: list[str] = []
    why: str


class Event(Record):
    """A PLOVER event."""

    kind: Literal["event"] = "event"
    plover: str
    mode: str | None = None
    context: list[str] = []
    cameo: str | None = None
    quad: int | None = None
    score: float | None = None
    actor: list[Party]
    recipient: list[Party] = []
    date: str | None = None
    place: str | None = None
    status: Literal["actual", "planned", "denied", "hypothetical", "historical"] = "actual"


class Meeting(Record):
    """A visit, talks, a summit, a call, a press conference."""

    kind: Literal["meeting"] = "meeting"
    type: Literal["summit", "talks", "visit", "phone_call", "press_conference", "negotiation_round", "other"]
    participants: list[Party]
    place: str | None = None
    date: str | None = None
    status: Literal["held", "planned", "proposed", "declined", "postponed", "cancelled", "uncertain"] = "held"
    proposed_by: list[Party] = []
    condition: str | None = None
    agenda: str | None = None


class Commitment(Record):
    """Who binds himself to what, by when; `issue_id`, `issue_name`: the registry's (or the cluster's) for `issue`."""

    kind: Literal["commitment"] = "commitment"
    promisor: list[Party]
    beneficiary: list[Party] = []
    gist: str
    issue: str | None = None
    issue_id: str | None = None
    issue_name: str | None = None
    made: str | None = None
    deadline: str | None = None
    deadline_text: str | None = None
    status: Literal["open", "met", "missed", "refused", "reinterpreted", "unclear"] = "open"


class Transfer(Record):
    """Money or goods that go, or shall go, from one party to another; `claimed_by` gives the figure where sides differ."""

    kind: Literal["transfer"] = "transfer"
    provider: list[Party] = []
    recipient: list[Party] = []
    amount: float | int | None = None
    amount_upper: float | int | None = None
    amount_modifier: str | None = None
    currency: str | None = None
    goods: str | None = None
    instrument: Literal["grant", "loan", "debt", "investment", "payment", "other"] = "other"
    stage: Literal["pledged", "committed", "disbursed", "suspended", "resumed", "cancelled", "owed", "requested", "repaid"]
    date: str | None = None
    purpose: str | None = None
    programme: str | None = None
    claimed_by: list[Party] = []


class Position(Record):
    """Who stands where on an issue; `issue_id`, `issue_name`: the registry's (or the cluster's) for `issue`."""

    kind: Literal["position"] = "position"
    holder: Party
    issue: str
    issue_id: str | None = None
    issue_name: str | None = None
    stance: str
    polarity: Literal["for", "against", "conditional", "undecided"]
    date: str | None = None
    change: bool = False


class Office(Record):
    """A person in an office, at the day for which the text shows it. `registry` tells whether the registry agrees."""

    kind: Literal["office"] = "office"
    person: str
    role: str
    polity: str | None = None
    held_at: str | None = None
    registry: Literal["agrees", "differs", "silent"] = "silent"


class Version(_Frozen):
    """What one side says where sides differ. `side` is its code, None for an unnamed one; `statement` its words."""

    side: str | None = None
    name: str
    statement: str
    certainty: Certainty = "certain"
    date: str | None = None
    attribution: str | None = None
    start: int
    end: int


class Dispute(Record):
    """Two or more sides tell one thing differently; `issue` is the matter in a few words of the text."""

    kind: Literal["dispute"] = "dispute"
    issue: str
    versions: list[Version]
    date: str | None = None


class Linkage(Record):
    """One matter hangs on another: an obstacle in its way, a condition set for it, a tie made by `holder`."""

    kind: Literal["linkage"] = "linkage"
    issue: str
    depends_on: str
    relation: Literal["obstacle", "condition", "tie"]
    holder: list[Party] = []
    issue_name: str | None = None
    depends_on_name: str | None = None
    date: str | None = None


AnyRecord = Annotated[
    Event | Meeting | Commitment | Transfer | Position | Office | Dispute | Linkage, Field(discriminator="kind")
]


class Coding(_Frozen):
    """What reading one document gives."""

    document: DocumentInfo
    sentences: list[Extent]
    times: list[TimeExpression] = []
    mentions: list[Mention] = []
    attributions: list[Attribution] = []
    citations: list[Citation] = []
    origins: list[Origin] = []
    records: list[AnyRecord] = []


class Relation(_Frozen):
    """The PLOVER type of what one given mention does to another; `score` is a probability."""

    plover: str
    score: float
    alternatives: list[tuple[str, float]] = []
    mode: str | None = None
    why: str


def stable_id(kind: str, *identity: Any) -> str:
    """An id from identity fields only: the same text gives the same id on every machine."""
    digest = hashlib.sha256("\x1f".join([kind, *map(str, identity)]).encode("utf-8", "surrogatepass")).hexdigest()
    return f"{kind[:3]}-{digest[:12]}"

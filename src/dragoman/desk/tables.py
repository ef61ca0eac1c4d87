"""The tables of a desk, as they are now (`migrations/` holds how they came to be so).

A document's rows hang on its number `pk`; a record's `key` (document id and record id) is what the rest of the desk and
its users call it by. Dates are EDTF as read, with the first and last day that they can mean beside them where a
question compares them. JSON stands in text columns: both databases keep it byte for byte.
"""

from __future__ import annotations

from sqlalchemy import BigInteger, ForeignKey, Index, Integer, text
from sqlalchemy.orm import DeclarativeBase, Mapped, mapped_column
from sqlalchemy.types import TypeEngine

HEAD = "0005"

# SQLite keys rows quickly only by a column called INTEGER; PostgreSQL's INTEGER ends at two milliards.
_Number: TypeEngine[int] = BigInteger().with_variant(Integer, "sqlite")


class Base(DeclarativeBase):
    """All tables; a desk's metadata."""

    type_annotation_map = {int: _Number}  # noqa: RUF012


def _document() -> Mapped[int]:
    return mapped_column(ForeignKey("documents.pk"), primary_key=True)


class Run(Base):
    """One call of `add`: when, by which version of the package and of its rules."""

    __tablename__ = "runs"
    pk: Mapped[int] = mapped_column(primary_key=True)
    began: Mapped[str]
    ended: Mapped[str | None]
    package: Mapped[str]
    rules: Mapped[str]
    documents: Mapped[int] = mapped_column(default=0)


class Document(Base):
    """A text as it was printed. Of the versions of one `id` the newest stands, the others name what superseded them.

    `digest` is that of the whole reading, `replaced` counts characters that no database takes (NUL, lone surrogates),
    kept as U+FFFD; `rest` holds what of the reading has no table. `signature` are the minima by which reprints are found
    (null: not looked at yet), `reprints` the name of the group of printings of one text, `origin` the source they share.
    """

    __tablename__ = "documents"
    __table_args__ = (
        Index("documents_versions", "id", "sha256", unique=True),
        Index("documents_current", "id", unique=True, sqlite_where=text("superseded_by IS NULL"),
              postgresql_where=text("superseded_by IS NULL")),
        Index("documents_unsigned", "pk", sqlite_where=text("signature IS NULL"),
              postgresql_where=text("signature IS NULL")),
    )  # fmt: skip
    pk: Mapped[int] = mapped_column(primary_key=True)
    id: Mapped[str]
    sha256: Mapped[str]
    digest: Mapped[str]
    superseded_by: Mapped[int | None] = mapped_column(
        ForeignKey("documents.pk", deferrable=True, initially="DEFERRED"), index=True
    )
    publication: Mapped[str | None]
    volume: Mapped[int | None]
    issue: Mapped[int | None]
    title: Mapped[str | None]
    url: Mapped[str | None]
    language: Mapped[str]
    published: Mapped[str | None]
    published_first: Mapped[str | None]
    published_last: Mapped[str | None] = mapped_column(index=True)
    published_basis: Mapped[str]
    published_note: Mapped[str]
    byline: Mapped[str | None]
    place: Mapped[str | None]
    agency: Mapped[str | None]
    text: Mapped[str]
    replaced: Mapped[int]
    rest: Mapped[str]
    run: Mapped[int] = mapped_column(ForeignKey("runs.pk"))
    signature: Mapped[bytes | None]
    reprints: Mapped[str | None] = mapped_column(index=True)
    origin: Mapped[str | None]


class Sentence(Base):
    """Where a sentence stands in its document."""

    __tablename__ = "sentences"
    __table_args__ = ({"sqlite_with_rowid": False},)
    document: Mapped[int] = _document()
    number: Mapped[int] = mapped_column(primary_key=True)
    start: Mapped[int]
    stop: Mapped[int]


class Entity(Base):
    """A person, polity, organisation, … that documents of the desk mention."""

    __tablename__ = "entities"
    key: Mapped[str] = mapped_column(primary_key=True)
    type: Mapped[str]
    code: Mapped[str | None] = mapped_column(index=True)
    name: Mapped[str]


class Mention(Base):
    """One mention of an entity; `local` ties the mentions of one document."""

    __tablename__ = "mentions"
    __table_args__ = ({"sqlite_with_rowid": False},)
    document: Mapped[int] = _document()
    number: Mapped[int] = mapped_column(primary_key=True)
    start: Mapped[int]
    stop: Mapped[int]
    text: Mapped[str]
    local: Mapped[str]
    entity: Mapped[str] = mapped_column(ForeignKey("entities.key"))
    sector: Mapped[str | None]
    role: Mapped[str | None]


class Attribution(Base):
    """Who says what, how; `content` is a JSON list of extents."""

    __tablename__ = "attributions"
    __table_args__ = ({"sqlite_with_rowid": False},)
    document: Mapped[int] = _document()
    number: Mapped[int] = mapped_column(primary_key=True)
    id: Mapped[str]
    source_start: Mapped[int | None]
    source_stop: Mapped[int | None]
    cue_start: Mapped[int | None]
    cue_stop: Mapped[int | None]
    content: Mapped[str]
    name: Mapped[str | None]
    code: Mapped[str | None]
    anonymous: Mapped[bool]
    date: Mapped[str | None]
    certainty: Mapped[str]
    within: Mapped[str | None]
    why: Mapped[str]


class Citation(Base):
    """A parenthetical source list; `outlets` is a JSON list, `first` and `last` the sentences that it vouches for."""

    __tablename__ = "citations"
    __table_args__ = ({"sqlite_with_rowid": False},)
    document: Mapped[int] = _document()
    number: Mapped[int] = mapped_column(primary_key=True)
    start: Mapped[int]
    stop: Mapped[int]
    crossref: Mapped[bool]
    outlets: Mapped[str]
    first: Mapped[int]
    last: Mapped[int]


class Record(Base):
    """One record: what is asked of it in columns, all of it in `body`.

    `text` holds the sentences that it rests on, `origin` (at `home` in that state) the source in the end, `telling` whose
    word it is and whatever else fusion wants of it; `reviewed` an analyst's verdict (`correct`: the body is the analyst's).
    """

    __tablename__ = "records"
    __table_args__ = (Index("records_document", "document", "number", unique=True),)
    pk: Mapped[int] = mapped_column(primary_key=True)
    document: Mapped[int] = mapped_column(ForeignKey("documents.pk"))
    number: Mapped[int]
    key: Mapped[str] = mapped_column(index=True)
    kind: Mapped[str]
    type: Mapped[str | None]
    status: Mapped[str | None]
    date: Mapped[str | None]
    deadline: Mapped[str | None]
    issue: Mapped[str | None]
    amount: Mapped[float | None]
    currency: Mapped[str | None]
    certainty: Mapped[str]
    block: Mapped[str] = mapped_column(index=True)
    origin: Mapped[str]
    home: Mapped[str | None]
    text: Mapped[str]
    telling: Mapped[str]
    reviewed: Mapped[str | None]
    body: Mapped[str]


class RecordCode(Base):
    """The states and organisations that take part in a record."""

    __tablename__ = "record_codes"
    __table_args__ = (Index("record_codes_code", "code", "record"), {"sqlite_with_rowid": False})
    record: Mapped[int] = mapped_column(ForeignKey("records.pk"), primary_key=True)
    code: Mapped[str] = mapped_column(primary_key=True)


class FormerRecord(Base):
    """A record of an earlier reading of a document that a newer reading no longer gives so."""

    __tablename__ = "former_records"
    pk: Mapped[int] = mapped_column(primary_key=True)
    document: Mapped[int] = mapped_column(ForeignKey("documents.pk"), index=True)
    digest: Mapped[str]
    key: Mapped[str]
    body: Mapped[str]


class Band(Base):
    """The keys under which a text is looked for: two that are alike share one of them almost surely."""

    __tablename__ = "bands"
    __table_args__ = ({"sqlite_with_rowid": False},)
    band: Mapped[int] = mapped_column(primary_key=True)
    document: Mapped[int] = mapped_column(ForeignKey("documents.pk"), primary_key=True, index=True)


class Stale(Base):
    """A block that has changed since it was fused; one row a change, so that writers never wait for each other."""

    __tablename__ = "stale"
    pk: Mapped[int] = mapped_column(primary_key=True)
    block: Mapped[str]


class FusedBy(Base):
    """One row: the way of fusing (`fusing.fusion_version`) that made the episodes."""

    __tablename__ = "fused_by"
    version: Mapped[str] = mapped_column(primary_key=True)


class Episode(Base):
    """An episode as it was last fused; `words` is what `--about` looks in, `body` all of it as JSON; `told_last` the last
    day on which anything of it was published."""

    __tablename__ = "episodes"
    id: Mapped[str] = mapped_column(primary_key=True)
    block: Mapped[str] = mapped_column(index=True)
    kind: Mapped[str] = mapped_column(index=True)
    title: Mapped[str]
    issue: Mapped[str | None]
    first: Mapped[str | None]
    last: Mapped[str | None]
    first_day: Mapped[str | None] = mapped_column(index=True)
    last_day: Mapped[str | None]
    status: Mapped[str | None]
    certainty: Mapped[str]
    words: Mapped[str]
    body: Mapped[str]
    told_last: Mapped[str | None]


class EpisodeCode(Base):
    """The states and organisations that take part in an episode."""

    __tablename__ = "episode_codes"
    __table_args__ = (Index("episode_codes_code", "code", "episode"), {"sqlite_with_rowid": False})
    episode: Mapped[str] = mapped_column(ForeignKey("episodes.id"), primary_key=True)
    code: Mapped[str] = mapped_column(primary_key=True)


class Entry(Base):
    """What an episode gives to a view, worded when it was fused: `body` is its place and its rows as JSON."""

    __tablename__ = "entries"
    view: Mapped[str] = mapped_column(primary_key=True)
    episode: Mapped[str] = mapped_column(ForeignKey("episodes.id"), primary_key=True, index=True)
    body: Mapped[str]


class Member(Base):
    """Which records (by key) make an episode."""

    __tablename__ = "members"
    __table_args__ = ({"sqlite_with_rowid": False},)
    episode: Mapped[str] = mapped_column(ForeignKey("episodes.id"), primary_key=True)
    record: Mapped[str] = mapped_column(primary_key=True, index=True)


class Ruling(Base):
    """An analyst's merge or split of two records, by key; of several on one pair the newest holds."""

    __tablename__ = "rulings"
    pk: Mapped[int] = mapped_column(primary_key=True)
    verdict: Mapped[str]
    left: Mapped[str] = mapped_column(index=True)
    right: Mapped[str] = mapped_column(index=True)
    by: Mapped[str]
    note: Mapped[str]
    at: Mapped[str]


class Review(Base):
    """An analyst's word on a record: accepted, corrected (`body` is the record as it should be) or rejected.

    `record` is where it is attached now; key, kind, evidence and quote find it again when its document is reread.
    `before` is the record as it was read.
    """

    __tablename__ = "reviews"
    pk: Mapped[int] = mapped_column(primary_key=True)
    key: Mapped[str] = mapped_column(index=True)
    document: Mapped[str] = mapped_column(index=True)
    record: Mapped[int | None] = mapped_column(ForeignKey("records.pk"), index=True)
    kind: Mapped[str]
    evidence: Mapped[str]
    quote: Mapped[str]
    verdict: Mapped[str]
    before: Mapped[str]
    body: Mapped[str]
    by: Mapped[str]
    note: Mapped[str]
    at: Mapped[str]

"""Reprints: the signature of a text, the bands under which others like it are found, the source that printings share.

Documents that a desk holds already have no signature yet; they are looked at before anything is fused again.
"""

from __future__ import annotations

from alembic import op

revision = "0002"
down_revision = "0001"

_COLUMNS = {"signature": {"sqlite": "BLOB", "postgresql": "BYTEA"}, "reprints": {}, "origin": {}}
_INDEXES = (
    "CREATE INDEX ix_documents_reprints ON documents (reprints)",
    "CREATE INDEX documents_unsigned ON documents (pk) WHERE signature IS NULL",
    "CREATE INDEX ix_bands_document ON bands (document)",
)


def upgrade() -> None:
    """Three columns and a table more; every row stays."""
    connection = op.get_bind()
    dialect = connection.dialect.name
    for name, types in _COLUMNS.items():
        connection.exec_driver_sql(f"ALTER TABLE documents ADD COLUMN {name} {types.get(dialect, 'VARCHAR')}")
    integer, ending = ("INTEGER", " WITHOUT ROWID") if dialect == "sqlite" else ("BIGINT", "")
    connection.exec_driver_sql(
        f"CREATE TABLE bands (band {integer} NOT NULL, document {integer} NOT NULL REFERENCES documents (pk), "
        f"PRIMARY KEY (band, document)){ending}"
    )
    for statement in _INDEXES:
        connection.exec_driver_sql(statement)

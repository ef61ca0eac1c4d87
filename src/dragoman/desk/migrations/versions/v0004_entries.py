"""What episodes give to views, kept beside them; and SQLite's rows of a document by its number, without a second key.

Until a desk is fused by this version's way there is nothing in `entries`.
"""

from __future__ import annotations

from alembic import op
from sqlalchemy import Connection

revision = "0004"
down_revision = "0003"

_OF_A_DOCUMENT = ("sentences", "mentions", "attributions", "citations")


def upgrade() -> None:
    """A table and a column more, and every row of four others moved into a table of the same name."""
    bind = op.get_bind()
    bind.exec_driver_sql("""CREATE TABLE entries (view VARCHAR NOT NULL, episode VARCHAR NOT NULL, body VARCHAR NOT NULL,
        PRIMARY KEY (view, episode), FOREIGN KEY(episode) REFERENCES episodes (id))""")
    bind.exec_driver_sql("CREATE INDEX ix_entries_episode ON entries (episode)")
    bind.exec_driver_sql("ALTER TABLE episodes ADD COLUMN told_last VARCHAR")
    if bind.dialect.name == "sqlite":
        bind.exec_driver_sql("DROP INDEX ix_mentions_entity")
        for table in _OF_A_DOCUMENT:
            _without_rowid(bind, table)
        bind.exec_driver_sql("CREATE INDEX ix_mentions_entity ON mentions (entity)")


def _without_rowid(bind: Connection, table: str) -> None:
    made = bind.exec_driver_sql("SELECT sql FROM sqlite_master WHERE type = 'table' AND name = ?", (table,)).scalar_one()
    bind.exec_driver_sql(f"ALTER TABLE {table} RENAME TO {table}_before")
    bind.exec_driver_sql(f"{made} WITHOUT ROWID")
    bind.exec_driver_sql(f"INSERT INTO {table} SELECT * FROM {table}_before")
    bind.exec_driver_sql(f"DROP TABLE {table}_before")

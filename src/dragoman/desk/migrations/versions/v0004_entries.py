"""What episodes give to views, kept beside them; until they are fused by this version's way there is nothing in it."""

from __future__ import annotations

from alembic import op

revision = "0004"
down_revision = "0003"


def upgrade() -> None:
    """An empty table: the package that brings it fuses everything anew, which fills it."""
    bind = op.get_bind()
    bind.exec_driver_sql("""CREATE TABLE entries (view VARCHAR NOT NULL, episode VARCHAR NOT NULL, body VARCHAR NOT NULL,
        PRIMARY KEY (view, episode), FOREIGN KEY(episode) REFERENCES episodes (id))""")
    bind.exec_driver_sql("CREATE INDEX ix_entries_episode ON entries (episode)")

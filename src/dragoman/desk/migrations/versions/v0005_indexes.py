"""Two indexes less: keeping them was half of what adding wrote to the file.

No question of ours goes by the mentions of an entity; marks of what is stale are read all at once.
"""

from __future__ import annotations

from alembic import op

revision = "0005"
down_revision = "0004"


def upgrade() -> None:
    """No row changes."""
    for index in ("ix_mentions_entity", "ix_stale_block"):
        op.get_bind().exec_driver_sql(f"DROP INDEX IF EXISTS {index}")

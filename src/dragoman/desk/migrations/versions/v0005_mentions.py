"""No index of the mentions of an entity: no question of ours goes by it, and keeping it was a third of what adding wrote."""

from __future__ import annotations

from alembic import op

revision = "0005"
down_revision = "0004"


def upgrade() -> None:
    """One index less; no row changes."""
    op.get_bind().exec_driver_sql("DROP INDEX ix_mentions_entity")

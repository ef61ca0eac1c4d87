"""By which way of fusing the episodes were made: another package may fuse otherwise, and then all is fused anew."""

from __future__ import annotations

from alembic import op

revision = "0003"
down_revision = "0002"


def upgrade() -> None:
    """A table of one row; until it has one, everything is to be fused anew."""
    op.get_bind().exec_driver_sql("CREATE TABLE fused_by (version VARCHAR NOT NULL, PRIMARY KEY (version))")

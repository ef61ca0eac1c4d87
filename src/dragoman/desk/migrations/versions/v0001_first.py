"""The first schema: documents with what was read in them, episodes, rulings, reviews. Its SQL stands beside this file."""

from __future__ import annotations

from importlib.resources import files

from alembic import op

revision = "0001"
down_revision = None


def upgrade() -> None:
    """Make all tables."""
    connection = op.get_bind()
    script = files("dragoman.desk.migrations.versions").joinpath(f"v0001_{connection.dialect.name}.sql")
    for statement in script.read_text(encoding="utf-8").split(";\n\n"):
        connection.exec_driver_sql(statement)

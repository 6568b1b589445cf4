"""What admins have changed from the chat, and which questions they have been told of."""

import sqlalchemy as sa
from alembic import op

revision = "0002"
down_revision = "0001"


def upgrade() -> None:
    op.create_table(
        "changes",
        sa.Column("id", sa.Integer, nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("person", sa.String(32), nullable=False),
        sa.Column("kind", sa.String(48), nullable=False),
        sa.Column("entry", sa.String(48), nullable=False),
        sa.Column("text", sa.Text, nullable=False),
        sa.Column("file", sa.Text, nullable=False),
        sa.Column("undoes", sa.Integer),
        sa.PrimaryKeyConstraint("id", name="pk_changes"),
        sa.UniqueConstraint("undoes", name="uq_changes_undoes"),
    )
    op.create_table(
        "marks",
        sa.Column("key", sa.String(32), nullable=False),
        sa.Column("mark", sa.String(48), nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("change", sa.Integer),
        sa.PrimaryKeyConstraint("key", "mark", name="pk_marks"),
    )
    for table in ("changes", "marks"):
        op.create_index(f"ix_{table}_at", table, ["at"])

"""Questions, votes, hand-overs to staff."""

import sqlalchemy as sa
from alembic import op

revision = "0001"
down_revision = None


def upgrade() -> None:
    op.create_table(
        "questions",
        sa.Column("id", sa.String(16), nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("person", sa.String(32), nullable=False),
        sa.Column("chat", sa.String(48), nullable=False),
        sa.Column("text", sa.Text, nullable=False),
        sa.Column("kind", sa.String(48), nullable=False),
        sa.Column("reason", sa.String(48), nullable=False),
        sa.Column("entry", sa.String(48), nullable=False),
        sa.Column("score", sa.Float, nullable=False),
        sa.Column("ms", sa.Float, nullable=False),
        sa.Column("knowledge", sa.String(48), nullable=False),
        sa.PrimaryKeyConstraint("id", name="pk_questions"),
    )
    op.create_table(
        "votes",
        sa.Column("question", sa.String(16), nullable=False),
        sa.Column("person", sa.String(32), nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("up", sa.Boolean, nullable=False),
        sa.Column("complaint", sa.String(48), nullable=False),
        sa.PrimaryKeyConstraint("question", "person", name="pk_votes"),
    )
    op.create_table(
        "handovers",
        sa.Column("question", sa.String(16), nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("person", sa.String(32), nullable=False),
        sa.Column("text", sa.Text, nullable=False),
        sa.Column("chat", sa.BigInteger, nullable=False),
        sa.Column("message", sa.BigInteger, nullable=False),
        sa.Column("staff_chat", sa.BigInteger),
        sa.Column("staff_message", sa.BigInteger),
        sa.Column("state", sa.String(48), nullable=False),
        sa.PrimaryKeyConstraint("question", name="pk_handovers"),
        sa.UniqueConstraint("staff_chat", "staff_message", name="uq_handovers_staff_chat_staff_message"),
    )
    for table in ("questions", "votes", "handovers"):
        for column in ("at", "person"):
            op.create_index(f"ix_{table}_{column}", table, [column])

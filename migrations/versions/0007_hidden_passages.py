"""Passages that somebody marked as pointing at a person, and the texts as they were before."""

import sqlalchemy as sa
from alembic import op

revision = "0007"
down_revision = "0006"


def upgrade() -> None:
    op.create_table(
        "hidden_passages",
        sa.Column("id", sa.Integer, primary_key=True),
        sa.Column("case_id", sa.Integer, sa.ForeignKey("cases.id"), nullable=False),
        sa.Column("party_id", sa.Integer, sa.ForeignKey("parties.id")),
        sa.Column("place", sa.String(64), nullable=False),
        sa.Column("row_id", sa.Integer, nullable=False),
        sa.Column("start", sa.Integer, nullable=False),
        sa.Column("end", sa.Integer, nullable=False),
        sa.Column("kind", sa.String(64), nullable=False),
        sa.Column("hidden_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("hidden_by_id", sa.Integer, sa.ForeignKey("users.id")),
        sa.Column("redacted_at", sa.DateTime(timezone=True)),
        sa.Column("redacted_by_id", sa.Integer, sa.ForeignKey("users.id")),
        sa.Column("shown_at", sa.DateTime(timezone=True)),
        sa.Column("shown_by_id", sa.Integer, sa.ForeignKey("users.id")),
    )
    op.create_index(None, "hidden_passages", ["case_id"])
    op.create_index(None, "hidden_passages", ["party_id", "hidden_at"])
    op.create_table(
        "withheld_texts",
        sa.Column("id", sa.Integer, primary_key=True),
        sa.Column("case_id", sa.Integer, sa.ForeignKey("cases.id"), nullable=False),
        sa.Column("place", sa.String(64), nullable=False),
        sa.Column("row_id", sa.Integer, nullable=False),
        sa.Column("body", sa.Text, nullable=False),
        sa.UniqueConstraint("place", "row_id"),
    )


def downgrade() -> None:
    op.drop_table("withheld_texts")
    op.drop_table("hidden_passages")

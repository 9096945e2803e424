"""How long a party keeps the texts of a case, what it has archived, and what was erased."""

import sqlalchemy as sa
from alembic import op

revision = "0008"
down_revision = "0007"

ERASABLE = ("narratives", "notes", "answer_texts")


def upgrade() -> None:
    for table in ERASABLE:
        op.add_column(table, sa.Column("erased_at", sa.DateTime(timezone=True)))
    op.create_table(
        "retention_decisions",
        sa.Column("id", sa.Integer, primary_key=True),
        sa.Column("party_id", sa.Integer, sa.ForeignKey("parties.id"), nullable=False),
        sa.Column("decided_on", sa.Date, nullable=False),
        sa.Column("decision", sa.Text, nullable=False),
        sa.Column("months", sa.Integer, nullable=False),
        sa.UniqueConstraint("party_id", "decided_on"),
    )
    op.create_table(
        "archivings",
        sa.Column("id", sa.Integer, primary_key=True),
        sa.Column("case_id", sa.Integer, sa.ForeignKey("cases.id"), nullable=False),
        sa.Column("party_id", sa.Integer, sa.ForeignKey("parties.id"), nullable=False),
        sa.Column("archived_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("archived_by_id", sa.Integer, sa.ForeignKey("users.id")),
        sa.UniqueConstraint("case_id", "party_id"),
    )
    op.create_table(
        "erasures",
        sa.Column("id", sa.Integer, primary_key=True),
        sa.Column("case_id", sa.Integer, sa.ForeignKey("cases.id"), nullable=False),
        sa.Column("party_id", sa.Integer, sa.ForeignKey("parties.id"), nullable=False),
        sa.Column("erased_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("ended_on", sa.Date, nullable=False),
        sa.UniqueConstraint("case_id", "party_id"),
    )


def downgrade() -> None:
    op.drop_table("erasures")
    op.drop_table("archivings")
    op.drop_table("retention_decisions")
    for table in ERASABLE:
        op.drop_column(table, "erased_at")

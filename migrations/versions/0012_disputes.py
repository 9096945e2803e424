"""When two parties do not agree whose a case is, or whether a decline was right."""

import sqlalchemy as sa
from alembic import op

revision = "0012"
down_revision = "0011"


def upgrade() -> None:
    op.add_column(
        "assignments",
        sa.Column("is_placing", sa.Boolean, nullable=False, server_default=sa.false()),
    )
    op.create_table(
        "placing_proposals",
        sa.Column("id", sa.Integer, primary_key=True),
        sa.Column("case_id", sa.Integer, sa.ForeignKey("cases.id"), nullable=False),
        sa.Column("assignment_id", sa.Integer, sa.ForeignKey("assignments.id"), nullable=False),
        sa.Column("to_unit_id", sa.Integer, sa.ForeignKey("units.id")),
        sa.Column("side", sa.String(64), nullable=False),
        sa.Column("proposed_by_id", sa.Integer, sa.ForeignKey("users.id"), nullable=False),
        sa.Column("proposed_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("agreed_by_id", sa.Integer, sa.ForeignKey("users.id")),
        sa.Column("agreed_at", sa.DateTime(timezone=True)),
        sa.Column("replaced_at", sa.DateTime(timezone=True)),
    )
    op.create_index(None, "placing_proposals", ["case_id"])
    op.create_table(
        "contests",
        sa.Column("id", sa.Integer, primary_key=True),
        sa.Column("case_id", sa.Integer, sa.ForeignKey("cases.id"), nullable=False, unique=True),
        sa.Column("level", sa.String(64), nullable=False),
        sa.Column("reason_id", sa.Integer, sa.ForeignKey("narratives.id"), nullable=False),
        sa.Column("contested_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("contested_by_id", sa.Integer, sa.ForeignKey("users.id")),
        sa.Column("outcome", sa.String(64)),
        sa.Column("settled_at", sa.DateTime(timezone=True)),
        sa.Column("settled_by_id", sa.Integer, sa.ForeignKey("users.id")),
    )


def downgrade() -> None:
    op.drop_table("contests")
    op.drop_table("placing_proposals")
    op.drop_column("assignments", "is_placing")

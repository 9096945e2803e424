"""Duties elsewhere as dated data, and what the parties found."""

import sqlalchemy as sa
from alembic import op

revision = "0018"
down_revision = "0017"


def upgrade() -> None:
    op.create_table(
        "duty_rules",
        sa.Column("id", sa.Integer, primary_key=True),
        sa.Column("key", sa.String(255), nullable=False, unique=True),
        sa.Column("position", sa.Integer, nullable=False),
        sa.Column("duty", sa.Text, nullable=False),
        sa.Column("who", sa.Text, nullable=False),
        sa.Column("to_whom", sa.Text, nullable=False),
        sa.Column("when", sa.Text, nullable=False),
        sa.Column("law", sa.Text, nullable=False),
        sa.Column("note", sa.Text),
        sa.Column("address", sa.Text, nullable=False),
        sa.Column("mildest", sa.String(64), nullable=False),
        sa.Column("is_verified", sa.Boolean, server_default=sa.false(), nullable=False),
        sa.Column("is_right", sa.Boolean, server_default=sa.false(), nullable=False),
        sa.Column("replaces", sa.String(255)),
        sa.Column("valid_from", sa.Date),
        sa.Column("valid_to", sa.Date),
        sa.Column("dated_at", sa.DateTime(timezone=True)),
        sa.Column("dated_by_id", sa.Integer, sa.ForeignKey("users.id")),
    )
    op.create_table(
        "duty_assessments",
        sa.Column("id", sa.Integer, primary_key=True),
        sa.Column("case_id", sa.Integer, sa.ForeignKey("cases.id"), nullable=False),
        sa.Column("party_id", sa.Integer, sa.ForeignKey("parties.id"), nullable=False),
        sa.Column("duty", sa.String(255), nullable=False),
        sa.Column("result", sa.String(64), nullable=False),
        sa.Column("assessed_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("assessed_by_id", sa.Integer, sa.ForeignKey("users.id"), nullable=False),
        sa.Column("reference", sa.Text, nullable=False),
    )
    op.create_index(None, "duty_assessments", ["case_id"])


def downgrade() -> None:
    op.drop_table("duty_assessments")
    op.drop_table("duty_rules")

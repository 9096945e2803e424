"""Lists that people want to see again, and indexes that keep long lists quick."""

import sqlalchemy as sa
from alembic import op

revision = "0019"
down_revision = "0018"


def upgrade() -> None:
    op.create_table(
        "saved_views",
        sa.Column("id", sa.Integer, primary_key=True),
        sa.Column("key", sa.String(255), nullable=False, unique=True),
        sa.Column("name", sa.Text, nullable=False),
        sa.Column("filters", sa.String(255), nullable=False),
        sa.Column("unit_id", sa.Integer, sa.ForeignKey("units.id")),
        sa.Column("saved_by_id", sa.Integer, sa.ForeignKey("users.id"), nullable=False),
        sa.Column("saved_at", sa.DateTime(timezone=True), nullable=False),
    )
    op.create_index(None, "saved_views", ["saved_by_id"])
    op.create_index(None, "saved_views", ["unit_id"])
    op.create_index(None, "assignments", ["unit_id", "closed_at", "id", "status"])
    op.create_index(None, "cases", ["reporting_party_id", "status"])


def downgrade() -> None:
    op.drop_index(op.f("ix_cases_reporting_party_id_status"), "cases")
    op.drop_index(op.f("ix_assignments_unit_id_closed_at_id_status"), "assignments")
    op.drop_table("saved_views")

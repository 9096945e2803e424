"""How often something harmless happens."""

import sqlalchemy as sa
from alembic import op

revision = "0015"
down_revision = "0014"


def upgrade() -> None:
    op.create_table(
        "tallies",
        sa.Column("id", sa.Integer, primary_key=True),
        sa.Column("case_id", sa.Integer, sa.ForeignKey("cases.id"), nullable=False),
        sa.Column("party_id", sa.Integer, sa.ForeignKey("parties.id")),
        sa.Column("count", sa.Integer, nullable=False),
        sa.Column("from_on", sa.Date, nullable=False),
        sa.Column("to_on", sa.Date, nullable=False),
        sa.Column("added_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("added_by_id", sa.Integer, sa.ForeignKey("users.id")),
        sa.Column("form_digest", sa.LargeBinary(32), unique=True),
    )
    op.create_index(None, "tallies", ["case_id"])


def downgrade() -> None:
    op.drop_table("tallies")

"""One question to somebody outside the case, by a link that ends."""

import sqlalchemy as sa
from alembic import op

revision = "0014"
down_revision = "0013"


def upgrade() -> None:
    op.create_table(
        "inquiries",
        sa.Column("id", sa.Integer, primary_key=True),
        sa.Column("key", sa.String(255), nullable=False, unique=True),
        sa.Column("case_id", sa.Integer, sa.ForeignKey("cases.id"), nullable=False),
        sa.Column("assignment_id", sa.Integer, sa.ForeignKey("assignments.id"), nullable=False),
        sa.Column("to_unit_id", sa.Integer, sa.ForeignKey("units.id")),
        sa.Column("email", sa.Text, nullable=False),
        sa.Column("question_id", sa.Integer, sa.ForeignKey("narratives.id"), nullable=False),
        sa.Column("reply_id", sa.Integer, sa.ForeignKey("narratives.id")),
        sa.Column("answered_by", sa.Text, nullable=False),
        sa.Column("asked_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("asked_by_id", sa.Integer, sa.ForeignKey("users.id"), nullable=False),
        sa.Column("ends_on", sa.Date, nullable=False),
        sa.Column("generation", sa.Integer, nullable=False),
        sa.Column("digest", sa.LargeBinary(32), unique=True),
        sa.Column("opened_at", sa.DateTime(timezone=True)),
        sa.Column("answered_at", sa.DateTime(timezone=True)),
        sa.Column("withdrawn_at", sa.DateTime(timezone=True)),
    )
    op.create_index(None, "inquiries", ["case_id"])


def downgrade() -> None:
    op.drop_table("inquiries")

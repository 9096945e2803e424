"""Causes, templates, ratings of answers, and corrective actions that are followed."""

import sqlalchemy as sa
from alembic import op

revision = "0016"
down_revision = "0015"


def upgrade() -> None:
    op.add_column("answers", sa.Column("cause_kind", sa.String(64)))
    op.create_table(
        "answer_templates",
        sa.Column("id", sa.Integer, primary_key=True),
        sa.Column("key", sa.String(255), nullable=False, unique=True),
        sa.Column("unit_id", sa.Integer, sa.ForeignKey("units.id"), nullable=False),
        sa.Column("name", sa.Text, nullable=False),
        sa.Column("finding", sa.Text, nullable=False),
        sa.Column("cause_kind", sa.String(64)),
        sa.Column("cause", sa.Text, nullable=False),
        sa.Column("measures", sa.Text, nullable=False),
        sa.Column("no_measures", sa.Text, nullable=False),
        sa.Column("saved_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("saved_by_id", sa.Integer, sa.ForeignKey("users.id"), nullable=False),
        sa.Column("retired_at", sa.DateTime(timezone=True)),
    )
    op.create_index(None, "answer_templates", ["unit_id"])
    op.create_table(
        "answer_ratings",
        sa.Column("id", sa.Integer, primary_key=True),
        sa.Column("case_id", sa.Integer, sa.ForeignKey("cases.id"), nullable=False),
        sa.Column("answer_id", sa.Integer, sa.ForeignKey("answers.id"), nullable=False),
        sa.Column("by", sa.String(64), nullable=False),
        sa.Column("usefulness", sa.String(64), nullable=False),
        sa.Column("comment_id", sa.Integer, sa.ForeignKey("narratives.id")),
        sa.Column("rated_at", sa.DateTime(timezone=True), nullable=False),
        sa.UniqueConstraint("answer_id", "by"),
    )
    op.create_index(None, "answer_ratings", ["case_id"])
    op.create_table(
        "corrective_actions",
        sa.Column("id", sa.Integer, primary_key=True),
        sa.Column("case_id", sa.Integer, sa.ForeignKey("cases.id"), nullable=False),
        sa.Column("answer_id", sa.Integer, sa.ForeignKey("answers.id")),
        sa.Column("party_id", sa.Integer, sa.ForeignKey("parties.id"), nullable=False),
        sa.Column("unit_id", sa.Integer, sa.ForeignKey("units.id"), nullable=False),
        sa.Column("body", sa.Text, nullable=False),
        sa.Column("expected_effect", sa.Text, nullable=False),
        sa.Column("owner", sa.Text, nullable=False),
        sa.Column("due_on", sa.Date, nullable=False),
        sa.Column("status", sa.String(64), nullable=False),
        sa.Column("added_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("added_by_id", sa.Integer, sa.ForeignKey("users.id"), nullable=False),
        sa.Column("status_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("status_by_id", sa.Integer, sa.ForeignKey("users.id"), nullable=False),
        sa.Column("erased_at", sa.DateTime(timezone=True)),
    )
    op.create_index(None, "corrective_actions", ["case_id"])
    op.create_index(None, "corrective_actions", ["unit_id", "status", "due_on"])


def downgrade() -> None:
    op.drop_table("corrective_actions")
    op.drop_table("answer_ratings")
    op.drop_table("answer_templates")
    op.drop_column("answers", "cause_kind")

"""Responsibility for a case, and every text that is written about it."""

import sqlalchemy as sa
from alembic import op

revision = "0004"
down_revision = "0003"


def upgrade() -> None:
    _assignments()
    _narratives()
    _notes()
    _answers()
    _answer_texts()


def _assignments() -> None:
    op.create_table(
        "assignments",
        sa.Column("id", sa.Integer, primary_key=True),
        sa.Column("case_id", sa.Integer, sa.ForeignKey("cases.id"), nullable=False),
        sa.Column("unit_id", sa.Integer, sa.ForeignKey("units.id"), nullable=False),
        sa.Column("previous_id", sa.Integer, sa.ForeignKey("assignments.id")),
        sa.Column("handler_id", sa.Integer, sa.ForeignKey("users.id")),
        sa.Column("status", sa.String(64), nullable=False),
        sa.Column("version", sa.Integer, nullable=False),
        sa.Column("opened_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("sent_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("sent_on", sa.Date, nullable=False),
        sa.Column("acknowledge_due_on", sa.Date, nullable=False),
        sa.Column("due_on", sa.Date, nullable=False),
        sa.Column("awaits_reporter", sa.Boolean, nullable=False, server_default=sa.false()),
        sa.Column("acknowledged_at", sa.DateTime(timezone=True)),
        sa.Column("acknowledged_on", sa.Date),
        sa.Column("answered_at", sa.DateTime(timezone=True)),
        sa.Column("answered_on", sa.Date),
        sa.Column("first_answered_on", sa.Date),
        sa.Column("closed_at", sa.DateTime(timezone=True)),
    )
    op.create_index(None, "assignments", ["case_id"])
    op.create_index(None, "assignments", ["unit_id", "status", "due_on"])


def _narratives() -> None:
    op.create_table(
        "narratives",
        sa.Column("id", sa.Integer, primary_key=True),
        sa.Column("case_id", sa.Integer, sa.ForeignKey("cases.id"), nullable=False),
        sa.Column("kind", sa.String(64), nullable=False),
        sa.Column("side", sa.String(64), nullable=False),
        sa.Column("body", sa.Text, nullable=False),
        sa.Column("written_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("written_by_id", sa.Integer, sa.ForeignKey("users.id")),
        sa.Column("answers_id", sa.Integer, sa.ForeignKey("narratives.id")),
        sa.Column("consequence", sa.String(64)),
    )
    op.create_index(None, "narratives", ["case_id"])


def _notes() -> None:
    op.create_table(
        "notes",
        sa.Column("id", sa.Integer, primary_key=True),
        sa.Column("case_id", sa.Integer, sa.ForeignKey("cases.id"), nullable=False),
        sa.Column("party_id", sa.Integer, sa.ForeignKey("parties.id"), nullable=False),
        sa.Column("body", sa.Text, nullable=False),
        sa.Column("written_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("written_by_id", sa.Integer, sa.ForeignKey("users.id"), nullable=False),
    )
    op.create_index(None, "notes", ["case_id"])


def _answers() -> None:
    op.create_table(
        "answers",
        sa.Column("id", sa.Integer, primary_key=True),
        sa.Column("case_id", sa.Integer, sa.ForeignKey("cases.id"), nullable=False),
        sa.Column("assignment_id", sa.Integer, sa.ForeignKey("assignments.id"), nullable=False),
        sa.Column("answered_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("answered_by_id", sa.Integer, sa.ForeignKey("users.id"), nullable=False),
        sa.Column("responsible", sa.Text, nullable=False),
        sa.Column("effective_on", sa.Date),
    )


def _answer_texts() -> None:
    op.create_table(
        "answer_texts",
        sa.Column("id", sa.Integer, primary_key=True),
        sa.Column("answer_id", sa.Integer, sa.ForeignKey("answers.id"), nullable=False),
        sa.Column("part", sa.String(64), nullable=False),
        sa.Column("body", sa.Text, nullable=False),
        sa.UniqueConstraint("answer_id", "part"),
    )


def downgrade() -> None:
    op.drop_table("answer_texts")
    op.drop_table("answers")
    op.drop_table("notes")
    op.drop_table("narratives")
    op.drop_table("assignments")

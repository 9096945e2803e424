"""What moves a due date, which days are off, when somebody last acted, and who is away."""

import sqlalchemy as sa
from alembic import op

revision = "0010"
down_revision = "0009"


def upgrade() -> None:
    op.add_column("assignments", sa.Column("clock_from_on", sa.Date))
    op.add_column("assignments", sa.Column("last_act_on", sa.Date))
    op.add_column("cases", sa.Column("filed_at", sa.DateTime(timezone=True)))
    op.create_table(
        "clock_pauses",
        sa.Column("id", sa.Integer, primary_key=True),
        sa.Column("case_id", sa.Integer, sa.ForeignKey("cases.id"), nullable=False),
        sa.Column("assignment_id", sa.Integer, sa.ForeignKey("assignments.id"), nullable=False),
        sa.Column("question_id", sa.Integer, sa.ForeignKey("narratives.id"), nullable=False),
        sa.Column("from_on", sa.Date, nullable=False),
        sa.Column("until_on", sa.Date, nullable=False),
        sa.Column("ended_on", sa.Date),
    )
    op.create_index(None, "clock_pauses", ["case_id"])
    op.create_table(
        "closed_days",
        sa.Column("id", sa.Integer, primary_key=True),
        sa.Column(
            "helsefellesskap_id", sa.Integer, sa.ForeignKey("helsefellesskap.id"), nullable=False
        ),
        sa.Column("day", sa.Date, nullable=False),
        sa.Column("name", sa.Text, nullable=False),
        sa.UniqueConstraint("helsefellesskap_id", "day"),
    )
    op.create_table(
        "absences",
        sa.Column("id", sa.Integer, primary_key=True),
        sa.Column("user_id", sa.Integer, sa.ForeignKey("users.id"), nullable=False),
        sa.Column("from_on", sa.Date, nullable=False),
        sa.Column("to_on", sa.Date, nullable=False),
        sa.Column("substitute_id", sa.Integer, sa.ForeignKey("users.id")),
        sa.Column("set_by_id", sa.Integer, sa.ForeignKey("users.id"), nullable=False),
        sa.Column("set_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("handed_over_at", sa.DateTime(timezone=True)),
        sa.Column("ended_at", sa.DateTime(timezone=True)),
    )
    op.create_index(None, "absences", ["user_id", "from_on"])


def downgrade() -> None:
    op.drop_table("absences")
    op.drop_table("closed_days")
    op.drop_table("clock_pauses")
    op.drop_column("cases", "filed_at")
    op.drop_column("assignments", "last_act_on")
    op.drop_column("assignments", "clock_from_on")

"""Figures that every act keeps up, groups of categories, and goals."""

import sqlalchemy as sa
from alembic import op

revision = "0020"
down_revision = "0019"


def upgrade() -> None:
    op.create_table(
        "figure_deltas",
        sa.Column("id", sa.Integer, primary_key=True),
        sa.Column(
            "helsefellesskap_id", sa.Integer, sa.ForeignKey("helsefellesskap.id"), nullable=False
        ),
        sa.Column("case_id", sa.Integer, sa.ForeignKey("cases.id"), nullable=False),
        sa.Column("year", sa.Integer, nullable=False),
        sa.Column("scopes", sa.String(255), nullable=False),
        sa.Column("facts", sa.Text, nullable=False),
        sa.Column("added_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("folded_at", sa.DateTime(timezone=True)),
    )
    op.create_index(None, "figure_deltas", ["case_id"])
    op.create_index(None, "figure_deltas", ["helsefellesskap_id", "year", "folded_at"])
    op.create_table(
        "figure_sums",
        sa.Column("id", sa.Integer, primary_key=True),
        sa.Column(
            "helsefellesskap_id", sa.Integer, sa.ForeignKey("helsefellesskap.id"), nullable=False
        ),
        sa.Column("year", sa.Integer, nullable=False),
        sa.Column("scope", sa.String(255), nullable=False),
        sa.Column("fact", sa.String(255), nullable=False),
        sa.Column("count", sa.Integer, nullable=False),
        sa.UniqueConstraint("helsefellesskap_id", "year", "scope", "fact"),
    )
    op.create_table(
        "goals",
        sa.Column("id", sa.Integer, primary_key=True),
        sa.Column(
            "helsefellesskap_id", sa.Integer, sa.ForeignKey("helsefellesskap.id"), nullable=False
        ),
        sa.Column("key", sa.String(255), nullable=False),
        sa.Column("words", sa.Text, nullable=False),
        sa.Column("counts", sa.String(255), nullable=False),
        sa.Column("baseline_from", sa.Date, nullable=False),
        sa.Column("baseline_to", sa.Date, nullable=False),
        sa.Column("goal_from", sa.Date, nullable=False),
        sa.Column("goal_to", sa.Date, nullable=False),
        sa.Column("percent", sa.Integer, nullable=False),
        sa.Column("source", sa.Text, nullable=False),
        sa.Column("decided_on", sa.Date),
        sa.UniqueConstraint("helsefellesskap_id", "key"),
    )
    op.add_column("form_options", sa.Column("group_key", sa.String(255)))


def downgrade() -> None:
    op.drop_column("form_options", "group_key")
    for table in ("goals", "figure_sums", "figure_deltas"):
        op.drop_table(table)

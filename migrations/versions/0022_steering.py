"""Monthly series from other systems, which rates are counted of."""

import sqlalchemy as sa
from alembic import op

revision = "0022"
down_revision = "0021"


def upgrade() -> None:
    op.create_table(
        "steering_uploads",
        sa.Column("id", sa.Integer, primary_key=True),
        sa.Column(
            "helsefellesskap_id", sa.Integer, sa.ForeignKey("helsefellesskap.id"), nullable=False
        ),
        sa.Column("version", sa.Integer, nullable=False),
        sa.Column("source", sa.Text, nullable=False),
        sa.Column("drawn_on", sa.Date, nullable=False),
        sa.Column("loaded_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("loaded_by_id", sa.Integer, sa.ForeignKey("users.id")),
        sa.Column("accepted_count", sa.Integer, nullable=False),
        sa.Column("refused_count", sa.Integer, nullable=False),
        sa.UniqueConstraint("helsefellesskap_id", "version"),
    )
    op.create_table(
        "steering_values",
        sa.Column("id", sa.Integer, primary_key=True),
        sa.Column("upload_id", sa.Integer, sa.ForeignKey("steering_uploads.id"), nullable=False),
        sa.Column("party_id", sa.Integer, sa.ForeignKey("parties.id"), nullable=False),
        sa.Column("measure", sa.String(64), nullable=False),
        sa.Column("detail", sa.Text, nullable=False),
        sa.Column("month", sa.Date, nullable=False),
        sa.Column("count", sa.Integer, nullable=False),
        sa.UniqueConstraint("upload_id", "party_id", "measure", "detail", "month"),
    )
    op.create_index(None, "steering_values", ["party_id", "measure", "month"])


def downgrade() -> None:
    op.drop_table("steering_values")
    op.drop_table("steering_uploads")

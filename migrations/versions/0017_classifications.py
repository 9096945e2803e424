"""What the committees need to know of a case, as each party sees it."""

import sqlalchemy as sa
from alembic import op

revision = "0017"
down_revision = "0016"


def upgrade() -> None:
    op.create_table(
        "agreement_clauses",
        sa.Column("id", sa.Integer, primary_key=True),
        sa.Column(
            "helsefellesskap_id", sa.Integer, sa.ForeignKey("helsefellesskap.id"), nullable=False
        ),
        sa.Column("key", sa.String(255), nullable=False),
        sa.Column("agreement", sa.Text, nullable=False),
        sa.Column("clause", sa.Text, nullable=False),
        sa.Column("position", sa.Integer, nullable=False),
        sa.Column("is_verified", sa.Boolean, nullable=False, server_default=sa.false()),
        sa.Column("valid_from", sa.Date, nullable=False),
        sa.Column("valid_to", sa.Date),
        sa.UniqueConstraint("helsefellesskap_id", "key"),
    )
    op.create_index(None, "agreement_clauses", ["helsefellesskap_id", "position"])
    op.create_table(
        "classifications",
        sa.Column("id", sa.Integer, primary_key=True),
        sa.Column("case_id", sa.Integer, sa.ForeignKey("cases.id"), nullable=False),
        sa.Column("party_id", sa.Integer, sa.ForeignKey("parties.id"), nullable=False),
        sa.Column("consequence", sa.String(64)),
        sa.Column("potential_consequence", sa.String(64)),
        sa.Column("clause_id", sa.Integer, sa.ForeignKey("agreement_clauses.id")),
        sa.Column("patient_group", sa.String(64)),
        sa.Column("is_red_group", sa.Boolean),
        sa.Column("patient_informed", sa.String(64)),
        sa.Column("nokup", sa.String(255)),
        sa.Column("classified_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("classified_by_id", sa.Integer, sa.ForeignKey("users.id"), nullable=False),
        sa.UniqueConstraint("case_id", "party_id"),
    )


def downgrade() -> None:
    op.drop_table("classifications")
    op.drop_table("agreement_clauses")

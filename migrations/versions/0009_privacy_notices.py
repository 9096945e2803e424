"""What each party tells about its processing of personal data, and who its personvernombud is."""

import sqlalchemy as sa
from alembic import op

revision = "0009"
down_revision = "0008"


def upgrade() -> None:
    op.create_table(
        "privacy_notices",
        sa.Column("id", sa.Integer, primary_key=True),
        sa.Column("party_id", sa.Integer, sa.ForeignKey("parties.id"), nullable=False, unique=True),
        sa.Column("officer", sa.Text, nullable=False),
        sa.Column("officer_contact", sa.Text, nullable=False),
        sa.Column("purpose", sa.Text, nullable=False),
        sa.Column("basis", sa.Text, nullable=False),
        sa.Column("recipients", sa.Text, nullable=False),
        sa.Column("retention", sa.Text, nullable=False),
        sa.Column("rights", sa.Text, nullable=False),
    )


def downgrade() -> None:
    op.drop_table("privacy_notices")

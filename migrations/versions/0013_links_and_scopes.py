"""Cases that belong together, and who reads a note."""

import sqlalchemy as sa
from alembic import op

revision = "0013"
down_revision = "0012"


def upgrade() -> None:
    op.add_column(
        "notes", sa.Column("scope", sa.String(64), nullable=False, server_default="own_party")
    )
    with op.batch_alter_table("cases") as cases:
        cases.add_column(sa.Column("own_incident_id", sa.Integer))
        cases.create_foreign_key(
            "fk_cases_own_incident_id_incidents", "incidents", ["own_incident_id"], ["id"]
        )
    op.create_table(
        "case_links",
        sa.Column("id", sa.Integer, primary_key=True),
        sa.Column("case_id", sa.Integer, sa.ForeignKey("cases.id"), nullable=False),
        sa.Column("other_id", sa.Integer, sa.ForeignKey("cases.id"), nullable=False),
        sa.Column("kind", sa.String(64), nullable=False),
        sa.Column("linked_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("linked_by_id", sa.Integer, sa.ForeignKey("users.id")),
        sa.Column("undone_at", sa.DateTime(timezone=True)),
        sa.Column("undone_by_id", sa.Integer, sa.ForeignKey("users.id")),
    )
    op.create_index(None, "case_links", ["case_id"])
    op.create_index(None, "case_links", ["other_id"])


def downgrade() -> None:
    op.drop_table("case_links")
    with op.batch_alter_table("cases") as cases:
        cases.drop_constraint("fk_cases_own_incident_id_incidents", type_="foreignkey")
        cases.drop_column("own_incident_id")
    op.drop_column("notes", "scope")

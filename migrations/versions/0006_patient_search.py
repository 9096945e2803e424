"""Whether the recipient found the patient that a report is about, and by which road."""

import sqlalchemy as sa
from alembic import op

revision = "0006"
down_revision = "0005"


def upgrade() -> None:
    op.add_column("cases", sa.Column("patient_search", sa.String(64)))
    op.add_column("cases", sa.Column("found_by", sa.String(64)))


def downgrade() -> None:
    op.drop_column("cases", "found_by")
    op.drop_column("cases", "patient_search")

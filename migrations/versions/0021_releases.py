"""Released years: versions, files, texts and what FSU says of a draft."""

import sqlalchemy as sa
from alembic import op

revision = "0021"
down_revision = "0020"


def upgrade() -> None:
    op.create_table(
        "releases",
        sa.Column("id", sa.Integer, primary_key=True),
        sa.Column("key", sa.String(255), nullable=False, unique=True),
        sa.Column(
            "helsefellesskap_id", sa.Integer, sa.ForeignKey("helsefellesskap.id"), nullable=False
        ),
        sa.Column("year", sa.Integer, nullable=False),
        sa.Column("version", sa.Integer, nullable=False),
        sa.Column("status", sa.String(64), nullable=False),
        sa.Column("edition", sa.Integer, nullable=False),
        sa.Column("drafted_on", sa.Date, nullable=False),
        sa.Column("drafted_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("drafted_by_id", sa.Integer, sa.ForeignKey("users.id")),
        sa.Column("comments_until", sa.Date),
        sa.Column("adopted_on", sa.Date),
        sa.Column("meeting", sa.Text),
        sa.Column("adopted_at", sa.DateTime(timezone=True)),
        sa.Column("adopted_by_id", sa.Integer, sa.ForeignKey("users.id")),
        sa.Column("sent_on", sa.Date),
        sa.Column("sent_at", sa.DateTime(timezone=True)),
        sa.Column("sent_by_id", sa.Integer, sa.ForeignKey("users.id")),
        sa.Column("digest", sa.LargeBinary(32)),
        sa.UniqueConstraint("helsefellesskap_id", "year", "version"),
    )
    op.create_table(
        "release_files",
        sa.Column("id", sa.Integer, primary_key=True),
        sa.Column("release_id", sa.Integer, sa.ForeignKey("releases.id"), nullable=False),
        sa.Column("name", sa.String(255), nullable=False),
        sa.Column("kind", sa.String(64), nullable=False),
        sa.Column("audience", sa.String(64), nullable=False),
        sa.Column("party_id", sa.Integer, sa.ForeignKey("parties.id")),
        sa.Column("language", sa.String(255)),
        sa.Column("content", sa.LargeBinary, nullable=False),
        sa.Column("digest", sa.LargeBinary(32), nullable=False),
        sa.UniqueConstraint("release_id", "name"),
    )
    op.create_table(
        "release_texts",
        sa.Column("id", sa.Integer, primary_key=True),
        sa.Column("release_id", sa.Integer, sa.ForeignKey("releases.id"), nullable=False),
        sa.Column("kind", sa.String(64), nullable=False),
        sa.Column("language", sa.String(255), nullable=False),
        sa.Column("body", sa.Text, nullable=False),
        sa.Column("edited_at", sa.DateTime(timezone=True)),
        sa.Column("edited_by_id", sa.Integer, sa.ForeignKey("users.id")),
        sa.UniqueConstraint("release_id", "kind", "language"),
    )
    op.create_table(
        "release_comments",
        sa.Column("id", sa.Integer, primary_key=True),
        sa.Column("release_id", sa.Integer, sa.ForeignKey("releases.id"), nullable=False),
        sa.Column("body", sa.Text, nullable=False),
        sa.Column("added_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("added_by_id", sa.Integer, sa.ForeignKey("users.id"), nullable=False),
        sa.Column("form_digest", sa.LargeBinary(32), nullable=False, unique=True),
    )
    op.create_index(None, "release_comments", ["release_id"])


def downgrade() -> None:
    for table in ("release_comments", "release_texts", "release_files", "releases"):
        op.drop_table(table)

"""Cases: the incident in the world, the report about it, and who reported."""

import sqlalchemy as sa
from alembic import op

revision = "0003"
down_revision = "0002"


def upgrade() -> None:
    _incidents()
    _cases()
    _case_service_kinds()
    _case_categories()
    _external_references()
    _reporters()


def _incidents() -> None:
    op.create_table(
        "incidents",
        sa.Column("id", sa.Integer, primary_key=True),
        sa.Column(
            "helsefellesskap_id", sa.Integer, sa.ForeignKey("helsefellesskap.id"), nullable=False
        ),
        sa.Column("occurred_on", sa.Date, nullable=False),
        sa.Column("occurred_at", sa.Time),
    )


def _cases() -> None:
    op.create_table(
        "cases",
        sa.Column("id", sa.Integer, primary_key=True),
        sa.Column("key", sa.String(255), nullable=False, unique=True),
        sa.Column("reference", sa.String(255), nullable=False, unique=True),
        sa.Column(
            "helsefellesskap_id", sa.Integer, sa.ForeignKey("helsefellesskap.id"), nullable=False
        ),
        sa.Column("incident_id", sa.Integer, sa.ForeignKey("incidents.id"), nullable=False),
        sa.Column("form_version_id", sa.Integer, sa.ForeignKey("form_versions.id"), nullable=False),
        sa.Column("direction", sa.String(64), nullable=False),
        sa.Column("reporting_party_id", sa.Integer, sa.ForeignKey("parties.id")),
        sa.Column("recipient_party_id", sa.Integer, sa.ForeignKey("parties.id")),
        sa.Column("municipality_id", sa.Integer, sa.ForeignKey("parties.id")),
        sa.Column("hospital_unit_id", sa.Integer, sa.ForeignKey("units.id")),
        sa.Column("routing_reason", sa.String(64), nullable=False),
        sa.Column("routing_rule_id", sa.Integer, sa.ForeignKey("routing_rules.id")),
        sa.Column("first_unit_id", sa.Integer, sa.ForeignKey("units.id"), nullable=False),
        sa.Column("status", sa.String(64), nullable=False),
        sa.Column("standing", sa.String(64), nullable=False),
        sa.Column("duplicate_of_id", sa.Integer, sa.ForeignKey("cases.id")),
        sa.Column("consent", sa.String(64), nullable=False),
        sa.Column("consequence", sa.String(64), nullable=False),
        sa.Column("changed_consequence", sa.String(64)),
        sa.Column("recipient_consequence", sa.String(64)),
        sa.Column("documents_follow", sa.Boolean, nullable=False, server_default=sa.false()),
        sa.Column("channel", sa.String(64), nullable=False),
        sa.Column("entered_by_id", sa.Integer, sa.ForeignKey("users.id")),
        sa.Column("entered_for", sa.Text),
        sa.Column("language", sa.String(255), nullable=False),
        sa.Column("sent_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("sent_on", sa.Date, nullable=False),
        sa.Column("counted_on", sa.Date, nullable=False),
        sa.Column("reopened_at", sa.DateTime(timezone=True)),
        sa.Column("not_our_reporter_at", sa.DateTime(timezone=True)),
        sa.Column("follow_generation", sa.Integer, nullable=False),
        sa.Column("follow_digest", sa.LargeBinary(32), unique=True),
        sa.Column("follow_ends_on", sa.Date),
        sa.Column("submission_digest", sa.LargeBinary(32), nullable=False, unique=True),
        sa.Column("content_digest", sa.LargeBinary(32), nullable=False),
    )
    op.create_index(None, "cases", ["helsefellesskap_id", "counted_on"])
    op.create_index(None, "cases", ["incident_id"])
    op.create_index(None, "cases", ["reporting_party_id", "sent_at"])


def _case_service_kinds() -> None:
    op.create_table(
        "case_service_kinds",
        sa.Column("id", sa.Integer, primary_key=True),
        sa.Column("case_id", sa.Integer, sa.ForeignKey("cases.id"), nullable=False),
        sa.Column("key", sa.String(255), nullable=False),
        sa.UniqueConstraint("case_id", "key"),
    )


def _case_categories() -> None:
    op.create_table(
        "case_categories",
        sa.Column("id", sa.Integer, primary_key=True),
        sa.Column("case_id", sa.Integer, sa.ForeignKey("cases.id"), nullable=False),
        sa.Column("side", sa.String(64), nullable=False),
        sa.Column("key", sa.String(255), nullable=False),
        sa.UniqueConstraint("case_id", "side", "key"),
    )


def _external_references() -> None:
    op.create_table(
        "external_references",
        sa.Column("id", sa.Integer, primary_key=True),
        sa.Column("case_id", sa.Integer, sa.ForeignKey("cases.id"), nullable=False),
        sa.Column("party_id", sa.Integer, sa.ForeignKey("parties.id"), nullable=False),
        sa.Column("system", sa.Text, nullable=False),
        sa.Column("value", sa.Text, nullable=False),
        sa.UniqueConstraint("case_id", "party_id"),
    )


def _reporters() -> None:
    op.create_table(
        "reporters",
        sa.Column("case_id", sa.Integer, sa.ForeignKey("cases.id"), primary_key=True),
        sa.Column("name", sa.Text, nullable=False),
        sa.Column("workplace", sa.Text, nullable=False),
        sa.Column("line_manager", sa.Text, nullable=False),
        sa.Column("phone", sa.Text, nullable=False),
        sa.Column("email", sa.Text, nullable=False),
        sa.Column("may_receive_link", sa.Boolean, nullable=False, server_default=sa.false()),
    )


def downgrade() -> None:
    op.drop_table("reporters")
    op.drop_table("external_references")
    op.drop_table("case_categories")
    op.drop_table("case_service_kinds")
    op.drop_table("cases")
    op.drop_table("incidents")

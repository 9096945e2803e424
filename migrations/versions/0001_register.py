"""The register: who takes part, their units, the joint form, routing and deadlines."""

import sqlalchemy as sa
from alembic import op

revision = "0001"
down_revision = None


def upgrade() -> None:
    _helsefellesskap()
    _parties()
    _mail_domains()
    _participations()
    _settings()
    _deadline_decisions()
    _units()
    _unit_names()
    _form_versions()
    _form_texts()
    _form_options()
    _routing_rules()


def _helsefellesskap() -> None:
    op.create_table(
        "helsefellesskap",
        sa.Column("id", sa.Integer, primary_key=True),
        sa.Column("key", sa.String(255), nullable=False, unique=True),
        sa.Column("name", sa.Text, nullable=False),
        sa.Column("default_language", sa.String(255), nullable=False),
    )


def _parties() -> None:
    op.create_table(
        "parties",
        sa.Column("id", sa.Integer, primary_key=True),
        sa.Column("key", sa.String(255), nullable=False, unique=True),
        sa.Column("kind", sa.String(64), nullable=False),
        sa.Column("name", sa.Text, nullable=False),
        sa.Column("short_name", sa.Text, nullable=False),
        sa.Column("orgnr", sa.String(255)),
        sa.Column("kommunenummer", sa.String(255)),
        sa.Column("resh_id", sa.String(255)),
        sa.Column("line_manager_mode", sa.String(255), nullable=False),
        sa.Column("postal_address", sa.Text),
    )


def _mail_domains() -> None:
    op.create_table(
        "mail_domains",
        sa.Column("id", sa.Integer, primary_key=True),
        sa.Column("party_id", sa.Integer, sa.ForeignKey("parties.id"), nullable=False),
        sa.Column("domain", sa.Text, nullable=False),
        sa.UniqueConstraint("party_id", "domain"),
    )


def _participations() -> None:
    op.create_table(
        "participations",
        sa.Column("id", sa.Integer, primary_key=True),
        sa.Column(
            "helsefellesskap_id", sa.Integer, sa.ForeignKey("helsefellesskap.id"), nullable=False
        ),
        sa.Column("party_id", sa.Integer, sa.ForeignKey("parties.id"), nullable=False),
        sa.Column("valid_from", sa.Date, nullable=False),
        sa.Column("valid_to", sa.Date),
        sa.Column("other_hospital_areas", sa.Text),
        sa.UniqueConstraint("helsefellesskap_id", "party_id", "valid_from"),
    )


def _settings() -> None:
    op.create_table(
        "settings",
        sa.Column("id", sa.Integer, primary_key=True),
        sa.Column(
            "helsefellesskap_id", sa.Integer, sa.ForeignKey("helsefellesskap.id"), nullable=False
        ),
        sa.Column("key", sa.String(255), nullable=False),
        sa.Column("value", sa.Integer, nullable=False),
        sa.UniqueConstraint("helsefellesskap_id", "key"),
    )


def _deadline_decisions() -> None:
    op.create_table(
        "deadline_decisions",
        sa.Column("id", sa.Integer, primary_key=True),
        sa.Column(
            "helsefellesskap_id", sa.Integer, sa.ForeignKey("helsefellesskap.id"), nullable=False
        ),
        sa.Column("valid_from", sa.Date, nullable=False),
        sa.Column("decided_on", sa.Date),
        sa.Column("decision", sa.Text, nullable=False),
        sa.Column("acknowledge_working_days", sa.Integer, nullable=False),
        sa.Column("answer_days", sa.Integer, nullable=False),
        sa.Column("remind_days_before", sa.Integer, nullable=False),
        sa.Column("escalate_days_after", sa.Integer, nullable=False),
    )
    op.create_index(None, "deadline_decisions", ["helsefellesskap_id", "valid_from"], unique=True)


def _units() -> None:
    op.create_table(
        "units",
        sa.Column("id", sa.Integer, primary_key=True),
        sa.Column("key", sa.String(255), nullable=False, unique=True),
        sa.Column("party_id", sa.Integer, sa.ForeignKey("parties.id"), nullable=False),
        sa.Column("parent_id", sa.Integer, sa.ForeignKey("units.id")),
        sa.Column("kind", sa.String(64), nullable=False),
        sa.Column("name", sa.Text, nullable=False),
        sa.Column("short_name", sa.Text, nullable=False),
        sa.Column("mailbox", sa.Text),
        sa.Column("is_triage_desk", sa.Boolean, nullable=False, server_default=sa.false()),
        sa.Column("has_line_manager", sa.Boolean, nullable=False, server_default=sa.false()),
        sa.Column("is_verified", sa.Boolean, nullable=False, server_default=sa.false()),
        sa.Column("position", sa.Integer, nullable=False),
        sa.Column("valid_from", sa.Date),
        sa.Column("valid_to", sa.Date),
    )
    op.create_index(None, "units", ["party_id"])


def _unit_names() -> None:
    op.create_table(
        "unit_names",
        sa.Column("id", sa.Integer, primary_key=True),
        sa.Column("unit_id", sa.Integer, sa.ForeignKey("units.id"), nullable=False),
        sa.Column("name", sa.Text, nullable=False),
        sa.Column("valid_from", sa.Date),
        sa.Column("valid_to", sa.Date),
    )


def _form_versions() -> None:
    op.create_table(
        "form_versions",
        sa.Column("id", sa.Integer, primary_key=True),
        sa.Column(
            "helsefellesskap_id", sa.Integer, sa.ForeignKey("helsefellesskap.id"), nullable=False
        ),
        sa.Column("key", sa.String(255), nullable=False),
        sa.Column("valid_from", sa.Date, nullable=False),
        sa.UniqueConstraint("helsefellesskap_id", "key"),
    )


def _form_texts() -> None:
    op.create_table(
        "form_texts",
        sa.Column("id", sa.Integer, primary_key=True),
        sa.Column("form_version_id", sa.Integer, sa.ForeignKey("form_versions.id"), nullable=False),
        sa.Column("key", sa.String(255), nullable=False),
        sa.Column("words", sa.Text, nullable=False),
        sa.UniqueConstraint("form_version_id", "key"),
    )


def _form_options() -> None:
    op.create_table(
        "form_options",
        sa.Column("id", sa.Integer, primary_key=True),
        sa.Column("form_version_id", sa.Integer, sa.ForeignKey("form_versions.id"), nullable=False),
        sa.Column("list", sa.String(255), nullable=False),
        sa.Column("key", sa.String(255), nullable=False),
        sa.Column("position", sa.Integer, nullable=False),
        sa.Column("words", sa.Text, nullable=False),
        sa.Column("short", sa.Text),
        sa.Column("explanation", sa.Text),
        sa.Column("needs_text", sa.Boolean, nullable=False, server_default=sa.false()),
        sa.Column("maps_to", sa.String(255)),
        sa.UniqueConstraint("form_version_id", "list", "key"),
    )


def _routing_rules() -> None:
    op.create_table(
        "routing_rules",
        sa.Column("id", sa.Integer, primary_key=True),
        sa.Column(
            "helsefellesskap_id", sa.Integer, sa.ForeignKey("helsefellesskap.id"), nullable=False
        ),
        sa.Column("key", sa.String(255), nullable=False),
        sa.Column("position", sa.Integer, nullable=False),
        sa.Column("direction", sa.String(64), nullable=False),
        sa.Column("recipient_party", sa.String(255)),
        sa.Column("hospital_unit", sa.String(255)),
        sa.Column("service_kind", sa.String(255)),
        sa.Column("unit_id", sa.Integer, sa.ForeignKey("units.id"), nullable=False),
        sa.Column("why", sa.Text, nullable=False),
        sa.Column("valid_from", sa.Date, nullable=False),
        sa.Column("valid_to", sa.Date),
        sa.UniqueConstraint("helsefellesskap_id", "key"),
    )
    op.create_index(None, "routing_rules", ["helsefellesskap_id", "position"])


def downgrade() -> None:
    op.drop_table("routing_rules")
    op.drop_table("form_options")
    op.drop_table("form_texts")
    op.drop_table("form_versions")
    op.drop_table("unit_names")
    op.drop_table("units")
    op.drop_table("deadline_decisions")
    op.drop_table("settings")
    op.drop_table("participations")
    op.drop_table("mail_domains")
    op.drop_table("parties")
    op.drop_table("helsefellesskap")

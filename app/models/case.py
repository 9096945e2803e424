"""An incident in the world, and the reports about it."""

from datetime import date, time

from sqlalchemy import ForeignKey, Index, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from app.db import Base, HumanText, TermText, TextPolicy
from app.domain.lifecycle import Status
from app.domain.routing import RoutingReason
from app.domain.vocabulary import (
    Channel,
    Consent,
    Consequence,
    Direction,
    FoundBy,
    PatientSearch,
    Side,
    Standing,
)
from app.models.columns import (
    CaseId,
    Count,
    Day,
    Digest,
    Flag,
    HelsefellesskapId,
    Id,
    Key,
    Moment,
    Name,
    PartyId,
    UniqueKey,
    UserId,
)


class Incident(Base):
    """What happened in the world; several reports may be about it."""

    __tablename__ = "incidents"

    id: Mapped[Id]
    helsefellesskap_id: Mapped[HelsefellesskapId]
    occurred_on: Mapped[Day]
    occurred_at: Mapped[time | None]


class Case(Base):
    """A report, being handled. The coded row is never deleted; its texts stand in other tables.

    ``municipality_id`` is the municipality the form names in either direction, ``hospital_unit_id``
    the hospital unit. ``status`` is derived from the assignments and written only with them.
    """

    __tablename__ = "cases"
    __table_args__ = (
        Index(None, "helsefellesskap_id", "counted_on"),
        Index(None, "reporting_party_id", "sent_at"),
        Index(None, "reporting_party_id", "status"),
        Index(None, "incident_id"),
    )

    id: Mapped[Id]
    key: Mapped[UniqueKey]
    reference: Mapped[UniqueKey]
    helsefellesskap_id: Mapped[HelsefellesskapId]
    incident_id: Mapped[int] = mapped_column(ForeignKey("incidents.id"))
    own_incident_id: Mapped[int | None] = mapped_column(ForeignKey("incidents.id"))
    """What the report itself says of when it happened; empty is ``incident_id``.

    A case that is linked as the same incident as another points at that one's incident.
    """
    form_version_id: Mapped[int] = mapped_column(ForeignKey("form_versions.id"))
    direction: Mapped[Direction] = mapped_column(TermText(Direction))
    reporting_party_id: Mapped[PartyId | None]
    recipient_party_id: Mapped[PartyId | None]
    municipality_id: Mapped[PartyId | None]
    hospital_unit_id: Mapped[int | None] = mapped_column(ForeignKey("units.id"))
    routing_reason: Mapped[RoutingReason] = mapped_column(TermText(RoutingReason))
    routing_rule_id: Mapped[int | None] = mapped_column(ForeignKey("routing_rules.id"))
    first_unit_id: Mapped[int] = mapped_column(ForeignKey("units.id"))
    status: Mapped[Status] = mapped_column(TermText(Status))
    standing: Mapped[Standing] = mapped_column(TermText(Standing))
    duplicate_of_id: Mapped[int | None] = mapped_column(ForeignKey("cases.id"))
    consent: Mapped[Consent] = mapped_column(TermText(Consent))
    consequence: Mapped[Consequence] = mapped_column(TermText(Consequence))
    changed_consequence: Mapped[Consequence | None] = mapped_column(TermText(Consequence))
    """What the reporter's latest supplement says, beside the original."""
    recipient_consequence: Mapped[Consequence | None] = mapped_column(TermText(Consequence))
    patient_search: Mapped[PatientSearch | None] = mapped_column(TermText(PatientSearch))
    found_by: Mapped[FoundBy | None] = mapped_column(TermText(FoundBy))
    documents_follow: Mapped[Flag]
    channel: Mapped[Channel] = mapped_column(TermText(Channel))
    entered_by_id: Mapped[UserId | None]
    entered_for: Mapped[str | None] = mapped_column(HumanText(TextPolicy.NUMBERS))
    """Who sent a report that came by post, phone or from EQS."""
    language: Mapped[Key]
    filed_at: Mapped[Moment | None]
    """When the reporter sent the form; empty is ``sent_at``. A line manager may come between."""
    sent_at: Mapped[Moment]
    sent_on: Mapped[Day]
    counted_on: Mapped[Day]
    """The Oslo date that decides the year: first sent, or an entered report's original date."""
    reopened_at: Mapped[Moment | None]
    not_our_reporter_at: Mapped[Moment | None]
    follow_generation: Mapped[Count]
    follow_digest: Mapped[Digest | None] = mapped_column(unique=True)
    follow_ends_on: Mapped[date | None]
    submission_digest: Mapped[Digest] = mapped_column(unique=True)
    content_digest: Mapped[Digest]


class CaseServiceKind(Base):
    """A tjenestested ticked on the form."""

    __tablename__ = "case_service_kinds"
    __table_args__ = (UniqueConstraint("case_id", "key"),)

    id: Mapped[Id]
    case_id: Mapped[CaseId]
    key: Mapped[Key]


class CaseCategory(Base):
    """A category, by the reporter or by the recipient; the two are kept apart."""

    __tablename__ = "case_categories"
    __table_args__ = (UniqueConstraint("case_id", "side", "key"),)

    id: Mapped[Id]
    case_id: Mapped[CaseId]
    side: Mapped[Side] = mapped_column(TermText(Side))
    key: Mapped[Key]


class ExternalReference(Base):
    """A party's own number for a case, in EQS, Public 360 or its avvikssystem."""

    __tablename__ = "external_references"
    __table_args__ = (UniqueConstraint("case_id", "party_id"),)

    id: Mapped[Id]
    case_id: Mapped[CaseId]
    party_id: Mapped[PartyId]
    system: Mapped[Name]
    value: Mapped[Name]

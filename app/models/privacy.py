"""Patient identity as the second line: what is hidden, blacked out and erased, and by whom."""

from datetime import date

from sqlalchemy import ForeignKey, Index, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from app.db import Base, TermText
from app.domain.vocabulary import IdentifierKind, TextPlace
from app.models.columns import (
    BothWords,
    CaseId,
    Count,
    Day,
    Id,
    Moment,
    Name,
    PartyId,
    Prose,
    UserId,
)


class HiddenPassage(Base):
    """A passage that somebody marked as pointing at a person: where, what kind, never what.

    ``row_id`` is the key in the table that ``place`` names. The passage stands from ``start`` to
    ``end`` in the text that is withheld; both are 0 once that is gone, so that nothing tells how
    long the passage was. ``party_id`` is the party that wrote the text, empty when none is
    connected. ``hidden_by_id`` is empty when the reporter marked it by the follow link.
    """

    __tablename__ = "hidden_passages"
    __table_args__ = (Index(None, "case_id"), Index(None, "party_id", "hidden_at"))

    id: Mapped[Id]
    case_id: Mapped[CaseId]
    party_id: Mapped[PartyId | None]
    place: Mapped[TextPlace] = mapped_column(TermText(TextPlace))
    row_id: Mapped[Count]
    start: Mapped[Count]
    end: Mapped[Count]
    kind: Mapped[IdentifierKind] = mapped_column(TermText(IdentifierKind))
    hidden_at: Mapped[Moment]
    hidden_by_id: Mapped[UserId | None]
    redacted_at: Mapped[Moment | None]
    redacted_by_id: Mapped[UserId | None]
    shown_at: Mapped[Moment | None]
    shown_by_id: Mapped[UserId | None]


class WithheldText(Base):
    """The text as it was before a passage in it was hidden; gone once all of it is decided.

    Nothing reads it but the act that shows a passage again, so no page has to know of it.
    """

    __tablename__ = "withheld_texts"
    __table_args__ = (UniqueConstraint("place", "row_id"),)

    id: Mapped[Id]
    case_id: Mapped[CaseId]
    place: Mapped[TextPlace] = mapped_column(TermText(TextPlace))
    row_id: Mapped[Count]
    body: Mapped[Prose]


class RetentionDecision(Base):
    """A party's bevarings- og kassasjonsvedtak; without one nothing of the party's is erased.

    ``months`` count from the answer, the decline or the withdrawal.
    """

    __tablename__ = "retention_decisions"
    __table_args__ = (UniqueConstraint("party_id", "decided_on"),)

    id: Mapped[Id]
    party_id: Mapped[PartyId]
    decided_on: Mapped[Day]
    decision: Mapped[Name]
    months: Mapped[Count]


class Archiving(Base):
    """A party has put the case sheet in its archive."""

    __tablename__ = "archivings"
    __table_args__ = (UniqueConstraint("case_id", "party_id"),)

    id: Mapped[Id]
    case_id: Mapped[CaseId]
    party_id: Mapped[PartyId]
    archived_at: Mapped[Moment]
    archived_by_id: Mapped[UserId | None]


class Erasure(Base):
    """What the retention rule has erased for a party, so that a restored backup can do it again."""

    __tablename__ = "erasures"
    __table_args__ = (UniqueConstraint("case_id", "party_id"),)

    id: Mapped[Id]
    case_id: Mapped[CaseId]
    party_id: Mapped[PartyId]
    erased_at: Mapped[Moment]
    ended_on: Mapped[date]
    """The day the rule counted from."""


class PrivacyNotice(Base):
    """What a party tells about its processing (personvernforordningen art. 13 and 14)."""

    __tablename__ = "privacy_notices"

    id: Mapped[Id]
    party_id: Mapped[int] = mapped_column(ForeignKey("parties.id"), unique=True)
    officer: Mapped[BothWords]
    officer_contact: Mapped[Name]
    purpose: Mapped[BothWords]
    basis: Mapped[BothWords]
    recipients: Mapped[BothWords]
    retention: Mapped[BothWords]
    rights: Mapped[BothWords]

"""What a reporter's line manager was told, by a link that is derived and never stored."""

from sqlalchemy import ForeignKey
from sqlalchemy.orm import Mapped, mapped_column

from app.db import Base, TermText
from app.domain.casework import LineManagerOutcome
from app.models.columns import CaseId, Count, Digest, Flag, Id, Key, Moment, Name, PartyId


class LineManagerRequest(Base):
    """One leader of the reporting party, told of one report.

    Either ``unit_id`` names the unit whose leader it is, as the register has it on the day of the
    mail, or ``email`` was typed. ``mode`` is the party's line manager mode when the report was
    filed.
    """

    __tablename__ = "line_manager_requests"

    id: Mapped[Id]
    case_id: Mapped[CaseId] = mapped_column(unique=True)
    party_id: Mapped[PartyId]
    mode: Mapped[Key]
    unit_id: Mapped[int | None] = mapped_column(ForeignKey("units.id"))
    email: Mapped[Name]
    generation: Mapped[Count]
    digest: Mapped[Digest] = mapped_column(unique=True)
    asked_at: Mapped[Moment]
    reminded_at: Mapped[Moment | None]
    opened_at: Mapped[Moment | None]
    coordinator_told_at: Mapped[Moment | None]
    """When the reporting party's coordinators were told that they may send it."""
    settled_at: Mapped[Moment | None]
    outcome: Mapped[LineManagerOutcome | None] = mapped_column(TermText(LineManagerOutcome))
    follows: Mapped[Flag]
    """Whether the leader wants to hear what becomes of it."""

"""What the committees need to know of a case, as each party sees it; all of it optional."""

from datetime import date

from sqlalchemy import Boolean, ForeignKey, Index, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from app.db import Base, TermText
from app.domain.casework import PatientGroup, PatientInformed
from app.domain.vocabulary import Consequence
from app.models.columns import (
    BothWords,
    CaseId,
    Day,
    Flag,
    HelsefellesskapId,
    Id,
    Key,
    Moment,
    PartyId,
    UserId,
)


class Classification(Base):
    """One party's own; nobody overwrites another's. Empty is «not said»."""

    __tablename__ = "classifications"
    __table_args__ = (UniqueConstraint("case_id", "party_id"),)

    id: Mapped[Id]
    case_id: Mapped[CaseId]
    party_id: Mapped[PartyId]
    consequence: Mapped[Consequence | None] = mapped_column(TermText(Consequence))
    potential_consequence: Mapped[Consequence | None] = mapped_column(TermText(Consequence))
    clause_id: Mapped[int | None] = mapped_column(ForeignKey("agreement_clauses.id"))
    patient_group: Mapped[PatientGroup | None] = mapped_column(TermText(PatientGroup))
    is_red_group: Mapped[bool | None] = mapped_column(Boolean)
    patient_informed: Mapped[PatientInformed | None] = mapped_column(TermText(PatientInformed))
    nokup: Mapped[Key | None]
    classified_at: Mapped[Moment]
    classified_by_id: Mapped[UserId]


class AgreementClause(Base):
    """A clause of an agreement between the parties; a helsefellesskap's own list, with dates.

    One that is not verified is shown as to be checked.
    """

    __tablename__ = "agreement_clauses"
    __table_args__ = (
        UniqueConstraint("helsefellesskap_id", "key"),
        Index(None, "helsefellesskap_id", "position"),
    )

    id: Mapped[Id]
    helsefellesskap_id: Mapped[HelsefellesskapId]
    key: Mapped[Key]
    agreement: Mapped[BothWords]
    clause: Mapped[BothWords]
    position: Mapped[int]
    is_verified: Mapped[Flag]
    valid_from: Mapped[Day]
    valid_to: Mapped[date | None]

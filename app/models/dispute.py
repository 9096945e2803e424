"""When two parties do not agree: who shall have a case, and whether a decline was right."""

from sqlalchemy import ForeignKey, Index
from sqlalchemy.orm import Mapped, mapped_column

from app.db import Base, TermText
from app.domain.casework import ContestLevel, ContestOutcome
from app.domain.vocabulary import PartyKind
from app.models.columns import CaseId, Id, Moment, UserId


class PlacingProposal(Base):
    """What one secretary proposes: a unit, or that a decline stands. One of the other side decides.

    ``side`` is the kind of party that the proposer speaks for; ``to_unit_id`` is empty when the
    decline is to stand.
    """

    __tablename__ = "placing_proposals"
    __table_args__ = (Index(None, "case_id"),)

    id: Mapped[Id]
    case_id: Mapped[CaseId]
    assignment_id: Mapped[int] = mapped_column(ForeignKey("assignments.id"))
    to_unit_id: Mapped[int | None] = mapped_column(ForeignKey("units.id"))
    side: Mapped[PartyKind] = mapped_column(TermText(PartyKind))
    proposed_by_id: Mapped[UserId]
    proposed_at: Mapped[Moment]
    agreed_by_id: Mapped[UserId | None]
    agreed_at: Mapped[Moment | None]
    replaced_at: Mapped[Moment | None]


class Contest(Base):
    """An objection to a decline; a case has one at most. The reporter's has no person."""

    __tablename__ = "contests"

    id: Mapped[Id]
    case_id: Mapped[CaseId] = mapped_column(unique=True)
    level: Mapped[ContestLevel] = mapped_column(TermText(ContestLevel))
    reason_id: Mapped[int] = mapped_column(ForeignKey("narratives.id"))
    contested_at: Mapped[Moment]
    contested_by_id: Mapped[UserId | None]
    outcome: Mapped[ContestOutcome | None] = mapped_column(TermText(ContestOutcome))
    settled_at: Mapped[Moment | None]
    settled_by_id: Mapped[UserId | None]

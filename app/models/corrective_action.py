"""What a party will change, and what came of it."""

from sqlalchemy import ForeignKey, Index
from sqlalchemy.orm import Mapped, mapped_column

from app.db import Base, TermText
from app.domain.casework import MeasureStatus
from app.models.columns import CaseId, Day, Id, Moment, Name, PartyId, Prose, UnitId, UserId


class CorrectiveAction(Base):
    """A measure with an owner, a due date (Oslo) and the effect that is expected of it.

    An empty body means the measures that stand in its answer, so that no words are kept twice.
    """

    __tablename__ = "corrective_actions"
    __table_args__ = (Index(None, "case_id"), Index(None, "unit_id", "status", "due_on"))

    id: Mapped[Id]
    case_id: Mapped[CaseId]
    answer_id: Mapped[int | None] = mapped_column(ForeignKey("answers.id"))
    party_id: Mapped[PartyId]
    unit_id: Mapped[UnitId]
    body: Mapped[Prose]
    expected_effect: Mapped[Prose]
    owner: Mapped[Name]
    due_on: Mapped[Day]
    status: Mapped[MeasureStatus] = mapped_column(TermText(MeasureStatus))
    added_at: Mapped[Moment]
    added_by_id: Mapped[UserId]
    status_at: Mapped[Moment]
    status_by_id: Mapped[UserId]
    erased_at: Mapped[Moment | None]

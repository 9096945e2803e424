"""One question to somebody outside the case, by a link that ends."""

from sqlalchemy import ForeignKey, Index
from sqlalchemy.orm import Mapped, mapped_column

from app.db import Base
from app.models.columns import CaseId, Count, Day, Digest, Id, Moment, Name, UniqueKey, UserId


class Inquiry(Base):
    """A question that a unit has asked a ward, a GP or a pharmacist; one answer closes it.

    ``to_unit_id`` is a unit of the register, or ``email`` an address in the mail domains of one of
    its parties. ``answered_by`` is what the person who answered wrote as name and role.
    """

    __tablename__ = "inquiries"
    __table_args__ = (Index(None, "case_id"),)

    id: Mapped[Id]
    key: Mapped[UniqueKey]
    case_id: Mapped[CaseId]
    assignment_id: Mapped[int] = mapped_column(ForeignKey("assignments.id"))
    to_unit_id: Mapped[int | None] = mapped_column(ForeignKey("units.id"))
    email: Mapped[Name]
    question_id: Mapped[int] = mapped_column(ForeignKey("narratives.id"))
    reply_id: Mapped[int | None] = mapped_column(ForeignKey("narratives.id"))
    answered_by: Mapped[Name]
    asked_at: Mapped[Moment]
    asked_by_id: Mapped[UserId]
    ends_on: Mapped[Day]
    generation: Mapped[Count]
    digest: Mapped[Digest | None] = mapped_column(unique=True)
    opened_at: Mapped[Moment | None]
    answered_at: Mapped[Moment | None]
    withdrawn_at: Mapped[Moment | None]

"""What moves a due date, which days nobody works, and who is away."""

from datetime import date

from sqlalchemy import ForeignKey, Index, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from app.db import Base
from app.models.columns import BothWords, CaseId, Day, HelsefellesskapId, Id, Moment, UserId


class ClockPause(Base):
    """Days in which the time to answer stands still, while the reporter is asked something.

    The reason is the question. The pause ends when the reply comes, and on ``until_on`` at the
    latest.
    """

    __tablename__ = "clock_pauses"
    __table_args__ = (Index(None, "case_id"),)

    id: Mapped[Id]
    case_id: Mapped[CaseId]
    assignment_id: Mapped[int] = mapped_column(ForeignKey("assignments.id"))
    question_id: Mapped[int] = mapped_column(ForeignKey("narratives.id"))
    from_on: Mapped[Day]
    until_on: Mapped[Day]
    ended_on: Mapped[date | None]


class ClosedDay(Base):
    """A day on which a helsefellesskap does not work, beside the public holidays."""

    __tablename__ = "closed_days"
    __table_args__ = (UniqueConstraint("helsefellesskap_id", "day"),)

    id: Mapped[Id]
    helsefellesskap_id: Mapped[HelsefellesskapId]
    day: Mapped[Day]
    name: Mapped[BothWords]


class Absence(Base):
    """Days in which a person's cases lie with a substitute, or with the unit when none is named."""

    __tablename__ = "absences"
    __table_args__ = (Index(None, "user_id", "from_on"),)

    id: Mapped[Id]
    user_id: Mapped[UserId]
    from_on: Mapped[Day]
    to_on: Mapped[Day]
    substitute_id: Mapped[int | None] = mapped_column(ForeignKey("users.id"))
    set_by_id: Mapped[UserId]
    set_at: Mapped[Moment]
    handed_over_at: Mapped[Moment | None]
    ended_at: Mapped[Moment | None]

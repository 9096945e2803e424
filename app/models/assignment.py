"""A unit's responsibility for a case, from and to."""

from datetime import date

from sqlalchemy import ForeignKey, Index
from sqlalchemy.orm import Mapped, mapped_column

from app.db import Base, TermText
from app.domain.lifecycle import Status
from app.models.columns import CaseId, Count, Day, Flag, Id, Moment, UnitId


class Assignment(Base):
    """The row that inbox, clock, permission and conflicts read.

    ``version`` rises with every act; a form carries the one it was opened at.
    ``sent_at`` is the original time and survives forwarding.
    """

    __tablename__ = "assignments"
    __table_args__ = (
        Index(None, "unit_id", "status", "due_on"),
        Index(None, "unit_id", "closed_at", "id", "status"),
        Index(None, "case_id"),
    )

    id: Mapped[Id]
    case_id: Mapped[CaseId]
    unit_id: Mapped[UnitId]
    previous_id: Mapped[int | None] = mapped_column(ForeignKey("assignments.id"))
    handler_id: Mapped[int | None] = mapped_column(ForeignKey("users.id"))
    status: Mapped[Status] = mapped_column(TermText(Status))
    version: Mapped[Count]
    opened_at: Mapped[Moment]
    sent_at: Mapped[Moment]
    sent_on: Mapped[Day]
    acknowledge_due_on: Mapped[Day]
    due_on: Mapped[Day]
    clock_from_on: Mapped[date | None]
    """The Oslo date that the time to answer runs from; empty is ``sent_on``, until a reopening."""
    last_act_on: Mapped[date | None]
    """When somebody of the unit last did something; reminders begin anew from there."""
    is_placing: Mapped[Flag]
    """It lies with the secretariat because the parties do not agree whose it is."""
    awaits_reporter: Mapped[Flag]
    acknowledged_at: Mapped[Moment | None]
    acknowledged_on: Mapped[date | None]
    answered_at: Mapped[Moment | None]
    answered_on: Mapped[date | None]
    first_answered_on: Mapped[date | None]
    """When it was answered the first time; a reopening does not move it."""
    closed_at: Mapped[Moment | None]

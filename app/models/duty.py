"""Duties elsewhere that a serious event may set off, as dated data, and what parties found."""

from datetime import date

from sqlalchemy import Index
from sqlalchemy.orm import Mapped, mapped_column

from app.db import Base, TermText
from app.domain.casework import DutyResult
from app.domain.vocabulary import Consequence
from app.models.columns import (
    BothWords,
    CaseId,
    Flag,
    Id,
    Key,
    Moment,
    Name,
    PartyId,
    UniqueKey,
    UserId,
)


class DutyRule(Base):
    """Who tells whom, when, by which law. A coming rule has no ``valid_from`` until it is set.

    ``mildest`` is the mildest consequence at which a party is asked to consider it. ``is_right`` is
    true for what patient and relatives may do themselves.
    """

    __tablename__ = "duty_rules"

    id: Mapped[Id]
    key: Mapped[UniqueKey]
    position: Mapped[int]
    duty: Mapped[BothWords]
    who: Mapped[BothWords]
    to_whom: Mapped[BothWords]
    when: Mapped[BothWords]
    law: Mapped[BothWords]
    note: Mapped[BothWords | None]
    address: Mapped[Name]
    mildest: Mapped[Consequence] = mapped_column(TermText(Consequence))
    is_verified: Mapped[Flag]
    is_right: Mapped[Flag]
    replaces: Mapped[Key | None]
    valid_from: Mapped[date | None]
    valid_to: Mapped[date | None]
    dated_at: Mapped[Moment | None]
    dated_by_id: Mapped[UserId | None]
    """Who set the dates here; loading the register again leaves them as they are."""


class DutyAssessment(Base):
    """What one party found of one duty; the newest row counts."""

    __tablename__ = "duty_assessments"
    __table_args__ = (Index(None, "case_id"),)

    id: Mapped[Id]
    case_id: Mapped[CaseId]
    party_id: Mapped[PartyId]
    duty: Mapped[Key]
    result: Mapped[DutyResult] = mapped_column(TermText(DutyResult))
    assessed_at: Mapped[Moment]
    assessed_by_id: Mapped[UserId]
    reference: Mapped[Name]

"""A helsefellesskap, who takes part in it and when, and what it has decided."""

from datetime import date

from sqlalchemy import Index, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from app.db import Base, HumanText, TextPolicy
from app.models.columns import (
    BothWords,
    Count,
    Day,
    HelsefellesskapId,
    Id,
    Key,
    Name,
    PartyId,
    UniqueKey,
)


class Helsefellesskap(Base):
    """One hospital trust and its municipalities."""

    __tablename__ = "helsefellesskap"

    id: Mapped[Id]
    key: Mapped[UniqueKey]
    name: Mapped[BothWords]
    default_language: Mapped[Key]


class Participation(Base):
    """A party's dated place in a helsefellesskap; a municipality may have several."""

    __tablename__ = "participations"
    __table_args__ = (UniqueConstraint("helsefellesskap_id", "party_id", "valid_from"),)

    id: Mapped[Id]
    helsefellesskap_id: Mapped[HelsefellesskapId]
    party_id: Mapped[PartyId]
    valid_from: Mapped[Day]
    valid_to: Mapped[Day | None]
    other_hospital_areas: Mapped[str | None] = mapped_column(HumanText(TextPolicy.NUMBERS))
    """Other hospital trusts that serve part of the municipality, a line each."""


class Setting(Base):
    """A number a helsefellesskap may choose."""

    __tablename__ = "settings"
    __table_args__ = (UniqueConstraint("helsefellesskap_id", "key"),)

    id: Mapped[Id]
    helsefellesskap_id: Mapped[HelsefellesskapId]
    key: Mapped[Key]
    value: Mapped[Count]


class DeadlineDecision(Base):
    """How long a recipient has from ``valid_from`` on; ``decided_on`` is empty for a proposal."""

    __tablename__ = "deadline_decisions"
    __table_args__ = (Index(None, "helsefellesskap_id", "valid_from", unique=True),)

    id: Mapped[Id]
    helsefellesskap_id: Mapped[HelsefellesskapId]
    valid_from: Mapped[Day]
    decided_on: Mapped[date | None]
    decision: Mapped[Name]
    acknowledge_working_days: Mapped[Count]
    answer_days: Mapped[Count]
    remind_days_before: Mapped[Count]
    escalate_days_after: Mapped[Count]

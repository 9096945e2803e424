"""Parts of a party, with their sections and their history."""

from datetime import date

from sqlalchemy import ForeignKey, Index
from sqlalchemy.orm import Mapped, mapped_column

from app.db import Base, TermText
from app.domain.vocabulary import UnitKind
from app.models.columns import BothWords, Day, Flag, Id, Name, PartyId, UniqueKey, UnitId


class Unit(Base):
    """A clinic, section, postmottak, service or desk. ``mailbox`` is shared, never a person's."""

    __tablename__ = "units"
    __table_args__ = (Index(None, "party_id"),)

    id: Mapped[Id]
    key: Mapped[UniqueKey]
    party_id: Mapped[PartyId]
    parent_id: Mapped[int | None] = mapped_column(ForeignKey("units.id"))
    kind: Mapped[UnitKind] = mapped_column(TermText(UnitKind))
    name: Mapped[BothWords]
    short_name: Mapped[BothWords]
    mailbox: Mapped[Name | None]
    is_triage_desk: Mapped[Flag]
    has_line_manager: Mapped[Flag]
    is_verified: Mapped[Flag]
    position: Mapped[int]
    valid_from: Mapped[date | None]
    valid_to: Mapped[date | None]


class UnitName(Base):
    """A name that a unit had before."""

    __tablename__ = "unit_names"

    id: Mapped[Id]
    unit_id: Mapped[UnitId]
    name: Mapped[BothWords]
    valid_from: Mapped[Day | None]
    valid_to: Mapped[Day | None]

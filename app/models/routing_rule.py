"""Routing rules as rows."""

from datetime import date

from sqlalchemy import Index, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from app.db import Base, TermText
from app.domain.vocabulary import Direction
from app.models.columns import BothWords, Day, HelsefellesskapId, Id, Key, UnitId


class RoutingRule(Base):
    """The first valid row by ``position`` whose conditions hold decides; none is ever deleted."""

    __tablename__ = "routing_rules"
    __table_args__ = (
        UniqueConstraint("helsefellesskap_id", "key"),
        Index(None, "helsefellesskap_id", "position"),
    )

    id: Mapped[Id]
    helsefellesskap_id: Mapped[HelsefellesskapId]
    key: Mapped[Key]
    position: Mapped[int]
    direction: Mapped[Direction] = mapped_column(TermText(Direction))
    recipient_party: Mapped[Key | None]
    hospital_unit: Mapped[Key | None]
    service_kind: Mapped[Key | None]
    unit_id: Mapped[UnitId]
    why: Mapped[BothWords]
    valid_from: Mapped[Day]
    valid_to: Mapped[date | None]

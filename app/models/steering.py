"""Monthly series from other systems, as they were loaded."""

from sqlalchemy import ForeignKey, Index, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from app.db import Base, TermText
from app.domain.steering import SteeringMeasure
from app.models.columns import Count, Day, HelsefellesskapId, Id, Moment, Name, PartyId, UserId


class SteeringUpload(Base):
    """One loading of a file: where the figures are from, and of which date they are.

    ``version`` counts the uploads of a helsefellesskap; the newest that has a value holds.
    """

    __tablename__ = "steering_uploads"
    __table_args__ = (UniqueConstraint("helsefellesskap_id", "version"),)

    id: Mapped[Id]
    helsefellesskap_id: Mapped[HelsefellesskapId]
    version: Mapped[Count]
    source: Mapped[Name]
    drawn_on: Mapped[Day]
    """The date that the source gives for its figures."""
    loaded_at: Mapped[Moment]
    loaded_by_id: Mapped[UserId | None]
    accepted_count: Mapped[Count]
    refused_count: Mapped[Count]


class SteeringValue(Base):
    """How many, in one month and municipality. ``detail`` tells a referrer or a cause apart.

    The empty ``detail`` is the whole, and another is a word or two. ``month`` is its first day.
    """

    __tablename__ = "steering_values"
    __table_args__ = (
        UniqueConstraint("upload_id", "party_id", "measure", "detail", "month"),
        Index(None, "party_id", "measure", "month"),
    )

    id: Mapped[Id]
    upload_id: Mapped[int] = mapped_column(ForeignKey("steering_uploads.id"))
    party_id: Mapped[PartyId]
    measure: Mapped[SteeringMeasure] = mapped_column(TermText(SteeringMeasure))
    detail: Mapped[Name]
    month: Mapped[Day]
    count: Mapped[Count]

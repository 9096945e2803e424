"""How often something harmless happens, counted apart from reports and incidents."""

from sqlalchemy import Index
from sqlalchemy.orm import Mapped, mapped_column

from app.db import Base
from app.models.columns import CaseId, Count, Day, Digest, Id, Moment, PartyId, UserId


class Tally(Base):
    """So many times, from and to a date. ``added_by_id`` is empty when the reporter said it.

    ``form_digest`` is of the key that the form page carried, so that sending twice is harmless.
    """

    __tablename__ = "tallies"
    __table_args__ = (Index(None, "case_id"),)

    id: Mapped[Id]
    case_id: Mapped[CaseId]
    party_id: Mapped[PartyId | None]
    count: Mapped[Count]
    from_on: Mapped[Day]
    to_on: Mapped[Day]
    added_at: Mapped[Moment]
    added_by_id: Mapped[UserId | None]
    form_digest: Mapped[Digest | None] = mapped_column(unique=True)

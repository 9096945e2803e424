"""A list that somebody wants to see again."""

from sqlalchemy import ForeignKey, Index
from sqlalchemy.orm import Mapped, mapped_column

from app.db import Base
from app.models.columns import Id, Key, Moment, Name, UniqueKey, UserId


class SavedView(Base):
    """Filters of the inbox under a name: a person's own, or a unit's when ``unit_id`` is set."""

    __tablename__ = "saved_views"
    __table_args__ = (Index(None, "saved_by_id"), Index(None, "unit_id"))

    id: Mapped[Id]
    key: Mapped[UniqueKey]
    name: Mapped[Name]
    filters: Mapped[Key]
    unit_id: Mapped[int | None] = mapped_column(ForeignKey("units.id"))
    saved_by_id: Mapped[UserId]
    saved_at: Mapped[Moment]

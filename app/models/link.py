"""Cases that belong together."""

from sqlalchemy import ForeignKey, Index
from sqlalchemy.orm import Mapped, mapped_column

from app.db import Base, TermText
from app.domain.casework import LinkKind
from app.models.columns import CaseId, Id, Moment, UserId


class CaseLink(Base):
    """A link from one case to another.

    Which incident each case points at follows from the links that stand. One that is ``undone_at``
    once says that the two were looked at and kept apart, also when it never stood.
    """

    __tablename__ = "case_links"
    __table_args__ = (Index(None, "case_id"), Index(None, "other_id"))

    id: Mapped[Id]
    case_id: Mapped[CaseId]
    other_id: Mapped[int] = mapped_column(ForeignKey("cases.id"))
    kind: Mapped[LinkKind] = mapped_column(TermText(LinkKind))
    linked_at: Mapped[Moment]
    linked_by_id: Mapped[UserId | None]
    undone_at: Mapped[Moment | None]
    undone_by_id: Mapped[UserId | None]

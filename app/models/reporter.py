"""Who reported: personal data in a table of its own, erased on the retention rule."""

from sqlalchemy.orm import Mapped, mapped_column

from app.db import Base
from app.models.columns import CaseId, Flag, Name


class Reporter(Base):
    """Seen by the parties of the case only; never in figures, exports or logs."""

    __tablename__ = "reporters"

    case_id: Mapped[CaseId] = mapped_column(primary_key=True)
    name: Mapped[Name]
    workplace: Mapped[Name]
    line_manager: Mapped[Name]
    phone: Mapped[Name]
    email: Mapped[Name]
    may_receive_link: Mapped[Flag]
    """True when the address belongs to a party's ``mail_domains``."""

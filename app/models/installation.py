"""Facts about this installation, such as that the demo is loaded."""

from sqlalchemy.orm import Mapped, mapped_column

from app.db import Base
from app.models.columns import Key, Moment


class InstallationFact(Base):
    """A fact and when it became true."""

    __tablename__ = "installation_facts"

    key: Mapped[Key] = mapped_column(primary_key=True)
    value: Mapped[Key]
    at: Mapped[Moment]

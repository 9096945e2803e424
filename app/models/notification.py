"""The outbox: what is to be told, written in the transaction of the act."""

from sqlalchemy import Index, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from app.db import Base, TermText
from app.domain.vocabulary import NotificationKind
from app.models.columns import CaseId, Count, Id, Key, Moment


class Notification(Base):
    """Kind, case, receiver and language; address and link are made when it is sent.

    ``receiver`` is "unit:<id>" or "reporter". Several rows may leave in one mail; they share
    ``mail_key``, which makes the Message-ID.
    """

    __tablename__ = "notifications"
    __table_args__ = (
        UniqueConstraint("kind", "case_id", "receiver", "due_at"),
        Index(None, "sent_at", "next_try_at"),
    )

    id: Mapped[Id]
    kind: Mapped[NotificationKind] = mapped_column(TermText(NotificationKind))
    case_id: Mapped[CaseId]
    receiver: Mapped[Key]
    language: Mapped[Key]
    due_at: Mapped[Moment]
    next_try_at: Mapped[Moment]
    tries: Mapped[Count]
    lease_until: Mapped[Moment | None]
    mail_key: Mapped[Key | None]
    sent_at: Mapped[Moment | None]
    given_up_at: Mapped[Moment | None]

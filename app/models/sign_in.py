"""Sign-ins held on the server, and the counters that slow guessing down."""

from sqlalchemy import Index
from sqlalchemy.orm import Mapped, mapped_column

from app.db import Base
from app.models.columns import Count, Digest, Id, Key, Moment, UserId


class SignIn(Base):
    """One sign-in. The browser holds a token; here is its digest, so that ending it ends it."""

    __tablename__ = "sign_ins"
    __table_args__ = (Index(None, "user_id"),)

    id: Mapped[Id]
    digest: Mapped[Digest] = mapped_column(unique=True)
    user_id: Mapped[UserId]
    method: Mapped[Key]
    level: Mapped[Key]
    authenticated_at: Mapped[Moment]
    last_seen_at: Mapped[Moment]
    ended_at: Mapped[Moment | None]


class Throttle(Base):
    """How often something was tried in a window; the key is a digest of account and address."""

    __tablename__ = "throttles"

    digest: Mapped[Digest] = mapped_column(primary_key=True)
    window_started_at: Mapped[Moment]
    tries: Mapped[Count]

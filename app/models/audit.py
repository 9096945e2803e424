"""The log: append-only, people by id alone, and never any content."""

from collections.abc import Mapping
from typing import Any

from sqlalchemy import ForeignKey, Index
from sqlalchemy.orm import Mapped, mapped_column

from app.db import Base, MachineFacts, TermText
from app.domain.audit import AuditAction
from app.models.columns import Count, Digest, Id, Key, Moment, UserId


class AuditEntry(Base):
    """Who did or read what, when. ``actor`` is "user", "reporter", "line_manager" or "system"."""

    __tablename__ = "audit_entries"
    __table_args__ = (Index(None, "case_id"), Index(None, "user_id", "at"))

    id: Mapped[Id]
    at: Mapped[Moment]
    actor: Mapped[Key]
    user_id: Mapped[UserId | None]
    action: Mapped[AuditAction] = mapped_column(TermText(AuditAction))
    case_id: Mapped[int | None] = mapped_column(ForeignKey("cases.id"))
    facts: Mapped[Mapping[str, Any]] = mapped_column(MachineFacts)


class AuditSeal(Base):
    """A digest over a run of entries and the seal before it."""

    __tablename__ = "audit_seals"

    id: Mapped[Id]
    last_entry_id: Mapped[Count]
    count: Mapped[Count]
    previous: Mapped[Digest]
    digest: Mapped[Digest]
    sealed_at: Mapped[Moment]

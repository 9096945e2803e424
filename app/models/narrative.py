"""Free text on a case. Erasable, so each text is a row of its own."""

from sqlalchemy import ForeignKey, Index
from sqlalchemy.orm import Mapped, mapped_column

from app.db import Base, TermText
from app.domain.casework import NoteScope
from app.domain.vocabulary import Consequence, NarrativeKind, Side
from app.models.columns import CaseId, Id, Moment, PartyId, Prose, UserId


class Narrative(Base):
    """A text that both parties and the reporter see; ``answers_id`` joins reply to question."""

    __tablename__ = "narratives"
    __table_args__ = (Index(None, "case_id"),)

    id: Mapped[Id]
    case_id: Mapped[CaseId]
    kind: Mapped[NarrativeKind] = mapped_column(TermText(NarrativeKind))
    side: Mapped[Side] = mapped_column(TermText(Side))
    body: Mapped[Prose]
    written_at: Mapped[Moment]
    written_by_id: Mapped[UserId | None]
    erased_at: Mapped[Moment | None]
    answers_id: Mapped[int | None] = mapped_column(ForeignKey("narratives.id"))
    consequence: Mapped[Consequence | None] = mapped_column(TermText(Consequence))
    """A changed consequence in a supplement, beside the original."""


class Note(Base):
    """A note: for both parties, for the writer's own party, or for the writer alone."""

    __tablename__ = "notes"
    __table_args__ = (Index(None, "case_id"),)

    id: Mapped[Id]
    case_id: Mapped[CaseId]
    party_id: Mapped[PartyId]
    scope: Mapped[NoteScope] = mapped_column(TermText(NoteScope), server_default="own_party")
    body: Mapped[Prose]
    written_at: Mapped[Moment]
    written_by_id: Mapped[UserId]
    erased_at: Mapped[Moment | None]

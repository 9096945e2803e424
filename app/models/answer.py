"""The recipient's reply."""

from datetime import date

from sqlalchemy import ForeignKey, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from app.db import Base, TermText
from app.domain.vocabulary import AnswerPart
from app.models.columns import CaseId, Id, Moment, Name, Prose, UserId


class Answer(Base):
    """One answer; a reopened case may get another. Measures are in place ``effective_on``."""

    __tablename__ = "answers"

    id: Mapped[Id]
    case_id: Mapped[CaseId]
    assignment_id: Mapped[int] = mapped_column(ForeignKey("assignments.id"))
    answered_at: Mapped[Moment]
    answered_by_id: Mapped[UserId]
    responsible: Mapped[Name]
    effective_on: Mapped[date | None]


class AnswerText(Base):
    """A part of an answer in words."""

    __tablename__ = "answer_texts"
    __table_args__ = (UniqueConstraint("answer_id", "part"),)

    id: Mapped[Id]
    answer_id: Mapped[int] = mapped_column(ForeignKey("answers.id"))
    part: Mapped[AnswerPart] = mapped_column(TermText(AnswerPart))
    body: Mapped[Prose]
    erased_at: Mapped[Moment | None]

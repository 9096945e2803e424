"""The recipient's reply."""

from datetime import date

from sqlalchemy import ForeignKey, Index, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from app.db import Base, TermText
from app.domain.casework import CauseKind, Rater, Usefulness
from app.domain.vocabulary import AnswerPart
from app.models.columns import CaseId, Id, Moment, Name, Prose, UniqueKey, UnitId, UserId


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
    cause_kind: Mapped[CauseKind | None] = mapped_column(TermText(CauseKind))


class AnswerText(Base):
    """A part of an answer in words."""

    __tablename__ = "answer_texts"
    __table_args__ = (UniqueConstraint("answer_id", "part"),)

    id: Mapped[Id]
    answer_id: Mapped[int] = mapped_column(ForeignKey("answers.id"))
    part: Mapped[AnswerPart] = mapped_column(TermText(AnswerPart))
    body: Mapped[Prose]
    erased_at: Mapped[Moment | None]


class AnswerTemplate(Base):
    """Words that a unit begins its answers from; never words of a case."""

    __tablename__ = "answer_templates"
    __table_args__ = (Index(None, "unit_id"),)

    id: Mapped[Id]
    key: Mapped[UniqueKey]
    unit_id: Mapped[UnitId]
    name: Mapped[Name]
    finding: Mapped[Prose]
    cause_kind: Mapped[CauseKind | None] = mapped_column(TermText(CauseKind))
    cause: Mapped[Prose]
    measures: Mapped[Prose]
    no_measures: Mapped[Prose]
    saved_at: Mapped[Moment]
    saved_by_id: Mapped[UserId]
    retired_at: Mapped[Moment | None]


class AnswerRating(Base):
    """Whether an answer helped, as reporter or line manager sees it; the last word counts."""

    __tablename__ = "answer_ratings"
    __table_args__ = (UniqueConstraint("answer_id", "by"), Index(None, "case_id"))

    id: Mapped[Id]
    case_id: Mapped[CaseId]
    answer_id: Mapped[int] = mapped_column(ForeignKey("answers.id"))
    by: Mapped[Rater] = mapped_column(TermText(Rater))
    usefulness: Mapped[Usefulness] = mapped_column(TermText(Usefulness))
    comment_id: Mapped[int | None] = mapped_column(ForeignKey("narratives.id"))
    rated_at: Mapped[Moment]

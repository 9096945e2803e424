"""What the pages show beside an answer: templates to begin it from, measures, and if it helped."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime

from sqlalchemy import select
from sqlalchemy.orm import Session

from app.domain.case import AnswerDraft
from app.domain.casework import MeasureStatus, Rater, Usefulness
from app.domain.lifecycle import Action, Status, can
from app.domain.vocabulary import AnswerPart, Words
from app.models import Answer, AnswerRating, AnswerText, CorrectiveAction, Narrative, Unit
from app.services.answering.templates import Template, templates_of
from app.services.retention.erased_words import Text, shown
from app.services.timeline import AnswerAsSent


@dataclass(frozen=True)
class Measure:
    """A corrective action as both parties and the reporter see it. ``due_on`` is an Oslo date."""

    id: int
    body: Text
    expected_effect: str
    owner: str
    due_on: date
    status: MeasureStatus
    unit: Words
    is_erased: bool = False

    def is_overdue(self, today: date) -> bool:
        """Tell whether the day has passed and something is still to be done."""
        return self.status.is_open and self.due_on < today


@dataclass(frozen=True)
class Rating:
    """What somebody said of the newest answer, and when."""

    by: Rater
    usefulness: Usefulness
    comment: Text
    at: datetime


@dataclass(frozen=True)
class AnsweringPart:
    """Everything around an answer. ``may_rate`` while there is an answer to say something of."""

    templates: tuple[Template, ...]
    measures: tuple[Measure, ...]
    ratings: tuple[Rating, ...]
    may_rate: bool

    def rating_by(self, rater: str) -> Rating | None:
        """Give what the reporter or the line manager has said."""
        return next((each for each in self.ratings if each.by == rater), None)


def answering_part(
    session: Session, case_id: int, status: Status, *, templates_of_units: Iterable[int] = ()
) -> AnsweringPart:
    """Read it all for one case: five statements."""
    newest = session.scalars(
        select(Answer.id).where(Answer.case_id == case_id).order_by(Answer.id.desc())
    ).first()
    return AnsweringPart(
        templates=templates_of(session, templates_of_units) if can(status, Action.ANSWER) else (),
        measures=_measures(session, case_id),
        ratings=_ratings(session, newest) if newest else (),
        may_rate=newest is not None and can(status, Action.RATE),
    )


def as_it_is_read(draft: AnswerDraft) -> AnswerAsSent:
    """Give an answer that is not sent yet as the reporter would see it."""
    said = {
        AnswerPart.FINDING: draft.finding,
        AnswerPart.CAUSE: draft.cause,
        AnswerPart.MEASURES: draft.measures,
        AnswerPart.NO_MEASURES: draft.no_measures,
    }
    always = AnswerPart.CAUSE  # its kind is said at least
    return AnswerAsSent(
        parts=tuple((part, body) for part, body in said.items() if body or part is always),
        responsible=draft.responsible,
        effective_on=draft.effective_on,
        cause_kind=draft.cause_kind,
    )


def _measures(session: Session, case_id: int) -> tuple[Measure, ...]:
    query = (
        select(CorrectiveAction, Unit)
        .join(Unit, Unit.id == CorrectiveAction.unit_id)
        .where(CorrectiveAction.case_id == case_id)
        .order_by(CorrectiveAction.id)
    )
    rows = session.execute(query).all()
    bodies = measures_of_answers(session, [row for row, _unit in rows])
    return tuple(as_shown(row, unit.name, bodies) for row, unit in rows)


def measures_of_answers(session: Session, rows: Sequence[CorrectiveAction]) -> Mapping[int, Text]:
    """Give the words of those measures that stand in an answer, by the answer's id."""
    asked = {row.answer_id for row in rows if not row.body}
    if not asked:
        return {}
    query = select(AnswerText).where(
        AnswerText.answer_id.in_(asked), AnswerText.part == AnswerPart.MEASURES
    )
    return {text.answer_id: shown(text.body, text.erased_at) for text in session.scalars(query)}


def as_shown(row: CorrectiveAction, unit: Words, bodies: Mapping[int, Text]) -> Measure:
    """Give a measure with its words, its own or the answer's; or that they are erased."""
    own = shown(row.body, row.erased_at)
    return Measure(
        id=row.id,
        body=own or bodies.get(row.answer_id or 0, ""),
        expected_effect=row.expected_effect,
        owner=row.owner,
        due_on=row.due_on,
        status=row.status,
        unit=unit,
        is_erased=row.erased_at is not None,
    )


def _ratings(session: Session, answer_id: int) -> tuple[Rating, ...]:
    query = (
        select(AnswerRating, Narrative)
        .outerjoin(Narrative, Narrative.id == AnswerRating.comment_id)
        .where(AnswerRating.answer_id == answer_id)
        .order_by(AnswerRating.id)
    )
    return tuple(
        Rating(
            row.by,
            row.usefulness,
            shown(comment.body, comment.erased_at) if row.comment_id else "",
            row.rated_at,
        )
        for row, comment in session.execute(query)
    )

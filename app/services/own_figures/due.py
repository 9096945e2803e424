"""What a party owes today: answers and measures, by how near their dates are."""

from dataclasses import dataclass
from datetime import date, timedelta

from sqlalchemy import select
from sqlalchemy.orm import Session

from app.domain.casework import MeasureStatus
from app.domain.deadlines import is_overdue
from app.models import Assignment, Case, CorrectiveAction, Unit
from app.services.work_lists.rows import UNANSWERED

SOON_DAYS = 7


@dataclass(frozen=True)
class Due:
    """Reports that wait for the party's answer, and its measures that are not done.

    ``waiting`` are those of them in which the reporter has been asked something.
    """

    overdue: int
    soon: int
    later: int
    waiting: int
    measures_overdue: int
    measures_open: int

    @property
    def open(self) -> int:
        """Give all that wait for an answer."""
        return self.overdue + self.soon + self.later


def what_is_due(session: Session, helsefellesskap_id: int, party_id: int, *, today: date) -> Due:
    """Count what is due on a day, in two statements."""
    owed = session.execute(
        select(Assignment.due_on, Assignment.awaits_reporter)
        .join(Case, Case.id == Assignment.case_id)
        .join(Unit, Unit.id == Assignment.unit_id)
        .where(
            Case.helsefellesskap_id == helsefellesskap_id,
            Unit.party_id == party_id,
            Assignment.status.in_(UNANSWERED),
            ~Assignment.is_placing,
        )
    ).all()
    measures = session.scalars(
        select(CorrectiveAction.due_on)
        .join(Case, Case.id == CorrectiveAction.case_id)
        .where(
            Case.helsefellesskap_id == helsefellesskap_id,
            CorrectiveAction.party_id == party_id,
            CorrectiveAction.status.in_((MeasureStatus.PLANNED, MeasureStatus.STARTED)),
        )
    ).all()
    overdue = sum(is_overdue(row.due_on, today) for row in owed)
    soon = sum(today <= row.due_on <= today + timedelta(days=SOON_DAYS) for row in owed)
    return Due(
        overdue=overdue,
        soon=soon,
        later=len(owed) - overdue - soon,
        waiting=sum(row.awaits_reporter for row in owed),
        measures_overdue=sum(is_overdue(due_on, today) for due_on in measures),
        measures_open=len(measures),
    )

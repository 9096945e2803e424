"""The assignments that wait for an answer, as the ladder sees them."""

from collections.abc import Iterator
from datetime import date

from sqlalchemy import select
from sqlalchemy.orm import Session

from app.domain.deadlines import oslo_date
from app.domain.lifecycle import Status
from app.domain.reminders import Waiting
from app.models import Assignment, Case, Contest
from app.services.clock.due import ANSWER_IS_OWED
from app.services.clock.pausing import paused_until

IN_SOMEBODYS_HANDS = ANSWER_IS_OWED | {Status.CONTESTED}
"""Statuses in which somebody is waited for: an answer, or a decision on an objection."""


def assignments_waiting(
    session: Session, helsefellesskap_id: int
) -> Iterator[tuple[Assignment, Case]]:
    """Give what waits for somebody in a helsefellesskap, the oldest first."""
    rows = session.execute(
        select(Assignment, Case)
        .join(Case, Case.id == Assignment.case_id)
        .where(
            Case.helsefellesskap_id == helsefellesskap_id, Assignment.status.in_(IN_SOMEBODYS_HANDS)
        )
        .order_by(Assignment.id)
    )
    return ((assignment, case) for assignment, case in rows.all())


def as_waiting(session: Session, assignment: Assignment, *, today: date) -> Waiting:
    """Give what the ladder needs to know; a unit that has just got a case begins at its foot."""
    return Waiting(
        status=assignment.status,
        acknowledge_due_on=assignment.acknowledge_due_on,
        due_on=assignment.due_on,
        acted_on=acted_on(assignment),
        paused_until=paused_until(session, assignment.case_id, today),
        contested_on=_contested_on(session, assignment),
    )


def _contested_on(session: Session, assignment: Assignment) -> date | None:
    if assignment.status is not Status.CONTESTED:
        return None
    query = select(Contest.contested_at).where(Contest.case_id == assignment.case_id)
    contested_at = session.scalar(query)
    return oslo_date(contested_at) if contested_at else None


def acted_on(assignment: Assignment) -> date | None:
    """Give the day that the unit last did something, or that another unit sent it the case."""
    came_on = oslo_date(assignment.opened_at) if assignment.previous_id else None
    return assignment.last_act_on or came_on

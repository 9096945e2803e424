"""Handing over the cases of people who are away, or who have left."""

from datetime import date, datetime

from sqlalchemy import select
from sqlalchemy.orm import Session

from app.domain.casework import HandOverReason
from app.domain.deadlines import oslo_date
from app.domain.lifecycle import OPEN, Status
from app.domain.policy import SYSTEM, Actor
from app.models import Absence, Assignment, User
from app.services.work_lists.assigning import ColleagueAway, NotAColleague, hand_over
from app.services.work_lists.colleagues import may_have

AT_WORK = OPEN - {Status.AWAITING_LINE_MANAGER}


def hand_over_absent(session: Session, *, now: datetime) -> list[Assignment]:
    """Hand over what people have whose absence has begun; give what nobody has got."""
    today = oslo_date(now)
    begun = session.scalars(
        select(Absence)
        .where(
            Absence.from_on <= today,
            Absence.to_on >= today,
            Absence.handed_over_at.is_(None),
            Absence.ended_at.is_(None),
        )
        .order_by(Absence.id)
    ).all()
    return [row for absence in begun for row in begin(session, SYSTEM, absence, now=now)]


def begin(session: Session, actor: Actor, absence: Absence, *, now: datetime) -> list[Assignment]:
    """Let the substitute have the open cases of an absent person; give what nobody has got."""
    absence.handed_over_at = now
    left = []
    for assignment in _open_of(session, absence.user_id):
        if not _given(session, actor, assignment, absence.substitute_id, now=now):
            hand_over(session, actor, assignment.id, None, HandOverReason.ABSENCE, now=now)
            left.append(assignment)
    return left


def _given(
    session: Session,
    actor: Actor,
    assignment: Assignment,
    substitute_id: int | None,
    *,
    now: datetime,
) -> bool:
    if substitute_id is None:
        return False
    try:
        hand_over(session, actor, assignment.id, substitute_id, HandOverReason.ABSENCE, now=now)
    except (NotAColleague, ColleagueAway):
        return False
    return True


def hand_over_left(session: Session, *, now: datetime) -> list[Assignment]:
    """Give the unit back what people have who may no longer work there; give what that was."""
    today = oslo_date(now)
    handled = session.scalars(
        select(Assignment)
        .where(Assignment.handler_id.is_not(None), Assignment.status.in_(AT_WORK))
        .order_by(Assignment.id)
    ).all()
    known: dict[tuple[int | None, int], bool] = {}
    left = []
    for assignment in handled:
        key = (assignment.handler_id, assignment.unit_id)
        if key not in known:
            known[key] = _works_there(session, *key, on=today)
        if not known[key]:
            hand_over(session, SYSTEM, assignment.id, None, HandOverReason.LEFT, now=now)
            left.append(assignment)
    return left


def _works_there(session: Session, user_id: int | None, unit_id: int, *, on: date) -> bool:
    user = session.get(User, user_id) if user_id else None
    if user is None or user.deactivated_at is not None:
        return False
    return may_have(session, user.id, unit_id, on=on) is not None


def _open_of(session: Session, user_id: int) -> list[Assignment]:
    query = select(Assignment).where(
        Assignment.handler_id == user_id, Assignment.status.in_(AT_WORK)
    )
    return list(session.scalars(query.order_by(Assignment.id)))

"""Letting the clock stand still while the reporter is asked, and letting it run again.

Only a question stops it, when whoever asks says that the answer cannot be written without a reply.
All pauses of a case together last no longer than the cap that is set.
"""

from datetime import date, datetime, timedelta

from sqlalchemy import select
from sqlalchemy.orm import Session

from app.domain.audit import AuditAction
from app.domain.deadlines import is_overdue, oslo_date, pause_left
from app.domain.policy import SYSTEM, Actor
from app.models import Assignment, Case, ClockPause
from app.services import audit
from app.services.cases import Held, assignments_of, current
from app.services.clock.due import ANSWER_IS_OWED, as_pause, open_pause, pauses_of, set_dates
from app.services.settings import setting


def days_left(session: Session, case: Case) -> int:
    """Give how many days the case may still be paused for."""
    cap = setting(session, case.helsefellesskap_id, "pause_days_at_most")
    return pause_left(map(as_pause, pauses_of(session, case.id)), cap)


def pause(session: Session, actor: Actor, held: Held, question_id: int, *, now: datetime) -> None:
    """Stop the clock until the question has its reply, or the cap is used up.

    While it stands still already, the newest question is the one that is waited for. A question
    asked after the due date stops nothing: the answer was late before it was asked.
    """
    today = oslo_date(now)
    if going_on := open_pause(pauses_of(session, held.case.id), today):
        going_on.question_id = question_id
        return
    left = days_left(session, held.case)
    if not left or is_overdue(held.assignment.due_on, today):
        return
    until = today + timedelta(days=left)
    session.add(
        ClockPause(
            case_id=held.case.id,
            assignment_id=held.assignment.id,
            question_id=question_id,
            from_on=today,
            until_on=until,
        )
    )
    session.flush()
    _move(session, held.case)
    _record(
        session, actor, AuditAction.CLOCK_PAUSED, held.assignment, now=now, until=until.isoformat()
    )


def resume(session: Session, actor: Actor, case: Case, *, question_id: int, now: datetime) -> None:
    """Let the clock run again when the reply that was waited for has come."""
    today = oslo_date(now)
    going_on = open_pause(pauses_of(session, case.id), today)
    if going_on is None or going_on.question_id != question_id:
        return
    going_on.ended_on = today
    session.flush()
    _move(session, case)
    _record_end(session, actor, going_on, now=now)


def end_used_up(session: Session, *, now: datetime) -> None:
    """Let every clock run again whose pause has lasted as long as it may; the due dates hold.

    A pause of a case that needs no answer any more ends without a word.
    """
    today = oslo_date(now)
    going_on = session.execute(
        select(ClockPause, Assignment)
        .join(Assignment, Assignment.id == ClockPause.assignment_id)
        .where(ClockPause.ended_on.is_(None))
    ).all()
    for row, asked_by in going_on:
        held = current(assignments_of(session, row.case_id))
        if not any(each.status in ANSWER_IS_OWED for each in held):
            row.ended_on = min(row.until_on, asked_by.answered_on or today)
        elif row.until_on < today:
            row.ended_on = row.until_on
            _record_end(session, SYSTEM, row, now=now)


def _move(session: Session, case: Case) -> None:
    """Write the due date of everybody who has the case; two parties share one clock."""
    for assignment in current(assignments_of(session, case.id)):
        if assignment.status in ANSWER_IS_OWED:
            set_dates(session, case, assignment)


def _record_end(session: Session, actor: Actor, row: ClockPause, *, now: datetime) -> None:
    assignment = session.get_one(Assignment, row.assignment_id)
    days = as_pause(row).days
    _record(session, actor, AuditAction.CLOCK_RESUMED, assignment, now=now, days=days)


def _record(
    session: Session,
    actor: Actor,
    action: AuditAction,
    assignment: Assignment,
    *,
    now: datetime,
    **facts: str | int,
) -> None:
    audit.record(
        session,
        actor,
        action,
        now=now,
        case_id=assignment.case_id,
        assignment=assignment.id,
        unit=assignment.unit_id,
        **facts,
    )


def paused_until(session: Session, case_id: int, today: date) -> date | None:
    """Give the last day of the pause that goes on, or None when the clock runs."""
    going_on = open_pause(pauses_of(session, case_id), today)
    return going_on.until_on if going_on else None

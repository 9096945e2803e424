"""Moving the due dates of open cases when the decision or the calendar behind them changes."""

from datetime import datetime

from sqlalchemy import select
from sqlalchemy.orm import Session

from app.domain.audit import AuditAction
from app.domain.policy import SYSTEM
from app.models import Assignment, Case
from app.services import audit
from app.services.clock.due import ANSWER_IS_OWED, set_dates


def recompute(session: Session, helsefellesskap_id: int, *, now: datetime) -> int:
    """Set the due dates of every case that waits for an answer; give how many moved.

    A moved date is traced, and nobody's page goes out of date: it is bookkeeping, and no act.
    """
    rows = session.execute(
        select(Assignment, Case)
        .join(Case, Case.id == Assignment.case_id)
        .where(Case.helsefellesskap_id == helsefellesskap_id, Assignment.status.in_(ANSWER_IS_OWED))
        .order_by(Assignment.id)
    ).all()
    return sum(_moved(session, case, assignment, now=now) for assignment, case in rows)


def _moved(session: Session, case: Case, assignment: Assignment, *, now: datetime) -> bool:
    before = assignment.due_on
    set_dates(session, case, assignment)
    if assignment.due_on == before:
        return False
    audit.record(
        session,
        SYSTEM,
        AuditAction.DUE_DATE_MOVED,
        now=now,
        case_id=case.id,
        assignment=assignment.id,
        unit=assignment.unit_id,
        before=before.isoformat(),
        after=assignment.due_on.isoformat(),
    )
    return True

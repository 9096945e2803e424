"""Whether what a waiting mail is about is still so; what is not, is never sent."""

from sqlalchemy import select
from sqlalchemy.orm import Session

from app.domain.deadlines import oslo_date
from app.domain.lifecycle import OPEN
from app.domain.reminders import PASSING
from app.domain.vocabulary import NotificationKind
from app.models import Assignment, Notification
from app.services.clock.pausing import paused_until
from app.services.reminding.waiting import IN_SOMEBODYS_HANDS, acted_on


def is_still_true(session: Session, row: Notification) -> bool:
    """Tell whether a notice should be sent as things stand now."""
    if row.kind not in PASSING | {NotificationKind.HANDED_OVER}:
        return True
    assignments = session.scalars(
        select(Assignment).where(Assignment.case_id == row.case_id, Assignment.status.in_(OPEN))
    ).all()
    if row.kind is NotificationKind.HANDED_OVER:
        return any(f"user:{each.handler_id}" == row.receiver for each in assignments)
    today = oslo_date(row.due_at)
    if paused_until(session, row.case_id, today):
        return False
    return any(_is_untouched(each, row) for each in assignments)


def _is_untouched(assignment: Assignment, row: Notification) -> bool:
    """Nobody has acted since the morning of the reminder, and it is the same person's still."""
    last = acted_on(assignment)
    if assignment.status not in IN_SOMEBODYS_HANDS or (last and last >= oslo_date(row.due_at)):
        return False
    if row.kind is NotificationKind.STRANDED:
        return assignment.handler_id is None
    if row.kind is NotificationKind.ESCALATION:
        return True
    return row.receiver in {f"user:{assignment.handler_id}", f"unit:{assignment.unit_id}"}

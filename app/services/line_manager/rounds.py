"""What the worker does for reports that wait: remind the leader, then tell the coordinator.

A report never waits unseen. When nobody reaches the leader, or two working days have passed, the
reporting party's coordinators are told that they may send it.
"""

from datetime import datetime

from sqlalchemy import select
from sqlalchemy.orm import Session

from app.domain.audit import AuditAction
from app.domain.casework import LineManagerOutcome
from app.domain.deadlines import oslo_date
from app.domain.lifecycle import Status
from app.domain.line_manager import reminded_on
from app.domain.policy import SYSTEM
from app.domain.reminders import is_office_hours
from app.domain.vocabulary import NotificationKind
from app.domain.working_days import WorkingDays
from app.models import Case, LineManagerRequest, Notification
from app.services import audit, outbox, receivers
from app.services.clock.calendar import working_days
from app.services.line_manager.naming import mail_leader
from app.services.line_manager.sending_on import may_send_on


def anything_waits(session: Session) -> bool:
    """Tell whether any report waits for its line manager."""
    waiting = select(Case.id).where(Case.status == Status.AWAITING_LINE_MANAGER)
    return session.scalars(waiting.limit(1)).first() is not None


def look_after_waiting(session: Session, *, now: datetime) -> int:
    """Remind leaders and tell coordinators of what waits today; give the number of notices.

    It may be called at any time and any number of times. A leader is reminded in office hours; that
    nobody can be reached is told at once.
    """
    rows = session.execute(
        select(Case, LineManagerRequest)
        .join(LineManagerRequest, LineManagerRequest.case_id == Case.id)
        .where(Case.status == Status.AWAITING_LINE_MANAGER)
        .order_by(Case.id)
    ).all()
    return sum(_look_after(session, case, request, now=now) for case, request in rows)


def _look_after(session: Session, case: Case, request: LineManagerRequest, *, now: datetime) -> int:
    calendar = working_days(session, case.helsefellesskap_id)
    is_stuck = _is_unreachable(session, request) or (
        is_office_hours(now, calendar) and may_send_on(session, case, request) <= oslo_date(now)
    )
    if is_stuck:
        return _tell_coordinators(session, case, request, now=now)
    if _wants_reminder(request, calendar, now):
        request.reminded_at = now
        _record(session, AuditAction.LEADER_REMINDED, case, request, now=now)
        mail_leader(session, NotificationKind.LEADER_REMINDED, case, request, now=now)
        return 1
    return 0


def _wants_reminder(request: LineManagerRequest, calendar: WorkingDays, now: datetime) -> bool:
    """Tell whether the leader has had a working day, and does not wait for the reporter."""
    return (
        request.reminded_at is None
        and request.outcome is not LineManagerOutcome.SENT_BACK
        and reminded_on(oslo_date(request.asked_at), calendar) <= oslo_date(now)
        and is_office_hours(now, calendar)
    )


def _is_unreachable(session: Session, request: LineManagerRequest) -> bool:
    """Tell whether a mail to the leader has been given up."""
    given_up = select(Notification.id).where(
        Notification.receiver == outbox.leader_receiver(request.id),
        Notification.given_up_at.is_not(None),
    )
    return session.scalars(given_up.limit(1)).first() is not None


def _tell_coordinators(
    session: Session, case: Case, request: LineManagerRequest, *, now: datetime
) -> int:
    if request.coordinator_told_at is not None:
        return 0
    request.coordinator_told_at = now
    _record(session, AuditAction.COORDINATOR_TOLD, case, request, now=now)
    found = receivers.coordinators(session, case.reporting_party_id, on=oslo_date(now))
    for user_id in found:
        outbox.tell_user(session, NotificationKind.NOT_SENT_YET, case, user_id, now=now)
    return len(found)


def _record(
    session: Session,
    action: AuditAction,
    case: Case,
    request: LineManagerRequest,
    *,
    now: datetime,
) -> None:
    audit.record(session, SYSTEM, action, now=now, case_id=case.id, request=request.id)

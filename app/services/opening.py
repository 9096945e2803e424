"""Giving a report to the unit that is to have it, and letting the clock begin."""

from datetime import datetime

from sqlalchemy.orm import Session

from app.domain.audit import AuditAction
from app.domain.deadlines import oslo_date
from app.domain.lifecycle import Status
from app.domain.policy import Actor
from app.domain.vocabulary import Channel, NotificationKind
from app.models import Assignment, Case
from app.services import audit, outbox
from app.services.clock.due import dates_from, set_dates


def open_assignment(session: Session, case: Case, unit_id: int, *, now: datetime) -> Assignment:
    """Make the first responsibility for a case, in the status that the case has.

    Its dates are those of today; one that waits for a line manager gets others when it is sent.
    """
    due = dates_from(session, case.helsefellesskap_id, case.sent_on)
    assignment = Assignment(
        case_id=case.id,
        unit_id=unit_id,
        status=case.status,
        version=1,
        opened_at=now,
        sent_at=now,
        sent_on=case.sent_on,
        acknowledge_due_on=due.acknowledge_due_on,
        due_on=due.answer_due_on,
    )
    session.add(assignment)
    session.flush()
    return assignment


def begin_clock(session: Session, case: Case, assignment: Assignment, *, now: datetime) -> None:
    """Let the recipient's time begin now, for a report that has waited since it was filed."""
    today = oslo_date(now)
    case.sent_at, case.sent_on, case.counted_on = now, today, today
    assignment.opened_at, assignment.sent_at, assignment.sent_on = now, now, today
    set_dates(session, case, assignment)


def tell_recipient(
    session: Session, actor: Actor, case: Case, assignment: Assignment, *, now: datetime
) -> None:
    """Write in the log that the report is with the unit, and tell the unit."""
    told: dict[str, str] = {"channel": case.channel.value}
    action = AuditAction.ENTERED
    if case.channel is Channel.WEB:
        told, action = {"reason": case.routing_reason.value}, AuditAction.SENT
    where = {"assignment": assignment.id, "unit": assignment.unit_id}
    audit.record(session, actor, action, now=now, case_id=case.id, **where, **told)
    outbox.tell_unit(session, new_case_kind(case), case, assignment.unit_id, now=now)


def new_case_kind(case: Case) -> NotificationKind:
    """Betydelig and Død are told at once and singly."""
    if (case.changed_consequence or case.consequence).is_serious:
        return NotificationKind.SERIOUS_CASE
    return NotificationKind.NEW_CASE


def is_waiting(case: Case) -> bool:
    """Tell whether a report waits for its line manager, so that nobody else has it yet."""
    return case.status is Status.AWAITING_LINE_MANAGER

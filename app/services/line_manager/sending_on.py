"""Sending a report that has waited for its line manager: the leader, a coordinator, or its gravity.

From then on it is a case like any other: the recipient's clock begins, and the year it counts in is
decided.
"""

from datetime import date, datetime

from sqlalchemy import select
from sqlalchemy.orm import Session

from app.domain.audit import AuditAction
from app.domain.casework import LineManagerOutcome
from app.domain.deadlines import oslo_date
from app.domain.lifecycle import Action
from app.domain.line_manager import coordinator_may_send_on
from app.domain.policy import Actor, Permission
from app.domain.vocabulary import NotificationKind, Standing
from app.models import Case, LineManagerRequest
from app.services import outbox
from app.services.acts import apply, hold, record_act
from app.services.cases import Held
from app.services.clock.calendar import working_days
from app.services.line_manager.naming import mail_leader
from app.services.opening import begin_clock, tell_recipient


class TooEarlyToSend(Exception):
    """The leader still has time; the coordinator may send from ``may_send_on``."""

    def __init__(self, may_send_on: date) -> None:
        """Tell the day."""
        super().__init__("the line manager still has time")
        self.may_send_on = may_send_on


def request_of(session: Session, case_id: int) -> LineManagerRequest | None:
    """Give what the line manager of a case was told, when there is one."""
    return session.scalar(select(LineManagerRequest).where(LineManagerRequest.case_id == case_id))


def may_send_on(session: Session, case: Case, request: LineManagerRequest) -> date:
    """Give the day from which the coordinator may send.

    It is the second working day after filing, or the day it was seen that nobody reaches the
    leader. A report that is sent back and forth waits no longer for that.
    """
    filed_on = oslo_date(case.filed_at or case.sent_at)
    in_time = coordinator_may_send_on(filed_on, working_days(session, case.helsefellesskap_id))
    told_at = request.coordinator_told_at
    return min(in_time, oslo_date(told_at)) if told_at else in_time


def send_as_coordinator(
    session: Session, actor: Actor, case_key: str, version: int, *, now: datetime
) -> None:
    """Send a report in the leader's place, as the reporting party's coordinator.

    Raises:
        TooEarlyToSend: while the leader still has time.
    """
    held = hold(session, actor, Permission.CONFIRM_SENDING_OF_CASE, case_key, version=version)
    request = request_of(session, held.case.id)
    if request is not None and oslo_date(now) < (day := may_send_on(session, held.case, request)):
        raise TooEarlyToSend(day)
    send_on(session, actor, held, LineManagerOutcome.COORDINATOR_SENT, now=now)


def send_on(
    session: Session, actor: Actor, held: Held, outcome: LineManagerOutcome, *, now: datetime
) -> None:
    """Give the report to the unit that was chosen when it was filed.

    Raises:
        NotAllowed: when it does not wait, as after a second click.
    """
    case, assignment = held.case, held.assignment
    apply(held, Action.CONFIRM_SENDING, now=now)
    case.standing = Standing.COUNTED
    begin_clock(session, case, assignment, now=now)
    request = request_of(session, case.id)
    if request is not None:
        request.settled_at, request.outcome = now, outcome
    record_act(session, actor, AuditAction.SENDING_CONFIRMED, held, now=now, outcome=outcome.value)
    tell_recipient(session, actor, case, assignment, now=now)
    outbox.tell_reporter(session, NotificationKind.SENT_ON, case, now=now)


def take_in_supplement(session: Session, actor: Actor, held: Held, *, now: datetime) -> None:
    """Go on with a report that waits, when its reporter has added to it.

    What turns out to be Betydelig or Død is sent at once; else the leader is asked again.
    """
    case = held.case
    if (case.changed_consequence or case.consequence).is_serious:
        send_on(session, actor, held, LineManagerOutcome.TOO_SERIOUS_TO_WAIT, now=now)
        return
    request = request_of(session, case.id)
    if request is not None:
        request.outcome, request.asked_at, request.reminded_at = None, now, None
        mail_leader(session, NotificationKind.LEADER_ASKED, case, request, now=now)

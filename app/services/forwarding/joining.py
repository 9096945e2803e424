"""Two parties that have a case together, and the one that both of them lose it to."""

from datetime import datetime

from sqlalchemy.orm import Session

from app.domain.audit import AuditAction
from app.domain.deadlines import oslo_date
from app.domain.lifecycle import Action, after
from app.domain.policy import Actor
from app.domain.vocabulary import NotificationKind
from app.models import Narrative, Unit
from app.services import outbox, register
from app.services.acts import apply, record_act
from app.services.cases import Held
from app.services.forwarding.opening import open_after
from app.services.opening import new_case_kind


def join(
    session: Session, actor: Actor, held: Held, unit: Unit, reason: Narrative, *, now: datetime
) -> None:
    """Let another party have the case too: both are open, with one clock and one answer."""
    apply(held, Action.JOIN, now=now)
    opened = open_after(session, held, unit, now=now)
    record_act(
        session,
        actor,
        AuditAction.JOINED,
        held,
        now=now,
        to_assignment=opened.id,
        to_unit=unit.id,
        narrative=reason.id,
    )
    kind = new_case_kind(held.case)
    outbox.tell_unit(session, kind, held.case, unit.id, now=now, is_sent_on=True)
    for row in (held.assignment, opened):
        outbox.tell_unit(session, NotificationKind.JOINED, held.case, row.unit_id, now=now)
    outbox.tell_reporter(session, NotificationKind.JOINED, held.case, now=now)


def send_to_placing(
    session: Session, actor: Actor, held: Held, wanted: Unit, reason: Narrative, *, now: datetime
) -> None:
    """Let the FSU secretaries decide; ``wanted`` is the unit that it would have gone to.

    Where two parties had the case, neither has it while it is being decided.
    """
    together = held.together
    for row in together:
        outbox.forget_new_case(session, held.case, row.unit_id)
    apply(held, Action.FORWARD, now=now)
    for row in together:
        if row.status.is_open:
            row.status, row.closed_at = after(row.status, Action.FORWARD), now
    desk = register.secretariat(session, held.case.helsefellesskap_id, oslo_date(now))
    opened = open_after(session, held, desk, now=now, is_placing=True)
    record_act(
        session,
        actor,
        AuditAction.SENT_TO_PLACING,
        held,
        now=now,
        to_assignment=opened.id,
        to_unit=wanted.id,
        narrative=reason.id,
    )
    outbox.tell_unit(session, NotificationKind.TO_BE_PLACED, held.case, desk.id, now=now)
    outbox.tell_reporter(session, NotificationKind.TO_BE_PLACED, held.case, now=now)

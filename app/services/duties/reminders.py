"""Who is reminded of a duty that nobody has looked at, and taking it back once somebody has."""

from datetime import date

from sqlalchemy import delete, select
from sqlalchemy.orm import Session

from app.domain.vocabulary import NotificationKind, UnitKind
from app.models import Notification, Unit
from app.services import outbox, register

SHARED_DESKS = (UnitKind.DESK, UnitKind.MAILROOM)


def desk_of(session: Session, party_id: int, on: date) -> Unit | None:
    """Give the unit at whose mailbox a party is reached: its triage desk, or its postmottak."""
    units = [unit for unit in register.units_of(session, [party_id], on) if unit.mailbox]
    units.sort(key=lambda unit: (not unit.is_triage_desk, unit.kind not in SHARED_DESKS))
    return units[0] if units else None


def was_reminded(session: Session, case_id: int, unit_id: int) -> bool:
    """Tell whether a unit has been reminded of a case; one reminder is enough."""
    query = select(Notification.id).where(
        Notification.kind == NotificationKind.DUTY_REMINDER,
        Notification.case_id == case_id,
        Notification.receiver == outbox.unit_receiver(unit_id),
    )
    return session.scalars(query.limit(1)).first() is not None


def forget_reminders(session: Session, case_id: int, party_id: int | None) -> None:
    """Take back what has not been sent to a party that has looked at its duties now."""
    units = session.scalars(select(Unit.id).where(Unit.party_id == party_id))
    session.execute(
        delete(Notification).where(
            Notification.kind == NotificationKind.DUTY_REMINDER,
            Notification.case_id == case_id,
            Notification.receiver.in_([outbox.unit_receiver(each) for each in units]),
            Notification.sent_at.is_(None),
            Notification.lease_until.is_(None),
        )
    )

"""Opening the next assignment of a case, with the clock of the one before."""

from datetime import datetime

from sqlalchemy.orm import Session

from app.domain.lifecycle import Status
from app.models import Assignment, Unit
from app.services.acts import follow_assignments
from app.services.cases import Held


class UnknownUnit(Exception):
    """The unit named does not exist, takes no cases today, or has the case already."""


def open_after(
    session: Session, held: Held, unit: Unit, *, now: datetime, is_placing: bool = False
) -> Assignment:
    """Let a unit have the case from now, at the original time and due date."""
    before = held.assignment
    opened = Assignment(
        case_id=held.case.id,
        unit_id=unit.id,
        previous_id=before.id,
        status=Status.SENT,
        version=before.version,
        opened_at=now,
        sent_at=before.sent_at,
        sent_on=before.sent_on,
        acknowledge_due_on=before.acknowledge_due_on,
        due_on=before.due_on,
        clock_from_on=before.clock_from_on,
        awaits_reporter=before.awaits_reporter,
        is_placing=is_placing,
    )
    session.add(opened)
    session.flush()
    held.assignments.append(opened)
    if not is_placing:
        held.case.recipient_party_id = unit.party_id
    follow_assignments(held)
    return opened

"""Cases that nobody will open by themselves: handler gone, unit closed, or nobody in the unit."""

from datetime import date

from sqlalchemy import select
from sqlalchemy.orm import Session

from app.domain.casework import ReminderRung
from app.domain.policy import UNIT_ROLES
from app.domain.vocabulary import NotificationKind, UnitKind
from app.models import Assignment, Case, Membership, Notification, Unit
from app.services import receivers
from app.services.reminding.rungs import receivers_on


def is_deserted(session: Session, unit_id: int, helsefellesskap_id: int, *, on: date) -> bool:
    """Tell whether a unit is closed, or nobody works its inbox.

    That is whoever has a role in it or above it; at a party's desk its coordinators do too, and at
    the secretariat the FSU secretaries of the helsefellesskap.
    """
    unit = session.get_one(Unit, unit_id)
    if _is_closed(unit, on):
        return True
    return not (_has_people(session, unit, on) or _is_common(session, unit, helsefellesskap_id, on))


def _is_closed(unit: Unit, on: date) -> bool:
    return unit.valid_to is not None and unit.valid_to < on


def _has_people(session: Session, unit: Unit, on: date) -> bool:
    """Whoever has a role in a unit above it reaches it too."""
    at = Membership.unit_id == unit.id
    if any(receivers.people(session, role, at, on=on) for role in UNIT_ROLES):
        return True
    above = session.get(Unit, unit.parent_id) if unit.parent_id else None
    return above is not None and _has_people(session, above, on)


def _is_common(session: Session, unit: Unit, helsefellesskap_id: int, on: date) -> bool:
    """Tell whether those work the inbox who have their role in the whole party, or above it."""
    is_secretariat = unit.kind is UnitKind.SECRETARIAT
    if not (is_secretariat or unit.kind is UnitKind.DESK or unit.is_triage_desk):
        return False
    found = receivers.coordinators(session, unit.party_id, on=on)
    if is_secretariat:
        found += receivers.secretaries(session, helsefellesskap_id, on=on)
    return bool(found)


def was_told(session: Session, assignment: Assignment) -> bool:
    """Tell whether somebody has been told already since the unit got the case."""
    query = select(Notification.id).where(
        Notification.case_id == assignment.case_id,
        Notification.kind == NotificationKind.STRANDED,
        Notification.due_at >= assignment.opened_at,
    )
    return session.scalars(query.limit(1)).first() is not None


def told_of(session: Session, case: Case, assignment: Assignment, *, on: date) -> list[str]:
    """Give whoever can find somebody: the unit's leaders, else those on the rungs above."""
    return receivers_on(session, ReminderRung.UNIT_LEADER, case, assignment, on=on)[1]

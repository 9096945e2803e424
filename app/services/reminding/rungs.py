"""From a rung to receivers. A rung with nobody on it, or nobody at work, is the next one's."""

from collections.abc import Callable
from datetime import date

from sqlalchemy.orm import Session

from app.domain.casework import ReminderRung
from app.models import Assignment, Case, Unit, User
from app.services import receivers

Named = tuple[ReminderRung, list[str]]


def receivers_on(
    session: Session, rung: ReminderRung, case: Case, assignment: Assignment, *, on: date
) -> Named:
    """Give the rung that is reached, and its receivers as the outbox names them.

    A case without a handler is its unit's, at the unit's mailbox.
    """
    order = list(ReminderRung)
    for step in order[order.index(rung) :]:
        if found := ON_RUNG[step](session, case, assignment, on):
            return step, found
    return ReminderRung.SECRETARIAT, [f"unit:{assignment.unit_id}"]


def _person(session: Session, _case: Case, assignment: Assignment, on: date) -> list[str]:
    handler = session.get(User, assignment.handler_id) if assignment.handler_id else None
    if handler and handler.deactivated_at is None:
        return _users(receivers.present(session, [handler.id], on=on))
    return [f"unit:{assignment.unit_id}"] if _has_mailbox(session, assignment.unit_id) else []


def _has_mailbox(session: Session, unit_id: int | None) -> bool:
    unit = session.get(Unit, unit_id) if unit_id else None
    return unit is not None and (bool(unit.mailbox) or _has_mailbox(session, unit.parent_id))


def _leaders(session: Session, _case: Case, assignment: Assignment, on: date) -> list[str]:
    leaders = receivers.unit_leaders(session, assignment.unit_id, on=on)
    return _users(receivers.present(session, leaders, on=on))


def _coordinators(session: Session, _case: Case, assignment: Assignment, on: date) -> list[str]:
    party_id = session.get_one(Unit, assignment.unit_id).party_id
    found = receivers.coordinators(session, party_id, on=on)
    return _users(receivers.present(session, found, on=on))


def _secretaries(session: Session, case: Case, _assignment: Assignment, on: date) -> list[str]:
    return _users(receivers.secretaries(session, case.helsefellesskap_id, on=on))


def _users(user_ids: list[int]) -> list[str]:
    return [f"user:{user_id}" for user_id in user_ids]


ON_RUNG: dict[ReminderRung, Callable[[Session, Case, Assignment, date], list[str]]] = {
    ReminderRung.PERSON: _person,
    ReminderRung.UNIT_LEADER: _leaders,
    ReminderRung.COORDINATOR: _coordinators,
    ReminderRung.SECRETARIAT: _secretaries,
}

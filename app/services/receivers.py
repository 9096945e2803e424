"""The people on each rung: a unit's leaders, a party's coordinators, the FSU secretariat."""

from collections.abc import Collection, Sequence
from datetime import date

from sqlalchemy import ColumnElement, or_, select
from sqlalchemy.orm import Session

from app.domain.vocabulary import Role
from app.models import Absence, Case, Membership, Unit, User


def people(session: Session, role: Role, *where: ColumnElement[bool], on: date) -> list[int]:
    """Give the ids of those who hold a role on a day and can sign in, oldest first."""
    rows = session.scalars(
        select(User.id)
        .join(Membership, Membership.user_id == User.id)
        .where(
            Membership.role == role,
            Membership.valid_from <= on,
            or_(Membership.valid_to.is_(None), Membership.valid_to >= on),
            User.deactivated_at.is_(None),
            *where,
        )
        .order_by(User.id)
        .distinct()
    )
    return list(rows)


def unit_leaders(session: Session, unit_id: int, *, on: date) -> list[int]:
    """Give the leaders of a unit, or of the nearest unit above it that has any."""
    unit = session.get_one(Unit, unit_id)
    found = people(session, Role.UNIT_LEADER, Membership.unit_id == unit.id, on=on)
    if found or unit.parent_id is None:
        return found
    return unit_leaders(session, unit.parent_id, on=on)


def coordinators(session: Session, party_id: int | None, *, on: date) -> list[int]:
    """Give the coordinators of a party."""
    return people(session, Role.COORDINATOR, Membership.party_id == party_id, on=on)


def secretaries(session: Session, helsefellesskap_id: int, *, on: date) -> list[int]:
    """Give the FSU secretaries of a helsefellesskap."""
    where = Membership.helsefellesskap_id == helsefellesskap_id
    return people(session, Role.FSU_SECRETARY, where, on=on)


def present(session: Session, user_ids: Sequence[int], *, on: date) -> list[int]:
    """Leave out those who are absent on a day."""
    away = session.scalars(
        select(Absence.user_id).where(
            Absence.from_on <= on, Absence.to_on >= on, Absence.ended_at.is_(None)
        )
    ).all()
    return [user_id for user_id in user_ids if user_id not in away]


def told_of_serious(
    session: Session, case: Case, unit_id: int, *, on: date, knowing: Collection[int | None] = ()
) -> list[int]:
    """Give everybody who is told at once of a serious case, absent or not, each of them once.

    Coordinators among those ``knowing`` of it are left out.
    """
    party_id = session.get_one(Unit, unit_id).party_id
    coordinating = [
        *coordinators(session, party_id, on=on),
        *coordinators(session, case.reporting_party_id, on=on),
    ]
    found = [
        *unit_leaders(session, unit_id, on=on),
        *(user_id for user_id in coordinating if user_id not in knowing),
    ]
    return list(dict.fromkeys(found))

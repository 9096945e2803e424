"""Who may have a unit's cases: those with a casework role that reaches the unit today."""

from collections.abc import Collection, Iterable
from dataclasses import dataclass, replace
from datetime import date

from sqlalchemy import and_, func, or_, select
from sqlalchemy.orm import Session

from app.domain.vocabulary import Role
from app.models import Absence, Membership, Unit, User

CASEWORK_ROLES = (Role.CASEWORKER, Role.UNIT_LEADER)


@dataclass(frozen=True)
class Colleague:
    """A person who may have the case. ``away_until`` is the last day of an absence, Oslo date."""

    user_id: int
    key: str
    name: str
    away_until: date | None = None

    @property
    def is_away(self) -> bool:
        """Tell whether the person is absent on the day that was asked about."""
        return self.away_until is not None


def colleagues_of(
    session: Session, unit_ids: Iterable[int], *, on: date
) -> dict[int, tuple[Colleague, ...]]:
    """Give those who may have the cases of each unit on a day, by name.

    Caseworkers and leaders of the unit or of one above it, and the party's coordinators.
    """
    units = {unit.id: unit for unit in session.scalars(select(Unit))}
    away = away_until(session, on=on)
    wanted = [unit_id for unit_id in unit_ids if unit_id in units]
    held = _casework(session, on)
    return {unit_id: _reaching(units, units[unit_id], held, away) for unit_id in wanted}


def people_in(session: Session, unit_ids: Collection[int], *, on: date) -> dict[int, Colleague]:
    """Give those who have a casework role in one of the units itself, by id; nobody from above."""
    held = _casework(session, on)
    return {role.person.user_id: role.person for role in held if role.unit_id in unit_ids}


def may_have(session: Session, user_id: int, unit_id: int, *, on: date) -> Colleague | None:
    """Give the person as a colleague of the unit; None for whoever has no casework role there."""
    found = colleagues_of(session, [unit_id], on=on).get(unit_id, ())
    return next((each for each in found if each.user_id == user_id), None)


def away_until(session: Session, *, on: date) -> dict[int, date]:
    """Give the last day of everybody who is absent on a day, by user id."""
    rows = session.execute(
        select(Absence.user_id, func.max(Absence.to_on))
        .where(Absence.from_on <= on, Absence.to_on >= on, Absence.ended_at.is_(None))
        .group_by(Absence.user_id)
    )
    return dict(rows.all())


@dataclass(frozen=True)
class _Casework:
    """A casework role that holds: at a unit and those below it, or for a whole party."""

    person: Colleague
    unit_id: int | None
    party_id: int | None


def _casework(session: Session, on: date) -> list[_Casework]:
    rows = session.execute(
        select(User.id, User.key, User.name, Membership.unit_id, Membership.party_id)
        .join(Membership, Membership.user_id == User.id)
        .where(
            User.deactivated_at.is_(None),
            Membership.valid_from <= on,
            or_(Membership.valid_to.is_(None), Membership.valid_to >= on),
            or_(
                Membership.role.in_(CASEWORK_ROLES),
                and_(Membership.role == Role.COORDINATOR, Membership.party_id.is_not(None)),
            ),
        )
        .order_by(User.id)
    )
    return [
        _Casework(Colleague(user_id, key, name), unit_id, party_id)
        for user_id, key, name, unit_id, party_id in rows
    ]


def _reaching(
    units: dict[int, Unit], unit: Unit, held: list[_Casework], away: dict[int, date]
) -> tuple[Colleague, ...]:
    above = {unit.id}
    step = unit
    while step.parent_id is not None:
        step = units[step.parent_id]
        above.add(step.id)
    people = {
        role.person.user_id: replace(role.person, away_until=away.get(role.person.user_id))
        for role in held
        if role.unit_id in above or (role.unit_id is None and role.party_id == unit.party_id)
    }
    return tuple(sorted(people.values(), key=lambda each: each.name.casefold()))

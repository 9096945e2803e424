"""What the administrator's pages show: people, their roles in words, and where roles may hold."""

from dataclasses import dataclass
from datetime import date, timedelta

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from app.domain.vocabulary import PartyKind, Role, Words
from app.models import Helsefellesskap, Membership, Party, Unit, User
from app.services.register import all_helsefellesskap, units_of


@dataclass(frozen=True)
class RoleHeld:
    """A role with the name of where it holds. ``is_valid`` tells whether it holds on the day.

    ``speaks_for`` is the party that an FSU secretary speaks for.
    """

    membership_id: int
    role: Role
    place: Words | None
    valid_from: date
    valid_to: date | None
    is_valid: bool
    speaks_for: Words | None = None


def find_by_key(session: Session, key: str) -> User | None:
    """Find a person by the key that stands in addresses."""
    return session.scalar(select(User).where(User.key == key))


def day_before(day: date) -> date:
    """Give the day before."""
    return day - timedelta(days=1)


def roles_of(session: Session, user_id: int, *, on: date) -> tuple[RoleHeld, ...]:
    """Give a person's roles, newest first."""
    rows = session.execute(
        select(Membership, func.coalesce(Unit.name, Helsefellesskap.name, Party.name), Party.name)
        .outerjoin(Unit, Unit.id == Membership.unit_id)
        .outerjoin(Party, Party.id == Membership.party_id)
        .outerjoin(Helsefellesskap, Helsefellesskap.id == Membership.helsefellesskap_id)
        .where(Membership.user_id == user_id)
        .order_by(Membership.id.desc())
    )
    return tuple(
        RoleHeld(
            membership_id=row.id,
            role=row.role,
            place=place,
            valid_from=row.valid_from,
            valid_to=row.valid_to,
            is_valid=row.valid_from <= on and (row.valid_to is None or row.valid_to >= on),
            speaks_for=party if row.role.may_speak_for_party else None,
        )
        for row, place, party in rows
    )


def sides(session: Session, code: str) -> list[tuple[str, str]]:
    """Give the parties that an FSU secretary may speak for: id and name."""
    query = select(Party).where(Party.kind != PartyKind.JOINT_BODY).order_by(Party.id)
    return [(str(party.id), party.name.within(code)) for party in session.scalars(query)]


def scopes(session: Session, code: str, *, on: date) -> dict[str, list[tuple[str, str]]]:
    """Give every place a role may hold, grouped: helsefellesskap, parties, units of each party."""
    homes = all_helsefellesskap(session)
    parties = session.scalars(select(Party).order_by(Party.id)).all()
    units = units_of(session, [party.id for party in parties], on)
    groups = {
        "Helsefellesskap": [(f"helsefellesskap:{h.id}", h.name.within(code)) for h in homes],
        "Parter": [(f"party:{party.id}", party.name.within(code)) for party in parties],
    }
    for party in parties:
        own = [
            (f"unit:{unit.id}", unit.name.within(code))
            for unit in units
            if unit.party_id == party.id
        ]
        if own:
            groups[party.name.within(code)] = own
    return groups

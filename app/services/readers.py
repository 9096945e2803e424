"""Who has read a case, as both parties are told: one's own people by name, others by unit and role.

Unit and role are those that the reader had when the case was last read. Who came by a link is told
by what the link is for.
"""

from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from typing import NamedTuple

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from app.domain.audit import AuditAction
from app.domain.deadlines import oslo_date
from app.domain.policy import UNIT_ROLES
from app.domain.vocabulary import Role, Words
from app.models import Assignment, AuditEntry, Case, Helsefellesskap, Membership, Party, Unit, User

READINGS = (
    AuditAction.CASE_READ,
    AuditAction.CASE_PRINTED,
    AuditAction.ROUTING_SHEET_READ,
    AuditAction.INQUIRY_OPENED,
)
BY_LINK = {
    "reporter": Words("Melder", "Meldar"),
    "line_manager": Words("Nærmeste leder", "Næraste leiar"),
    "third_party": Words("Den som fikk et spørsmål", "Den som fekk eit spørsmål"),
}
IN_A_PARTY = frozenset({Role.COORDINATOR, *UNIT_ROLES})
"""The roles in which a person reads a case as one of a party's own."""

UNKNOWN = Words("En som ikke lenger har rolle her", "Ein som ikkje lenger har rolle her")


@dataclass(frozen=True)
class Reader:
    """Somebody who has read the case: by name, by role and unit, or by what the link was for.

    ``name`` is for one's own people alone; ``place`` is empty for who came by a link.
    """

    name: str
    role: Words
    place: Words | None
    first_at: datetime
    last_at: datetime
    count: int
    is_own: bool


class _Reading(NamedTuple):
    """What one person, or all who came by one kind of link, have read."""

    actor: str
    user_id: int | None
    name: str | None
    first_at: datetime
    last_at: datetime
    times: int


class _Place(NamedTuple):
    """A role that somebody has, or had, and where."""

    membership: Membership
    name: Words | None
    party_id: int | None


def readers_of(session: Session, case: Case, own: Collection[int]) -> tuple[Reader, ...]:
    """Give everybody who has read a case, who read it last first, in three statements.

    ``own`` are the parties whose people are told by name.
    """
    readings = _readings(session, case.id)
    places = _places(session, [each.user_id for each in readings if each.user_id])
    involved = _involved(session, case)
    found = [_reader(each, places.get(each.user_id, ()), own, involved) for each in readings]
    return tuple(sorted(_joined(found), key=lambda each: each.last_at, reverse=True))


def _readings(session: Session, case_id: int) -> list[_Reading]:
    last_at = func.max(AuditEntry.at)
    rows = session.execute(
        select(
            AuditEntry.actor,
            AuditEntry.user_id,
            User.name,
            func.min(AuditEntry.at),
            last_at,
            func.count(),
        )
        .outerjoin(User, User.id == AuditEntry.user_id)
        .where(AuditEntry.case_id == case_id, AuditEntry.action.in_(READINGS))
        .group_by(AuditEntry.actor, AuditEntry.user_id, User.name)
    )
    return [_Reading(*row) for row in rows]


def _places(session: Session, user_ids: list[int]) -> Mapping[int | None, Sequence[_Place]]:
    """Give every role that people have had, oldest first."""
    rows = session.execute(
        select(
            Membership,
            func.coalesce(Unit.name, Helsefellesskap.name, Party.name),
            func.coalesce(Unit.party_id, Membership.party_id),
        )
        .outerjoin(Unit, Unit.id == Membership.unit_id)
        .outerjoin(Party, Party.id == Membership.party_id)
        .outerjoin(Helsefellesskap, Helsefellesskap.id == Membership.helsefellesskap_id)
        .where(Membership.user_id.in_(user_ids))
        .order_by(Membership.id)
    )
    found: dict[int | None, list[_Place]] = defaultdict(list)
    for row in rows:
        found[row[0].user_id].append(_Place(*row))
    return found


def _involved(session: Session, case: Case) -> frozenset[int]:
    """Give the parties that have had the case, and the one that reported."""
    held_by = session.scalars(
        select(Unit.party_id)
        .join(Assignment, Assignment.unit_id == Unit.id)
        .where(Assignment.case_id == case.id)
    )
    return frozenset(held_by) | {case.reporting_party_id or 0}


def _reader(
    reading: _Reading, places: Sequence[_Place], own: Collection[int], involved: Collection[int]
) -> Reader:
    place = _place_at(reading.last_at, places, own, involved)
    is_own = place is not None and place.party_id in own and place.membership.role in IN_A_PARTY
    if reading.user_id is None:
        role = BY_LINK.get(reading.actor, UNKNOWN)
    else:
        role = place.membership.role.words if place else UNKNOWN
    return Reader(
        name=(reading.name or "") if is_own else "",
        role=role,
        place=place.name if place else None,
        first_at=reading.first_at,
        last_at=reading.last_at,
        count=reading.times,
        is_own=is_own,
    )


def _place_at(
    moment: datetime,
    places: Iterable[_Place],
    own: Collection[int],
    involved: Collection[int],
) -> _Place | None:
    """Give the role that let somebody read: one at a party of the case goes first, own foremost."""
    day = oslo_date(moment)
    held = [
        each
        for each in places
        if each.membership.valid_from <= day
        and (each.membership.valid_to is None or each.membership.valid_to >= day)
    ]

    def distance(place: _Place) -> tuple[bool, bool]:
        return place.party_id not in own, place.party_id not in involved

    return min(held, key=distance, default=None)


def _joined(readers: Iterable[Reader]) -> Iterable[Reader]:
    """Let those without a name who have the same role at the same place be one line."""
    named: list[Reader] = []
    alike: dict[tuple[Words, Words | None], Reader] = {}
    for each in readers:
        if each.name:
            named.append(each)
            continue
        before = alike.get((each.role, each.place), each)
        alike[each.role, each.place] = each if before is each else _together(before, each)
    return [*named, *alike.values()]


def _together(one: Reader, other: Reader) -> Reader:
    return replace(
        one,
        first_at=min(one.first_at, other.first_at),
        last_at=max(one.last_at, other.last_at),
        count=one.count + other.count,
    )

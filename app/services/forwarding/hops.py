"""The way a case has gone from unit to unit, read from its assignments."""

from collections.abc import Iterable, Mapping

from sqlalchemy import select
from sqlalchemy.orm import Session

from app.domain.forwarding import Hop, Seat
from app.domain.vocabulary import UnitKind
from app.models import Assignment, Unit


def seat_of(unit: Unit) -> Seat:
    """Say where a unit belongs."""
    return Seat(unit.id, unit.party_id, is_secretariat=unit.kind is UnitKind.SECRETARIAT)


def hops_of(session: Session, assignments: Iterable[Assignment]) -> tuple[Hop, ...]:
    """Give the forwardings of a case, oldest first: one statement."""
    rows = {row.id: row for row in assignments}
    units = session.scalars(select(Unit).where(Unit.id.in_({row.unit_id for row in rows.values()})))
    seats = {unit.id: seat_of(unit) for unit in units}
    return tuple(_hop(rows, seats, row) for row in rows.values() if row.previous_id is not None)


def _hop(rows: Mapping[int, Assignment], seats: Mapping[int, Seat], row: Assignment) -> Hop:
    before = rows[row.previous_id or 0]
    return Hop(seats[before.unit_id], seats[row.unit_id], is_decision=before.is_placing)

"""Which units and sections of a party nobody has heard from, and which have received nothing.

It is an invitation to ask why, not a list of who does badly: a unit may have had nothing to report.
A clinic has sent or received when one of its sections has.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from sqlalchemy import ColumnElement, and_, or_, select
from sqlalchemy.orm import Session

from app.domain.vocabulary import Direction, Standing, UnitKind, Words
from app.models import Assignment, Case, LineManagerRequest, Unit

KINDS = (
    UnitKind.CLINIC,
    UnitKind.SECTION,
    UnitKind.MAILROOM,
    UnitKind.SERVICE,
    UnitKind.GP_PRACTICE,
)
RECEIVES_ONLY = frozenset({UnitKind.MAILROOM})
"""Units that nobody reports from."""


@dataclass(frozen=True)
class QuietUnit:
    """A unit, and the clinic that a section is part of."""

    name: Words
    within: Words | None


@dataclass(frozen=True)
class Quiet:
    """Units in the register's order. ``unplaced`` of the ``sent`` reports name no unit as theirs.

    The joint form asks hospitals which unit they write from; in a municipality the unit is known
    only where the reporter chose its leader. With no unit known ``never_sent`` is empty.
    """

    never_sent: tuple[QuietUnit, ...]
    never_received: tuple[QuietUnit, ...]
    sent: int
    unplaced: int


def quiet_units(
    session: Session, helsefellesskap_id: int, party_id: int, from_on: date, to_on: date
) -> Quiet:
    """Find the party's units without a report in a period; both days are within it.

    Only units that exist on its last day are named. It takes three statements.
    """
    units = session.scalars(
        select(Unit).where(Unit.party_id == party_id).order_by(Unit.position, Unit.id)
    ).all()
    within = and_(
        Case.helsefellesskap_id == helsefellesskap_id,
        Case.standing == Standing.COUNTED,
        Case.counted_on.between(from_on, to_on),
    )
    senders = _senders(session, party_id, within)
    receivers = _receivers(session, party_id, within)
    there = [unit for unit in units if _exists(unit, to_on)]
    from_where = [unit for unit in there if unit.kind not in RECEIVES_ONLY]
    is_known = any(sender is not None for sender in senders) or not senders
    return Quiet(
        never_sent=_without(from_where, senders, units) if is_known else (),
        never_received=_without(there, receivers, units),
        sent=len(senders),
        unplaced=sum(sender is None for sender in senders),
    )


def _senders(session: Session, party_id: int, within: ColumnElement[bool]) -> list[int | None]:
    """Give the unit of each report that the party sent; None where it is not known."""
    rows = session.execute(
        select(Case.direction, Case.hospital_unit_id, LineManagerRequest.unit_id)
        .outerjoin(
            LineManagerRequest,
            and_(LineManagerRequest.case_id == Case.id, LineManagerRequest.party_id == party_id),
        )
        .where(within, Case.reporting_party_id == party_id)
    )
    return [
        hospital_unit_id if direction is Direction.TO_MUNICIPALITY else leaders_unit_id
        for direction, hospital_unit_id, leaders_unit_id in rows
    ]


def _receivers(session: Session, party_id: int, within: ColumnElement[bool]) -> set[int | None]:
    """Give the units that had a report, or that the sender named."""
    rows = session.execute(
        select(Assignment.unit_id, Case.direction, Case.hospital_unit_id)
        .join(Case, Case.id == Assignment.case_id)
        .join(Unit, Unit.id == Assignment.unit_id)
        .where(within, or_(Unit.party_id == party_id, Case.recipient_party_id == party_id))
        .distinct()
    )
    found: set[int | None] = set()
    for unit_id, direction, hospital_unit_id in rows:
        found.add(unit_id)
        if direction is Direction.TO_HOSPITAL:
            found.add(hospital_unit_id)
    return found


def _without(
    units: Sequence[Unit], heard_from: Iterable[int | None], every: Sequence[Unit]
) -> tuple[QuietUnit, ...]:
    by_id = {unit.id: unit for unit in every}
    heard = {above for id_ in heard_from if id_ is not None for above in _with_parents(id_, by_id)}
    return tuple(
        QuietUnit(unit.name, by_id[unit.parent_id].name if unit.parent_id in by_id else None)
        for unit in units
        if unit.kind in KINDS and unit.id not in heard
    )


def _with_parents(unit_id: int, by_id: Mapping[int, Unit]) -> Iterable[int]:
    at: int | None = unit_id
    while at is not None:
        yield at
        at = by_id[at].parent_id if at in by_id else None


def _exists(unit: Unit, on: date) -> bool:
    return (unit.valid_from is None or unit.valid_from <= on) and (
        unit.valid_to is None or unit.valid_to >= on
    )

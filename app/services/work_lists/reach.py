"""What the policy's predicates say of one case, said of all cases in SQL."""

from dataclasses import dataclass

from sqlalchemy import ColumnElement, and_, false, or_, select
from sqlalchemy.orm import Session

from app.domain.policy import UNIT_ROLES, Actor
from app.domain.vocabulary import Role, Standing, UnitKind
from app.models import Assignment, Case, Unit


@dataclass(frozen=True)
class Reach:
    """The units whose cases lie with somebody.

    In ``secretariats`` it is the cases of ``helsefellesskap`` alone.
    """

    units: frozenset[int]
    secretariats: frozenset[int] = frozenset()
    helsefellesskap: frozenset[int] = frozenset()

    @property
    def all_units(self) -> list[int]:
        """Give every unit in which something may lie, in a fixed order."""
        return sorted(self.units | self.secretariats)

    def at(self, unit_id: int) -> ColumnElement[bool]:
        """Say which of a unit's cases are reached."""
        here = Assignment.unit_id == unit_id
        if unit_id in self.units:
            return here
        return and_(here, Case.helsefellesskap_id.in_(self.helsefellesskap))

    @property
    def rule(self) -> ColumnElement[bool]:
        """Say that an assignment lies with one of the units; one that is to be placed does not.

        The statuses are the caller's to choose, so that what is open is found without the rest.
        """
        ways: list[ColumnElement[bool]] = [] if self.all_units else [false()]
        if self.units:
            ways.append(Assignment.unit_id.in_(sorted(self.units)))
        if self.secretariats:
            ways.append(
                and_(
                    Assignment.unit_id.in_(sorted(self.secretariats)),
                    Case.helsefellesskap_id.in_(self.helsefellesskap),
                )
            )
        return and_(or_(*ways), ~Assignment.is_placing, was_sent())


def reach_of(session: Session, actor: Actor) -> Reach:
    """Find the units whose cases lie with the actor: one statement, none for unit roles alone."""
    units = set(actor.unit_ids(*UNIT_ROLES))
    parties = actor.party_ids(Role.COORDINATOR)
    homes = actor.helsefellesskap_ids(Role.FSU_SECRETARY)
    if not (parties or homes):
        return Reach(frozenset(units))
    rows = session.execute(
        select(Unit.id, Unit.party_id, Unit.kind).where(
            or_(Unit.party_id.in_(parties), Unit.kind == UnitKind.SECRETARIAT)
        )
    ).all()
    units |= {unit_id for unit_id, party_id, _ in rows if party_id in parties}
    secretariats = {unit_id for unit_id, _, kind in rows if kind is UnitKind.SECRETARIAT}
    return Reach(frozenset(units), frozenset(secretariats) if homes else frozenset(), homes)


def was_sent() -> ColumnElement[bool]:
    """Say that a report has been with its recipient, and did not end while it waited before."""
    return Case.standing != Standing.UNSENT


def sending_parties(actor: Actor) -> frozenset[int]:
    """Give the parties whose own reports the actor sees: as coordinator, or as a leader in them."""
    return actor.party_ids(Role.COORDINATOR, Role.UNIT_LEADER)

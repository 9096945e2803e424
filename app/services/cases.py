"""Finding cases and what ties people to them."""

from dataclasses import dataclass

from sqlalchemy import select
from sqlalchemy.orm import Session

from app.domain.policy import Relations
from app.domain.vocabulary import UnitKind
from app.models import Assignment, Case, Unit


class CaseNotFound(Exception):
    """There is no such case, or none that the actor may know of; the two look alike."""


def find_case(session: Session, key: str) -> Case:
    """Find a case by its key.

    Raises:
        CaseNotFound: when there is none.
    """
    case = session.scalar(select(Case).where(Case.key == key))
    if case is None:
        raise CaseNotFound
    return case


def assignments_of(session: Session, case_id: int, *, for_act: bool = False) -> list[Assignment]:
    """Give a case's assignments, oldest first; ``for_act`` locks them until the act is done."""
    query = select(Assignment).where(Assignment.case_id == case_id).order_by(Assignment.id)
    return list(session.scalars(query.with_for_update() if for_act else query))


def current(assignments: list[Assignment]) -> list[Assignment]:
    """Give the open assignments, or the last one when none is open."""
    return [row for row in assignments if row.status.is_open] or assignments[-1:]


def relations_of(session: Session, case: Case) -> Relations:
    """Say who has the case now and in whose name it was sent."""
    unit_ids = [row.unit_id for row in current(assignments_of(session, case.id))]
    units = session.scalars(select(Unit).where(Unit.id.in_(unit_ids))).all()
    return Relations(
        case_id=case.id,
        helsefellesskap_id=case.helsefellesskap_id,
        reporting_party_id=case.reporting_party_id,
        unit_ids=frozenset(unit_ids),
        recipient_party_ids=frozenset(unit.party_id for unit in units),
        at_secretariat=any(unit.kind is UnitKind.SECRETARIAT for unit in units),
    )


@dataclass(frozen=True)
class Held:
    """A case held for one act: its assignments locked, the one acted on, and its relations."""

    case: Case
    assignment: Assignment
    assignments: list[Assignment]
    relations: Relations

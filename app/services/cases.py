"""Finding cases and what ties people to them."""

from collections import defaultdict
from collections.abc import Collection, Mapping
from dataclasses import dataclass

from sqlalchemy import select
from sqlalchemy.orm import Session

from app.domain.policy import UNIT_ROLES, Actor, Relations
from app.domain.vocabulary import Role, Standing, UnitKind
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
    """Give the open assignments; with none open, the last one and what ended together with it."""
    last = assignments[-1]
    return [row for row in assignments if row.status.is_open] or [
        row for row in assignments if (row.status, row.closed_at) == (last.status, last.closed_at)
    ]


def own_of(session: Session, actor: Actor, assignments: list[Assignment]) -> Assignment:
    """Give the assignment of ``current`` that is the actor's own: of their unit, or their party.

    Whoever has none of their own, as the reporter, is given the oldest.
    """
    held = current(assignments)
    if len(held) == 1:
        return held[0]
    units = actor.unit_ids(*UNIT_ROLES)
    parties = actor.party_ids(Role.COORDINATOR)
    in_party = set(
        session.scalars(
            select(Unit.id).where(
                Unit.id.in_([row.unit_id for row in held]), Unit.party_id.in_(parties)
            )
        )
    )
    return min(held, key=lambda row: (row.unit_id not in units, row.unit_id not in in_party))


def relations_of(session: Session, case: Case) -> Relations:
    """Say who has the case now and in whose name it was sent.

    A report that waits for its line manager lies with nobody yet, and one that the secretaries are
    to place lies with no party: they see its routing sheet alone.
    """
    return relations_of_all(session, [case])[case.id]


def relations_of_all(session: Session, cases: Collection[Case]) -> dict[int, Relations]:
    """Say it of several cases, by id: two statements."""
    ids = [case.id for case in cases]
    query = select(Assignment).where(Assignment.case_id.in_(ids)).order_by(Assignment.id)
    rows: dict[int, list[Assignment]] = defaultdict(list)
    for row in session.scalars(query):
        rows[row.case_id].append(row)
    held = {case_id: current(of_case) for case_id, of_case in rows.items()}
    unit_ids = {row.unit_id for of_case in held.values() for row in of_case}
    units = {row.id: row for row in session.scalars(select(Unit).where(Unit.id.in_(unit_ids)))}
    return {case.id: _relations(case, held[case.id], units) for case in cases}


def _relations(case: Case, rows: list[Assignment], all_units: Mapping[int, Unit]) -> Relations:
    is_being_placed = any(row.is_placing for row in rows)
    unit_ids = [
        row.unit_id for row in rows if case.standing is not Standing.UNSENT and not is_being_placed
    ]
    units = [all_units[unit_id] for unit_id in unit_ids]
    return Relations(
        case_id=case.id,
        helsefellesskap_id=case.helsefellesskap_id,
        reporting_party_id=case.reporting_party_id,
        unit_ids=frozenset(unit_ids),
        recipient_party_ids=frozenset(unit.party_id for unit in units),
        at_secretariat=any(unit.kind is UnitKind.SECRETARIAT for unit in units),
        is_being_placed=is_being_placed,
    )


@dataclass(frozen=True)
class Held:
    """A case held for one act: its assignments locked, the one acted on, and its relations."""

    case: Case
    assignment: Assignment
    assignments: list[Assignment]
    relations: Relations

    @property
    def together(self) -> list[Assignment]:
        """Give every assignment that has the case now: two when two parties have it together.

        What is common to them, as clock and answer, is written on each.
        """
        return current(self.assignments)

    @property
    def is_joint(self) -> bool:
        """Tell whether two parties have the case together."""
        return len(self.together) > 1

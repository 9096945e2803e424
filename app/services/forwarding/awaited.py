"""The decisions that wait for somebody: where a case belongs, and whether a decline stands."""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from enum import StrEnum, auto

from sqlalchemy import and_, false, or_, select
from sqlalchemy.orm import Session

from app.domain.case import Reference
from app.domain.deadlines import oslo_date
from app.domain.forwarding import MOST_WITHIN, within
from app.domain.lifecycle import Status
from app.domain.policy import Actor
from app.domain.vocabulary import Role, Words
from app.models import Assignment, Case, Unit
from app.services.forwarding.hops import hops_of


class Awaited(StrEnum):
    """What there is to decide."""

    PLACE = auto()
    """By the FSU secretaries, on the routing sheet."""
    SETTLE = auto()
    """By the coordinator: whether a decline that is objected to stands."""
    CHOOSE_UNIT = auto()
    """By the coordinator: which unit of the party shall have a case."""


@dataclass(frozen=True)
class AwaitedDecision:
    """A case that nobody else can move on. ``since`` is an Oslo date."""

    key: str
    reference: str
    awaited: Awaited
    unit: Words
    since: date


def awaited_decisions(session: Session, actor: Actor) -> tuple[AwaitedDecision, ...]:
    """Give what waits for an actor to decide, oldest first; unit roles decide nothing here."""
    homes = actor.helsefellesskap_ids(Role.FSU_SECRETARY)
    parties = actor.party_ids(Role.COORDINATOR)
    if not homes and not parties:
        return ()
    placing = and_(Assignment.is_placing, Case.helsefellesskap_id.in_(homes)) if homes else false()
    of_party = and_(~Assignment.is_placing, Unit.party_id.in_(parties))
    at_desk = and_(Assignment.status == Status.SENT, Unit.is_triage_desk)
    query = (
        select(Assignment, Case, Unit)
        .join(Case, Case.id == Assignment.case_id)
        .join(Unit, Unit.id == Assignment.unit_id)
        .where(
            Assignment.status.in_((Status.SENT, Status.ACKNOWLEDGED, Status.CONTESTED)),
            Assignment.previous_id.is_not(None) | (Assignment.status == Status.CONTESTED),
            or_(placing, and_(of_party, or_(at_desk, Assignment.status == Status.CONTESTED))),
        )
        .order_by(Assignment.opened_at, Assignment.id)
    )
    rows = session.execute(query).all()
    stuck = _stuck(session, [row for row, _, unit in rows if unit.is_triage_desk])
    found = (_decision(row, case, unit, stuck) for row, case, unit in rows)
    return tuple(each for each in found if each is not None)


def _stuck(session: Session, rows: Iterable[Assignment]) -> set[int]:
    """Give the cases that have been sent on inside a desk's party as often as units may."""
    case_ids = {row.case_id for row in rows}
    if not case_ids:
        return set()
    of_case: dict[int, list[Assignment]] = defaultdict(list)
    everything = select(Assignment).where(Assignment.case_id.in_(case_ids)).order_by(Assignment.id)
    for row in session.scalars(everything):
        of_case[row.case_id].append(row)
    parties = dict(session.execute(select(Unit.id, Unit.party_id)).all())
    return {
        row.case_id
        for row in rows
        if within(hops_of(session, of_case[row.case_id]), parties[row.unit_id]) >= MOST_WITHIN
    }


def _decision(row: Assignment, case: Case, unit: Unit, stuck: set[int]) -> AwaitedDecision | None:
    if row.is_placing:
        awaited = Awaited.PLACE
    elif row.status is Status.CONTESTED:
        awaited = Awaited.SETTLE
    elif case.id in stuck:
        awaited = Awaited.CHOOSE_UNIT
    else:
        return None
    since = oslo_date(row.opened_at)
    return AwaitedDecision(case.key, Reference(case.reference).spoken, awaited, unit.name, since)

"""The list «Tiltak»: what the reader's units, or the whole party, have said they will change."""

from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from sqlalchemy import Select, func, or_, select
from sqlalchemy.orm import Session

from app.domain.case import Reference
from app.domain.casework import MeasureStatus
from app.domain.lifecycle import Status
from app.domain.policy import UNIT_ROLES, Actor
from app.domain.vocabulary import Role
from app.models import Assignment, Case, CorrectiveAction, Unit
from app.services.answering.part import Measure, as_shown, measures_of_answers

PAGE_SIZE = 50
OPEN = tuple(status for status in MeasureStatus if status.is_open)
ENDED = tuple(status for status in MeasureStatus if not status.is_open)


class View(StrEnum):
    """Which measures are listed; the values stand in addresses."""

    OPEN = "apne"
    OVERDUE = "forfalt"
    ENDED = "ferdige"


@dataclass(frozen=True)
class ListedMeasure:
    """A measure and the case it came of. ``case_key`` is None where the case has gone elsewhere."""

    measure: Measure
    reference: str
    case_key: str | None
    is_overdue: bool


@dataclass(frozen=True)
class MeasureList:
    """A page of measures, those due first on top, and how many each view has."""

    rows: tuple[ListedMeasure, ...]
    counts: dict[View, int]
    has_more: bool


def measure_list(
    session: Session, actor: Actor, view: View, *, page: int = 1, today: date
) -> MeasureList:
    """List the measures of the reader's units and parties: six statements for any number."""
    order = CorrectiveAction.due_on.desc() if view is View.ENDED else CorrectiveAction.due_on
    query = (
        _within(_of(actor), view, today)
        .order_by(order, CorrectiveAction.id)
        .offset((page - 1) * PAGE_SIZE)
        .limit(PAGE_SIZE + 1)
    )
    found: list[Found] = [(row, case, unit) for row, case, unit in session.execute(query)]
    return MeasureList(
        rows=_listed(session, actor, found[:PAGE_SIZE], today),
        counts={each: _count(session, actor, each, today) for each in View},
        has_more=len(found) > PAGE_SIZE,
    )


Found = tuple[CorrectiveAction, Case, Unit]
Query = Select[CorrectiveAction, Case, Unit]


def _of(actor: Actor) -> Query:
    handles = actor.unit_ids(*UNIT_ROLES)
    coordinates = actor.party_ids(Role.COORDINATOR)
    return (
        select(CorrectiveAction, Case, Unit)
        .join(Case, Case.id == CorrectiveAction.case_id)
        .join(Unit, Unit.id == CorrectiveAction.unit_id)
        .where(
            or_(
                CorrectiveAction.unit_id.in_(handles),
                CorrectiveAction.party_id.in_(coordinates),
            )
        )
    )


def _within(query: Query, view: View, today: date) -> Query:
    chosen = query.where(CorrectiveAction.status.in_(ENDED if view is View.ENDED else OPEN))
    return chosen.where(CorrectiveAction.due_on < today) if view is View.OVERDUE else chosen


def _count(session: Session, actor: Actor, view: View, today: date) -> int:
    listed = _within(_of(actor), view, today).with_only_columns(CorrectiveAction.id).subquery()
    return session.scalar(select(func.count()).select_from(listed)) or 0


def _listed(
    session: Session, actor: Actor, found: list[Found], today: date
) -> tuple[ListedMeasure, ...]:
    bodies = measures_of_answers(session, [row for row, _case, _unit in found])
    held = _still_held(session, actor, {case.id for _row, case, _unit in found})
    measures = ((as_shown(row, unit.name, bodies), case) for row, case, unit in found)
    return tuple(
        ListedMeasure(
            measure,
            Reference(case.reference).spoken,
            case.key if case.id in held else None,
            measure.is_overdue(today),
        )
        for measure, case in measures
    )


def _still_held(session: Session, actor: Actor, case_ids: set[int]) -> set[int]:
    """Give the cases that lie with the reader's units or parties, or ended there."""
    handles = actor.unit_ids(*UNIT_ROLES)
    query = (
        select(Assignment.case_id)
        .join(Unit, Unit.id == Assignment.unit_id)
        .where(
            Assignment.case_id.in_(case_ids),
            Assignment.status != Status.FORWARDED,
            or_(Unit.id.in_(handles), Unit.party_id.in_(actor.party_ids(Role.COORDINATOR))),
        )
    )
    return set(session.scalars(query))

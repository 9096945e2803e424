"""Reading cases as counting sees them: plain values, no text, nobody's name."""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from sqlalchemy import Select, func, select
from sqlalchemy.orm import Session

from app.domain.deadlines import (
    DeadlineLengths,
    DueDates,
    Pause,
    days_paused,
    due_dates,
    oslo_date,
)
from app.domain.lifecycle import Status
from app.domain.statistics import CountedCase
from app.domain.vocabulary import Side
from app.domain.working_days import WorkingDays
from app.models import (
    Assignment,
    Case,
    CaseCategory,
    CaseServiceKind,
    ClockPause,
    DeadlineDecision,
    Incident,
)
from app.services.cases import current
from app.services.clock.calendar import working_days
from app.services.clock.due import as_pause
from app.services.figures.answered import Answered, Judged, answered, judged
from app.services.figures.listed_options import Options
from app.services.figures.roll import Roll


@dataclass(frozen=True)
class _Beside:
    """What other tables say of the cases, by case id, and the deadlines that have held."""

    assignments: Mapping[int, list[Assignment]]
    service_kinds: Mapping[int, list[str]]
    categories: Mapping[int, list[str]]
    decisions: Sequence[DeadlineDecision]
    pauses: Mapping[int, list[Pause]]
    working_days: WorkingDays
    answered: Mapping[int, Answered]
    judged: Mapping[int, Judged]


def counted_cases(
    session: Session, helsefellesskap_id: int, within: Select[int], roll: Roll, options: Options
) -> Iterator[CountedCase]:
    """Read the cases whose ids ``within`` selects, in ten statements.

    Raises:
        LookupError: when there are cases, but no deadlines they can have been given.
    """
    rows = session.execute(
        select(Case, Incident)
        .join(Incident, Incident.id == func.coalesce(Case.own_incident_id, Case.incident_id))
        .where(Case.id.in_(within))
    ).all()
    beside = _read_beside(session, helsefellesskap_id, within)
    return (_counted(case, incident, beside, roll, options) for case, incident in rows)


def _read_beside(session: Session, helsefellesskap_id: int, within: Select[int]) -> _Beside:
    beside = _Beside(
        assignments=defaultdict(list),
        service_kinds=defaultdict(list),
        categories=defaultdict(list),
        decisions=session.scalars(
            select(DeadlineDecision)
            .where(DeadlineDecision.helsefellesskap_id == helsefellesskap_id)
            .order_by(DeadlineDecision.valid_from)
        ).all(),
        pauses=defaultdict(list),
        working_days=working_days(session, helsefellesskap_id),
        answered=answered(session, within),
        judged=judged(session, within),
    )
    for pause in session.scalars(select(ClockPause).where(ClockPause.case_id.in_(within))):
        beside.pauses[pause.case_id].append(as_pause(pause))
    assignments = select(Assignment).where(Assignment.case_id.in_(within)).order_by(Assignment.id)
    for assignment in session.scalars(assignments):
        beside.assignments[assignment.case_id].append(assignment)
    for kind in session.scalars(select(CaseServiceKind).where(CaseServiceKind.case_id.in_(within))):
        beside.service_kinds[kind.case_id].append(kind.key)
    for category in session.scalars(
        select(CaseCategory).where(
            CaseCategory.case_id.in_(within), CaseCategory.side == Side.REPORTER
        )
    ):
        beside.categories[category.case_id].append(category.key)
    return beside


def _counted(
    case: Case, incident: Incident, beside: _Beside, roll: Roll, options: Options
) -> CountedCase:
    assignments = beside.assignments[case.id]
    first_answered_on = _first(row.first_answered_on for row in assignments)
    due = _due_dates(case, first_answered_on, beside)
    version_id = case.form_version_id
    return CountedCase(
        counted_on=case.counted_on,
        sent_on=case.sent_on,
        standing=case.standing,
        direction=case.direction,
        reporting_party_key=roll.party_key(case.reporting_party_id),
        recipient_party_key=roll.party_key(case.recipient_party_id),
        unit_keys=tuple({roll.counted_unit(row.unit_id).key for row in current(assignments)}),
        first_unit_key=roll.counted_unit(case.first_unit_id).key,
        service_kinds=tuple(
            options.counted_as(version_id, "service_kind", key)
            for key in beside.service_kinds[case.id]
        ),
        categories=tuple(
            options.counted_as(version_id, "category", key) for key in beside.categories[case.id]
        ),
        consent=case.consent,
        consequence=case.consequence,
        recipient_consequence=case.recipient_consequence,
        incident_id=case.incident_id,
        incident_year=incident.occurred_on.year,
        acknowledge_due_on=due.acknowledge_due_on,
        acknowledged_on=_first(row.acknowledged_on for row in assignments),
        due_on=due.answer_due_on,
        first_answered_on=first_answered_on,
        is_declined=case.status is Status.DECLINED,
        is_closed_unanswered=case.status is Status.CLOSED and first_answered_on is None,
        patient_search=case.patient_search,
        found_by=case.found_by,
        days_waited=(case.sent_on - oslo_date(case.filed_at)).days if case.filed_at else None,
        **_found_out(case, beside),
    )


def _found_out(case: Case, beside: _Beside) -> dict[str, Any]:
    """Give what the recipient found: in its answer, and in its own judgement."""
    answer, judgement = beside.answered.get(case.id), beside.judged.get(case.id)
    return {
        "cause": answer.cause if answer else None,
        "usefulness": answer.usefulness if answer else None,
        "clause_key": judgement.clause_key if judgement else None,
        "patient_group": judgement.patient_group if judgement else None,
    }


def _first(days: Iterable[date | None]) -> date | None:
    return min((day for day in days if day is not None), default=None)


def _due_dates(case: Case, first_answered_on: date | None, beside: _Beside) -> DueDates:
    """Give the due dates as the clock ran until the first answer; no reopening moves them."""
    if not beside.decisions:
        raise LookupError("the helsefellesskap has no deadlines")
    held = (row for row in reversed(beside.decisions) if row.valid_from <= case.sent_on)
    decision = next(held, beside.decisions[0])
    lengths = DeadlineLengths(
        acknowledge_working_days=decision.acknowledge_working_days,
        answer_days=decision.answer_days,
        remind_days_before=decision.remind_days_before,
        escalate_days_after=decision.escalate_days_after,
    )
    paused = days_paused(beside.pauses[case.id], since=case.sent_on, until=first_answered_on)
    return due_dates(case.sent_on, lengths, beside.working_days, paused_days=paused)

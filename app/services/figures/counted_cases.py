"""Reading cases as counting sees them: ids, keys and dates, no text, nobody's name.

Everything is selected column by column, so that what is read is what the database holds, whatever
the session had read before. Parties, units and clauses stand as their ids, options as the id of
their form version and their key; names come when figures are read (:mod:`.naming`).
"""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import Any, Protocol, cast

from sqlalchemy import Select, func, select
from sqlalchemy.orm import InstrumentedAttribute, Session

from app.domain.casework import MeasureStatus
from app.domain.deadlines import DueDates, Pause, oslo_date
from app.domain.lifecycle import Status
from app.domain.statistics import CountedCase
from app.domain.vocabulary import Direction, Side
from app.models import (
    Assignment,
    Case,
    CaseCategory,
    CaseServiceKind,
    ClockPause,
    CorrectiveAction,
    Incident,
)
from app.services.cases import current
from app.services.clock.due import as_pause
from app.services.figures.answered import Answered, Judged, answered, judged
from app.services.figures.counted_columns import OF_CASES, OF_INCIDENTS
from app.services.figures.grounds import Grounds, Listed, read_listed


class Part(Protocol):
    """A row of an assignment, or the assignment itself."""

    unit_id: int
    previous_id: int | None
    status: Status
    acknowledged_on: date | None
    first_answered_on: date | None


@dataclass(frozen=True)
class Beside:
    """What other tables say of cases, by case id."""

    parts: Mapping[int, Sequence[Part]]
    service_kinds: Mapping[int, Sequence[str]]
    categories: Mapping[int, Sequence[str]]
    pauses: Mapping[int, Sequence[Pause]] = field(default_factory=dict)
    answered: Mapping[int, Answered] = field(default_factory=dict)
    judged: Mapping[int, Judged] = field(default_factory=dict)
    measures: Mapping[int, Sequence[MeasureStatus]] = field(default_factory=dict)
    due: Mapping[int, DueDates] = field(default_factory=dict)
    """Where the due dates are known already."""


def counted_cases(
    session: Session, helsefellesskap_id: int, within: Select[int]
) -> Iterator[CountedCase]:
    """Read the cases whose ids ``within`` selects, by rising id, in a fixed number of statements.

    Raises:
        LookupError: when there are cases, but no deadlines they can have been given.
    """
    rows = session.execute(
        select(*OF_CASES[Case], *OF_INCIDENTS[1:])
        .join(Incident, Incident.id == func.coalesce(Case.own_incident_id, Case.incident_id))
        .where(Case.id.in_(within))
        .order_by(Case.id)
    ).all()
    beside = _read_beside(session, within)
    listed = read_listed(session, helsefellesskap_id)
    grounds = Grounds(session, helsefellesskap_id, listed)
    return (counted_case(cast(Case, row), row.occurred_on, beside, grounds) for row in rows)


def _read_beside(session: Session, within: Select[int]) -> Beside:
    parts = _by_case(session, Assignment, within, order_by=Assignment.id)
    kinds = _by_case(session, CaseServiceKind, within)
    categories = _by_case(session, CaseCategory, within)
    pauses = _by_case(session, ClockPause, within)
    measures = _by_case(session, CorrectiveAction, within)
    return Beside(
        parts=cast(Mapping[int, Sequence[Part]], parts),
        service_kinds={key: [row.key for row in rows] for key, rows in kinds.items()},
        categories={
            key: [row.key for row in rows if row.side is Side.REPORTER]
            for key, rows in categories.items()
        },
        pauses={
            key: [as_pause(cast(ClockPause, row)) for row in rows] for key, rows in pauses.items()
        },
        answered=answered(session, within),
        judged=judged(session, within),
        measures={key: [row.status for row in rows] for key, rows in measures.items()},
    )


def _by_case(
    session: Session,
    table: Any,  # noqa: ANN401  any of the tables that belong to a case
    within: Select[int],
    *,
    order_by: InstrumentedAttribute[int] | None = None,
) -> Mapping[int, list[Any]]:
    query = select(*OF_CASES[table]).where(table.case_id.in_(within))
    by_case: dict[int, list[Any]] = defaultdict(list)
    for row in session.execute(query if order_by is None else query.order_by(order_by)):
        by_case[row.case_id].append(row)
    return by_case


def counted_case(case: Case, occurred_on: date, beside: Beside, grounds: Grounds) -> CountedCase:
    """Put together what counting needs of one case, whose row or object is handed in."""
    parts = beside.parts[case.id]
    first_answered_on = _first(part.first_answered_on for part in parts)
    due = beside.due.get(case.id) or grounds.due_dates(
        case.sent_on, beside.pauses.get(case.id, ()), answered_on=first_answered_on
    )
    return CountedCase(
        case_id=case.id,
        counted_on=case.counted_on,
        sent_on=case.sent_on,
        standing=case.standing,
        direction=case.direction,
        consent=case.consent,
        consequence=case.consequence,
        recipient_consequence=case.recipient_consequence,
        incident_id=case.incident_id,
        incident_year=occurred_on.year,
        acknowledge_due_on=due.acknowledge_due_on,
        acknowledged_on=_first(part.acknowledged_on for part in parts),
        due_on=due.answer_due_on,
        first_answered_on=first_answered_on,
        is_declined=case.status is Status.DECLINED,
        is_closed_unanswered=case.status is Status.CLOSED and first_answered_on is None,
        patient_search=case.patient_search,
        found_by=case.found_by,
        days_waited=(case.sent_on - oslo_date(case.filed_at)).days if case.filed_at else None,
        times_forwarded=sum(part.previous_id is not None for part in parts),
        measures=tuple(beside.measures.get(case.id, ())),
        **_whose(case, parts, grounds.listed),
        **_ticked(case, beside, grounds.listed),
        **_found_out(case, beside),
    )


def _whose(case: Case, parts: Sequence[Part], listed: Listed) -> dict[str, Any]:
    """Give the parties and units of a case, by their ids."""
    sections = sorted({part.unit_id for part in current(cast("list[Assignment]", parts))})
    owners = tuple(sorted({str(listed.counted_unit(unit_id)) for unit_id in sections}))
    is_to_hospital = case.direction is Direction.TO_HOSPITAL
    sent_from = None if is_to_hospital else case.hospital_unit_id
    sending = (str(listed.counted_unit(sent_from)),) if sent_from else ()
    return {
        "reporting_party_key": _named(case.reporting_party_id),
        "recipient_party_key": _named(case.recipient_party_id),
        "unit_keys": owners,
        "first_unit_key": str(listed.counted_unit(case.first_unit_id)),
        "section_keys": tuple(map(str, sections)),
        "sent_unit_key": _named(sent_from),
        "clinic_keys": owners if is_to_hospital else sending,
    }


def _named(row_id: int | None) -> str | None:
    return None if row_id is None else str(row_id)


def _ticked(case: Case, beside: Beside, listed: Listed) -> dict[str, Any]:
    """Give what the reporter ticked, by the version of the form that it stood on."""
    version_id = case.form_version_id
    categories = beside.categories.get(case.id, ())
    ticked = {"service_kind": beside.service_kinds.get(case.id, ()), "category": categories}
    kept = {
        name: tuple(f"{version_id}/{key}" for key in listed.told_apart(version_id, name, keys))
        for name, keys in ticked.items()
    }
    return {
        "service_kinds": kept["service_kind"],
        "categories": kept["category"],
        "category_groups": tuple(sorted({listed.group(version_id, key) for key in categories})),
    }


def _found_out(case: Case, beside: Beside) -> dict[str, Any]:
    """Give what the recipient found: in its answer, and in its own judgement."""
    answer, judgement = beside.answered.get(case.id), beside.judged.get(case.id)
    return {
        "cause": answer.cause if answer else None,
        "usefulness": answer.usefulness if answer else None,
        "clause_key": _named(judgement.clause_id) if judgement else None,
        "patient_group": judgement.patient_group if judgement else None,
    }


def _first(days: Iterable[date | None]) -> date | None:
    return min((day for day in days if day is not None), default=None)

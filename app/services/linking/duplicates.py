"""Reports that may be about the same incident as one that has just come: hints for who handles it.

Only reports that the reader may read are told of, and none that a handler has linked to this one
or has said is another incident.
"""

from collections import defaultdict
from collections.abc import Container, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from sqlalchemy import Row, Select, func, select
from sqlalchemy.orm import Session

from app.domain.case import Reference
from app.domain.duplicates import MOST_DAYS_APART, Likeness, Traits, most_alike
from app.domain.lifecycle import Status
from app.domain.vocabulary import Side, UnitKind
from app.models import Case, CaseCategory, Incident, Unit

MOST_COMPARED = 50
UNCOMPARED = (Status.AWAITING_LINE_MANAGER, Status.WITHDRAWN)


@dataclass(frozen=True)
class Hint:
    """Another report that looks alike; ``categories`` are the keys that both have ticked."""

    key: str
    reference: str
    is_opposite: bool
    occurred_on: date
    status: Status
    categories: frozenset[str]


Hints = tuple[Hint, ...]
Near = Row[Case, date, int | None, UnitKind | None]
"""A report, the day of its incident, and its unit's parent and kind."""


def near(session: Session, case: Case, occurred_on: date) -> Sequence[Near]:
    """Give this report and those of its municipality from about the same day: one statement."""
    return session.execute(_near(case, occurred_on)).all()


def hints(session: Session, case: Case, found: Sequence[Near], told: Container[int]) -> Hints:
    """Give at most three of the reports nearby that look like this one: one statement.

    ``told`` are the cases, by id, that the reader may be told of.
    """
    categories = _categories(session, [row.Case.id for row in found])
    traits = {row.Case.id: _traits(row, categories) for row in found}
    own = traits.pop(case.id, None)
    others = [traits[each] for each in traits if each in told]
    rows = {row.Case.id: row for row in found}
    alike = most_alike(own, others) if own else ()
    return tuple(_hint(each, rows[each.case_id]) for each in alike)


def _near(case: Case, occurred_on: date) -> Select[Case, date, int | None, UnitKind | None]:
    """Select them, this one first and then the newest."""
    days = timedelta(days=MOST_DAYS_APART)
    own = func.coalesce(Case.own_incident_id, Case.incident_id)
    return (
        select(Case, Incident.occurred_on, Unit.parent_id, Unit.kind)
        .join(Incident, Incident.id == own)
        .outerjoin(Unit, Unit.id == Case.hospital_unit_id)
        .where(
            Case.helsefellesskap_id == case.helsefellesskap_id,
            Case.municipality_id == case.municipality_id,
            Case.status.not_in(UNCOMPARED),
            Incident.occurred_on.between(occurred_on - days, occurred_on + days),
        )
        .order_by(Case.id != case.id, Case.id.desc())
        .limit(MOST_COMPARED)
    )


def _categories(session: Session, case_ids: list[int]) -> Mapping[int, set[str]]:
    rows = session.execute(
        select(CaseCategory.case_id, CaseCategory.key).where(
            CaseCategory.case_id.in_(case_ids), CaseCategory.side == Side.REPORTER
        )
    )
    found: dict[int, set[str]] = defaultdict(set)
    for case_id, key in rows:
        found[case_id].add(key)
    return found


def _traits(row: Near, categories: Mapping[int, set[str]]) -> Traits:
    case, occurred_on, parent_id, kind = row
    return Traits(
        case_id=case.id,
        direction=case.direction,
        municipality_id=case.municipality_id,
        unit_id=parent_id if kind is UnitKind.SECTION else case.hospital_unit_id,
        section_id=case.hospital_unit_id,
        occurred_on=occurred_on,
        categories=frozenset(categories.get(case.id, ())),
    )


def _hint(alike: Likeness, row: Near) -> Hint:
    return Hint(
        key=row.Case.key,
        reference=Reference(row.Case.reference).spoken,
        is_opposite=alike.is_opposite,
        occurred_on=row.occurred_on,
        status=row.Case.status,
        categories=alike.categories,
    )

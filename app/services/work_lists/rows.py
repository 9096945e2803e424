"""One line of a work list, and the statement that reads a page of them."""

from collections.abc import Iterable
from dataclasses import dataclass, field, replace
from datetime import date
from functools import cache
from typing import Any

from sqlalchemy import ColumnElement, Select, and_, case, func, or_, select
from sqlalchemy.orm import Session, aliased

from app.domain.case import Reference
from app.domain.deadlines import days_late
from app.domain.lifecycle import OPEN, Status
from app.domain.vocabulary import Consequence, Direction, Side, Words
from app.models import Assignment, Case, CaseCategory, Party, Unit, User

PAGE_ROWS = 50

UNANSWERED = (Status.SENT, Status.ACKNOWLEDGED)
WITH_RECIPIENT = tuple(status for status in OPEN if status is not Status.AWAITING_LINE_MANAGER)
ENDED = (Status.CLOSED, Status.DECLINED, Status.WITHDRAWN)

Rule = ColumnElement[bool]


@dataclass(frozen=True)
class InboxRow:
    """One line: what it is, who has it, what is due. No narrative and no reporter.

    ``categories`` are keys of the form version; ``handler`` is for the recipient's side alone.
    """

    key: str
    reference: str
    direction: Direction
    status: Status
    consequence: Consequence
    categories: tuple[str, ...]
    reporting_party: Words | None
    unit: Words
    unit_id: int
    handler: str
    sent_on: date
    due_on: date
    days_late: int
    awaits_reporter: bool
    is_answered: bool
    is_flagged: bool
    form_version_id: int


@dataclass(frozen=True)
class Page:
    """Rows, whether there are more, and the number of cases in the tabs that are counted."""

    rows: tuple[InboxRow, ...]
    has_more: bool = False
    counts: dict[str, int] = field(default_factory=dict)

    @property
    def last_key(self) -> str:
        """Give the key of the last case, where the next page goes on; empty without rows."""
        return self.rows[-1].key if self.rows else ""


REPORTING = aliased(Party)
COLUMNS = (
    Case.id,
    Case.key,
    Case.reference,
    Case.direction,
    Assignment.status,
    func.coalesce(Case.changed_consequence, Case.consequence).label("consequence"),
    REPORTING.name.label("reporting_party"),
    Unit.name.label("unit"),
    Unit.id.label("unit_id"),
    User.name.label("handler"),
    Case.sent_on,
    Assignment.due_on,
    Assignment.awaits_reporter,
    Assignment.answered_on,
    Case.not_our_reporter_at,
    Case.form_version_id,
)


def row_query() -> Select[*tuple[Any, ...]]:
    """Begin a statement of rows; the caller says which, in what order and how many."""
    return (
        select(*COLUMNS)
        .select_from(Assignment)
        .join(Case, Case.id == Assignment.case_id)
        .join(Unit, Unit.id == Assignment.unit_id)
        .outerjoin(REPORTING, REPORTING.id == Case.reporting_party_id)
        .outerjoin(User, User.id == Assignment.handler_id)
    )


def read_page(session: Session, query: Select[*tuple[Any, ...]], *, today: date) -> Page:
    """Read a page of rows and their categories: two statements."""
    found = session.execute(query.limit(PAGE_ROWS + 1)).all()
    shown = found[:PAGE_ROWS]
    categories = _categories(session, [row.id for row in shown])
    return Page(
        tuple(_row(row, categories, today) for row in shown), has_more=len(found) > PAGE_ROWS
    )


def nameless(page: Page) -> Page:
    """Leave out who handles a case; to the reporter's side it is a unit that does."""
    return replace(page, rows=tuple(replace(row, handler="") for row in page.rows))


def is_late(today: date) -> Rule:
    """Say in SQL that an answer is owed and its date has passed."""
    return and_(Assignment.status.in_(UNANSWERED), Assignment.due_on < today)


def most_pressing_first(today: date) -> tuple[ColumnElement[Any], ...]:
    """Order by what is most overdue, then what nobody has confirmed, then the newest."""
    late = is_late(today)
    return (
        case((late, 0), (Assignment.status == Status.SENT, 1), else_=2),
        case((late, Assignment.due_on), else_=None),
        Case.sent_at.desc(),
        Case.id.desc(),
    )


@cache
def still_holds() -> Rule:
    """Say in SQL that an assignment is one of those that have its case now.

    They are the open ones; with none open, the last one and what ended together with it. To write
    it takes longer than to ask it, so it is written once.
    """
    later = aliased(Assignment)
    differs = or_(
        later.status != Assignment.status,
        later.closed_at != Assignment.closed_at,
        later.closed_at.is_(None),
    )
    ended_since = (
        select(later.id)
        .where(
            later.case_id == Assignment.case_id,
            later.id > Assignment.id,
            later.status != Status.FORWARDED,
            differs,
        )
        .exists()
    )
    has_ended = and_(Assignment.status.in_(ENDED), Case.status == Assignment.status, ~ended_since)
    return or_(Assignment.status.in_(OPEN), has_ended)


@cache
def is_first_holder() -> Rule:
    """Say in SQL that no older assignment has the case too, so that it is listed once."""
    older = aliased(Assignment)
    has_it_too = or_(
        older.status.in_(OPEN),
        and_(older.status == Assignment.status, older.closed_at == Assignment.closed_at),
    )
    return ~(
        select(older.id)
        .where(older.case_id == Assignment.case_id, older.id < Assignment.id, has_it_too)
        .exists()
    )


def _categories(session: Session, case_ids: Iterable[int]) -> dict[int, tuple[str, ...]]:
    found: dict[int, tuple[str, ...]] = {}
    rows = session.execute(
        select(CaseCategory.case_id, CaseCategory.key)
        .where(CaseCategory.case_id.in_(case_ids), CaseCategory.side == Side.REPORTER)
        .order_by(CaseCategory.id)
    )
    for case_id, key in rows:
        found[case_id] = (*found.get(case_id, ()), key)
    return found


def _row(row: Any, categories: dict[int, tuple[str, ...]], today: date) -> InboxRow:  # noqa: ANN401  a row of COLUMNS
    owes_answer = row.status in UNANSWERED
    return InboxRow(
        key=row.key,
        reference=Reference(row.reference).spoken,
        direction=row.direction,
        status=row.status,
        consequence=row.consequence,
        categories=categories.get(row.id, ()),
        reporting_party=row.reporting_party,
        unit=row.unit,
        unit_id=row.unit_id,
        handler=row.handler or "",
        sent_on=row.sent_on,
        due_on=row.due_on,
        days_late=days_late(row.due_on, today) if owes_answer else 0,
        awaits_reporter=row.awaits_reporter and row.status.is_open,
        is_answered=row.answered_on is not None,
        is_flagged=row.not_our_reporter_at is not None,
        form_version_id=row.form_version_id,
    )

"""The shared inbox and «Sendt fra oss»: lists that agree with the policy, with counts.

Three statements whatever the number of rows: the rows, their categories, the counts.
"""

from dataclasses import dataclass, field, replace
from datetime import date
from enum import StrEnum
from typing import Any

from sqlalchemy import ColumnElement, Select, and_, case, false, func, or_, select
from sqlalchemy.orm import Session, aliased

from app.domain.case import Reference
from app.domain.deadlines import days_late
from app.domain.lifecycle import Status
from app.domain.policy import UNIT_ROLES, Actor
from app.domain.vocabulary import Consequence, Direction, PartyKind, Role, Side, UnitKind, Words
from app.models import (
    Assignment,
    Case,
    CaseCategory,
    ExternalReference,
    FormOption,
    FormVersion,
    Party,
    Unit,
    User,
)

PAGE_ROWS = 50

UNANSWERED = (Status.SENT, Status.ACKNOWLEDGED)
ENDED = (Status.CLOSED, Status.DECLINED, Status.WITHDRAWN)


class Tab(StrEnum):
    """The inbox's tabs, in order; the value stands in the address."""

    OPEN = "apne"
    NEW = "nye"
    MINE = "mine"
    WAITING = "venter"
    OVERDUE = "forfalt"
    ANSWERED = "besvart"
    CLOSED = "lukket"


@dataclass(frozen=True)
class Filters:
    """What the reader asks to see; empty means all. ``page`` counts from 1."""

    tab: Tab = Tab.OPEN
    status: Status | None = None
    consequence: Consequence | None = None
    category: str = ""
    party: str = ""
    number: str = ""
    page: int = 1


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
    handler: str
    sent_on: date
    due_on: date
    days_late: int
    awaits_reporter: bool
    is_answered: bool
    is_flagged: bool
    form_version_id: int


@dataclass(frozen=True)
class Inbox:
    """A page of rows and the number of cases in each tab."""

    rows: tuple[InboxRow, ...]
    counts: dict[Tab, int] = field(default_factory=dict)
    has_more: bool = False


def inbox(session: Session, actor: Actor, filters: Filters, *, today: date) -> Inbox:
    """Give the cases that lie with the actor's units, parties or secretariat now."""
    reach = and_(_lies_with(actor), Assignment.status != Status.FORWARDED)
    in_tab = _tabs(actor, today)
    counted = select(*(func.sum(case((rule, 1), else_=0)) for rule in in_tab.values()))
    totals = session.execute(_joined(counted).where(reach)).one()
    rows = _rows(session, and_(reach, in_tab[filters.tab], *_narrowed(filters)), filters, today)
    counts = {tab: int(total or 0) for tab, total in zip(in_tab, totals, strict=True)}
    return Inbox(rows[:PAGE_ROWS], counts, has_more=len(rows) > PAGE_ROWS)


def sent_from(session: Session, actor: Actor, filters: Filters, *, today: date) -> Inbox:
    """Give every case sent in the name of a party that the actor coordinates or leads in."""
    party_ids = actor.party_ids(Role.COORDINATOR, Role.UNIT_LEADER)
    reach = and_(Case.reporting_party_id.in_(party_ids), Assignment.status != Status.FORWARDED)
    rows = _nameless(_rows(session, and_(reach, *_narrowed(filters)), filters, today))
    return Inbox(rows[:PAGE_ROWS], has_more=len(rows) > PAGE_ROWS)


def find_by_number(
    session: Session, actor: Actor, number: str, *, today: date
) -> tuple[InboxRow, ...]:
    """Find cases by reference, or by the number that the actor's own party has given them."""
    own = actor.party_ids(Role.COORDINATOR, *UNIT_ROLES)
    reference = Reference.read(number)
    by_own_number = select(ExternalReference.case_id).where(
        ExternalReference.value == number.strip(), ExternalReference.party_id.in_(own)
    )
    reach = and_(
        or_(
            _lies_with(actor),
            Case.reporting_party_id.in_(actor.party_ids(Role.COORDINATOR, Role.UNIT_LEADER)),
        ),
        Assignment.status != Status.FORWARDED,
        or_(
            Case.reference == reference if reference.is_complete else false(),
            Case.id.in_(by_own_number),
        ),
    )
    return _nameless(_rows(session, reach, Filters(), today))


def category_words(session: Session) -> dict[tuple[int, str], Words]:
    """Give the words of every category, by form version and key, the newest version's last."""
    rows = session.execute(
        select(FormOption.form_version_id, FormOption.key, FormOption.words)
        .join(FormVersion, FormVersion.id == FormOption.form_version_id)
        .where(FormOption.list == "category")
        .order_by(FormVersion.valid_from, FormOption.position)
    )
    return {(version_id, key): words for version_id, key, words in rows}


def party_names(session: Session) -> dict[str, Words]:
    """Give the names of the parties that report and receive, by key, in the register's order."""
    rows = session.execute(
        select(Party.key, Party.name).where(Party.kind != PartyKind.JOINT_BODY).order_by(Party.id)
    )
    return dict(rows.all())


def _nameless(rows: tuple[InboxRow, ...]) -> tuple[InboxRow, ...]:
    """Leave out who handles a case; to the reporter's side it is a unit that does."""
    return tuple(replace(row, handler="") for row in rows)


def _lies_with(actor: Actor) -> ColumnElement[bool]:
    """Say in SQL what the policy's receiving predicates say of one case."""
    ways: list[ColumnElement[bool]] = [false()]
    if unit_ids := actor.unit_ids(*UNIT_ROLES):
        ways.append(Assignment.unit_id.in_(unit_ids))
    if party_ids := actor.party_ids(Role.COORDINATOR):
        ways.append(Unit.party_id.in_(party_ids))
    if homes := actor.helsefellesskap_ids(Role.FSU_SECRETARY):
        ways.append(and_(Unit.kind == UnitKind.SECRETARIAT, Case.helsefellesskap_id.in_(homes)))
    return or_(*ways)


def _is_late(today: date) -> ColumnElement[bool]:
    return and_(Assignment.status.in_(UNANSWERED), Assignment.due_on < today)


def _tabs(actor: Actor, today: date) -> dict[Tab, ColumnElement[bool]]:
    unanswered = Assignment.status.in_(UNANSWERED)
    mine = Assignment.handler_id == actor.user_id if actor.user_id else false()
    return {
        Tab.OPEN: unanswered,
        Tab.NEW: Assignment.status == Status.SENT,
        Tab.MINE: and_(mine, Assignment.status.in_((*UNANSWERED, Status.ANSWERED))),
        Tab.WAITING: and_(unanswered, Assignment.awaits_reporter),
        Tab.OVERDUE: _is_late(today),
        Tab.ANSWERED: Assignment.status == Status.ANSWERED,
        Tab.CLOSED: Assignment.status.in_(ENDED),
    }


def _narrowed(filters: Filters) -> list[ColumnElement[bool]]:
    rules: list[ColumnElement[bool]] = []
    if filters.status:
        rules.append(Assignment.status == filters.status)
    if filters.consequence:
        seen = func.coalesce(Case.changed_consequence, Case.consequence)
        rules.append(seen == filters.consequence.value)
    if filters.category:
        with_category = select(CaseCategory.case_id).where(
            CaseCategory.key == filters.category, CaseCategory.side == Side.REPORTER
        )
        rules.append(Case.id.in_(with_category))
    if filters.party:
        named = select(Party.id).where(Party.key == filters.party)
        rules.append(or_(Case.reporting_party_id.in_(named), Case.recipient_party_id.in_(named)))
    return rules


def _joined(query: Select[*tuple[Any, ...]]) -> Select[*tuple[Any, ...]]:
    return (
        query.select_from(Assignment)
        .join(Case, Case.id == Assignment.case_id)
        .join(Unit, Unit.id == Assignment.unit_id)
    )


def _rows(
    session: Session, rule: ColumnElement[bool], filters: Filters, today: date
) -> tuple[InboxRow, ...]:
    reporting = aliased(Party)
    late = _is_late(today)
    query = (
        _joined(select(Assignment, Case, Unit.name, reporting.name, User.name))
        .outerjoin(reporting, reporting.id == Case.reporting_party_id)
        .outerjoin(User, User.id == Assignment.handler_id)
        .where(rule)
        .order_by(
            case((late, 0), (Assignment.status == Status.SENT, 1), else_=2),
            case((late, Assignment.due_on), else_=None),
            Case.sent_at.desc(),
            Case.id.desc(),
        )
        .limit(PAGE_ROWS + 1)
        .offset((max(filters.page, 1) - 1) * PAGE_ROWS)
    )
    found = session.execute(query).all()
    categories = _categories(session, [row[1].id for row in found])
    return tuple(_row(row, categories, today) for row in found)


def _categories(session: Session, case_ids: list[int]) -> dict[int, tuple[str, ...]]:
    found: dict[int, tuple[str, ...]] = {}
    rows = session.execute(
        select(CaseCategory.case_id, CaseCategory.key)
        .where(CaseCategory.case_id.in_(case_ids), CaseCategory.side == Side.REPORTER)
        .order_by(CaseCategory.id)
    )
    for case_id, key in rows:
        found[case_id] = (*found.get(case_id, ()), key)
    return found


def _row(row: Any, categories: dict[int, tuple[str, ...]], today: date) -> InboxRow:  # noqa: ANN401  a row of five columns
    assignment, case_, unit, party, handler = row
    is_late = assignment.status in UNANSWERED
    return InboxRow(
        key=case_.key,
        reference=Reference(case_.reference).spoken,
        direction=case_.direction,
        status=assignment.status,
        consequence=case_.changed_consequence or case_.consequence,
        categories=categories.get(case_.id, ()),
        reporting_party=party,
        unit=unit,
        handler=handler or "",
        sent_on=case_.sent_on,
        due_on=assignment.due_on,
        days_late=days_late(assignment.due_on, today) if is_late else 0,
        awaits_reporter=assignment.awaits_reporter and assignment.status.is_open,
        is_answered=assignment.answered_on is not None,
        is_flagged=case_.not_our_reporter_at is not None,
        form_version_id=case_.form_version_id,
    )

"""What waits for one person today: own cases, news from reporters, new cases, measures, absence."""

from dataclasses import dataclass
from datetime import date, timedelta

from sqlalchemy import ColumnElement, and_, exists, or_, select
from sqlalchemy.orm import Session, aliased

from app.domain.audit import AuditAction
from app.domain.case import Reference
from app.domain.casework import MeasureStatus
from app.domain.deadlines import days_late
from app.domain.policy import UNIT_ROLES, Actor
from app.domain.vocabulary import NarrativeKind, Role, Words
from app.models import (
    Absence,
    Assignment,
    AuditEntry,
    Case,
    CorrectiveAction,
    Narrative,
    Unit,
    User,
)
from app.services.work_lists.reach import reach_of
from app.services.work_lists.rows import (
    UNANSWERED,
    WITH_RECIPIENT,
    InboxRow,
    Page,
    Rule,
    most_pressing_first,
    read_page,
    row_query,
)

SOON_DAYS = 7
FROM_REPORTER = (NarrativeKind.REPLY, NarrativeKind.SUPPLEMENT, NarrativeKind.REOPEN_REASON)


@dataclass(frozen=True)
class MeasureRow:
    """A corrective action that is not done, with the case it came of; none of its words."""

    case_key: str
    reference: str
    unit: Words
    due_on: date
    days_late: int


@dataclass(frozen=True)
class AbsenceNotice:
    """Somebody's absence. ``name`` is empty for the reader's own.

    ``substitute`` is who has the cases meanwhile, empty when they lie with the unit.
    """

    name: str
    substitute: str
    from_on: date
    to_on: date


@dataclass(frozen=True)
class MyDay:
    """The page of one day. No case stands in more than one of the lists of cases.

    ``fresh`` are the keys of those in which the reporter has written since the reader was there.
    """

    due: tuple[InboxRow, ...]
    news: tuple[InboxRow, ...]
    later: tuple[InboxRow, ...]
    new: Page
    measures: tuple[MeasureRow, ...]
    absences: tuple[AbsenceNotice, ...]
    fresh: frozenset[str]

    @property
    def is_empty(self) -> bool:
        """Tell whether nothing waits."""
        return not (self.due or self.news or self.later or self.new.rows or self.measures)


def my_day(session: Session, actor: Actor, *, today: date) -> MyDay:
    """Give what waits for the actor: what is due within a week first, then what is new."""
    unanswered = Assignment.status.in_(UNANSWERED)
    own = _own_cases(session, actor, unanswered, today)
    soon = today + timedelta(days=SOON_DAYS)
    due = tuple(row for row in own if row.due_on <= soon)
    news = _own_cases(session, actor, _has_news(actor), today)
    is_due = {row.key for row in due}
    told = is_due | {row.key for row in news}
    return MyDay(
        due=due,
        news=tuple(row for row in news if row.key not in is_due),
        later=tuple(row for row in own if row.key not in told),
        new=_new(session, actor, today),
        measures=_measures(session, actor, today),
        absences=_absences(session, actor, today),
        fresh=frozenset(row.key for row in news),
    )


def _own_cases(session: Session, actor: Actor, rule: Rule, today: date) -> tuple[InboxRow, ...]:
    """Give the actor's own open cases, the nearest date first."""
    query = (
        row_query()
        .where(
            reach_of(session, actor).rule,
            Assignment.status.in_(WITH_RECIPIENT),
            Assignment.handler_id == actor.user_id,
            rule,
        )
        .order_by(Assignment.due_on, Case.id)
    )
    return read_page(session, query, today=today).rows


def _has_news(actor: Actor) -> ColumnElement[bool]:
    """Say that the reporter has written something since the actor last read the case."""
    read = aliased(AuditEntry)
    has_read_since = exists().where(
        read.case_id == Case.id,
        read.user_id == actor.user_id,
        read.action == AuditAction.CASE_READ,
        read.at >= Narrative.written_at,
    )
    return exists().where(
        Narrative.case_id == Case.id, Narrative.kind.in_(FROM_REPORTER), ~has_read_since
    )


def _new(session: Session, actor: Actor, today: date) -> Page:
    """Give what nobody has taken in the units that the actor works in."""
    units = sorted(actor.unit_ids(*UNIT_ROLES))
    query = (
        row_query()
        .where(
            Assignment.unit_id.in_(units),
            Assignment.status.in_(UNANSWERED),
            Assignment.handler_id.is_(None),
            ~Assignment.is_placing,
        )
        .order_by(*most_pressing_first(today))
    )
    return read_page(session, query, today=today)


def _measures(session: Session, actor: Actor, today: date) -> tuple[MeasureRow, ...]:
    """Give the measures that fall due within a week: the actor's own, and a leader's units'."""
    led = sorted(actor.unit_ids(Role.UNIT_LEADER))
    whose = or_(CorrectiveAction.added_by_id == actor.user_id, CorrectiveAction.unit_id.in_(led))
    rows = session.execute(
        select(Case.key, Case.reference, Unit.name.label("unit"), CorrectiveAction.due_on)
        .join(Case, Case.id == CorrectiveAction.case_id)
        .join(Unit, Unit.id == CorrectiveAction.unit_id)
        .where(
            CorrectiveAction.unit_id.in_(reach_of(session, actor).all_units),
            CorrectiveAction.status.in_([each for each in MeasureStatus if each.is_open]),
            CorrectiveAction.due_on <= today + timedelta(days=SOON_DAYS),
            whose,
        )
        .order_by(CorrectiveAction.due_on, CorrectiveAction.id)
    )
    return tuple(
        MeasureRow(
            row.key,
            Reference(row.reference).spoken,
            row.unit,
            row.due_on,
            days_late(row.due_on, today),
        )
        for row in rows
    )


def _absences(session: Session, actor: Actor, today: date) -> tuple[AbsenceNotice, ...]:
    """Give the actor's own absence, now or within a week, and those that they stand in for."""
    away, substitute = aliased(User), aliased(User)
    mine = and_(
        Absence.user_id == actor.user_id, Absence.from_on <= today + timedelta(days=SOON_DAYS)
    )
    stood_in_for = and_(Absence.substitute_id == actor.user_id, Absence.from_on <= today)
    rows = session.execute(
        select(Absence, away.name, substitute.name)
        .join(away, away.id == Absence.user_id)
        .outerjoin(substitute, substitute.id == Absence.substitute_id)
        .where(Absence.to_on >= today, Absence.ended_at.is_(None), or_(mine, stood_in_for))
        .order_by(Absence.from_on, Absence.id)
    )
    return tuple(
        AbsenceNotice(
            "" if row.user_id == actor.user_id else name, other or "", row.from_on, row.to_on
        )
        for row, name, other in rows
    )

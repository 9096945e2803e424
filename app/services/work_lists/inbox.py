"""The shared inbox: what lies with somebody's units, parties or secretariat now.

Three statements for a unit, one more for a party, whatever the number of rows. Nothing that has
ended is read to show what is open.
"""

from collections.abc import Iterable
from datetime import date

from sqlalchemy import case, false, func, select
from sqlalchemy.orm import Session

from app.domain.policy import Actor
from app.models import Assignment, Case
from app.services.work_lists import tabs
from app.services.work_lists.filters import Filters, narrowed
from app.services.work_lists.newest import Place, newest
from app.services.work_lists.reach import Reach, reach_of, was_sent
from app.services.work_lists.rows import (
    ENDED,
    PAGE_ROWS,
    WITH_RECIPIENT,
    Page,
    most_pressing_first,
    read_page,
    row_query,
    still_holds,
)
from app.services.work_lists.tabs import Tab


def inbox(session: Session, actor: Actor, filters: Filters, *, today: date) -> Page:
    """Give a page of the cases that lie with the actor, and how many each open tab has.

    The ended ones are not counted: nobody's work depends on how many they are.
    """
    reach = reach_of(session, actor)
    if filters.tab is Tab.CLOSED:
        page = _ended(session, reach, filters, today)
    else:
        page = _open(session, actor, reach, filters, today)
    return Page(page.rows, page.has_more, _counts(session, actor, reach, today))


def open_cases(session: Session, actor: Actor, keys: Iterable[str], *, today: date) -> Page:
    """Give those of some cases that lie with the actor and are open, the most pressing first."""
    query = row_query().where(
        reach_of(session, actor).rule,
        Assignment.status.in_(WITH_RECIPIENT),
        Case.key.in_(list(keys)),
    )
    return read_page(session, query.order_by(*most_pressing_first(today)), today=today)


def _counts(session: Session, actor: Actor, reach: Reach, today: date) -> dict[str, int]:
    counted = {tab: rule for tab, rule in tabs.rules(actor, today).items() if tab != Tab.CLOSED}
    totals = session.execute(
        select(*(func.sum(case((rule, 1), else_=0)) for rule in counted.values()))
        .select_from(Assignment)
        .join(Case, Case.id == Assignment.case_id)
        .where(reach.rule, Assignment.status.in_(WITH_RECIPIENT))
    ).one()
    return {tab: int(total or 0) for tab, total in zip(counted, totals, strict=True)}


def _open(session: Session, actor: Actor, reach: Reach, filters: Filters, today: date) -> Page:
    query = (
        row_query()
        .where(reach.rule, tabs.rules(actor, today)[filters.tab], *narrowed(filters))
        .order_by(*most_pressing_first(today))
        .offset((max(filters.page, 1) - 1) * PAGE_ROWS)
    )
    return read_page(session, query, today=today)


def _ended(session: Session, reach: Reach, filters: Filters, today: date) -> Page:
    """Give the cases that ended last first."""
    ended = [Assignment.status.in_(ENDED), ~Assignment.is_placing, still_holds(), was_sent()]
    ids = newest(
        [reach.at(unit_id) for unit_id in reach.all_units],
        Assignment.closed_at,
        Assignment.id,
        [*ended, *narrowed(filters)],
        _place(session, reach, filters.after) if filters.after else None,
    )
    query = row_query().where(Assignment.id.in_(ids) if ids is not None else false())
    ordered = query.order_by(Assignment.closed_at.desc(), Assignment.id.desc())
    return read_page(session, ordered, today=today)


def _place(session: Session, reach: Reach, case_key: str) -> Place | None:
    """Find where a case stands among the ended ones; None when it does not, and so the start."""
    found = session.execute(
        select(Assignment.closed_at, Assignment.id)
        .join(Case, Case.id == Assignment.case_id)
        .where(Case.key == case_key, reach.rule, Assignment.status.in_(ENDED))
        .order_by(Assignment.id.desc())
    ).first()
    return (found.closed_at, found.id) if found else None

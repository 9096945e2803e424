"""«Sendt fra oss»: every report sent in the name of a party, newest first."""

from datetime import date
from enum import StrEnum

from sqlalchemy import false, func, select
from sqlalchemy.orm import Session

from app.domain.lifecycle import Status
from app.domain.policy import Actor
from app.models import Assignment, Case
from app.services.work_lists.filters import Filters, narrowed
from app.services.work_lists.newest import Place, newest
from app.services.work_lists.reach import sending_parties
from app.services.work_lists.rows import (
    PAGE_ROWS,
    UNANSWERED,
    Page,
    is_first_holder,
    most_pressing_first,
    nameless,
    read_page,
    row_query,
    still_holds,
)


class SentTab(StrEnum):
    """The tabs of «Sendt fra oss», in order; the value stands in the address."""

    ALL = "alle"
    UNANSWERED = "uten-svar"


WITHOUT_ANSWER = (Status.AWAITING_LINE_MANAGER, Status.CONTESTED, *UNANSWERED)


def sent_from(
    session: Session,
    actor: Actor,
    filters: Filters,
    *,
    tab: SentTab = SentTab.ALL,
    today: date,
) -> Page:
    """Give a page of what was sent in the name of a party that the actor coordinates or leads in.

    A case that two parties have together is listed once.
    """
    parties = sorted(sending_parties(actor))
    if tab is SentTab.UNANSWERED:
        page = _unanswered(session, parties, filters, today)
    else:
        page = _all(session, parties, filters, today)
    return nameless(Page(page.rows, page.has_more, _counts(session, parties)))


def _counts(session: Session, parties: list[int]) -> dict[str, int]:
    count = session.scalar(
        select(func.count()).where(
            Case.reporting_party_id.in_(parties), Case.status.in_(WITHOUT_ANSWER)
        )
    )
    return {SentTab.UNANSWERED: count or 0}


def _unanswered(session: Session, parties: list[int], filters: Filters, today: date) -> Page:
    query = (
        row_query()
        .where(
            Case.reporting_party_id.in_(parties),
            Case.status.in_(WITHOUT_ANSWER),
            still_holds(),
            is_first_holder(),
            *narrowed(filters),
        )
        .order_by(*most_pressing_first(today))
        .offset((max(filters.page, 1) - 1) * PAGE_ROWS)
    )
    return read_page(session, query, today=today)


def _all(session: Session, parties: list[int], filters: Filters, today: date) -> Page:
    ids = newest(
        [Case.reporting_party_id == party_id for party_id in parties],
        Case.sent_at,
        Case.id,
        [still_holds(), is_first_holder(), *narrowed(filters)],
        _place(session, parties, filters.after) if filters.after else None,
    )
    query = row_query().where(Assignment.id.in_(ids) if ids is not None else false())
    ordered = query.order_by(Case.sent_at.desc(), Case.id.desc())
    return read_page(session, ordered, today=today)


def _place(session: Session, parties: list[int], case_key: str) -> Place | None:
    found = session.execute(
        select(Case.sent_at, Case.id).where(
            Case.key == case_key, Case.reporting_party_id.in_(parties)
        )
    ).first()
    return (found.sent_at, found.id) if found else None

"""A party's months: what it sent and received, and what it answered in time.

Months are closed ones only, so that no point moves because days pass.
"""

from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date

from sqlalchemy import case, extract, func, or_, select
from sqlalchemy.orm import Session

from app.domain.deadlines import is_overdue
from app.domain.vocabulary import Standing
from app.models import Case
from app.services.figures.counted_cases import counted_cases

MOST_MONTHS = 24
YEARS_BEFORE = 1
"""How long before the first month a report may have been sent whose answer is due in it."""

Month = tuple[int, int]
"""Year and number of a month."""


@dataclass(frozen=True)
class Months:
    """Closed months, oldest first, and what is counted in each.

    ``sent`` and ``received`` are the counted reports, by the date that decides their year. ``due``
    is how many were to be answered by a date in the month, ``in_time`` how many of them were.
    """

    months: tuple[date, ...]
    sent: tuple[int, ...]
    received: tuple[int, ...]
    due: tuple[int, ...]
    in_time: tuple[int, ...]


def read_months(
    session: Session, helsefellesskap_id: int, party_id: int, *, year: int, today: date
) -> Months:
    """Read up to 24 months that end with ``year``, or with the last one that is over.

    They begin no earlier than the first report the party sent or received. The number of
    statements is fixed.

    Raises:
        LookupError: when the helsefellesskap has no form or no deadlines.
    """
    counts = _counted(session, helsefellesskap_id, party_id)
    months = _shown(min(counts, default=None), year, today)
    due: Counter[Month] = Counter()
    in_time: Counter[Month] = Counter()
    if months:
        for due_on, is_in_time in _answers(session, helsefellesskap_id, party_id, months):
            due[_month_of(due_on)] += 1
            in_time[_month_of(due_on)] += is_in_time
    return Months(
        months=tuple(date(*month, 1) for month in months),
        sent=tuple(counts.get(month, (0, 0))[0] for month in months),
        received=tuple(counts.get(month, (0, 0))[1] for month in months),
        due=tuple(due[month] for month in months),
        in_time=tuple(in_time[month] for month in months),
    )


def _counted(
    session: Session, helsefellesskap_id: int, party_id: int
) -> Mapping[Month, tuple[int, int]]:
    year, month = extract("year", Case.counted_on), extract("month", Case.counted_on)
    rows = session.execute(
        select(
            year,
            month,
            func.sum(case((Case.reporting_party_id == party_id, 1), else_=0)),
            func.sum(case((Case.recipient_party_id == party_id, 1), else_=0)),
        )
        .where(
            Case.helsefellesskap_id == helsefellesskap_id,
            Case.standing == Standing.COUNTED,
            or_(Case.reporting_party_id == party_id, Case.recipient_party_id == party_id),
        )
        .group_by(year, month)
    )
    return {(int(row[0]), int(row[1])): (int(row[2]), int(row[3])) for row in rows}


def _shown(first: Month | None, year: int, today: date) -> list[Month]:
    """Give the closed months to show, oldest first."""
    last = min((year, 12), _before(_month_of(today)))
    months: list[Month] = []
    while first is not None and last >= first and len(months) < MOST_MONTHS:
        months.append(last)
        last = _before(last)
    return months[::-1]


def _answers(
    session: Session, helsefellesskap_id: int, party_id: int, months: list[Month]
) -> Iterator[tuple[date, bool]]:
    """Give the due date of each answer that is or was owed, and whether it was kept."""
    shown = frozenset(months)
    earliest = date(months[0][0] - YEARS_BEFORE, months[0][1], 1)
    within = select(Case.id).where(
        Case.helsefellesskap_id == helsefellesskap_id,
        Case.standing == Standing.COUNTED,
        Case.recipient_party_id == party_id,
        Case.sent_on >= earliest,
    )
    for counted in counted_cases(session, helsefellesskap_id, within):
        is_owed = counted.is_answered or counted.awaits_answer
        if is_owed and _month_of(counted.due_on) in shown:
            answered_on = counted.first_answered_on
            yield counted.due_on, bool(answered_on and not is_overdue(counted.due_on, answered_on))


def _month_of(day: date) -> Month:
    return day.year, day.month


def _before(month: Month) -> Month:
    year, number = month
    return (year, number - 1) if number > 1 else (year - 1, 12)

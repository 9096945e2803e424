"""The due dates of a case: from the decision that held, the calendar, and the days it was paused.

Nothing else computes them: sending, reopening, pausing and a changed decision all come here.
"""

from collections.abc import Iterable
from datetime import date

from sqlalchemy import select
from sqlalchemy.orm import Session

from app.domain.deadlines import DueDates, Pause, days_paused, due_dates
from app.domain.lifecycle import Status
from app.models import Assignment, Case, ClockPause
from app.services.clock.calendar import working_days
from app.services.settings import deadline_lengths

ANSWER_IS_OWED = frozenset({Status.SENT, Status.ACKNOWLEDGED})


def dates_from(
    session: Session, helsefellesskap_id: int, day: date, *, paused_days: int = 0
) -> DueDates:
    """Give the due dates of a case whose clock starts on ``day``, by the decision that held then.

    Raises:
        LookupError: when the helsefellesskap has no deadlines.
    """
    lengths = deadline_lengths(session, helsefellesskap_id, day)
    calendar = working_days(session, helsefellesskap_id)
    return due_dates(day, lengths, calendar, paused_days=paused_days)


def set_dates(session: Session, case: Case, assignment: Assignment) -> None:
    """Write an assignment's due dates anew; what is done already keeps the date it had."""
    begun = assignment.clock_from_on or assignment.sent_on
    paused = days_paused(map(as_pause, pauses_of(session, case.id)), since=begun)
    due = dates_from(session, case.helsefellesskap_id, begun, paused_days=paused)
    assignment.due_on = due.answer_due_on
    if assignment.status is Status.SENT and assignment.clock_from_on is None:
        assignment.acknowledge_due_on = due.acknowledge_due_on


def begin_anew(
    session: Session, case: Case, assignments: Iterable[Assignment], *, today: date
) -> None:
    """Give a full new time to answer, from ``today``; no pause of before counts in it."""
    for row in pauses_of(session, case.id):
        row.ended_on = row.ended_on or min(row.until_on, today)
    for assignment in assignments:
        assignment.clock_from_on = today
        set_dates(session, case, assignment)


def pauses_of(session: Session, case_id: int) -> list[ClockPause]:
    """Give a case's pauses, oldest first."""
    query = select(ClockPause).where(ClockPause.case_id == case_id).order_by(ClockPause.id)
    return list(session.scalars(query))


def as_pause(row: ClockPause) -> Pause:
    """Give the days of a pause; one that goes on is taken to last as long as it may."""
    return Pause(row.from_on, row.ended_on or row.until_on)


def open_pause(pauses: Iterable[ClockPause], today: date) -> ClockPause | None:
    """Give the pause that goes on today, if there is one."""
    going_on = (row for row in pauses if row.ended_on is None and today <= row.until_on)
    return next(going_on, None)

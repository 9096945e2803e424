"""When something is due. Lengths come from the register; Oslo decides which day it is.

With no decision recorded the lengths are «forslag, ikke vedtatt», and pages say so.
"""

from dataclasses import dataclass
from datetime import date, datetime, timedelta
from zoneinfo import ZoneInfo

OSLO = ZoneInfo("Europe/Oslo")
SATURDAY = 5


@dataclass(frozen=True)
class DeadlineLengths:
    """How long a recipient has. ``decided_on`` is None until FSU has decided."""

    acknowledge_working_days: int
    answer_days: int
    remind_days_before: int
    escalate_days_after: int
    decided_on: date | None = None
    decision: str = ""


@dataclass(frozen=True)
class DueDates:
    """The two dates an assignment is measured against, both Oslo dates and inclusive."""

    acknowledge_due_on: date
    answer_due_on: date


def oslo_date(moment: datetime) -> date:
    """Give the date in Norway at an aware moment."""
    return moment.astimezone(OSLO).date()


def plus_working_days(day: date, count: int) -> date:
    """Give the ``count``-th day after ``day`` that is not a Saturday or Sunday."""
    while count > 0:
        day += timedelta(days=1)
        if day.weekday() < SATURDAY:
            count -= 1
    return day


def due_dates(sent_on: date, lengths: DeadlineLengths) -> DueDates:
    """Give the due dates of a case first sent on ``sent_on``."""
    return DueDates(
        acknowledge_due_on=plus_working_days(sent_on, lengths.acknowledge_working_days),
        answer_due_on=sent_on + timedelta(days=lengths.answer_days),
    )


def is_overdue(due_on: date, today: date) -> bool:
    """Tell whether the due date has passed; on the day itself there is still time."""
    return due_on < today


def days_late(due_on: date, today: date) -> int:
    """Give how many days the due date has passed by; 0 when it has not."""
    return max((today - due_on).days, 0)

"""When something is due. Lengths come from the register; Oslo decides which day it is.

With no decision recorded the lengths are «forslag, ikke vedtatt», and pages say so.

Receipt is to be confirmed within working days. The answer is due after calendar days, and where
they end on a day off, on the next working day. No law binds these dates: moving them is the
product's own choice, after the rule of the courts (lov 13. august 1915 nr. 5 om domstolene § 149).
"""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from zoneinfo import ZoneInfo

from app.domain.working_days import WorkingDays

OSLO = ZoneInfo("Europe/Oslo")


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


@dataclass(frozen=True)
class Pause:
    """Days in which the time to answer stands still: from ``from_on`` until ``until_on``.

    ``until_on`` is the last day it can last, or the day that it ended.
    """

    from_on: date
    until_on: date

    @property
    def days(self) -> int:
        """Give how many days the due date moves by."""
        return max((self.until_on - self.from_on).days, 0)


def oslo_date(moment: datetime) -> date:
    """Give the date in Norway at an aware moment."""
    return moment.astimezone(OSLO).date()


def due_dates(
    sent_on: date, lengths: DeadlineLengths, working_days: WorkingDays, *, paused_days: int = 0
) -> DueDates:
    """Give the due dates of a case whose clock runs from ``sent_on``."""
    last = sent_on + timedelta(days=lengths.answer_days + paused_days)
    return DueDates(
        acknowledge_due_on=working_days.after(sent_on, lengths.acknowledge_working_days),
        answer_due_on=working_days.first_from(last),
    )


def days_paused(pauses: Iterable[Pause], *, since: date, until: date | None = None) -> int:
    """Sum the days of the pauses that began on ``since`` or later, none counted past ``until``."""
    return sum(
        Pause(each.from_on, min(each.until_on, until or each.until_on)).days
        for each in pauses
        if each.from_on >= since
    )


def pause_left(pauses: Iterable[Pause], cap: int) -> int:
    """Give how many days a case may still be paused for; ``cap`` is for all pauses together."""
    return max(cap - sum(each.days for each in pauses), 0)


def is_overdue(due_on: date, today: date) -> bool:
    """Tell whether the due date has passed; on the day itself there is still time."""
    return due_on < today


def days_late(due_on: date, today: date) -> int:
    """Give how many days the due date has passed by; 0 when it has not."""
    return max((today - due_on).days, 0)

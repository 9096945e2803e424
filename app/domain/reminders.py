"""Who is reminded of a case on a day: the nearest first, and higher up the longer nobody acts.

A reminder is due on a date, and is told of in the first morning round from then on. An act of the
unit begins the ladder anew. What is said and to whom is not decided here.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from enum import StrEnum, auto

from app.domain.casework import ReminderRung
from app.domain.deadlines import OSLO, DeadlineLengths
from app.domain.lifecycle import Status
from app.domain.vocabulary import NotificationKind
from app.domain.working_days import ONE_DAY, WorkingDays

WEEK = 7
DIGESTED = frozenset(
    {
        NotificationKind.REMINDER,
        NotificationKind.ESCALATION,
        NotificationKind.STRANDED,
        NotificationKind.HANDED_OVER,
    }
)
"""What a person is told in one mail each morning. Everything else comes when it happens."""

PASSING = frozenset(
    {NotificationKind.REMINDER, NotificationKind.ESCALATION, NotificationKind.STRANDED}
)
"""What is no longer true once somebody acts."""

OFFICE_OPENS, OFFICE_CLOSES = time(8), time(16)
LONGEST_DAYS = 400
"""A case that nobody has touched for more than a year is for people to talk about, not for mail."""

RECEIPT_LADDER = {
    0: ReminderRung.PERSON,
    2: ReminderRung.UNIT_LEADER,
    5: ReminderRung.COORDINATOR,
    10: ReminderRung.SECRETARIAT,
}
"""Working days after receipt should have been confirmed; 0 is the last day for it."""

CONTEST_LADDER = {
    3: ReminderRung.COORDINATOR,
    8: ReminderRung.COORDINATOR,
    13: ReminderRung.SECRETARIAT,
}
"""Working days after somebody objected to a decline, which the party's coordinator decides."""


class Owed(StrEnum):
    """What a unit has not done yet."""

    RECEIPT = auto()
    ANSWER = auto()
    DECISION = auto()


@dataclass(frozen=True)
class Waiting:
    """An assignment as the ladder sees it. Dates are Oslo dates.

    ``acted_on`` is when its unit last did something, or None. ``paused_until`` is the last day of
    a pause in which the reporter is waited for, or None. ``contested_on`` is when somebody objected
    to a decline that is not decided yet, or None.
    """

    status: Status
    acknowledge_due_on: date
    due_on: date
    acted_on: date | None = None
    paused_until: date | None = None
    contested_on: date | None = None


@dataclass(frozen=True)
class Reminder:
    """Somebody is to be told. ``on`` is the day it was due, never later than the morning's."""

    rung: ReminderRung
    owed: Owed
    on: date


def due_reminders(
    waiting: Waiting,
    lengths: DeadlineLengths,
    working_days: WorkingDays,
    *,
    after: date,
    today: date,
) -> tuple[Reminder, ...]:
    """Give what is due on the days after ``after`` and up to ``today``, at most one for each rung.

    Nothing is due on or before the day of the unit's last act, or while the clock stands still.
    """
    if waiting.paused_until and today <= waiting.paused_until:
        return ()
    after = max(after, waiting.acted_on or after)
    found = {
        each.rung: each
        for each in _ladder(waiting, lengths, working_days, today)
        if after < each.on <= today
    }
    return tuple(found[rung] for rung in ReminderRung if rung in found)


def _ladder(
    waiting: Waiting, lengths: DeadlineLengths, working_days: WorkingDays, today: date
) -> Iterator[Reminder]:
    if waiting.status is Status.SENT:
        yield from _about_receipt(waiting, working_days)
    if waiting.status in {Status.SENT, Status.ACKNOWLEDGED}:
        yield from _about_answer(waiting, lengths, today)
    if waiting.contested_on:
        for days, rung in CONTEST_LADDER.items():
            yield Reminder(rung, Owed.DECISION, working_days.after(waiting.contested_on, days))


def _about_receipt(waiting: Waiting, working_days: WorkingDays) -> Iterator[Reminder]:
    start = max(waiting.acknowledge_due_on, waiting.acted_on or waiting.acknowledge_due_on)
    for days, rung in RECEIPT_LADDER.items():
        yield Reminder(rung, Owed.RECEIPT, working_days.after(start, days))


def _about_answer(waiting: Waiting, lengths: DeadlineLengths, today: date) -> Iterator[Reminder]:
    """Tell the person before and on the due date, then each week; the others in longer steps."""
    before = timedelta(days=lengths.remind_days_before)
    yield Reminder(ReminderRung.PERSON, Owed.ANSWER, waiting.due_on - before)
    yield Reminder(ReminderRung.PERSON, Owed.ANSWER, waiting.due_on)
    start = max(waiting.due_on, waiting.acted_on or waiting.due_on)
    late = min((today - start).days, LONGEST_DAYS)
    long = lengths.escalate_days_after
    for rung, first, step in (
        (ReminderRung.PERSON, 1 if start == waiting.due_on else WEEK, WEEK),
        (ReminderRung.UNIT_LEADER, (long + 1) // 2, long),
        (ReminderRung.COORDINATOR, long, 2 * long),
        (ReminderRung.SECRETARIAT, 2 * long, 2 * long),
    ):
        for days in range(first, late + 1, step):
            yield Reminder(rung, Owed.ANSWER, start + timedelta(days=days))


def is_office_hours(moment: datetime, working_days: WorkingDays) -> bool:
    """Tell whether people are at work: a working day, from 08:00 until 16:00 in Norway."""
    local = moment.astimezone(OSLO)
    return working_days.has(local.date()) and OFFICE_OPENS <= local.time() < OFFICE_CLOSES


def office_morning(day: date) -> datetime:
    """Give 08:00 in Norway on a day."""
    return datetime.combine(day, OFFICE_OPENS, OSLO).astimezone(UTC)


def next_morning(moment: datetime, working_days: WorkingDays) -> datetime:
    """Give the first 08:00 of a working day that is not before ``moment``."""
    local = moment.astimezone(OSLO)
    has_begun = local.time() > OFFICE_OPENS
    return office_morning(working_days.first_from(local.date() + ONE_DAY * has_begun))

"""Reminders begin with the nearest, climb while nobody acts, and stop when somebody does."""

from dataclasses import replace
from datetime import UTC, date, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.domain.casework import ReminderRung
from app.domain.deadlines import DeadlineLengths
from app.domain.lifecycle import Status
from app.domain.reminders import (
    Owed,
    Waiting,
    due_reminders,
    is_office_hours,
    next_morning,
    office_morning,
)
from app.domain.working_days import ONE_DAY, WorkingDays
from app.public_holidays import public_holidays

NORWAY = WorkingDays(public_holidays)
LENGTHS = DeadlineLengths(3, 28, 7, 14)
SENT = Waiting(Status.SENT, date(2026, 9, 4), date(2026, 9, 29))
TAKEN = replace(SENT, status=Status.ACKNOWLEDGED)


def told(waiting: Waiting, first: date, days: int) -> list[tuple[str, str]]:
    """Hold the round each working morning and list who was told when, «MM-DD rung»."""
    found, after = [], first - ONE_DAY
    for day in (first + timedelta(days=n) for n in range(days)):
        if NORWAY.has(day):
            due = due_reminders(waiting, LENGTHS, NORWAY, after=after, today=day)
            found += [(f"{day:%m-%d}", each.rung.value) for each in due]
            after = day
    return found


def test_a_receipt_that_nobody_confirms_climbs_to_the_secretariat():
    assert told(SENT, date(2026, 9, 1), 21) == [
        ("09-04", "person"),
        ("09-08", "unit_leader"),
        ("09-11", "coordinator"),
        ("09-18", "secretariat"),
    ]


def test_an_answer_is_asked_for_before_the_due_date_on_it_and_after_it():
    assert told(TAKEN, date(2026, 9, 1), 62) == [
        ("09-22", "person"),
        ("09-29", "person"),
        ("09-30", "person"),
        ("10-06", "unit_leader"),
        ("10-07", "person"),
        ("10-13", "coordinator"),
        ("10-14", "person"),
        ("10-20", "unit_leader"),
        ("10-21", "person"),
        ("10-27", "secretariat"),
        ("10-28", "person"),
    ]


def test_an_act_begins_the_ladder_anew():
    acted = replace(TAKEN, acted_on=date(2026, 10, 12))
    assert told(acted, date(2026, 10, 12), 9) == [
        ("10-19", "person"),
        ("10-19", "unit_leader"),
    ]


def test_an_objection_that_nobody_decides_climbs_from_the_coordinator():
    contested = replace(SENT, status=Status.CONTESTED, contested_on=date(2026, 9, 1))
    assert told(contested, date(2026, 9, 1), 40) == [
        ("09-04", "coordinator"),
        ("09-11", "coordinator"),
        ("09-18", "secretariat"),
    ]


def test_nothing_is_due_on_the_day_of_an_act():
    acted = replace(TAKEN, acted_on=date(2026, 9, 29))
    assert told(acted, date(2026, 9, 29), 1) == []


def test_nothing_is_due_while_the_reporter_is_waited_for():
    paused = replace(TAKEN, paused_until=date(2026, 9, 24))
    assert told(paused, date(2026, 9, 20), 5) == []


def test_what_fell_due_while_nobody_was_at_work_is_told_the_next_working_morning():
    due_on_a_saturday = replace(TAKEN, due_on=date(2026, 5, 18))
    (reminder,) = due_reminders(
        due_on_a_saturday, LENGTHS, NORWAY, after=date(2026, 5, 8), today=date(2026, 5, 11)
    )
    assert (reminder.rung, reminder.owed, reminder.on) == (
        ReminderRung.PERSON,
        Owed.ANSWER,
        date(2026, 5, 11),
    )


@pytest.mark.parametrize(
    "status", sorted(set(Status) - {Status.SENT, Status.ACKNOWLEDGED}), ids=str
)
def test_nobody_is_reminded_of_what_needs_no_answer(status):
    assert told(replace(SENT, status=status), date(2026, 9, 1), 120) == []


@given(
    st.dates(date(2026, 9, 1), date(2027, 3, 1)),
    st.integers(1, 20),
    st.one_of(st.none(), st.dates(date(2026, 8, 25), date(2027, 3, 1))),
)
def test_a_rung_is_told_at_most_once_and_only_after_the_last_act(today, gap, acted_on):
    waiting = replace(SENT, acted_on=acted_on)
    after = today - timedelta(days=gap)
    found = due_reminders(waiting, LENGTHS, NORWAY, after=after, today=today)
    assert len({each.rung for each in found}) == len(found)
    assert all(after < each.on <= today for each in found)
    assert acted_on is None or all(each.on > acted_on for each in found)


@pytest.mark.parametrize(
    ("moment", "is_open"),
    [
        ("2026-03-27 06:59", False),
        ("2026-03-27 07:00", True),  # 08:00 in winter
        ("2026-03-27 14:59", True),
        ("2026-03-27 15:00", False),
        ("2026-03-29 10:00", False),  # a Sunday
        ("2026-03-30 05:59", False),
        ("2026-03-30 06:00", True),  # 08:00 in summer
        ("2026-04-02 10:00", False),  # skjærtorsdag
        ("2026-10-26 06:59", False),
        ("2026-10-26 07:00", True),
    ],
)
def test_office_hours_are_norwegian_ones(moment, is_open):
    aware = datetime.fromisoformat(moment).replace(tzinfo=UTC)
    assert is_office_hours(aware, NORWAY) is is_open


@pytest.mark.parametrize(
    ("moment", "morning"),
    [
        ("2026-09-01 05:00", "2026-09-01 06:00"),
        ("2026-09-01 06:00", "2026-09-01 06:00"),
        ("2026-09-01 06:01", "2026-09-02 06:00"),
        ("2026-10-23 12:00", "2026-10-26 07:00"),
        ("2026-12-31 12:00", "2027-01-04 07:00"),
    ],
)
def test_the_next_morning_is_a_working_one(moment, morning):
    aware = datetime.fromisoformat(moment).replace(tzinfo=UTC)
    assert next_morning(aware, NORWAY) == datetime.fromisoformat(morning).replace(tzinfo=UTC)
    assert next_morning(aware, NORWAY) == office_morning(date.fromisoformat(morning[:10]))

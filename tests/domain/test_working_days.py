"""Days off are the law's and the register's, and a due date never falls on one."""

from datetime import UTC, date, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.domain.deadlines import (
    DeadlineLengths,
    Pause,
    days_paused,
    due_dates,
    oslo_date,
    pause_left,
)
from app.domain.holding import Stay, days_by_party, shares
from app.domain.working_days import WorkingDays
from app.public_holidays import public_holidays

NORWAY = WorkingDays(public_holidays)
LENGTHS = DeadlineLengths(3, 28, 7, 14)
DAYS = st.dates(date(2020, 1, 1), date(2050, 12, 1))

EASTER_SUNDAYS = """
    2020-04-12 2021-04-04 2022-04-17 2023-04-09 2024-03-31 2025-04-20 2026-04-05 2027-03-28
    2028-04-16 2029-04-01 2030-04-21 2031-04-13 2032-03-28 2033-04-17 2034-04-09 2035-03-25
    2036-04-13 2037-04-05 2038-04-25 2039-04-10 2040-04-01 2041-04-21 2042-04-06 2043-03-29
    2044-04-17 2045-04-09 2046-03-25 2047-04-14 2048-04-05 2049-04-18 2050-04-10
"""
"""By the tables that Den norske kirke and the almanac print."""

AROUND_EASTER = (-3, -2, 0, 1, 39, 49, 50)
FIXED = ((1, 1), (5, 1), (5, 17), (12, 25), (12, 26))


@pytest.mark.parametrize(
    "sunday", [date.fromisoformat(day) for day in EASTER_SUNDAYS.split()], ids=str
)
def test_the_holidays_of_a_year_are_exactly_the_laws(sunday):
    movable = {sunday + timedelta(days=days) for days in AROUND_EASTER}
    fixed = {date(sunday.year, month, day) for month, day in FIXED}
    assert public_holidays(sunday.year) == movable | fixed


@given(DAYS, st.integers(0, 30))
def test_working_days_are_counted_one_by_one(day, count):
    reached = NORWAY.after(day, count)
    assert len(list(NORWAY.between(day, reached))) == count
    assert NORWAY.has(reached) or reached == day


@given(DAYS)
def test_an_answer_is_due_on_the_first_working_day_from_its_last_calendar_day(sent_on):
    due = due_dates(sent_on, LENGTHS, NORWAY).answer_due_on
    last = sent_on + timedelta(days=28)
    assert NORWAY.has(due)
    assert not any(NORWAY.has(last + timedelta(days=n)) for n in range((due - last).days))


@given(DAYS, st.integers(0, 60))
def test_a_later_start_is_never_due_earlier(sent_on, later):
    first = due_dates(sent_on, LENGTHS, NORWAY)
    second = due_dates(sent_on + timedelta(days=later), LENGTHS, NORWAY)
    assert second.answer_due_on >= first.answer_due_on
    assert second.acknowledge_due_on >= first.acknowledge_due_on


@pytest.mark.parametrize(
    ("sent_on", "acknowledge_due_on", "answer_due_on"),
    [
        ("2026-03-10", "2026-03-13", "2026-04-07"),  # ends on the Tuesday after Easter
        ("2026-03-06", "2026-03-11", "2026-04-07"),  # skjærtorsdag is 2 April, Friday 3 too
        ("2026-04-01", "2026-04-09", "2026-04-29"),  # the Wednesday before Easter
        ("2026-04-19", "2026-04-22", "2026-05-18"),  # 17 May is a Sunday, which moves nothing more
        ("2026-04-16", "2026-04-21", "2026-05-15"),  # Kristi himmelfartsdag
        ("2026-12-23", "2026-12-29", "2027-01-20"),  # julaften itself is a working day by law
        ("2026-12-04", "2026-12-09", "2027-01-04"),  # nyttårsdag is a Friday
        ("2028-02-01", "2028-02-04", "2028-02-29"),  # a leap day
    ],
)
def test_due_dates_keep_clear_of_days_off(sent_on, acknowledge_due_on, answer_due_on):
    due = due_dates(date.fromisoformat(sent_on), LENGTHS, NORWAY)
    assert str(due.acknowledge_due_on) == acknowledge_due_on
    assert str(due.answer_due_on) == answer_due_on


def test_a_day_that_the_register_closes_is_no_working_day():
    closed = WorkingDays(public_holidays, frozenset({date(2026, 12, 24)}))
    assert NORWAY.has(date(2026, 12, 24))
    assert not closed.has(date(2026, 12, 24))
    assert closed.first_from(date(2026, 12, 24)) == date(2026, 12, 28)


@pytest.mark.parametrize(
    ("moment", "day"),
    [
        ("2026-12-31 22:59", "2026-12-31"),
        ("2026-12-31 23:00", "2027-01-01"),
        ("2026-12-31 23:30", "2027-01-01"),
        ("2027-01-01 00:00", "2027-01-01"),
        ("2026-03-28 22:59", "2026-03-28"),
        ("2026-03-28 23:00", "2026-03-29"),
        ("2026-03-29 00:59", "2026-03-29"),  # 01:59, one minute before the clock goes on
        ("2026-03-29 01:00", "2026-03-29"),  # 03:00; 02:30 never is
        ("2026-03-29 21:59", "2026-03-29"),
        ("2026-03-29 22:00", "2026-03-30"),  # the day had 23 hours
        ("2026-10-24 21:59", "2026-10-24"),
        ("2026-10-24 22:00", "2026-10-25"),
        ("2026-10-25 00:30", "2026-10-25"),  # 02:30, the first time
        ("2026-10-25 01:30", "2026-10-25"),  # 02:30, the second time
        ("2026-10-25 22:59", "2026-10-25"),  # the day had 25 hours
        ("2026-10-25 23:00", "2026-10-26"),
        ("2028-02-28 23:00", "2028-02-29"),
        ("2028-02-29 22:59", "2028-02-29"),
        ("2028-02-29 23:00", "2028-03-01"),
        ("2027-02-28 23:00", "2027-03-01"),
        ("2026-06-30 21:59", "2026-06-30"),
        ("2026-06-30 22:00", "2026-07-01"),
    ],
)
def test_oslo_decides_which_day_a_moment_is(moment, day):
    aware = datetime.fromisoformat(moment).replace(tzinfo=UTC)
    assert str(oslo_date(aware)) == day


@pytest.mark.parametrize(
    "moment", ["2026-03-28T23:30", "2026-03-29T01:30", "2026-10-24T22:30", "2026-10-25T00:30"]
)
def test_a_clock_that_is_moved_moves_no_due_date(moment):
    sent_on = oslo_date(datetime.fromisoformat(moment).replace(tzinfo=UTC))
    assert due_dates(sent_on, LENGTHS, NORWAY) == due_dates(
        date.fromisoformat("2026-03-29" if sent_on.month == 3 else "2026-10-25"), LENGTHS, NORWAY
    )


def test_paused_days_move_the_answer_and_not_the_receipt():
    plain = due_dates(date(2026, 9, 1), LENGTHS, NORWAY)
    paused = due_dates(date(2026, 9, 1), LENGTHS, NORWAY, paused_days=7)
    assert paused.answer_due_on == plain.answer_due_on + timedelta(days=7)
    assert paused.acknowledge_due_on == plain.acknowledge_due_on


PAUSES = (Pause(date(2026, 9, 3), date(2026, 9, 8)), Pause(date(2026, 9, 20), date(2026, 9, 22)))


def test_all_pauses_of_a_case_share_one_cap():
    assert pause_left(PAUSES, 14) == 7
    assert pause_left(PAUSES, 5) == 0


def test_pauses_count_from_the_day_the_clock_began_and_up_to_the_answer():
    assert days_paused(PAUSES, since=date(2026, 9, 1)) == 7
    assert days_paused(PAUSES, since=date(2026, 9, 10)) == 2
    assert days_paused(PAUSES, since=date(2026, 9, 1), until=date(2026, 9, 5)) == 2


def test_each_units_days_with_a_case_are_summed_over_its_stays():
    stays = (
        Stay(1, 10, date(2026, 9, 1), date(2026, 9, 4)),
        Stay(2, 20, date(2026, 9, 4), date(2026, 9, 4)),
        Stay(1, 10, date(2026, 9, 4)),
    )
    found = shares(stays, date(2026, 9, 10))
    assert [(share.unit_id, share.days) for share in found] == [(1, 9), (2, 0)]
    assert days_by_party(found) == {10: 9, 20: 0}

"""The erasing rule: what is due, when, and that a case without an answer never is."""

from datetime import UTC, date, datetime, timedelta
from random import Random

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.domain.lifecycle import Status
from app.domain.retention import (
    CaseKeeping,
    Decision,
    Keeping,
    Parties,
    Responsibility,
    decision_in_force,
    ended_at,
    keeping,
    kept_until,
)
from app.domain.vocabulary import Side
from tests.clock_jumps import play
from tests.domain.retention_situations import SITUATIONS, TWO_YEARS, Situation, at


def kept(situation: Situation) -> Keeping:
    def moment(text: str | None) -> datetime | None:
        return at(text) if text else None

    return keeping(
        situation.held,
        reopened_at=moment(situation.reopened),
        decision=decision_in_force(situation.decisions, date.fromisoformat(situation.today)),
        archived_at=moment(situation.archived),
        written_at=moment(situation.written),
    )


@pytest.mark.parametrize("situation", [pytest.param(each, id=each.told) for each in SITUATIONS])
def test_a_case_is_due_exactly_when_the_rule_says(situation):
    assert kept(situation).is_due(date.fromisoformat(situation.today)) is situation.is_due


def test_the_table_has_at_least_sixty_situations_of_both_kinds():
    assert len({each.told for each in SITUATIONS}) == len(SITUATIONS) >= 60
    assert min(sum(e.is_due for e in SITUATIONS), sum(not e.is_due for e in SITUATIONS)) > 20


@given(st.dates(date(2000, 1, 1), date(2100, 1, 1)), st.integers(0, 1200))
def test_a_month_is_never_shorter_than_the_calendar_says(day, months):
    last = kept_until(day, months)
    assert (last.year - day.year) * 12 + last.month - day.month == months
    assert last.day == day.day or (last + timedelta(days=1)).day == 1


# ---- many years of clocks that jump ----


def test_in_many_years_of_clock_jumps_no_unanswered_case_is_due():
    chance = Random(20261122)  # noqa: S311  repeatable, and nothing in it is secret
    lives = [play(chance, 25) for _ in range(400)]
    assert sum(asked for asked, _ in lives) == 10_000
    assert sum(due for _, due in lives) > 100


STATUSES = st.sampled_from(list(Status))
MOMENTS = st.none() | st.integers(0, 7_000_000_000).map(lambda n: datetime.fromtimestamp(n, UTC))
HELD = st.builds(Responsibility, STATUSES, MOMENTS, MOMENTS)


@given(st.lists(HELD, max_size=4), MOMENTS, MOMENTS, MOMENTS, st.dates(), st.integers(0, 120))
def test_whatever_the_clocks_say_a_case_that_somebody_owes_an_answer_is_not_due(
    rows, reopened_at, archived_at, written_at, today, months
):
    rows.append(Responsibility(Status.SENT))
    made = keeping(
        rows,
        reopened_at=reopened_at,
        decision=Decision(date.min, months),
        archived_at=archived_at,
        written_at=written_at,
    )
    assert made.ended_on is None
    assert not made.is_due(today)


@given(st.lists(HELD, max_size=4), MOMENTS)
def test_a_case_never_ends_before_it_was_last_reopened(rows, reopened_at):
    ended = ended_at(rows, reopened_at=reopened_at)
    assert ended is None or reopened_at is None or ended >= reopened_at


# ---- whose texts, and by whose rule ----

TODAY = date(2026, 3, 11)
DUE = Keeping(date(2024, 3, 10), TWO_YEARS, archived_at=at("2024-06-01"))
UNARCHIVED = Keeping(date(2024, 3, 10), TWO_YEARS)
UNDECIDED = Keeping(date(2024, 3, 10), None, archived_at=at("2024-06-01"))
HOSPITAL, MUNICIPALITY, OTHER = 1, 2, 3


def sides_due(parties: Parties, **by_party: Keeping) -> dict[int, set[Side]]:
    numbers = {"hospital": HOSPITAL, "municipality": MUNICIPALITY, "other": OTHER}
    made = CaseKeeping(parties, {numbers[name]: each for name, each in by_party.items()})
    return {party: set(made.due_sides(party, TODAY)) for party in made.due_parties(TODAY)}


def test_each_sides_texts_follow_its_own_partys_rule():
    parties = Parties(MUNICIPALITY, frozenset({HOSPITAL}))
    assert sides_due(parties, municipality=DUE, hospital=UNDECIDED) == {
        MUNICIPALITY: {Side.REPORTER}
    }
    assert sides_due(parties, municipality=UNARCHIVED, hospital=DUE) == {HOSPITAL: {Side.RECIPIENT}}


def test_a_reporting_party_that_is_not_connected_leaves_its_side_to_the_recipient():
    parties = Parties(None, frozenset({HOSPITAL}))
    assert sides_due(parties, hospital=DUE) == {HOSPITAL: {Side.REPORTER, Side.RECIPIENT}}
    assert sides_due(parties, hospital=UNDECIDED) == {}


def test_what_two_recipients_share_needs_the_rule_of_both():
    parties = Parties(MUNICIPALITY, frozenset({HOSPITAL, OTHER}))
    both = sides_due(parties, municipality=UNDECIDED, hospital=DUE, other=DUE)
    assert both == {HOSPITAL: {Side.RECIPIENT}, OTHER: set()}
    one = sides_due(parties, municipality=UNDECIDED, hospital=DUE, other=UNARCHIVED)
    assert one == {HOSPITAL: set()}


@pytest.mark.parametrize(
    ("recipient", "former", "is_due"),
    [
        (DUE, UNARCHIVED, True),
        (UNDECIDED, UNARCHIVED, True),
        (UNARCHIVED, UNARCHIVED, False),
        (DUE, Keeping(date(2024, 3, 10), None), False),
        (DUE, Keeping(date(2024, 3, 12), TWO_YEARS), False),
    ],
)
def test_the_notes_of_one_who_gave_the_case_away_go_by_its_own_months(recipient, former, is_due):
    parties = Parties(MUNICIPALITY, frozenset({HOSPITAL}), former=frozenset({OTHER}))
    found = sides_due(parties, municipality=UNDECIDED, hospital=recipient, other=former)
    assert (OTHER in found) is is_due
    assert not found.get(OTHER)


def test_a_list_looks_ninety_days_ahead():
    assert not DUE.is_due_soon(TODAY)
    assert DUE.is_due_soon(date(2026, 3, 10))
    assert DUE.is_due_soon(date(2025, 12, 11))
    assert not DUE.is_due_soon(date(2025, 12, 10))
    assert not UNARCHIVED.is_due_soon(date(2026, 3, 10))
    assert UNARCHIVED.awaits_archive
    assert not DUE.awaits_archive

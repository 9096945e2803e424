"""Hints of reports about the same incident: when two are alike, and which are told of first."""

from dataclasses import replace
from datetime import date

import pytest

from app.domain.duplicates import Likeness, Traits, likeness, most_alike
from app.domain.vocabulary import Direction

ONE = Traits(
    case_id=1,
    direction=Direction.TO_HOSPITAL,
    municipality_id=20,
    unit_id=100,
    section_id=101,
    occurred_on=date(2026, 3, 6),
    categories=frozenset({"medicines", "communication"}),
)


def other(**changes):
    return replace(ONE, **{"case_id": 2, **changes})


def alike(**changes) -> Likeness:
    found = likeness(ONE, other(**changes))
    assert found is not None
    return found


def test_the_same_told_twice_is_alike_and_the_other_side_of_it_too():
    assert not alike().is_opposite
    assert alike(direction=Direction.TO_MUNICIPALITY).is_opposite


@pytest.mark.parametrize(
    "changes",
    [
        {"case_id": 1},
        {"municipality_id": 21},
        {"municipality_id": None},
        {"unit_id": 200, "section_id": 201},
        {"occurred_on": date(2026, 3, 9)},
        {"occurred_on": date(2026, 3, 3)},
        {"categories": frozenset({"logistics"})},
    ],
)
def test_another_place_day_or_matter_is_not_alike(changes):
    assert likeness(ONE, other(**changes)) is None


@pytest.mark.parametrize("day", [4, 5, 6, 7, 8])
def test_two_days_either_way_are_near(day):
    assert alike(occurred_on=date(2026, 3, day)).days_apart == abs(day - 6)


def test_two_without_a_municipality_of_the_register_are_not_compared():
    nowhere = replace(ONE, municipality_id=None)
    assert likeness(nowhere, other(municipality_id=None)) is None


def test_a_unit_that_the_reporter_did_not_know_may_be_any():
    assert likeness(ONE, other(unit_id=None, section_id=None)) is not None
    assert likeness(replace(ONE, unit_id=None, section_id=None), other()) is not None


def test_three_are_told_of_the_most_alike_first():
    others = [
        other(case_id=2, occurred_on=date(2026, 3, 8)),
        other(case_id=3),
        other(case_id=4, section_id=102),
        other(case_id=5, categories=frozenset({"medicines"})),
        other(case_id=6),
    ]
    assert [each.case_id for each in most_alike(ONE, others)] == [6, 3, 5]


def test_what_both_have_ticked_is_told():
    assert alike(categories=frozenset({"medicines", "logistics"})).categories == {"medicines"}

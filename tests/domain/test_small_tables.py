"""Small counts by every threshold, and what a table tells of a group that is all alike."""

from dataclasses import replace
from datetime import date
from itertools import product

import pytest

from app.domain.figures import Cell, Heading, Table
from app.domain.statistics.measures import Measured
from app.domain.statistics.withholding import BY_CLINIC, Rule, legend_of, withhold
from app.domain.vocabulary import Words
from app.solver import Highs
from tests.domain.counted_year import values
from tests.domain.test_statistics_withholding import (
    MANY,
    RULE,
    YEAR,
    one_table,
    shown,
    summed,
    table,
    with_measured,
)
from tests.proofs.ground import seeded
from tests.proofs.simulated_years import CLINICS, ROSTER, a_year, exact_years


@pytest.mark.parametrize("zeros", [True, False])
@pytest.mark.parametrize("threshold", range(3, 8))
def test_no_table_shows_or_tells_a_count_below_any_threshold(threshold, zeros):
    rule = Rule(threshold, zeros)
    for parts in product((0, 1, threshold - 1, threshold, threshold + 4), repeat=3):
        told = values(shown(one_table(parts, counted=MANY), rule)["unit"])
        counts = summed(parts)
        assert not any(rule.is_small(int(value)) for value in told.values()), parts
        assert all(told[row] == counts[row] for row in told if row != "others"), parts
        hidden = [row for row in "abc" if row not in told]
        if "total" in told:
            for known in ("", "a", "b", "ab"):
                left = [row for row in hidden if row not in known]
                room = sum(counts[row] for row in left) if len(left) > 1 else 0
                assert room >= 3 or not any(rule.is_small(counts[row]) for row in left), parts


@pytest.mark.parametrize("row", range(4))
def test_a_column_in_which_all_are_alike_is_not_shown(row):
    parts = [20 if number == row else 0 for number in range(4)]
    told = values(shown(one_table(parts, counted=MANY))["unit"])
    assert not told or "abcd"[row] not in told or "total" not in told
    assert 0 not in told.values()


@pytest.mark.parametrize("clinic", ["medisin", "kirurgi"])
def test_a_clinic_whose_reports_are_all_of_one_kind_is_merged_or_hidden(clinic):
    def alike(case):
        is_mine = case.clinic_keys == (clinic,)
        kind = {"categories": ("treatment",), "category_groups": ("treatment",)}
        return replace(case, **kind) if is_mine else case

    cases = [alike(case) for year in (2022, 2023) for case in a_year(seeded("9"), year, 300)]
    exact = exact_years(cases, (2022, 2023), date(2024, 3, 1))
    made = {each.key: each for each in withhold(exact, ROSTER, RULE, Highs()).tables}
    if BY_CLINIC in made and clinic in [head.key for head in made[BY_CLINIC].columns]:
        told = values(made[BY_CLINIC], clinic)
        assert "treatment" not in told
        assert 0 not in told.values()
    assert clinic in CLINICS


def beside(share, key="timeliness", row="answered_in_time", **others):
    exact = with_measured(key, "share", {row: share})
    return replace(exact, whole=exact.whole | others)


@pytest.mark.parametrize(
    ("in_time", "late", "is_shown"),
    [(20, 5, True), (20, 4, False), (20, 1, False), (4, 20, False), (3, 0, False), (0, 3, False)],
)
@pytest.mark.parametrize("zeros", [True, False])
def test_a_share_is_hidden_where_its_part_its_rest_or_its_base_is_few(
    in_time, late, is_shown, zeros
):
    share = Measured(in_time / (in_time + late), case_count=in_time + late)
    told = values(shown(beside(share), Rule(5, zeros))["timeliness"])
    assert bool(told) is is_shown


@pytest.mark.parametrize(("overdue", "is_shown"), [(0, True), (1, False), (4, False), (5, True)])
def test_a_share_in_time_is_hidden_where_the_overdue_behind_it_are_few(overdue, is_shown):
    days = table("distribution_answered", {"days_0_1": 100, "not_yet": 20, "total": 120})
    share = Measured(0.9, case_count=100 + overdue)
    told = values(shown(beside(share, distribution_answered=days))["timeliness"])
    assert bool(told) is is_shown


def test_a_share_of_what_is_not_told_is_in_whole_percents_and_of_a_hundred_or_more():
    days = table("distribution_answered", {"days_0_1": 180, "not_yet": 2, "total": 182})
    share = Measured(0.8388888889, case_count=180)
    told = values(shown(beside(share, distribution_answered=days))["timeliness"])
    assert told == {"answered_in_time": 0.84}
    few = table("distribution_answered", {"days_0_1": 80, "not_yet": 2, "total": 82})
    share = Measured(0.8, case_count=80)
    assert not values(shown(beside(share, distribution_answered=few))["timeliness"])


@pytest.mark.parametrize(("yes", "partly", "is_shown"), [(20, 5, True), (20, 3, False)])
def test_a_share_of_useful_answers_is_hidden_where_the_rest_is_few(yes, partly, is_shown):
    counts = {"yes": yes, "partly": partly, "no": 0, "not_rated": 30}
    whole = table("usefulness", counts | {"total": sum(counts.values())})
    share = Measured(yes / (yes + partly), case_count=min(yes, partly))
    exact = beside(share, "useful_answers", "useful", usefulness=whole)
    assert bool(values(shown(exact, Rule(5, protects_zeros=False))["useful_answers"])) is is_shown


@pytest.mark.parametrize(("cases", "is_shown"), [(0, False), (1, False), (4, False), (5, True)])
def test_tallies_rest_on_as_many_cases_as_a_count(cases, is_shown):
    tallied = {"cases": Cell(cases), "times": Measured(90, case_count=cases)}
    assert bool(values(shown(with_measured("tallies", "count", tallied))["tallies"])) is is_shown


def goal(baseline, now, target, direction=(100, 60)):
    heads = [Heading(key, Words(key, key)) for key in ("baseline", "now", "target")]
    row = (Heading("goal", Words("Mål", "Mål")),)
    cells = ((Cell(baseline), Cell(now), Cell(target)),)
    made = Table("goals", "count", row, tuple(heads), cells)
    exact = one_table([20, 30])
    sent = table("direction", dict(zip(("up", "down"), direction, strict=True)))
    result = shown(replace(exact, whole=exact.whole | {"goals": made, "direction": sent}))["goals"]
    return [cell.value for cell in result.cells[0]]


def test_a_goal_hides_its_small_periods_and_the_target_that_would_tell_the_baseline():
    assert goal(40, 50, 52) == [40, 50, 52]
    assert goal(4, 50, 6) == [None, 50, None]
    assert goal(40, 4, 52) == [40, None, 52]


def test_a_goals_period_is_hidden_where_the_rest_of_its_year_is_few():
    assert goal(40, 58, 52) == [40, None, 52]
    assert goal(97, 50, 127) == [None, 50, None]
    assert goal(40, 60, 52) == [40, 60, 52]


@pytest.mark.parametrize("threshold", [3, 5, 7])
def test_the_legend_tells_what_is_few_and_whether_none_is_hidden(threshold):
    both = legend_of(Rule(threshold))[":"], legend_of(Rule(threshold, protects_zeros=False))[":"]
    for words in both:
        assert f"færre enn {threshold}" in words.nb
        assert f"færre enn {threshold}" in words.nn
    assert "Null skjules" in both[0].nb
    assert "Null vises" in both[1].nb


def test_a_year_is_not_compared_with_one_in_which_nothing_was_sent():
    exact = exact_years(a_year(seeded("4"), YEAR, 60), [YEAR, YEAR - 1], date(2024, 3, 1))
    for made in withhold(exact, ROSTER, RULE, Highs()).tables:
        if "year_before" in [column.key for column in made.columns]:
            assert {made.cell(row.key, "year_before").symbol for row in made.rows} == {"."}, (
                made.key
            )

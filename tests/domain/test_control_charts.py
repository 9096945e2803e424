"""The rules for variation, held against published tables and sums done by hand."""

from collections.abc import Sequence
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.domain.statistics.control_charts import (
    Limits,
    Runs,
    c_chart,
    fewest_crossings_by_chance,
    longest_run_by_chance,
    p_chart,
    run_chart,
    runs_of,
)


def around_its_median(values: Sequence[float | None]) -> Runs:
    """The runs of a series that has figures."""
    runs = runs_of(values)
    assert runs is not None
    return runs


PUBLISHED = {
    # useful points: (longest run still usual, fewest crossings still usual), PLoS ONE 9(11) e113825
    10: (6, 2),
    11: (6, 2),
    12: (7, 3),
    13: (7, 3),
    14: (7, 4),
    15: (7, 4),
    16: (7, 4),
    17: (7, 5),
    18: (7, 5),
    19: (7, 6),
    20: (7, 6),
    21: (7, 6),
    22: (7, 7),
    23: (8, 7),
    24: (8, 8),
}


@pytest.mark.parametrize(("useful", "bounds"), PUBLISHED.items())
def test_what_chance_allows_is_as_published(useful, bounds):
    assert (longest_run_by_chance(useful), fewest_crossings_by_chance(useful)) == bounds


def test_a_run_of_seven_is_usual_among_fourteen_and_one_of_eight_is_not_among_sixteen():
    # seven below the median (10 + 20) / 2 = 15, then seven above; log2(14) + 3 = 6,8, which is 7
    seven = around_its_median([10] * 7 + [20] * 7)
    assert (seven.median, seven.useful, seven.length, seven.crossings) == (15, 14, 7, 1)
    assert not seven.is_long
    assert seven.crosses_seldom, "1 crossing, and chance gives at least 4"
    # log2(16) + 3 = 7
    eight = around_its_median([10] * 8 + [20] * 8)
    assert (eight.length, eight.longest, eight.is_long) == (8, (0, 7), True)


def test_points_on_the_median_neither_break_nor_lengthen_a_run():
    # median of 11 numbers is 5; useful: 4 4 4 6 6 6 6 4 (8), the three fives are passed over
    runs = around_its_median([4, 4, 5, 4, 6, 6, 5, 6, 6, 5, 4])
    assert (runs.median, runs.useful) == (5, 8)
    assert (runs.length, runs.longest, runs.crossings) == (4, (4, 8), 2)


def test_nine_useful_points_say_nothing_and_ten_do():
    assert around_its_median([1] * 4 + [2] * 2 + [3] * 5).useful == 9
    nine = run_chart([1] * 4 + [2] * 2 + [3] * 5)
    assert not nine.says_enough
    assert not nine.has_signal
    ten = run_chart([1] * 5 + [3] * 5)
    assert ten.says_enough
    assert ten.has_signal, "1 crossing, and chance gives at least 2"


def test_a_month_without_a_figure_is_passed_over():
    assert around_its_median([1, None, 1, 9, None, 9]).crossings == 1
    assert runs_of([None, None]) is None
    assert not run_chart([]).has_signal


def test_a_series_that_never_moves_has_no_useful_point():
    runs = around_its_median([4] * 24)
    assert (runs.useful, runs.length, runs.longest, runs.crossings) == (0, 0, None, 0)
    assert not runs.is_long


def test_a_series_that_goes_to_and_fro_has_no_signal():
    assert not c_chart([3, 5, 4, 6, 3, 5, 4, 6, 3, 5, 4, 6]).has_signal


def test_the_limits_of_a_count_are_three_roots_of_the_mean_away():
    # mean (11 * 3 + 15) / 12 = 4; limits 4 - 3 * 2 = -2, which cannot occur, and 4 + 3 * 2 = 10
    chart = c_chart([3] * 11 + [15])
    assert chart.mean == 4
    assert chart.limits == (Limits(None, 10.0),) * 12
    assert (chart.above, chart.below) == ((11,), ())
    assert chart.has_signal


def test_a_count_on_its_limit_is_inside():
    # sum 48, mean 4 and upper limit 10, as above: the largest lies on it
    chart = c_chart([10, 2, 4, 4, 4, 4, 4, 4, 2, 4, 2, 4])
    assert chart.mean == 4
    assert not chart.above


def test_a_count_far_below_the_others_is_told_too():
    # mean (11 * 27 + 3) / 12 = 25; limits 25 - 15 = 10 and 25 + 15 = 40
    chart = c_chart([27] * 11 + [3])
    assert chart.limits[0] == Limits(10.0, 40.0)
    assert (chart.above, chart.below) == ((), (11,))


def test_fewer_than_twelve_months_have_no_limits():
    assert c_chart([1] * 10 + [99]).limits == ()
    assert c_chart([1] * 10 + [99]).mean is None
    assert p_chart([1] * 11 + [0], [2] * 11 + [0]).limits == ()


def test_the_limits_of_a_share_follow_the_size_of_each_month():
    # 80 of 100 and 11 months of 8 of 10: centre 168 / 210 = 0,8; root(0,8 * 0,2 / n) is 0,04 for
    # 100 and 0,126491 for 10; so 0,8 +- 0,12 and 0,8 - 0,379473, above which 1 is passed
    chart = p_chart([80] + [8] * 11, [100] + [10] * 11)
    assert chart.mean == pytest.approx(0.8)
    assert chart.limits[0].lower == pytest.approx(0.68)
    assert chart.limits[0].upper == pytest.approx(0.92)
    assert chart.limits[1].lower == pytest.approx(0.420527, abs=1e-6)
    assert chart.limits[1].upper is None


def test_a_poor_month_of_many_is_a_signal_and_of_few_is_not():
    # centre (11 * 45 + 25) / (12 * 50) = 520 / 600 = 0,8667
    # distance 3 * root(0,8667 * 0,1333 / 50) = 3 * root(0,002311) = 0,1442
    many = p_chart([45] * 11 + [25], [50] * 12)
    assert many.limits[0].lower == pytest.approx(0.7224, abs=1e-4)
    assert many.below == (11,)
    few = p_chart([2] * 11 + [1], [2] * 12)
    assert few.limits[0] == Limits(None, None), "of 2, 0,08 late answers are to be expected"
    assert not few.below


def test_a_month_with_nothing_to_share_has_no_point_and_no_signal():
    chart = p_chart([9] * 12 + [0], [10] * 12 + [0])
    assert chart.values[12] is None
    assert not chart.has_signal


def test_all_or_none_in_time_is_no_signal():
    assert not p_chart([5] * 12, [5] * 12).has_signal
    assert not p_chart([0] * 12, [5] * 12).has_signal
    assert not c_chart([0] * 12).has_signal


def test_a_part_larger_than_its_whole_is_refused():
    with pytest.raises(ValueError, match="larger than its whole"):
        p_chart([3], [2])


@given(st.lists(st.integers(0, 40) | st.none(), max_size=40))
def test_runs_and_crossings_agree_with_a_plain_count(values):
    runs = runs_of(values)
    if runs is None:
        assert not [v for v in values if v is not None]
        return
    sides = [v > runs.median for v in values if v is not None and v != runs.median]
    assert runs.useful == len(sides)
    assert runs.crossings == sum(a is not b for a, b in pairwise(sides))
    told = "".join("+" if side else "-" for side in sides)
    assert runs.length == max(
        map(len, told.replace("+-", "+ -").replace("-+", "- +").split()), default=0
    )


@given(st.lists(st.integers(0, 40), min_size=1, max_size=40))
def test_turning_a_series_round_changes_no_signal(counts):
    there, back = c_chart(counts), c_chart(counts[::-1])
    assert there.has_signal == back.has_signal
    assert len(there.above) == len(back.above)

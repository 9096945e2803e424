"""Two versions of a year laid side by side tell of no single report."""

import pytest

from app.domain.figures import Cell, Figures, Heading, Table
from app.domain.statistics.withholding import Rule, adds_nothing, moved_too_little
from app.domain.vocabulary import Audience, Words

RULE = Rule()
NAMES = Words("Prøve", "Prøve")


def table(key, cells, measure="count", columns=("year",)):
    rows = tuple(Heading(row, Words(row, row)) for row in cells)
    heads = tuple(Heading(column, Words(column, column)) for column in columns)
    found = [each if isinstance(each, tuple) else (each,) for each in cells.values()]
    values = tuple(
        tuple(Cell(None, ":") if value is None else Cell(value) for value in row) for row in found
    )
    return Table(key, measure, rows, heads, values)


def figures(*tables, year=2025, audience=Audience.FSU):
    return Figures(year, audience, NAMES, tables)


def moved(before, after, rule=RULE):
    return moved_too_little([before], [after], rule)


@pytest.mark.parametrize("threshold", range(3, 8))
def test_a_figure_that_both_show_stays_or_moves_by_the_threshold(threshold):
    before = figures(table("totals", {"counted": 40}))
    for steps in range(-9, 10):
        after = figures(table("totals", {"counted": 40 + steps}))
        is_few = 0 < abs(steps) < threshold
        assert moved(before, after, Rule(threshold)) == (("totals",) if is_few else ())


def test_one_late_report_is_named_in_every_table_that_would_show_it():
    before = figures(table("totals", {"counted": 40}), table("unit", {"a": 30, "total": 40}))
    after = figures(table("totals", {"counted": 41}), table("unit", {"a": 31, "total": 41}))
    assert moved(before, after) == ("totals", "unit")


def test_what_the_hidden_rows_have_together_may_not_move_by_few_either():
    before = figures(table("unit", {"a": 30, "b": 20, "c": None, "d": None, "total": 60}))
    after = figures(table("unit", {"a": 36, "b": 20, "c": None, "d": None, "total": 67}))
    assert moved(before, after) == ("unit",)


def test_a_figure_that_only_one_version_shows_is_left_to_the_audit():
    before = figures(table("unit", {"a": 30, "b": 20}))
    after = figures(table("unit", {"a": 30, "b": None}))
    assert moved(before, after) == ()


@pytest.mark.parametrize(("answered", "named"), [(100, ("days",)), (104, ("answers", "days"))])
def test_a_median_moves_only_where_enough_cases_behind_it_do(answered, named):
    def told(count, median):
        days = table("days", {"median_days_to_answered": median}, "days")
        return figures(table("answers", {"answered": count}), days)

    assert moved(told(100, 20), told(answered, 21)) == named
    assert moved(told(100, 20), told(105, 21)) == ()


def test_a_share_whose_cases_are_not_told_does_not_move():
    before = figures(table("timeliness", {"answered_in_time": 0.8}, "share"))
    after = figures(table("timeliness", {"answered_in_time": 0.81}, "share"))
    assert moved(before, after) == ("timeliness",)
    assert moved(before, before) == ()


def test_how_many_times_something_happened_moves_with_the_cases_that_say_so():
    before = figures(table("tallies", {"cases": 20, "times": 200}))
    assert moved(before, figures(table("tallies", {"cases": 20, "times": 230}))) == ("tallies",)
    assert moved(before, figures(table("tallies", {"cases": 25, "times": 230}))) == ()


def test_a_year_is_laid_beside_what_the_year_after_told_of_it():
    both = ("year", "year_before")
    later_year = figures(table("totals", {"counted": (50, 40)}, columns=both), year=2026)
    assert moved(later_year, figures(table("totals", {"counted": 42}))) == ("totals",)
    assert moved(later_year, figures(table("totals", {"counted": 40}))) == ()


def test_another_audience_has_seen_the_same_figures():
    before = figures(table("totals", {"counted": 40}), audience=Audience.PUBLIC)
    assert moved(before, figures(table("totals", {"counted": 42}))) == ("totals",)


def test_the_same_figures_with_other_texts_add_nothing():
    before = figures(table("totals", {"counted": 40}), table("unit", {"a": 30, "b": None}))
    assert adds_nothing([before], [before])
    assert not adds_nothing([before], [figures(table("totals", {"counted": 45}))])
    assert not adds_nothing([before], [figures(table("cause", {"a": None}))])
    assert not adds_nothing([before], [figures(table("unit", {"a": 30, "b": 10}))])

"""What leaves the parties shows no small count, and no total tells one."""

import json
from datetime import date

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from app.domain.casework import Usefulness
from app.domain.figures import Cell, Figures, Heading, Table
from app.domain.statistics import LEGEND, withhold_small_counts
from app.domain.vocabulary import Audience, Words
from tests.domain.counted_year import YEAR, a_case, any_year, figures_of, tables_of, values

THRESHOLD = 5
OUTWARD = (Audience.FSU, Audience.SSU, Audience.PUBLIC)
SSU = ["totals", "direction", "category", "consequence", "timeliness", "answers", "days"]


def one_way(counts: dict[str, int], key: str = "month", audience: Audience = Audience.FSU):
    """Figures of one table with one column."""
    rows = tuple(Heading(row, Words(row, row)) for row in counts)
    year = Heading("year", Words("2023", "2023"))
    cells = tuple((Cell(count),) for count in counts.values())
    table = Table(key, "count", rows, (year,), cells)
    return Figures(YEAR, audience, Words("Vestfold", "Vestfold"), (table,))


def shown(counts: dict[str, int], key: str = "month") -> dict[str, float]:
    figures = withhold_small_counts(one_way(counts, key), THRESHOLD)
    return values(figures.tables[0])


def counts_with_total(parts: list[int]) -> dict[str, int]:
    return {f"{place}": count for place, count in enumerate(parts)} | {"total": sum(parts)}


any_parts = st.lists(
    st.one_of(st.just(0), st.integers(1, 4), st.integers(5, 60)), min_size=2, max_size=12
)


@settings(max_examples=60, deadline=None)
@given(any_year, st.sampled_from(OUTWARD))
def test_no_count_of_one_to_four_is_shown(year, audience):
    figures = withhold_small_counts(figures_of(year, audience), THRESHOLD)
    for table in figures.tables:
        if table.measure == "count":
            cells = [cell.value for row in table.cells for cell in row]
            assert not {1, 2, 3, 4} & set(cells)


@settings(max_examples=300)
@given(any_parts)
def test_no_total_gives_a_hidden_count_away(parts):
    counts = counts_with_total(parts)
    visible = shown(counts)
    hidden = [key for key in counts if key not in visible]
    if not hidden or "total" in hidden:
        return
    left = counts["total"] - sum(count for key, count in visible.items() if key != "total")
    assert len(hidden) >= 2
    assert left - (len(hidden) - 1) >= THRESHOLD  # the most that one of them can be


@given(any_parts)
def test_zeros_and_what_is_shown_are_exact(parts):
    counts = counts_with_total(parts)
    visible = shown(counts)
    assert all(visible[key] == counts[key] for key in visible)
    assert all(key in visible for key, count in counts.items() if count == 0)


@given(any_parts)
def test_nothing_is_hidden_where_nothing_is_small(parts):
    counts = counts_with_total([count for count in parts if count not in range(1, 5)])
    assert shown(counts) == counts


@pytest.mark.parametrize(
    ("parts", "hidden"),
    [
        ([3, 9, 40], {"0", "1"}),
        ([3, 4, 40], {"0", "1"}),
        ([1, 1, 9, 40], {"0", "1", "2"}),
        ([0, 3, 171], {"1", "2"}),
        ([3, 9, 9], {"0", "2"}),
        ([1, 2, 0], {"0", "1", "total"}),
        ([1, 1, 1, 1, 1], {"0", "1", "2", "3", "4", "total"}),
    ],
)
def test_the_next_smallest_count_is_hidden_with_a_small_one(parts, hidden):
    counts = counts_with_total(parts)
    assert set(counts) - set(shown(counts)) == hidden


def test_a_small_remainder_of_the_totals_hides_what_was_sent_and_not_what_counts():
    counts = {"sent": 177, "counted": 174, "withdrawn": 3, "duplicate": 0, "test": 0}
    visible = shown(counts | {"incidents": 170}, key="totals")
    assert set(visible) == {"counted", "duplicate", "test", "incidents"}


def test_small_remainders_hide_each_other_and_leave_what_was_sent():
    counts = {"sent": 182, "counted": 174, "withdrawn": 3, "duplicate": 5, "test": 0}
    visible = shown(counts | {"incidents": 170}, key="totals")
    assert set(visible) == {"sent", "counted", "test", "incidents"}


def test_a_table_without_a_total_hides_small_counts_alone():
    assert shown({"medication": 3, "logistics": 9, "other": 0}) == {"logistics": 9, "other": 0}


def test_a_share_and_a_median_of_fewer_cases_than_the_threshold_are_hidden():
    answered = a_case(acknowledged_on=date(2023, 3, 2), first_answered_on=date(2023, 3, 8))
    for count, is_shown in ((4, False), (5, True)):
        figures = withhold_small_counts(figures_of([answered] * count, Audience.SSU), THRESHOLD)
        for name in ("timeliness", "days"):
            cells = [row[0] for row in figures.table(name).cells]
            assert [cell.value is not None for cell in cells] == [is_shown, is_shown]
            assert is_shown or {cell.symbol for cell in cells} == {":"}
            assert {row[1].symbol for row in figures.table(name).cells} == {"."}


def test_the_threshold_is_the_smallest_count_that_is_shown():
    counts = {"communication": 3, "logistics": 2}
    figures = withhold_small_counts(one_way(counts), 3)
    assert values(figures.tables[0]) == {"communication": 3}


def test_figures_for_a_party_itself_are_exact():
    figures = one_way({"medication": 1}, audience=Audience.INTERNAL)
    assert withhold_small_counts(figures, THRESHOLD) is figures


def test_withholding_twice_is_withholding_once():
    once = withhold_small_counts(figures_of([a_case()] * 7, Audience.FSU), THRESHOLD)
    assert withhold_small_counts(once, THRESHOLD) == once


def test_each_audience_gets_its_tables():
    every = list(tables_of([]))
    chosen = {
        audience: [table.key for table in figures_of([], audience).tables] for audience in Audience
    }
    assert chosen == {
        Audience.INTERNAL: every,
        Audience.FSU: every,
        Audience.SSU: SSU,
        Audience.PUBLIC: ["totals", "direction"],
    }


def test_figures_are_the_json_that_others_lean_on():
    exact = figures_of([a_case()] * 3 + [a_case(is_declined=True)] * 6, Audience.FSU)
    written = json.loads(json.dumps(withhold_small_counts(exact, THRESHOLD).to_json()))
    assert {key: value for key, value in written.items() if key != "tables"} == {
        "schema": 1,
        "year": YEAR,
        "counted_by": "sent_on",
        "audience": "fsu",
        "party": None,
        "version": 0,
    }
    answers = next(table for table in written["tables"] if table["key"] == "answers")
    assert set(answers) == {"key", "measure", "overlaps", "rows", "columns", "cells"}
    assert answers["measure"] == "count"
    assert [row["key"] for row in answers["rows"]] == [
        "answered",
        "not_answered",
        "declined",
        "total",
    ]
    assert [column["key"] for column in answers["columns"]] == ["year", "year_before"]
    nothing = {"value": None, "symbol": "."}
    assert answers["cells"] == [
        [{"value": 0}, nothing],
        [{"value": None, "symbol": ":"}, nothing],
        [{"value": None, "symbol": ":"}, nothing],
        [{"value": 9}, nothing],
    ]
    shares = next(table for table in written["tables"] if table["key"] == "timeliness")
    assert shares["cells"][0] == [{"value": None, "symbol": ":"}, nothing]


def test_every_symbol_is_explained():
    assert set(LEGEND) == {":", "."}


def test_a_share_of_useful_answers_is_withheld_when_those_it_leaves_out_are_few():
    rated = date(YEAR, 3, 10)
    said = [Usefulness.YES] * 9 + [Usefulness.NO] * 2
    year = [a_case(first_answered_on=rated, usefulness=each) for each in said]
    figures = withhold_small_counts(figures_of(year, Audience.FSU), THRESHOLD)
    assert "useful" not in values(figures.table("useful_answers"))
    assert values(figures.table("useful_answers"))["rated"] == 1.0

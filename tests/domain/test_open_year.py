"""Closed quarters of a year that is not released: both directions or none, and nothing by sums."""

from datetime import date

from hypothesis import given
from hypothesis import strategies as st

from app.domain.figures import NOT_APPLICABLE, WITHHELD
from app.domain.statistics.open_year import as_shown_in_open_year
from app.domain.statistics.periods import sent_by_quarter
from app.domain.vocabulary import Direction

UP, DOWN = (direction.value for direction in Direction)
NOVEMBER = date(2026, 11, 23)


def shown(up: list[int], down: list[int], today: date = NOVEMBER) -> dict[str, list[object]]:
    """The table as people see it: rows by key, columns q1 to q4, h1 and h2."""
    counts = {
        f"{key}|q{number}": count
        for key, row in ((UP, up), (DOWN, down))
        for number, count in enumerate(row, 1)
    }
    table = as_shown_in_open_year(sent_by_quarter(counts, 2026, today), 5)
    return {
        row.key: [cell.symbol if cell.value is None else cell.value for cell in cells]
        for row, cells in zip(table.rows, table.cells, strict=True)
    }


def test_closed_quarters_and_half_years_are_shown_with_their_sums():
    assert shown([30, 40, 50, 9], [6, 7, 8, 9]) == {
        UP: [30, 40, 50, NOT_APPLICABLE, 70, NOT_APPLICABLE],
        DOWN: [6, 7, 8, NOT_APPLICABLE, 13, NOT_APPLICABLE],
        "total": [36, 47, 58, NOT_APPLICABLE, 83, NOT_APPLICABLE],
    }


def test_a_small_direction_hides_its_quarter_whole_and_the_half_year_it_is_in():
    found = shown([30, 40, 50, 60], [4, 7, 8, 9], today=date(2027, 1, 1))
    assert found[UP] == [WITHHELD, 40, 50, 60, WITHHELD, 110]
    assert found["total"] == [WITHHELD, 47, 58, 69, WITHHELD, 127]


def test_none_at_all_is_hidden_too():
    assert shown([30, 40, 50, 0], [0, 7, 8, 0])["total"][0] == WITHHELD


@given(
    st.lists(st.integers(0, 12), min_size=4, max_size=4),
    st.lists(st.integers(0, 12), min_size=4, max_size=4),
    st.dates(date(2026, 1, 1), date(2027, 6, 1)),
)
def test_what_is_shown_stays_shown_and_no_sum_gives_a_hidden_quarter_away(up, down, today):
    now, later = shown(up, down, today), shown(up, down, date(2028, 1, 1))
    for key, row in now.items():
        for place, value in enumerate(row):
            if isinstance(value, int):
                assert later[key][place] == value
                assert value >= 5
    for half, quarters in ((4, (0, 1)), (5, (2, 3))):
        if isinstance(now["total"][half], int):
            assert all(isinstance(now[UP][quarter], int) for quarter in quarters)

"""Figures of parts of a year: closed quarters and half-years, and goals that are set for them."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date

from app.domain.figures import Cell, Heading, Table
from app.domain.statistics import headings as words
from app.domain.statistics.facts import MONTHS_IN_QUARTER, Fact
from app.domain.statistics.measures import IMPOSSIBLE
from app.domain.vocabulary import Words

QUARTERS_OF = {
    "q1": (1,),
    "q2": (2,),
    "q3": (3,),
    "q4": (4,),
    "h1": (1, 2),
    "h2": (3, 4),
}
"""The quarters that each column is made of."""

WHOLE = 100


def sent_by_quarter(counts: Mapping[str, int], year: int, today: date) -> Table:
    """Count reports by the quarter and half-year in which they were sent, once it is over."""
    columns = (*words.QUARTERS, *words.HALVES)
    directions = words.DIRECTIONS.always
    rows = [
        [_sent(counts, [row.key], column.key, year, today) for column in columns]
        for row in directions
    ]
    every = [row.key for row in directions]
    rows.append([_sent(counts, every, column.key, year, today) for column in columns])
    return Table(
        "sent_by_quarter",
        "count",
        (*directions, words.TOTAL_ROW),
        columns,
        tuple(map(tuple, rows)),
    )


def _sent(
    counts: Mapping[str, int], directions: Iterable[str], column: str, year: int, today: date
) -> Cell:
    quarters = QUARTERS_OF[column]
    if not _is_over(quarters[-1], year, today):
        return IMPOSSIBLE
    return Cell(sum(counts.get(f"{key}|q{number}", 0) for key in directions for number in quarters))


def _is_over(quarter: int, year: int, today: date) -> bool:
    first_after = quarter * MONTHS_IN_QUARTER + 1
    return (today.year, today.month) >= (
        (year, first_after) if first_after <= len(words.MONTH_NAMES) else (year + 1, 1)
    )


@dataclass(frozen=True)
class GoalSet:
    """A goal: the fact whose months are counted, from which months and to how many percent more.

    ``counts`` is "direction:<key>". Both periods are whole months, within one year each.
    """

    key: str
    words: Words
    counts: str
    baseline_from: date
    baseline_to: date
    goal_from: date
    goal_to: date
    percent: int


YearFacts = Mapping[int, Mapping[Fact, int]]
"""The facts of some years."""


def goals_table(goals: Iterable[GoalSet], facts: YearFacts, year: int) -> Table:
    """Hold a year against the goals that are set for it or an earlier one.

    "now" counts the months of the goal in ``year``. Where nothing at all was sent in the year of
    the baseline, there is none, and no target.
    """
    shown = [goal for goal in goals if goal.goal_from.year <= year]
    cells = []
    for goal in shown:
        baseline = _baseline(goal, facts)
        now = _counted(goal.counts, facts.get(year, {}), goal.goal_from, goal.goal_to)
        cells.append((baseline, Cell(now), _target(baseline, goal.percent)))
    rows = tuple(Heading(goal.key, goal.words) for goal in shown)
    return Table("goals", "count", rows, words.GOAL_COLUMNS, tuple(cells))


def _baseline(goal: GoalSet, facts: YearFacts) -> Cell:
    counted = facts.get(goal.baseline_from.year, {})
    if not counted.get(Fact("totals", "sent")):
        return IMPOSSIBLE
    return Cell(_counted(goal.counts, counted, goal.baseline_from, goal.baseline_to))


def _counted(counts: str, facts: Mapping[Fact, int], first: date, last: date) -> int:
    table, _, row = counts.partition(":")
    months = range(first.month, last.month + 1)
    return sum(facts.get(Fact(f"{table}_month", f"{row}|{month:02}"), 0) for month in months)


def _target(baseline: Cell, percent: int) -> Cell:
    """Give the least whole number that reaches the goal."""
    if baseline.value is None:
        return IMPOSSIBLE
    return Cell(-(-int(baseline.value) * (WHOLE + percent) // WHOLE))

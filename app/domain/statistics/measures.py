"""Figures that are not counts: shares and medians, each with the number of cases it rests on."""

from collections import Counter
from dataclasses import dataclass
from datetime import date
from statistics import median

from app.domain.deadlines import is_overdue
from app.domain.figures import NOT_APPLICABLE, Cell
from app.domain.statistics.facts import IN_TIME, LATE

IMPOSSIBLE = Cell(None, NOT_APPLICABLE)
"""A figure that cannot be had, such as a median of nothing."""

DECIMALS = 4


@dataclass(frozen=True)
class Measured(Cell):
    """A share or a median. ``case_count`` decides whether it may be shown, and is not shown."""

    case_count: int = 0


def share_in_time(done: Counter[str], awaited: Counter[str], *, today: date) -> Cell:
    """Give the share done in time, from 0 to 1 with four decimals.

    It is of the cases that are done, in time or late, and those still awaited whose due date has
    passed on ``today``. ``awaited`` counts by due date. Reports that were declined, or closed
    without an answer, are owed nothing and stand outside unless it had been done before.
    """
    overdue = sum(
        count for due_on, count in awaited.items() if is_overdue(date.fromisoformat(due_on), today)
    )
    case_count = done[IN_TIME] + done[LATE] + overdue
    if not case_count:
        return IMPOSSIBLE
    return Measured(round(done[IN_TIME] / case_count, DECIMALS), case_count=case_count)


def median_days(histogram: Counter[str]) -> Cell:
    """Give the median of a count by number of days: whole, or a half between two."""
    days = [int(key) for key in histogram.elements()]
    if not days:
        return IMPOSSIBLE
    middle = median(days)
    return Measured(int(middle) if middle == int(middle) else middle, case_count=len(days))

"""Figures that are not counts: shares and medians, each with the number of cases it rests on."""

from collections import Counter
from dataclasses import dataclass
from datetime import date

from app.domain.casework import Usefulness
from app.domain.deadlines import is_overdue
from app.domain.figures import NOT_APPLICABLE, Cell
from app.domain.statistics.facts import IN_TIME, LATE, NOT_RATED

IMPOSSIBLE = Cell(None, NOT_APPLICABLE)
"""A figure that cannot be had, such as a median of nothing."""

DECIMALS = 10
"""Of a share: so many that rounding it once more, when it is printed, is like rounding it once."""


@dataclass(frozen=True)
class Measured(Cell):
    """A share, a median or a sum. ``case_count`` decides if it may be shown, and is not shown."""

    case_count: int = 0


def share_in_time(done: Counter[str], awaited: Counter[str], *, today: date) -> Cell:
    """Give the share done in time, from 0 to 1.

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


def share_useful(counts: Counter[str]) -> dict[str, Cell]:
    """Give the shares of the useful and the partly useful answers, and of those that are rated.

    The first two are of the rated ones, so that nobody's silence counts for or against an answer.
    """
    rated = counts.total() - counts[NOT_RATED]
    return {
        "useful": _share(counts[Usefulness.YES], rated),
        "partly": _share(counts[Usefulness.PARTLY], rated),
        "rated": _share(rated, counts.total()),
    }


def _share(part: int, whole: int) -> Cell:
    """Give a share that rests on the smaller of those it counts and those it leaves out.

    A share beside its whole tells both, so that either may be too few to be shown.
    """
    if not whole:
        return IMPOSSIBLE
    fewest = min(count for count in (part, whole - part) if count)
    return Measured(round(part / whole, DECIMALS), case_count=fewest)


def median_days(histogram: Counter[str]) -> Cell:
    """Give the median of a count by number of days: whole, or a half between two."""
    count = histogram.total()
    if not count:
        return IMPOSSIBLE
    lower, upper = (_days_at(histogram, rank) for rank in ((count + 1) // 2, count // 2 + 1))
    middle = lower if lower == upper else (lower + upper) / 2
    return Measured(int(middle) if middle == int(middle) else middle, case_count=count)


def ninth_decile(histogram: Counter[str]) -> Cell:
    """Give the number of days within which nine of ten were done: the nearest rank, whole."""
    count = histogram.total()
    if not count:
        return IMPOSSIBLE
    return Measured(_days_at(histogram, -(-count * 9 // 10)), case_count=count)


def _days_at(histogram: Counter[str], rank: int) -> int:
    """Give the days of the ``rank``-th case from the quickest; the cost follows the days alone."""
    passed = 0
    for days, count in sorted((int(key), count) for key, count in histogram.items()):
        passed += count
        if passed >= rank:
            return days
    raise ValueError(rank)

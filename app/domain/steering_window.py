"""The months of a series that are shown, and what stands in each of them."""

from collections.abc import Iterable, Mapping, Sequence
from datetime import date, timedelta

MOST_MONTHS = 24

Values = tuple[int | None, ...]
"""One a month; None where there is no figure."""


def months_until(months: Iterable[date], most: int = MOST_MONTHS) -> tuple[date, ...]:
    """Give the first days of the last ``most`` months up to the newest, without gaps."""
    known = sorted(set(months))
    if not known:
        return ()
    window = [known[-1]]
    while len(window) < most and window[-1] > known[0]:
        window.append(month_before(window[-1]))
    return tuple(reversed(window))


def month_before(month: date) -> date:
    """Give the first day of the month before."""
    return (month.replace(day=1) - timedelta(days=1)).replace(day=1)


def in_window(values: Mapping[date, int], months: Sequence[date]) -> Values:
    """Give a series month by month."""
    return tuple(values.get(month) for month in months)


def summed(series: Sequence[Values]) -> Values:
    """Add series up month by month; a month that one of them lacks has no sum."""
    return tuple(
        None if None in values else sum(v for v in values if v is not None)
        for values in zip(*series, strict=True)
    )


def counted_in_window(counts: Mapping[date, int], months: Sequence[date], today: date) -> Values:
    """Give counts of what happens, month by month: none is 0 from the first month with any on.

    A month that is not over, and one before anything was counted, has no figure.
    """
    first = min(counts, default=None)
    this_month = today.replace(day=1)
    return tuple(
        counts.get(month, 0) if first is not None and first <= month < this_month else None
        for month in months
    )

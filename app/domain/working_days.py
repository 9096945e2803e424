"""Which days people are at work. The holidays are handed in; this module knows Saturday and Sunday.

Public holidays are those of lov 24. februar 1995 nr. 12 om helligdager og helligdagsfred § 2 and
lov 26. april 1947 nr. 1 om 1 og 17 mai som høgtidsdagar. A helsefellesskap may close on other days,
such as julaften; its register names them.
"""

from collections.abc import Callable, Iterator
from collections.abc import Set as AbstractSet
from dataclasses import dataclass
from datetime import date, timedelta

SATURDAY = 5
ONE_DAY = timedelta(days=1)

Holidays = Callable[[int], AbstractSet[date]]
"""Gives the public holidays of a year."""


@dataclass(frozen=True)
class WorkingDays:
    """The calendar of a helsefellesskap: the country's holidays, and its own closed days."""

    holidays: Holidays
    closed: frozenset[date] = frozenset()

    def has(self, day: date) -> bool:
        """Tell whether people are at work on a day."""
        return (
            day.weekday() < SATURDAY
            and day not in self.closed
            and day not in self.holidays(day.year)
        )

    def first_from(self, day: date) -> date:
        """Give the day itself when it is a working day, else the next one that is."""
        while not self.has(day):
            day += ONE_DAY
        return day

    def after(self, day: date, count: int) -> date:
        """Give the ``count``-th working day after ``day``; the day itself for none."""
        for _ in range(count):
            day = self.first_from(day + ONE_DAY)
        return day

    def between(self, day: date, last: date) -> Iterator[date]:
        """Give the working days after ``day``, up to and including ``last``."""
        span = (last - day).days
        return (each for n in range(span) if self.has(each := day + timedelta(days=n + 1)))

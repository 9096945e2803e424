"""When things happen: reports at all hours, answers in office hours, most of them in time."""

from datetime import UTC, date, datetime, time, timedelta

from app.demo.chance import Chance
from app.domain.deadlines import OSLO
from app.domain.working_days import SATURDAY, WorkingDays
from app.public_holidays import public_holidays

OFFICE_OPENS = time(8, 0)
OFFICE_CLOSES = time(15, 30)
OFFICE_DAYS = WorkingDays(public_holidays)

BUSY_MONTHS = {7: 0.55, 12: 0.8}
"""Fewer reports are written in July and December; every other month weighs 1."""

WEEKEND = 0.5


def sent_moments(chance: Chance, count: int, first: date, last: date) -> list[datetime]:
    """Draw when ``count`` reports are sent between two days in Norway, both included."""
    days = [first + timedelta(days=number) for number in range((last - first).days + 1)]
    weights = [
        BUSY_MONTHS.get(day.month, 1.0) * (WEEKEND if day.weekday() >= SATURDAY else 1.0)
        for day in days
    ]
    drawn = chance.choices(days, weights, k=count)
    return sorted(at_oslo(day, time(chance.randint(7, 21), chance.randint(0, 59))) for day in drawn)


def at_oslo(day: date, clock: time) -> datetime:
    """Give a time of day in Norway as UTC."""
    return datetime.combine(day, clock, OSLO).astimezone(UTC)


class Pace:
    """How quickly the people around one case get things done."""

    def __init__(self, chance: Chance) -> None:
        """Draw from ``chance`` alone, so that a seed decides everything."""
        self.chance = chance

    def office(self, moment: datetime) -> datetime:
        """Give the moment itself, or the next time that somebody is at work."""
        local = moment.astimezone(OSLO)
        if OFFICE_DAYS.has(local.date()) and OFFICE_OPENS <= local.time() <= OFFICE_CLOSES:
            return moment
        is_over = local.time() > OFFICE_CLOSES
        day = OFFICE_DAYS.first_from(local.date() + timedelta(days=int(is_over)))
        return at_oslo(day, time(8, self.chance.randint(0, 59)))

    def after_days(self, moment: datetime, median: float, spread: float = 0.8) -> datetime:
        """Go on by about ``median`` days, seldom much less and sometimes much more."""
        days = median * self.chance.lognormvariate(0, spread)
        return self.office(moment + timedelta(days=days))

    def soon(self, moment: datetime) -> datetime:
        """Go on by some minutes, within the same sitting."""
        return moment + timedelta(minutes=self.chance.randint(2, 12))

    def same_day(self, moment: datetime) -> datetime:
        """Go on by some hours, by day or night."""
        return moment + timedelta(minutes=self.chance.randint(40, 600))

"""How the units of a played year work: some quickly, some slowly, one not at all."""

from dataclasses import dataclass, replace
from datetime import date

JULY = 7


@dataclass(frozen=True)
class Habit:
    """Percent: days with a look in the inbox, looks that end in an answer, reminders heeded."""

    looks: int
    answers: int
    heeds: int

    def on(self, day: date) -> "Habit":
        """Give the habit on a day; in July few are at work."""
        if day.month != JULY:
            return self
        return replace(self, looks=self.looks // 3, heeds=self.heeds // 2)


ORDINARY = Habit(looks=35, answers=11, heeds=75)
SLOW = Habit(looks=12, answers=7, heeds=55)
DEAF = Habit(looks=0, answers=0, heeds=0)

HABITS = {"siv-medisin": SLOW, "siv-kpa": DEAF, "larvik-postmottak": SLOW}
"""Units that are not as most are."""

LEADERS_HEED = 65
COORDINATORS_HEED = 85
"""Percent of escalations that make a leader or a coordinator see to the case the same day."""


def habit_of(unit: str) -> Habit:
    """Give how a unit works, by its key."""
    return HABITS.get(unit, ORDINARY)

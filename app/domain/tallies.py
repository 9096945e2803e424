"""How often something harmless happens: so many times, from one date to another.

A tally is neither a report nor an incident, and is never added to their figures. As in the Danish
samlerapportering, it is never used of what harmed a patient.
"""

from dataclasses import dataclass
from datetime import date

from app.domain.casework import is_harmless
from app.domain.vocabulary import Consequence

FEWEST_REPEATED = 2
MOST_TIMES = 999


@dataclass(frozen=True)
class TallyDraft:
    """``count`` times from one Oslo date to another, both included."""

    count: int
    from_on: date
    to_on: date

    def __post_init__(self) -> None:
        """Hold to what can be counted.

        Raises:
            ValueError: when the number is none that is taken, or the period ends before it begins.
        """
        if not 1 <= self.count <= MOST_TIMES:
            raise ValueError("a tally has from 1 to 999 times")
        if self.to_on < self.from_on:
            raise ValueError("the period ends before it begins")


def may_be_tallied(*judged: Consequence | None) -> bool:
    """Tell whether everybody who has judged the consequence finds it harmless.

    One who has not judged it is None.
    """
    return all(is_harmless(consequence) for consequence in judged if consequence is not None)

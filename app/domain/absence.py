"""When somebody is away, and who has their cases meanwhile."""

from dataclasses import dataclass
from datetime import date


@dataclass(frozen=True)
class AbsenceDraft:
    """A person's days away, both included, by keys. Without a substitute the unit has the cases."""

    person_key: str
    from_on: date
    to_on: date
    substitute_key: str | None = None


def overlap(first: tuple[date, date], second: tuple[date, date]) -> bool:
    """Tell whether two periods, first and last day included, have a day in common."""
    return first[0] <= second[1] and second[0] <= first[1]

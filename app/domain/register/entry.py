"""What every row of a register has, and what every dated row can tell."""

from dataclasses import dataclass
from datetime import date
from typing import ClassVar, Self

from app.domain.vocabulary import Words


class Entry:
    """A row. ``table`` is the name of its list in the file, ``noun`` what people call a row."""

    table: ClassVar[str]
    noun: ClassVar[Words]


@dataclass(frozen=True, kw_only=True)
class Dated(Entry):
    """A row that holds from ``valid_from`` to ``valid_to``, both days included; None is no end."""

    valid_from: date
    valid_to: date | None = None

    @property
    def last_day(self) -> date:
        """Give the last day on which the row holds; far ahead where no end is set."""
        return self.valid_to or date.max

    def holds_on(self, day: date) -> bool:
        """Tell whether the row holds on ``day``."""
        return self.valid_from <= day <= self.last_day

    def overlaps(self, other: Self) -> bool:
        """Tell whether there is a day on which both rows hold."""
        return self.valid_from <= other.last_day and other.valid_from <= self.last_day

    def covers(self, other: "Dated") -> bool:
        """Tell whether this row holds on every day on which the other does."""
        return self.valid_from <= other.valid_from and other.last_day <= self.last_day

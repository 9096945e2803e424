"""How a national number is built, and what digits must show to pass for one.

A number is judged by its date, since a checksum alone would let through every number with a typing
error; the check digits (Skatteetaten: today's, and those of 2032) only ever add.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum
from typing import Any, Self

LENGTH = 11


class Demand(StrEnum):
    """What a match must show before it counts as a finding."""

    NOTHING = "nothing"
    NEAR_DATE = "near_date"
    DATE = "date"
    CHECKED_DATE = "checked_date"
    PLACE = "place"


@dataclass(frozen=True)
class Check:
    """A check digit: weights from the first digit on, and what the sum may leave modulo 11."""

    weights: tuple[int, ...]
    remainders: frozenset[int]

    def holds(self, digits: str) -> bool:
        """Tell whether the weighted sum of the digits leaves an allowed remainder."""
        total = sum(w * int(digit) for w, digit in zip(self.weights, digits, strict=False))
        return total % 11 in self.remainders


@dataclass(frozen=True)
class NationalNumber:
    """Which days and months a national number may show, and its checks."""

    days: frozenset[int]
    months: frozenset[int]
    dateless_first_digits: str
    checks: tuple[Check, ...]

    @classmethod
    def parsed(cls, mapping: Mapping[str, Any]) -> Self:
        """Read ``national_number`` of the rules file."""
        return cls(
            days=frozenset(day + added for day in range(1, 32) for added in mapping["day_added"]),
            months=frozenset(m + added for m in range(1, 13) for added in mapping["month_added"]),
            dateless_first_digits=mapping["dateless_first_digits"],
            checks=tuple(
                Check(tuple(check["weights"]), frozenset(check["remainders"]))
                for check in mapping["checks"]
            ),
        )

    def meets(self, demand: Demand, digits: str) -> bool:
        """Tell whether the digits show what is demanded of them.

        A typing error spoils the day or the month, hardly ever both: so ``NEAR_DATE`` asks for
        one of them, and takes a dateless (FH) number on its first digit alone.
        """
        if demand is Demand.NOTHING:
            return True
        if len(digits) != LENGTH:
            return False
        day, month = int(digits[:2]) in self.days, int(digits[2:4]) in self.months
        dateless = digits[0] in self.dateless_first_digits
        if demand is Demand.CHECKED_DATE:
            return (dateless or (day and month)) and self._is_checked(digits)
        if demand is Demand.NEAR_DATE:
            return dateless or day or month or self._is_checked(digits)
        return (day and month) or self._is_checked(digits)

    def _is_checked(self, digits: str) -> bool:
        return all(check.holds(digits) for check in self.checks)

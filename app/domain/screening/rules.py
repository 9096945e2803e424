"""What the screen looks for, as parsed from ``screening_rules.json``.

A national number is judged by its date, since a checksum alone would let through every number with
a typing error; the check digits (Skatteetaten: today's, and those of 2032) only ever add.
"""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum
from typing import Any

from app.domain.screening.findings import Certainty, FindingKind


class Demand(StrEnum):
    """What the digits of a written form must show before the form counts as a finding."""

    NOTHING = "nothing"
    NEAR_DATE = "near_date"
    DATE = "date"
    CHECKED_DATE = "checked_date"


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
    """How a national number is built: which days and months it may show, and its checks."""

    days: frozenset[int]
    months: frozenset[int]
    dateless_first_digits: str
    checks: tuple[Check, ...]

    def meets(self, demand: Demand, digits: str) -> bool:
        """Tell whether eleven digits show what is demanded of them.

        A typing error spoils the day or the month, hardly ever both: so ``NEAR_DATE`` asks for
        one of them, and takes a dateless (FH) number on its first digit alone.
        """
        if demand is Demand.NOTHING:
            return True
        day, month = int(digits[:2]) in self.days, int(digits[2:4]) in self.months
        dateless = digits[0] in self.dateless_first_digits
        checked = all(check.holds(digits) for check in self.checks)
        if demand is Demand.CHECKED_DATE:
            return checked and (dateless or (day and month))
        if demand is Demand.NEAR_DATE:
            return checked or dateless or day or month
        return checked or (day and month)


@dataclass(frozen=True)
class WrittenForm:
    """One way of writing an identifier, what it must show, and how sure a match makes us."""

    kind: FindingKind
    certainty: Certainty
    demand: Demand
    pattern: re.Pattern[str]


@dataclass(frozen=True)
class Rules:
    """Everything the screen knows. The two maps turn one sign (a code point) into another."""

    encoded: re.Pattern[str]
    same_as: Mapping[int, str]
    lookalikes: Mapping[int, str]
    lookalike_run: re.Pattern[str]
    national_number: NationalNumber
    forms: tuple[WrittenForm, ...]


def parse_rules(mapping: Mapping[str, Any]) -> Rules:
    """Read the parsed ``screening_rules.json``.

    Raises:
        KeyError: when a part is missing.
        ValueError: when a kind, certainty or demand is unknown.
        re.error: when a pattern is broken.
    """
    return Rules(
        encoded=re.compile(mapping["encoded"]),
        same_as=str.maketrans(mapping["same_as"]),
        lookalikes=str.maketrans(mapping["lookalikes"]),
        lookalike_run=re.compile(mapping["lookalike_run"]),
        national_number=_parse_national_number(mapping["national_number"]),
        forms=tuple(_parse_form(form) for form in mapping["forms"]),
    )


def _parse_national_number(mapping: Mapping[str, Any]) -> NationalNumber:
    return NationalNumber(
        days=frozenset(day + added for day in range(1, 32) for added in mapping["day_added"]),
        months=frozenset(m + added for m in range(1, 13) for added in mapping["month_added"]),
        dateless_first_digits=mapping["dateless_first_digits"],
        checks=tuple(
            Check(tuple(check["weights"]), frozenset(check["remainders"]))
            for check in mapping["checks"]
        ),
    )


def _parse_form(mapping: Mapping[str, Any]) -> WrittenForm:
    return WrittenForm(
        FindingKind(mapping["kind"]),
        Certainty(mapping["certainty"]),
        Demand(mapping["demand"]),
        re.compile(mapping["pattern"]),
    )

"""Steering information («Dashbord hjem til hjem»): monthly series from other systems.

The series stand beside the deviations, and are what rates are counted of.
"""

from dataclasses import dataclass
from datetime import date

from app.domain.vocabulary import Term, Words

PER = 1000
"""Rates are so many reports per this many of what they are counted of."""
RATE_DECIMALS = 1


class SteeringMeasure(Term):
    """What is counted by month and municipality."""

    DISCHARGES = "discharges", "utskrivninger fra sykehus", "utskrivingar frå sjukehus"
    ACUTE_ADMISSIONS = "acute_admissions", "akuttinnleggelser", "akuttinnleggingar"
    READMISSIONS = (
        "readmissions",
        "reinnleggelser innen 30 dager",
        "reinnleggingar innan 30 dagar",
    )
    OVERDUE_DISCHARGEABLE = (
        "overdue_dischargeable",
        "utskrivningsklare pasienter som venter",
        "utskrivingsklare pasientar som ventar",
    )


DENOMINATORS = (SteeringMeasure.DISCHARGES, SteeringMeasure.ACUTE_ADMISSIONS)
"""What reports are counted per thousand of: meetings of hospital and municipality."""


@dataclass(frozen=True)
class Provenance:
    """Where figures are from: the source in words, and the Oslo date that it gives for them."""

    source: str
    drawn_on: date


@dataclass(frozen=True)
class SteeringKey:
    """What a figure is of. ``municipality`` is a party's key, ``month`` its first day.

    The empty ``detail`` is the whole; another names a kind of referrer or a cause.
    """

    municipality: str
    measure: SteeringMeasure
    detail: str
    month: date


@dataclass(frozen=True)
class SteeringRow:
    """A row of a file that could be read; ``line`` counts the file's lines from 1."""

    line: int
    key: SteeringKey
    count: int


@dataclass(frozen=True)
class RefusedRow:
    """A row that could not be read, every reason, and what stood there where it may be shown."""

    line: int
    reasons: tuple[Words, ...]
    written: str = ""


@dataclass(frozen=True)
class SteeringFile:
    """The rows of a file, in its order."""

    accepted: tuple[SteeringRow, ...]
    refused: tuple[RefusedRow, ...]


def rate(count: int, whole: int) -> float | None:
    """Give ``count`` per thousand of ``whole`` with one decimal; None of nothing."""
    return round(PER * count / whole, RATE_DECIMALS) if whole else None

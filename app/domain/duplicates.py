"""Which reports may be about the same incident: a hint for those who handle, and never an answer.

Two reports are alike when they concern the same municipality and the same hospital unit, the days
lie close, and a category is ticked in both. Sent the same way they may be one report twice; sent
opposite ways they may be what each side says of it.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from app.domain.vocabulary import Direction

MOST_DAYS_APART = 2
MOST_SHOWN = 3


@dataclass(frozen=True)
class Traits:
    """What is compared. Units are those that cases are counted under: of a section, its clinic.

    ``unit_id`` is None while the reporter did not know the unit; it is then like any unit.
    """

    case_id: int
    direction: Direction
    municipality_id: int | None
    unit_id: int | None
    section_id: int | None
    occurred_on: date
    categories: frozenset[str]


@dataclass(frozen=True)
class Likeness:
    """How another report is like this one; ``score`` orders them, the most alike highest."""

    case_id: int
    is_opposite: bool
    days_apart: int
    categories: frozenset[str]
    score: int


def likeness(one: Traits, other: Traits) -> Likeness | None:
    """Compare two reports; None when they are not alike enough to be told of."""
    days_apart = abs((one.occurred_on - other.occurred_on).days)
    shared = one.categories & other.categories
    if (
        one.case_id == other.case_id
        or one.municipality_id is None
        or one.municipality_id != other.municipality_id
        or not _same_unit(one, other)
        or days_apart > MOST_DAYS_APART
        or not shared
    ):
        return None
    is_same_section = one.section_id is not None and one.section_id == other.section_id
    score = MOST_DAYS_APART - days_apart + len(shared) + is_same_section
    is_opposite = one.direction is not other.direction
    return Likeness(other.case_id, is_opposite, days_apart, shared, score)


def most_alike(one: Traits, others: Iterable[Traits]) -> tuple[Likeness, ...]:
    """Give the three that are most alike, the likest first and of equals the newest."""
    found = [alike for other in others if (alike := likeness(one, other)) is not None]
    found.sort(key=lambda alike: (-alike.score, -alike.case_id))
    return tuple(found[:MOST_SHOWN])


def _same_unit(one: Traits, other: Traits) -> bool:
    return None in (one.unit_id, other.unit_id) or one.unit_id == other.unit_id

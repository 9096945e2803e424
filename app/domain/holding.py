"""How long each unit has had a case, and how long it waited before anybody had it."""

from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import date


@dataclass(frozen=True)
class Stay:
    """A unit's time with a case, Oslo dates. ``until_on`` is None while it has it."""

    unit_id: int
    party_id: int
    from_on: date
    until_on: date | None = None

    def days(self, today: date) -> int:
        """Give whole days; a case that came and went on one day stayed for none."""
        return max(((self.until_on or today) - self.from_on).days, 0)


@dataclass(frozen=True)
class Share:
    """The days that one unit has had a case, all its stays together."""

    unit_id: int
    party_id: int
    days: int


def shares(stays: Iterable[Stay], today: date) -> tuple[Share, ...]:
    """Give each unit's days, in the order in which they first had the case.

    Parties that have a case together both have it: their days overlap, and are not divided.
    """
    found: dict[int, Share] = {}
    for stay in stays:
        before = found.get(stay.unit_id, Share(stay.unit_id, stay.party_id, 0))
        found[stay.unit_id] = replace(before, days=before.days + stay.days(today))
    return tuple(found.values())


def days_by_party(found: Iterable[Share]) -> dict[int, int]:
    """Sum the units' days, party by party."""
    days: dict[int, int] = {}
    for share in found:
        days[share.party_id] = days.get(share.party_id, 0) + share.days
    return days

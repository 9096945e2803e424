"""Parties and units as a year's figures count them."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from sqlalchemy import or_, select
from sqlalchemy.orm import Session

from app.domain.vocabulary import PartyKind, UnitKind
from app.models import Participation, Party, Unit

UNITS_ALWAYS_SHOWN = frozenset({UnitKind.CLINIC, UnitKind.MAILROOM, UnitKind.SERVICE})


@dataclass(frozen=True)
class Roll:
    """Every party and unit by id, in the register's order, and who took part in ``year``."""

    year: int
    parties: Mapping[int, Party]
    units: Mapping[int, Unit]
    participating: frozenset[int]

    def party_id(self, key: str) -> int:
        """Find a party's id.

        Raises:
            LookupError: when no party has the key.
        """
        for party in self.parties.values():
            if party.key == key:
                return party.id
        raise LookupError(key)

    def takes_part(self, party: Party) -> bool:
        """Tell whether a party reported and received in the year; FSU itself does not."""
        return party.id in self.participating and party.kind is not PartyKind.JOINT_BODY

    def is_always_shown(self, unit: Unit) -> bool:
        """Tell whether a unit has its row even when nothing is counted under it."""
        return unit.kind in UNITS_ALWAYS_SHOWN and self.has_held(unit)

    def has_held(self, unit: Unit) -> bool:
        """Tell whether a unit was part of a party that took part on any day of the year."""
        return (
            self.takes_part(self.parties[unit.party_id])
            and (unit.valid_from is None or unit.valid_from <= date(self.year, 12, 31))
            and (unit.valid_to is None or unit.valid_to >= date(self.year, 1, 1))
        )


def read_roll(session: Session, helsefellesskap_id: int, year: int) -> Roll:
    """Read parties, units and who took part on any day of the year, in three statements."""
    participating = session.scalars(
        select(Participation.party_id).where(
            Participation.helsefellesskap_id == helsefellesskap_id,
            Participation.valid_from <= date(year, 12, 31),
            or_(Participation.valid_to.is_(None), Participation.valid_to >= date(year, 1, 1)),
        )
    )
    parties = session.scalars(select(Party).order_by(Party.id))
    units = session.scalars(select(Unit).order_by(Unit.party_id, Unit.position, Unit.id))
    return Roll(
        year=year,
        parties={party.id: party for party in parties},
        units={unit.id: unit for unit in units},
        participating=frozenset(participating),
    )

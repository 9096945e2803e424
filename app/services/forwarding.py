"""Where a case may be sent on to."""

from dataclasses import dataclass
from datetime import date

from sqlalchemy.orm import Session

from app.domain.vocabulary import Words
from app.services import register


@dataclass(frozen=True)
class PartyUnits:
    """The units of one party that take cases, as (key, name)."""

    party: Words
    units: tuple[tuple[str, Words], ...]


def units_that_take_cases(
    session: Session, helsefellesskap_id: int, *, but: int, on: date
) -> tuple[PartyUnits, ...]:
    """Give the units with a mailbox on a date, party by party, ``but`` the one that has it."""
    parties = register.participating(session, helsefellesskap_id, on)
    units = register.units_of(session, [party.id for party in parties], on)
    grouped = (
        PartyUnits(
            party.name,
            tuple(
                (unit.key, unit.name)
                for unit in units
                if unit.party_id == party.id and unit.mailbox and unit.id != but
            ),
        )
        for party in parties
    )
    return tuple(group for group in grouped if group.units)

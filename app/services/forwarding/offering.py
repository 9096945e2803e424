"""Where a case may be sent on to, by whom, and what each forwarding becomes."""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from datetime import date

from sqlalchemy.orm import Session

from app.domain.forwarding import Becomes, Hop, Seat, becomes
from app.domain.policy import Actor
from app.domain.vocabulary import Role, Words
from app.models import Party, Unit
from app.services import register
from app.services.forwarding.hops import seat_of


@dataclass(frozen=True)
class PartyUnits:
    """The units of one party that take cases, as (key, name)."""

    party: Words
    units: tuple[tuple[str, Words], ...]


@dataclass(frozen=True)
class Ways:
    """What may be done with a case where it lies.

    ``within`` and ``between`` say what a forwarding inside the party and to another one becomes;
    ``asks_coordinator`` when the actor may only hand it to the coordinator of the own party, and
    ``is_with_coordinator`` when it lies at that desk already.
    """

    groups: tuple[PartyUnits, ...]
    within: Becomes
    between: Becomes
    asks_coordinator: bool
    is_with_coordinator: bool


def units_that_take_cases(
    session: Session, helsefellesskap_id: int, *, on: date, but: Iterable[int] = ()
) -> list[Unit]:
    """Give the units with a mailbox on a date, party by party, without those named by id."""
    groups = _by_party(session, helsefellesskap_id, on)
    without = set(but)
    return [unit for _, units in groups for unit in units if unit.id not in without]


def groups_of_units(
    session: Session, helsefellesskap_id: int, *, on: date, only: Callable[[Unit], bool]
) -> tuple[PartyUnits, ...]:
    """Give the units that take cases and that ``only`` holds for, under their parties' names."""
    found = (
        PartyUnits(party.name, tuple((unit.key, unit.name) for unit in units if only(unit)))
        for party, units in _by_party(session, helsefellesskap_id, on)
    )
    return tuple(group for group in found if group.units)


def _by_party(
    session: Session, helsefellesskap_id: int, on: date
) -> list[tuple[Party, list[Unit]]]:
    """Give the parties in the register's order, with their units that have a mailbox."""
    parties = register.participating(session, helsefellesskap_id, on)
    units = register.units_of(session, [party.id for party in parties], on)
    return [
        (party, [unit for unit in units if unit.party_id == party.id and unit.mailbox])
        for party in parties
    ]


def ways_from(
    session: Session,
    actor: Actor,
    here: Unit,
    hops: Sequence[Hop],
    *,
    is_joint: bool,
    helsefellesskap_id: int,
    on: date,
) -> Ways:
    """Say where a case may go from the unit where it lies, and what that becomes."""
    inside = becomes(hops, Hop(seat_of(here), seat_of(here)), is_joint=is_joint)
    asks = inside is Becomes.COORDINATOR and not coordinates(actor, here)

    def is_offered(unit: Unit) -> bool:
        """In the own party the coordinator's desk alone, where only the coordinator may choose."""
        is_own = unit.party_id == here.party_id
        return unit.id != here.id and (not (asks and is_own) or unit.is_triage_desk)

    return Ways(
        groups=groups_of_units(session, helsefellesskap_id, on=on, only=is_offered),
        within=inside,
        between=becomes(hops, _away(here), is_joint=is_joint),
        asks_coordinator=asks,
        is_with_coordinator=here.is_triage_desk,
    )


def coordinates(actor: Actor, unit: Unit) -> bool:
    """Tell whether the actor coordinates a unit's party."""
    return unit.party_id in actor.party_ids(Role.COORDINATOR)


def _away(here: Unit) -> Hop:
    """Give a forwarding to some other party; which one makes no difference."""
    start = seat_of(here)
    return Hop(start, Seat(unit=0, party=0))

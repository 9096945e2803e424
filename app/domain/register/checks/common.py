"""What several checks say and do: rows with their places, and the reasons they share."""

from collections.abc import Hashable, Iterable, Iterator
from typing import TypeVar

from app.domain.register.entry import Entry
from app.domain.register.faults import Fault, Place
from app.domain.register.types import PartyEntry, Register, UnitEntry
from app.domain.vocabulary import Words

Row = TypeVar("Row", bound=Entry)

TOP = Place()
LACKING = Words("mangler", "manglar")
USED_BEFORE = Words("er brukt før", "er brukt før")


def unknown(key: str) -> Words:
    """Say that a key is the key of nothing."""
    return Words(f"viser til «{key}», som ikke finnes", f"viser til «{key}», som ikkje finst")


def placed(entries: Iterable[Row], place: Place = TOP) -> Iterator[tuple[Place, Row]]:
    """Give each row with its place, as the reader names it."""
    for number, entry in enumerate(entries, start=1):
        yield place.row(entry.noun, number, getattr(entry, "key", None)), entry


def placed_units(register: Register) -> Iterator[tuple[Place, PartyEntry, UnitEntry]]:
    """Give every unit with its place and its party."""
    for place, party in placed(register.parties):
        for unit_place, unit in placed(party.units, place):
            yield unit_place, party, unit


def repeated(values: Iterable[tuple[Place, Hashable]]) -> Iterator[Fault]:
    """Blame every place whose value stood at an earlier place; None repeats nothing."""
    seen: set[Hashable] = {None}
    for place, value in values:
        if value in seen and value is not None:
            yield place.fault(USED_BEFORE)
        seen.add(value)

"""What each part of a party received, sent and answered, for that party alone."""

from collections.abc import Iterator, Mapping

from app.domain.figures import Cell, Heading, Table
from app.domain.statistics import Fact
from app.domain.statistics.headings import SECTION_COLUMNS
from app.models import Unit
from app.services.figures.roll import Roll


def sections_table(counts: Mapping[Fact, int], roll: Roll, party_id: int) -> Table:
    """Count by units in full: each section after its clinic, in the register's order.

    A clinic's own row has what lies with the clinic and none of its sections. Where a report came
    from is known of hospital units only.
    """
    units = [
        unit
        for unit in _in_order(roll, party_id)
        if roll.has_held(unit) or any(_counts(counts, unit))
    ]
    return Table(
        "sections",
        "count",
        tuple(Heading(unit.key, unit.name) for unit in units),
        SECTION_COLUMNS,
        tuple(tuple(map(Cell, _counts(counts, unit))) for unit in units),
    )


def _counts(counts: Mapping[Fact, int], unit: Unit) -> list[int]:
    return [counts.get(Fact(f"section_{column.key}", unit.key), 0) for column in SECTION_COLUMNS]


def _in_order(roll: Roll, party_id: int, parent_id: int | None = None) -> Iterator[Unit]:
    for unit in roll.units.values():
        if unit.party_id == party_id and unit.parent_id == parent_id:
            yield unit
            yield from _in_order(roll, party_id, unit.id)

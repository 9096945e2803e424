"""A year's exact figures, as withholding takes them in, and what it must know of the register."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field

from app.domain.figures import Heading, Table
from app.domain.statistics.facts import Fact
from app.domain.statistics.headings import YEAR_BEFORE
from app.domain.statistics.measures import Measured
from app.domain.statistics.withholding.world import Place, World

BY_CLINIC, BY_MUNICIPALITY = "category_by_clinic", "category_by_municipality"
APPROVED = (BY_CLINIC, BY_MUNICIPALITY)
"""The two tables of two ways that FSU has approved."""

CATEGORY_GROUP = "category_group"

TIMELINESS = "timeliness"
"""Shares, of which how many were in time is taken in: it says something of the spans of days."""

NOT_LINKED = frozenset({"month", "sections", "tallies", "goals", "development"})
"""Tables that are not looked at cell by cell with the rest: they have rules of their own."""

SIDE_ROWS = frozenset({"outside", "joint", "not_assessed", "not_recorded", "not_rated"})
"""Rows behind which no unit, party or patient stands: none in them is no secret."""

Counts = Mapping[tuple[str, str], int]
"""Counts of one year by category group and column."""


@dataclass(frozen=True)
class ExactYear:
    """Exact figures of one year.

    ``whole`` has the tables of all cases by key, ``parts`` those of each attacker's own cases by
    scope, "party:<id>" of a municipality or "clinic:<id>". ``crossed`` and ``crossed_parts`` have
    the counts of the two-way tables, by table and by scope and table.
    """

    year: int
    whole: Mapping[str, Table]
    parts: Mapping[str, Mapping[str, Table]]
    crossed: Mapping[str, Counts] = field(default_factory=dict)
    crossed_parts: Mapping[str, Mapping[str, Counts]] = field(default_factory=dict)


@dataclass(frozen=True)
class Roster:
    """What the register says that withholding needs.

    ``owners`` gives the scope that has every case of a row or column, by the row's key: of a
    municipality, of its units, of a clinic. ``hospital`` is the row of the health trust.
    ``units_of`` gives the rows of a party's units by the party's row, ``categories_of`` the
    categories of a group. ``groups`` and ``columns`` head the two-way tables, in order.
    """

    owners: Mapping[str, str] = field(default_factory=dict)
    hospital: str = ""
    units_of: Mapping[str, Sequence[str]] = field(default_factory=dict)
    categories_of: Mapping[str, Sequence[str]] = field(default_factory=dict)
    groups: tuple[Heading, ...] = ()
    columns: Mapping[str, tuple[Heading, ...]] = field(default_factory=dict)


OWNED_TABLES = frozenset(
    {"reporting_party", "recipient_party", "unit", "first_recipient_unit", *APPROVED}
)


CROSSED_FACTS = {"category_clinic": BY_CLINIC, "category_municipality": BY_MUNICIPALITY}


def crossed_counts(facts: Mapping[Fact, int]) -> dict[str, dict[tuple[str, str], int]]:
    """Take the counts of the two-way tables out of summed facts."""
    found: dict[str, dict[tuple[str, str], int]] = {BY_CLINIC: {}, BY_MUNICIPALITY: {}}
    for fact, count in facts.items():
        if fact.table in CROSSED_FACTS:
            group, _, column = fact.row.partition("|")
            found[CROSSED_FACTS[fact.table]][group, column] = count
    return found


def places_of(year: int, tables: Iterable[Table]) -> Iterator[tuple[Place, int]]:
    """Give every count of the year itself by its place, and how many were in time."""
    for table in tables:
        if table.key == TIMELINESS:
            yield from _in_time(year, table)
        if table.measure != "count" or table.key in NOT_LINKED or table.key in APPROVED:
            continue
        for row, cells in zip(table.rows, table.cells, strict=True):
            for column, cell in zip(table.columns, cells, strict=True):
                if column.key != YEAR_BEFORE and cell.value is not None:
                    yield Place(year, table.key, row.key, column.key), int(cell.value)


def _in_time(year: int, table: Table) -> Iterator[tuple[Place, int]]:
    first = table.columns[0].key
    for row in table.rows:
        cell = table.cell(row.key, first)
        if isinstance(cell, Measured) and cell.value is not None:
            yield Place(year, table.key, row.key, first), round(cell.value * cell.case_count)


def crossed_places(year: int, roster: Roster, crossed: Mapping[str, Counts]) -> dict[Place, int]:
    """Give every count of the two-way tables by its place, also where there is none."""
    return {
        Place(year, table, group.key, column.key): crossed[table].get((group.key, column.key), 0)
        for table in APPROVED
        if table in crossed
        for group in roster.groups
        for column in roster.columns.get(table, ())
    }


def values_of(exact: ExactYear, roster: Roster) -> dict[Place, int]:
    """Give every exact count of a year by its place."""
    return dict(places_of(exact.year, exact.whole.values())) | crossed_places(
        exact.year, roster, exact.crossed
    )


def part_of(exact: ExactYear, roster: Roster, scope: str) -> dict[Place, int]:
    """Give what the cases of one scope add to each count, where they add anything."""
    one_way = places_of(exact.year, exact.parts.get(scope, {}).values())
    two_way = crossed_places(exact.year, roster, exact.crossed_parts.get(scope, {}))
    return {place: count for place, count in (*one_way, *two_way.items()) if count}


def world_of(exact: Sequence[ExactYear], roster: Roster) -> World:
    """Put the exact figures of some years together, without any relation yet."""
    values: dict[Place, int] = {}
    for each in exact:
        values |= values_of(each, roster)
    scopes = sorted({scope for each in exact for scope in (*each.parts, *each.crossed_parts)})
    parts = {
        scope: {
            place: count for each in exact for place, count in part_of(each, roster, scope).items()
        }
        for scope in scopes
    }
    return World(values, parts, _owners(values, roster, scopes), (), _never_small(values))


def _owners(
    values: Iterable[Place], roster: Roster, scopes: Sequence[str]
) -> dict[Place, frozenset[str]]:
    found = {}
    for place in values:
        if place.table in OWNED_TABLES:
            key = place.column if place.table in APPROVED else place.row
            owner = roster.owners.get(key)
            if owner is not None and owner in scopes:
                found[place] = frozenset({owner})
    return found


def _never_small(values: Mapping[Place, int]) -> frozenset[Place]:
    return frozenset(
        place
        for place, count in values.items()
        if place.table == TIMELINESS
        or (not count and not SIDE_ROWS.isdisjoint((place.row, place.column)))
    )

"""How the tables hang together: what must be declared for an attack to be worth anything.

A relation is taken in where it holds of the exact figures, as anybody who knows how the tables are
made would take it for granted. Of each of these it holds of every attacker's own cases as well.
"""

from collections.abc import Iterable, Iterator, Mapping, Sequence

from app.domain.consent import allows_identity
from app.domain.statistics.distributions import LAST_DAYS, SPANS
from app.domain.statistics.withholding.exact import (
    APPROVED,
    BY_MUNICIPALITY,
    CATEGORY_GROUP,
    TIMELINESS,
    Roster,
)
from app.domain.statistics.withholding.world import Place, Relation
from app.domain.vocabulary import Consent, Direction

TOTAL = "total"
NOT_COUNTED = ("withdrawn", "duplicate", "test")
OVERLAPPING = ("service_kind", "category", CATEGORY_GROUP)
NOT_OF_EVERY_CASE = frozenset(
    {"patient_search", "usefulness", "cause", "measures", "sent_by_quarter"}
)
"""Tables whose totals are of other than the cases counted, and alike by chance alone."""

DISTRIBUTION = "distribution_"
HALVES = {"h1": ("q1", "q2"), "h2": ("q3", "q4")}


def declared(
    values: Mapping[Place, int], roster: Roster, years: Iterable[int]
) -> tuple[Relation, ...]:
    """Give every relation between the figures of each year that holds of them."""
    found: list[Relation] = []
    for year in years:
        of = _Of(year, values)
        found.extend(
            relation
            for relation in _relations(of, roster)
            if relation.plus and relation.minus and _holds(relation, values)
        )
    equal = {relation for relation in found if not relation.is_bound}
    return tuple(
        relation
        for relation in dict.fromkeys(found)
        if not (relation.is_bound and relation._replace(is_bound=False) in equal)
    )


def _holds(relation: Relation, values: Mapping[Place, int]) -> bool:
    plus, minus = (sum(values[place] for place in side) for side in relation[:2])
    return plus <= minus if relation.is_bound else plus == minus


class _Of:
    """The places of one year, by table, row and column."""

    def __init__(self, year: int, values: Mapping[Place, int]) -> None:
        self.year = year
        self.values = values
        self.tables: dict[str, dict[str, list[Place]]] = {}
        for place in values:
            if place.year == year:
                table = self.tables.setdefault(place.table, {})
                table.setdefault(place.column, []).append(place)

    def one(self, table: str, row: str, column: str = "year") -> tuple[Place, ...]:
        """Give a place as a tuple, or an empty one where there is no such figure."""
        place = Place(self.year, table, row, column)
        return (place,) if place in self.values else ()

    def some(self, table: str, rows: Iterable[str], column: str = "year") -> tuple[Place, ...]:
        """Give the places of those rows that are there."""
        return tuple(place for row in rows for place in self.one(table, row, column))

    def across(self, table: str, row: str) -> tuple[Place, ...]:
        """Give the places of a row in every column."""
        return tuple(
            place for places in self.tables[table].values() for place in places if place.row == row
        )


def _relations(of: _Of, roster: Roster) -> Iterator[Relation]:
    yield from _sums(of)
    yield from _of_the_counted(of)
    yield from _of_parties(of, roster)
    yield from _of_categories(of, roster)
    yield from _of_the_answered(of)
    yield from _of_the_days(of)
    yield from _of_quarters(of)
    yield from _of_two_ways(of, roster)


def _sums(of: _Of) -> Iterator[Relation]:
    for key, columns in of.tables.items():
        if key in APPROVED:
            continue
        for places in columns.values():
            total = tuple(place for place in places if place.row == TOTAL)
            if total:
                yield Relation(tuple(place for place in places if place.row != TOTAL), total)


def _of_the_counted(of: _Of) -> Iterator[Relation]:
    counted = of.one("totals", "counted")
    yield Relation(counted + of.some("totals", NOT_COUNTED), of.one("totals", "sent"))
    yield Relation(of.one("totals", "incidents"), counted, is_bound=True)
    for key, columns in of.tables.items():
        for column in columns:
            total = of.one(key, TOTAL, column)
            if total and key not in NOT_OF_EVERY_CASE:
                yield Relation(total, counted)


def _of_parties(of: _Of, roster: Roster) -> Iterator[Relation]:
    ways = (
        ("reporting_party", Direction.TO_MUNICIPALITY, Direction.TO_HOSPITAL),
        ("recipient_party", Direction.TO_HOSPITAL, Direction.TO_MUNICIPALITY),
    )
    for table, own, other in ways:
        hospital = of.one(table, roster.hospital)
        yield Relation(hospital, of.one("direction", own.value))
        others = tuple(
            place
            for place in of.tables.get(table, {}).get("year", [])
            if place.row not in {TOTAL, roster.hospital}
        )
        yield Relation(others, of.one("direction", other.value))
    for table in ("unit", "first_recipient_unit"):
        for party, units in roster.units_of.items():
            whole = of.one("recipient_party", party)
            for is_bound in (False, True):
                yield Relation(of.some(table, units), whole, is_bound)


def _of_categories(of: _Of, roster: Roster) -> Iterator[Relation]:
    counted = of.one("totals", "counted")
    for table in OVERLAPPING:
        rows = tuple(of.tables.get(table, {}).get("year", ()))
        if rows:
            yield Relation(counted, rows, is_bound=True)
    for group, categories in roster.categories_of.items():
        whole, members = of.one(CATEGORY_GROUP, group), of.some("category", categories)
        if len(members) == 1:
            yield Relation(whole, members)
        elif whole:
            yield Relation(whole, members, is_bound=True)
            for member in members:
                yield Relation((member,), whole, is_bound=True)


def _of_the_answered(of: _Of) -> Iterator[Relation]:
    allowing = [consent.value for consent in Consent if allows_identity(consent)]
    yield Relation(of.some("consent", allowing), of.one("patient_search", TOTAL))
    answered = of.one("answers", "answered")
    for table in ("usefulness", "cause"):
        yield Relation(of.one(table, TOTAL), answered)
    waiting = of.some("answers", ("not_answered", "declined"))
    yield Relation(of.one("distribution_answered", "not_yet"), waiting)


def _of_the_days(of: _Of) -> Iterator[Relation]:
    """Give what is done sooner than any deadline as in time, and what is in time as done by then.

    The deadline is not asked for: of the spans from the first day on, the most that are no more
    than those in time are held for in time, and the fewest that are more, to have all of them.
    """
    for done in ("acknowledged", "answered"):
        table, in_time = f"{DISTRIBUTION}{done}", of.one(TIMELINESS, f"{done}_in_time")
        spans = [of.some(table, tuple(SPANS)[:end]) for end in range(1, len(LAST_DAYS) + 1)]
        counts = [sum(of.values[place] for place in places) for places in spans]
        limit = sum(of.values[place] for place in in_time)
        within = [each for each, count in zip(spans, counts, strict=True) if count <= limit]
        beyond = [each for each, count in zip(spans, counts, strict=True) if count > limit]
        for each in within[-1:]:
            yield Relation(each, in_time, is_bound=True)
        for each in beyond[:1]:
            yield Relation(in_time, each, is_bound=True)


def _of_quarters(of: _Of) -> Iterator[Relation]:
    rows = {
        place.row for places in of.tables.get("sent_by_quarter", {}).values() for place in places
    }
    for row in sorted(rows):
        for half, quarters in HALVES.items():
            parts = [of.one("sent_by_quarter", row, quarter) for quarter in quarters]
            if all(parts):
                yield Relation(parts[0] + parts[1], of.one("sent_by_quarter", row, half))
        halves = [of.one("sent_by_quarter", row, half) for half in HALVES]
        if all(halves):
            whole = of.one("totals", "sent") if row == TOTAL else of.one("direction", row)
            both = halves[0] + halves[1]
            yield Relation(both, whole) if row == TOTAL else Relation(whole, both, is_bound=True)


def _of_two_ways(of: _Of, roster: Roster) -> Iterator[Relation]:
    for table in APPROVED:
        columns = of.tables.get(table, {})
        for group in roster.groups:
            row = of.across(table, group.key) if columns else ()
            yield Relation(row, of.one(CATEGORY_GROUP, group.key))
        if table == BY_MUNICIPALITY:
            yield from _within_municipalities(of, columns)


def _within_municipalities(of: _Of, columns: Mapping[str, Sequence[Place]]) -> Iterator[Relation]:
    for column, places in columns.items():
        whole = of.one("reporting_party", column) + of.one("recipient_party", column)
        for place in places:
            yield Relation((place,), whole, is_bound=True)
        yield Relation(whole, tuple(places), is_bound=True)

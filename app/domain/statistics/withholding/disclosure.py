"""What a release tells: the figures shown one by one, and sums of figures shown together."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field

from app.domain.figures import Figures, Table
from app.domain.statistics.headings import YEAR_BEFORE
from app.domain.statistics.withholding.exact import APPROVED, TIMELINESS, Roster
from app.domain.statistics.withholding.showing import OTHERS, TOTAL
from app.domain.statistics.withholding.world import Place, Relation, Rule

OTHER_GROUPS = "other_groups"


Shown = tuple[int, str, str]
"""A year, a table and a column that somebody was shown, with whatever was hidden in it."""


@dataclass
class Told:
    """What somebody has been shown: single figures with what they said, and sums of several."""

    values: dict[Place, set[int]] = field(default_factory=dict)
    sums: set[tuple[Place, ...]] = field(default_factory=set)
    columns: set[Shown] = field(default_factory=set)

    @property
    def places(self) -> set[Place]:
        """Give the figures that were shown one by one."""
        return set(self.values)

    def add(self, places: Sequence[Place], value: int) -> None:
        """Take in that the sum of some figures was shown."""
        if len(places) == 1:
            self.values.setdefault(places[0], set()).add(value)
        elif places:
            self.sums.add(tuple(sorted(places)))

    def relations(self) -> list[Relation]:
        """Give the sums as relations to nothing: what is known of them never moves."""
        return [Relation(each) for each in sorted(self.sums)]


def told_by(releases: Iterable[Figures], values: Mapping[Place, int], roster: Roster) -> Told:
    """Gather what some releases tell of the figures that are known to exist."""
    told = Told()
    by_column: dict[tuple[int, str, str], list[Place]] = {}
    for place in values:
        by_column.setdefault((place.year, place.table, place.column), []).append(place)
    for figures in releases:
        for table in figures.tables:
            if table.key in APPROVED:
                _crossed(told, table, figures.year, values, roster)
            elif table.key == TIMELINESS:
                _in_time(told, table, figures.year, values)
            elif table.measure == "count":
                _one_way(told, table, figures.year, by_column)
    return told


def outgrown(told: Told, values: Mapping[Place, int], rule: Rule) -> set[Place]:
    """Give the figures that are few by now, and that nobody was shown as few as that."""
    return {
        place
        for place, said in told.values.items()
        if rule.is_small(values[place]) and values[place] not in said
    }


def _in_time(told: Told, table: Table, year: int, values: Mapping[Place, int]) -> None:
    """Take in how many were in time, wherever a share was shown, as if it were never rounded."""
    first = table.columns[0].key
    for column in table.columns:
        of_year = year - 1 if column.key == YEAR_BEFORE else year
        for row in table.rows:
            place = Place(of_year, table.key, row.key, first)
            if place in values and table.cell(row.key, column.key).value is not None:
                told.add([place], values[place])


def _one_way(
    told: Told, table: Table, year: int, by_column: Mapping[tuple[int, str, str], list[Place]]
) -> None:
    first = table.columns[0].key
    for number, column in enumerate(table.columns):
        of_year, key = (year - 1, first) if column.key == YEAR_BEFORE else (year, column.key)
        shown = {
            row.key: int(value)
            for row, cells in zip(table.rows, table.cells, strict=True)
            if (value := cells[number].value) is not None
        }
        places = by_column.get((of_year, table.key, key), [])
        if places:
            told.columns.add((of_year, table.key, key))
        for place in places:
            if place.row in shown:
                told.add([place], shown[place.row])
        if OTHERS in shown:
            told.add([place for place in places if place.row not in shown], shown[OTHERS])


def _crossed(
    told: Told, table: Table, year: int, values: Mapping[Place, int], roster: Roster
) -> None:
    years = table.years or (year,)
    rows = _members([row.key for row in table.rows], [g.key for g in roster.groups], OTHER_GROUPS)
    heads = [column.key for column in table.columns]
    columns = _members(heads, [c.key for c in roster.columns[table.key]], OTHERS)
    for row, cells in zip(table.rows, table.cells, strict=True):
        for column, cell in zip(heads, cells, strict=True):
            if cell.value is not None:
                places = (
                    Place(each, table.key, group, one)
                    for each in years
                    for group in rows[row.key]
                    for one in columns[column]
                )
                told.add([place for place in places if place in values], int(cell.value))


def _members(keys: Sequence[str], every: Sequence[str], remainder: str) -> dict[str, list[str]]:
    """Give what each heading stands for: itself, all, or all that have no heading of their own."""
    members = {key: [key] for key in keys}
    members[remainder] = [key for key in every if key not in keys]
    members[TOTAL] = list(every)
    return members

"""The two approved tables of two ways: merged and pooled until hardly anything must be hidden.

Every layout is tried, the most telling first: how many years are pooled, how many groups and
columns keep a heading of their own, and how few cells must then be hidden. What is merged is what
has least; a table that hides more than one cell in five is not shown at all.
"""

from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass

from app.domain.figures import HIDDEN, Cell, Heading, LeftOut, Table
from app.domain.statistics.withholding.attackers import Attackers
from app.domain.statistics.withholding.crossing import Row
from app.domain.statistics.withholding.disclosure import OTHER_GROUPS
from app.domain.statistics.withholding.exact import (
    BY_CLINIC,
    BY_MUNICIPALITY,
    Roster,
)
from app.domain.statistics.withholding.showing import OTHERS, TOTAL
from app.domain.statistics.withholding.world import Place, Rule, World
from app.domain.vocabulary import Words

MOST_YEARS = 3
MOST_HIDDEN = 1 / 5
"""The share of a table's cells that may be hidden."""

PARTIES = ("reporting_party", "recipient_party")
FEWEST = 2
"""A table of two ways has at least so many rows and columns beside the total."""

MOST_FOUND = 8
"""So many layouts are enough to choose from."""

WORTH = {1: 1.0, 2: 0.85, 3: 0.7}
"""What a cell is worth by how many years it has: a year of its own says most."""

REST: Mapping[str, Words] = {
    BY_CLINIC: Words("Øvrige klinikker", "Øvrige klinikkar"),
    BY_MUNICIPALITY: Words("Øvrige kommuner", "Øvrige kommunar"),
}
REST_OF_GROUPS = Words("Andre grupper, lagt sammen", "Andre grupper, lagde saman")
IN_ALL = Words("I alt", "I alt")

REASON = {
    BY_CLINIC: Words(
        "Det er for få meldinger til å vise temagruppe og klinikk sammen: selv med flere år og"
        " grupper slått sammen måtte mer enn hvert femte tall skjules.",
        "Det er for få meldingar til å vise temagruppe og klinikk saman: sjølv med fleire år og"
        " grupper slåtte saman måtte meir enn kvart femte tal gøymast.",
    ),
    BY_MUNICIPALITY: Words(
        "Det er for få meldinger til å vise temagruppe og kommune sammen: selv med flere år og"
        " grupper slått sammen måtte mer enn hvert femte tall skjules.",
        "Det er for få meldingar til å vise temagruppe og kommune saman: sjølv med fleire år og"
        " grupper slåtte saman måtte meir enn kvart femte tal gøymast.",
    ),
}


@dataclass(frozen=True)
class Layout:
    """One way to show a two-way table, and which of its cells must then be hidden."""

    years: tuple[int, ...]
    rows: tuple[tuple[str, ...], ...]
    columns: tuple[tuple[str, ...], ...]
    hidden: tuple[tuple[int, ...], ...] = ()

    @property
    def size(self) -> int:
        """Give the number of cells beside the totals."""
        return len(self.rows) * len(self.columns)

    @property
    def hidden_count(self) -> int:
        """Give how many of them are hidden."""
        return sum(map(len, self.hidden))

    @property
    def worth(self) -> float:
        """Give what the table tells: a hidden cell costs as much as a shown one gives."""
        return (self.size - 2 * self.hidden_count) * WORTH[len(self.years)]


def left_out(table: str) -> LeftOut:
    """Say why a two-way table is not there."""
    return LeftOut(table, REASON[table])


class Crossing:
    """One two-way table of a year, and the layouts in which it is safe by itself."""

    def __init__(
        self, world: World, roster: Roster, rule: Rule, table: str, years: Sequence[int]
    ) -> None:
        """Take the years newest first; earlier ones may be pooled with the first."""
        self.world, self.roster, self.rule, self.table = world, roster, rule, table
        self.attackers = Attackers(world)
        self.years = tuple(years[:MOST_YEARS])
        self.hidden: Collection[Place] = ()
        self._rows: dict[tuple[tuple[str, ...], tuple[int, ...]], Row] = {}
        self._fits: dict[object, tuple[int, ...] | None] = {}

    def layouts(self) -> list[Layout]:
        """Give every layout that is safe and useful enough, the most telling first."""
        found: list[Layout] = []
        plans = sorted(self._plans(), key=lambda plan: -plan.worth)
        for plan in plans:
            if len(found) >= MOST_FOUND and plan.worth < found[-1].worth:
                break
            fitted = self._fitted(plan)
            if fitted is not None:
                found.append(fitted)
                found.sort(key=lambda layout: -layout.worth)
        return found

    def _plans(self) -> Iterator[Layout]:
        for count in range(1, len(self.years) + 1):
            years = self.years[:count]
            groups = self._ordered([g.key for g in self.roster.groups], years, by_group=True)
            columns = self._ordered(
                [c.key for c in self.roster.columns[self.table]], years, by_group=False
            )
            for rows in _merged(groups):
                for sets in _merged(columns):
                    yield Layout(years, rows, sets)

    def _ordered(self, keys: Sequence[str], years: tuple[int, ...], *, by_group: bool) -> list[str]:
        totals = dict.fromkeys(keys, 0)
        for place, count in self.world.values.items():
            if place.table == self.table and place.year in years:
                totals[place.row if by_group else place.column] += count
        return sorted(keys, key=lambda key: -totals[key])

    def _fitted(self, plan: Layout) -> Layout | None:
        if not self._is_silent(plan):
            return None
        room = int(plan.size * MOST_HIDDEN)
        hidden: list[tuple[int, ...]] = []
        for groups in plan.rows:
            fit = self._fit(groups, plan.years, plan.columns)
            if fit is None:
                return None
            room -= len(fit)
            if room < 0:
                return None
            hidden.append(fit)
        return Layout(plan.years, plan.rows, plan.columns, tuple(hidden))

    def _is_silent(self, plan: Layout) -> bool:
        """Tell whether no column says nearly how many cases a hidden party has."""
        alone = {columns[0] for columns in plan.columns if len(columns) == 1}
        return self.table != BY_MUNICIPALITY or not any(
            place.row in alone and place.year in plan.years and place.table in PARTIES
            for place in self.hidden
        )

    def _fit(
        self, groups: tuple[str, ...], years: tuple[int, ...], sets: tuple[tuple[str, ...], ...]
    ) -> tuple[int, ...] | None:
        """Give the numbers of the cells to hide in a row; None where it cannot be shown."""
        key = (groups, years, sets)
        if key not in self._fits:
            self._fits[key] = self._fit_anew(self._row(groups, years), sets)
        return self._fits[key]

    def _fit_anew(self, row: Row, sets: tuple[tuple[str, ...], ...]) -> tuple[int, ...] | None:
        values = [row.value(columns) for columns in sets]
        if self.rule.is_small(sum(values)):
            return None
        hidden = [number for number, value in enumerate(values) if self.rule.is_small(value)]
        spare = sorted(set(range(len(sets))) - set(hidden), key=lambda n: (values[n], -n))
        while not row.is_safe(sets, hidden):
            if not spare or len(hidden) > len(sets) // 2:
                return None
            hidden.append(spare.pop(0))
        return tuple(sorted(hidden))

    def _row(self, groups: tuple[str, ...], years: tuple[int, ...]) -> Row:
        if (groups, years) not in self._rows:
            columns = tuple(column.key for column in self.roster.columns[self.table])
            self._rows[groups, years] = Row(
                self.attackers, self.table, groups, columns, years, self.rule, self._ceilings(years)
            )
        return self._rows[groups, years]

    def _ceilings(self, years: Sequence[int]) -> dict[tuple[str, int], tuple[Place, ...]]:
        if self.table != BY_MUNICIPALITY:
            return {}
        found = {}
        for column in self.roster.columns[self.table]:
            for year in years:
                both = tuple(Place(year, table, column.key, "year") for table in PARTIES)
                if all(place in self.world.values and place not in self.hidden for place in both):
                    found[column.key, year] = both
        return found

    def table_of(self, layout: Layout) -> Table:
        """Draw the table in a layout; rows and columns in the register's order."""
        words = {each.key: each for each in (*self.roster.groups, *self.roster.columns[self.table])}
        groups = _in_order(layout.rows, [g.key for g in self.roster.groups])
        sets = _in_order(layout.columns, [c.key for c in self.roster.columns[self.table]])
        rows = tuple(_head(words, layout.rows[n], OTHER_GROUPS, REST_OF_GROUPS) for n in groups)
        heads = tuple(_head(words, layout.columns[n], OTHERS, REST[self.table]) for n in sets)
        cells = []
        for number in groups:
            row = self._row(layout.rows[number], layout.years)
            values = [
                HIDDEN if n in layout.hidden[number] else Cell(row.value(layout.columns[n]))
                for n in sets
            ]
            cells.append((*values, Cell(row.value(row.columns))))
        return Table(
            self.table,
            "count",
            rows,
            (*heads, Heading(TOTAL, IN_ALL)),
            tuple(cells),
            overlaps=True,
            years=tuple(sorted(layout.years)),
        )


def _merged(keys: Sequence[str]) -> Iterator[tuple[tuple[str, ...], ...]]:
    """Give every way to keep the first keys apart and lay the rest together, most kept first."""
    yield tuple((key,) for key in keys)
    for kept in range(len(keys) - 2, FEWEST - 2, -1):
        yield (*((key,) for key in keys[:kept]), tuple(keys[kept:]))


def _in_order(sets: Sequence[Sequence[str]], order: Sequence[str]) -> list[int]:
    """Number the sets in the register's order, what is laid together last."""
    return sorted(range(len(sets)), key=lambda n: (len(sets[n]) > 1, order.index(sets[n][0])))


def _head(
    words: Mapping[str, Heading], keys: Sequence[str], remainder: str, rest: Words
) -> Heading:
    return words[keys[0]] if len(keys) == 1 else Heading(remainder, rest)

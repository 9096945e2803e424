"""Withholding of one year, for all who are not parties: the same figures are hidden from everyone.

FSU, SSU and the public see fewer or more tables, but of each the same, so that nobody gains by
comparing what is shown to another.
"""

from collections.abc import Collection, Sequence
from dataclasses import dataclass, replace

from app.domain.figures import Figures, LeftOut, Table
from app.domain.statistics.headings import YEAR_BEFORE
from app.domain.statistics.withholding import measured
from app.domain.statistics.withholding.audiences import INTERNAL_TABLES
from app.domain.statistics.withholding.auditing import Solvable, audit
from app.domain.statistics.withholding.disclosure import outgrown, told_by
from app.domain.statistics.withholding.exact import (
    APPROVED,
    ExactYear,
    Roster,
    world_of,
)
from app.domain.statistics.withholding.exposure import Attack
from app.domain.statistics.withholding.hiding import hidden_places
from app.domain.statistics.withholding.questions import Solver
from app.domain.statistics.withholding.relations import declared
from app.domain.statistics.withholding.showing import Column, column_of, columns_shown, put_together
from app.domain.statistics.withholding.two_way import Crossing, left_out
from app.domain.statistics.withholding.world import Place, Rule
from app.domain.vocabulary import Audience, Words

READY = frozenset({"development", "development_timeliness", "rates"})
"""Tables made from what is released already."""

MOST_TRIED = 6
"""How many layouts of a two-way table are tried beside earlier releases."""


@dataclass(frozen=True)
class Withheld:
    """The tables as they may be shown, in the order of the exact ones, and those left out."""

    tables: tuple[Table, ...]
    left_out: tuple[LeftOut, ...] = ()


def withhold(
    exact: Sequence[ExactYear],
    roster: Roster,
    rule: Rule,
    solver: Solver,
    *,
    released: Sequence[Figures] = (),
) -> Withheld:
    """Withhold the first of ``exact``, newest first; the others may be pooled with it.

    ``released`` is all that anybody outside was shown before, of this year and others. What it
    shows is not hidden in vain, and what it hides stays hidden; the column of the year before is
    what the newest release of that year shows.
    """
    return _Withholding(exact, roster, rule, solver, released).result()


class _Withholding:
    def __init__(
        self,
        exact: Sequence[ExactYear],
        roster: Roster,
        rule: Rule,
        solver: Solver,
        released: Sequence[Figures],
    ) -> None:
        self.exact, self.roster, self.rule, self.solver = exact, roster, rule, solver
        self.released = released
        self.hidden = {
            each.year: hidden_of(each, roster, rule, solver, released) for each in exact[:2]
        }

    @property
    def year(self) -> ExactYear:
        return self.exact[0]

    def result(self) -> Withheld:
        one_way = [
            self._shown(table)
            for table in self.year.whole.values()
            if table.key not in INTERNAL_TABLES and table.key not in APPROVED
        ]
        crossed, missing = self._crossed(one_way)
        return Withheld((*one_way, *crossed), tuple(missing))

    def _shown(self, table: Table) -> Table:
        if table.key in READY:
            return table
        if table.key == "tallies":
            return measured.tallies_hidden(table, self.rule)
        if table.key == "goals":
            return measured.goals_hidden(table, self._periods(), self.rule)
        return put_together(table, [self._column(table, each.key) for each in table.columns])

    def _column(self, table: Table, column: str) -> Column:
        if column == YEAR_BEFORE:
            return self._before(table)
        return _column_shown(table, column, self.year, self.hidden[self.year.year], self.rule)

    def _periods(self) -> dict[str, list[int]]:
        """Give the counts of whole years that a goal's periods can be a part of, by its columns."""
        now, before = (
            [
                int(row[0].value)
                for each in years
                if "direction" in each.whole
                for row in each.whole["direction"].cells
                if row[0].value is not None
            ]
            for years in (self.exact[:1], self.exact)
        )
        return {measured.NOW: now, measured.BASELINE: before}

    def _before(self, table: Table) -> Column:
        first = table.columns[0].key
        newest = _newest(self.released, self.year.year - 1, table.key)
        if newest is not None:
            return columns_shown(newest)[first]
        exact = columns_shown(table)[YEAR_BEFORE]
        if all(cell.value is None for cell in exact.values()):
            return exact
        if len(self.exact) > 1 and table.key in self.exact[1].whole:
            before = self.exact[1]
            return _column_shown(
                before.whole[table.key], first, before, self.hidden[before.year], self.rule
            )
        return {row: cell for row, cell in exact.items() if cell.value is None}

    def _crossed(self, one_way: Sequence[Table]) -> tuple[list[Table], list[LeftOut]]:
        shown: list[Table] = []
        missing: list[LeftOut] = []
        for key in APPROVED:
            if key in self.year.crossed:
                found = self._first_safe(key, [*one_way, *shown])
                if found is None:
                    missing.append(left_out(key))
                else:
                    shown.append(found)
        return shown, missing

    def _first_safe(self, key: str, others: Sequence[Table]) -> Table | None:
        years = [each.year for each in self.exact if key in each.crossed]
        world = world_of(self.exact, self.roster)
        crossing = Crossing(world, self.roster, self.rule, key, years)
        crossing.hidden = frozenset().union(*self.hidden.values())
        for layout in crossing.layouts()[:MOST_TRIED]:
            table = crossing.table_of(layout)
            if self._tells_of_all(table):
                continue
            if not self._is_beside_others(layout.years) or self._is_safe([*others, table]):
                return table
        return None

    def _tells_of_all(self, table: Table) -> bool:
        """Tell whether some cell has every case of its party, so that all are of one kind.

        Where there is one kind alone, that is no news of anybody.
        """
        if len(table.rows) == 1:
            return False
        of_years = [each for each in self.exact if each.year in table.years]
        for number, column in enumerate(table.columns):
            scope = self.roster.owners.get(column.key, "")
            parts = [each.parts[scope]["totals"] for each in of_years if scope in each.parts]
            every = sum(int(part.cell("counted", "year").value or 0) for part in parts)
            if every and any(cells[number].value == every for cells in table.cells):
                return True
        return False

    def _is_beside_others(self, years: Sequence[int]) -> bool:
        """Tell whether an earlier release tells of the same years, so that both must be solved."""
        told = {
            year
            for figures in self.released
            for table in figures.tables
            if table.key in APPROVED
            for year in table.years or (figures.year,)
        }
        return not told.isdisjoint(years)

    def _is_safe(self, tables: Sequence[Table]) -> bool:
        figures = Figures(self.year.year, Audience.FSU, Words("", ""), tuple(tables))
        try:
            audit([*self.released, figures], self.exact, self.roster, self.rule, self.solver)
        except Solvable:
            return False
        return True


def hidden_of(
    exact: ExactYear,
    roster: Roster,
    rule: Rule,
    solver: Solver,
    released: Sequence[Figures] = (),
) -> frozenset[Place]:
    """Choose what is hidden of one year's own figures, beside what is out already.

    What was shown before and is few today is hidden all the same: it was not few then.
    """
    alone = replace(exact, crossed={}, crossed_parts={})
    plain = world_of([alone], roster)
    relations = declared(plain.values, roster, [exact.year])
    world = plain.with_relations(relations)
    told = told_by(released, world.values, roster)
    out = told.places - outgrown(told, world.values, rule)
    before = {
        place
        for place in world.values
        if (place.year, place.table, place.column) in told.columns and place not in out
    }
    return hidden_places(Attack(world, solver), rule, shown=out, hidden=before)


def _column_shown(
    table: Table, column: str, exact: ExactYear, hidden: Collection[Place], rule: Rule
) -> Column:
    if table.measure == "count":
        return column_of(table, Place(exact.year, table.key, "", column), hidden, rule)
    is_shown = measured.shown_rows(hidden, exact.year)
    beside = measured.Beside(exact.whole, exact.parts, is_shown)
    return {
        row.key: measured.measured_cell(table, row.key, column, beside, rule) for row in table.rows
    }


def _newest(released: Sequence[Figures], year: int, key: str) -> Table | None:
    found = [each for each in released if each.year == year and key in each]
    return max(found, key=lambda each: each.version).table(key) if found else None

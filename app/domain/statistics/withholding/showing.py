"""From what is hidden to tables: the symbol «:», and rows that are shown together instead."""

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import replace

from app.domain.figures import HIDDEN, WITHHELD, Cell, Heading, Table
from app.domain.statistics.measures import IMPOSSIBLE
from app.domain.statistics.withholding.world import Place, Rule
from app.domain.vocabulary import Words

OTHERS = "others"
TOTAL = "total"

REMAINDERS: Mapping[str, Words] = {
    "reporting_party": Words("Øvrige parter", "Øvrige partar"),
    "recipient_party": Words("Øvrige parter", "Øvrige partar"),
    "unit": Words("Øvrige enheter", "Øvrige einingar"),
    "first_recipient_unit": Words("Øvrige enheter", "Øvrige einingar"),
    "incident_year": Words("Andre år", "Andre år"),
    "cause": Words("Andre årsaker", "Andre årsaker"),
    "clause": Words("Andre punkter", "Andre punkt"),
    "patient_group": Words("Andre pasientgrupper", "Andre pasientgrupper"),
}
"""Tables whose hidden rows are shown together, and what those are called."""

UNDIVIDED = Words("Vises ikke delt opp", "Blir ikkje vist delt opp")
"""What the remainder is called where it is all there is: «other years» would be untrue."""


Column = Mapping[str, Cell]
"""Cells by row, with those hidden in the tables of REMAINDERS together under OTHERS."""


def column_of(table: Table, place: Place, hidden: Collection[Place], rule: Rule) -> Column:
    """Hide a column's cells; ``place`` is any of the column's, and says which year it is of."""
    exact = {row.key: table.cell(row.key, place.column) for row in table.rows}
    kept = {
        row: HIDDEN if place._replace(row=row) in hidden else cell for row, cell in exact.items()
    }
    if table.key in REMAINDERS:
        left = [exact[row].value or 0 for row, cell in kept.items() if cell is HIDDEN]
        is_told = kept.get(TOTAL, HIDDEN) is not HIDDEN and not rule.is_small(int(sum(left)))
        together = Cell(sum(left)) if is_told else HIDDEN
        kept[OTHERS] = together if left else IMPOSSIBLE
    return kept


def columns_shown(table: Table) -> dict[str, Column]:
    """Give the columns of a table that was withheld before."""
    return {
        column.key: {
            row.key: cells[number] for row, cells in zip(table.rows, table.cells, strict=True)
        }
        for number, column in enumerate(table.columns)
    }


def put_together(table: Table, columns: Sequence[Column]) -> Table:
    """Make the table again from its columns, in the order of the exact one.

    A row that is hidden in every column is left to the remainder, where there is one; so is one
    that an earlier release left to it.
    """
    rows = [row for row in table.rows if row.key != TOTAL]
    if table.key in REMAINDERS:
        rows = [row for row in rows if _says_something(row.key, columns)]
        if any(column.get(OTHERS, IMPOSSIBLE) != IMPOSSIBLE for column in columns):
            rows.append(Heading(OTHERS, REMAINDERS[table.key] if rows else UNDIVIDED))
    rows.extend(row for row in table.rows if row.key == TOTAL)
    cells = tuple(tuple(_cell(column, row.key) for column in columns) for row in rows)
    return replace(table, rows=tuple(rows), cells=cells)


def _says_something(row: str, columns: Iterable[Column]) -> bool:
    return any(_cell(column, row).value is not None for column in columns)


def _cell(column: Column, row: str) -> Cell:
    if row in column:
        return column[row]
    return IMPOSSIBLE if row == OTHERS or not _has_figures(column) else HIDDEN


def _has_figures(column: Column) -> bool:
    """Tell whether there was anything to count; a year without reports has nothing to hide."""
    return any(cell.value is not None or cell.symbol == WITHHELD for cell in column.values())

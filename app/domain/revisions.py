"""What a later version of a year says that an earlier did not, cell by cell."""

from collections.abc import Iterator
from dataclasses import dataclass, replace

from app.domain.figures import Cell, Figures, Measure, Table
from app.domain.vocabulary import Words


@dataclass(frozen=True)
class Change:
    """One cell that differs. A table, row or column that only one version has is none of these."""

    table: str
    measure: Measure
    row: Words
    column: Words
    before: Cell
    after: Cell


def revised(before: Figures, after: Figures) -> Figures:
    """Give the later figures with every cell marked that the earlier ones said otherwise."""
    earlier = _cells(before)
    return replace(after, tables=tuple(_marked(table, earlier) for table in after.tables))


def changes(before: Figures, after: Figures) -> tuple[Change, ...]:
    """List the cells that differ, in the order of the later figures."""
    earlier = _cells(before)
    return tuple(
        Change(table.key, table.measure, row, column, earlier[place], cell)
        for table in after.tables
        for place, row, column, cell in _places(table)
        if place in earlier and _differs(earlier[place], cell)
    )


Place = tuple[str, str, str]


def _places(table: Table) -> Iterator[tuple[Place, Words, Words, Cell]]:
    for row, cells in zip(table.rows, table.cells, strict=True):
        for column, cell in zip(table.columns, cells, strict=True):
            yield (table.key, row.key, column.key), row.words, column.words, cell


def _cells(figures: Figures) -> dict[Place, Cell]:
    return {
        place: cell for table in figures.tables for place, _row, _column, cell in _places(table)
    }


def _differs(one: Cell, other: Cell) -> bool:
    return (one.value, one.symbol) != (other.value, other.symbol)


def _marked(table: Table, earlier: dict[Place, Cell]) -> Table:
    rows = tuple(
        tuple(
            replace(cell, revised=_is_revised((table.key, row.key, column.key), cell, earlier))
            for column, cell in zip(table.columns, cells, strict=True)
        )
        for row, cells in zip(table.rows, table.cells, strict=True)
    )
    return replace(table, cells=rows)


def _is_revised(place: Place, cell: Cell, earlier: dict[Place, Cell]) -> bool:
    return place in earlier and _differs(earlier[place], cell)

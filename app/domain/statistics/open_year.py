"""What everybody may see of a year before it is released: closed quarters and half-years.

The table is shown on its own, while the year lasts, and can never be taken back. So nothing in it
may give away a small count, now or beside what is released later: a quarter stands with both its
directions, or not at all, and a half-year only where both its quarters do. It then adds nothing
that its quarters do not say.
"""

from dataclasses import replace

from app.domain.figures import HIDDEN, Cell, Table
from app.domain.statistics.periods import QUARTERS_OF


def as_shown_in_open_year(table: Table, threshold: int) -> Table:
    """Hide every quarter of "sent_by_quarter" that has a direction with fewer than ``threshold``.

    Nought is hidden as well: «none at all» tells something of everybody. What is not over has no
    figure, and keeps its symbol.
    """
    counts = [row for row in table.rows if row.key != "total"]
    small = {
        column
        for column, quarters in QUARTERS_OF.items()
        if len(quarters) == 1
        and any(_is_small(table.cell(row.key, column), threshold) for row in counts)
    }
    hidden = {
        column
        for column, quarters in QUARTERS_OF.items()
        if any(f"q{number}" in small for number in quarters)
    }
    cells = tuple(
        tuple(
            HIDDEN if column.key in hidden and cell.value is not None else cell
            for column, cell in zip(table.columns, row, strict=True)
        )
        for row in table.cells
    )
    return replace(table, cells=cells)


def _is_small(cell: Cell, threshold: int) -> bool:
    return cell.value is not None and cell.value < threshold

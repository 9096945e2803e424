"""What may be shown to whom: tables by audience, and small counts withheld (prikking).

SSB may hide counts that are so small that a person or unit could be known, and then hides others
too, so that totals do not give them away. Zeros are shown: nobody stands behind them.
"""

from collections.abc import Iterable, Mapping, Sequence
from collections.abc import Set as AbstractSet
from dataclasses import replace
from typing import NamedTuple

from app.domain.figures import NOT_APPLICABLE, WITHHELD, Cell, Figures, Table
from app.domain.statistics.measures import Measured
from app.domain.statistics.tables import TOTAL
from app.domain.vocabulary import Audience, Words

PUBLIC_TABLES = ("totals", "direction")
SSU_TABLES = (*PUBLIC_TABLES, "category", "consequence", "timeliness", "answers", "days")
TABLES_BY_AUDIENCE = {Audience.SSU: SSU_TABLES, Audience.PUBLIC: PUBLIC_TABLES}

LEGEND: Mapping[str, Words] = {
    WITHHELD: Words(
        "Tallet vises ikke, slik at ingen kan kjennes igjen.",
        "Talet blir ikkje vist, slik at ingen kan kjennast att.",
    ),
    NOT_APPLICABLE: Words("Det finnes ikke noe tall her.", "Det finst ikkje noko tal her."),
}
"""What each symbol means, for :attr:`app.domain.figures.Figures.legend`."""

HIDDEN = Cell(None, WITHHELD)
FEWEST_HIDDEN = 2


class Sum(NamedTuple):
    """A row that is a total, the rows that add up to it, and those of them known from elsewhere."""

    total: str
    parts: AbstractSet[str]
    known: AbstractSet[str] = frozenset()


SUMS: Mapping[str, Sum] = {
    "totals": Sum("sent", {"counted", "withdrawn", "duplicate", "test"}, known={"counted"}),
}
"""Where the total is not the row "total"; "counted" is that row in every other table."""


def shown_to(audience: Audience, tables: Iterable[Table]) -> tuple[Table, ...]:
    """Choose the tables that an audience gets; ``internal`` and ``fsu`` get every one."""
    keys = TABLES_BY_AUDIENCE.get(audience)
    return tuple(table for table in tables if keys is None or table.key in keys)


def withhold_small_counts(figures: Figures, threshold: int) -> Figures:
    """Hide counts of 1 up to ``threshold`` - 1, and shares and medians of fewer cases than that.

    Where a column's total is shown, more counts are hidden, smallest first, until at least two are
    and each of them could, for all the total tells, be ``threshold`` or more. Each table is looked
    at by itself. ``internal`` figures are given back exact.
    """
    if figures.audience is Audience.INTERNAL:
        return figures
    tables = tuple(_without_small_counts(table, threshold) for table in figures.tables)
    return replace(figures, tables=tables)


def _without_small_counts(table: Table, threshold: int) -> Table:
    keys = [row.key for row in table.rows]
    columns = (
        _counts_shown(table.key, keys, column, threshold)
        if table.measure == "count"
        else _measures_shown(column, threshold)
        for column in zip(*table.cells, strict=True)
    )
    return replace(table, cells=tuple(zip(*columns, strict=True)))


def _measures_shown(column: Iterable[Cell], threshold: int) -> tuple[Cell, ...]:
    return tuple(HIDDEN if _is_of_few(cell, threshold) else cell for cell in column)


def _is_of_few(cell: Cell, threshold: int) -> bool:
    """Tell whether a share, a median or a sum rests on too few cases to be shown."""
    return isinstance(cell, Measured) and cell.case_count < threshold


def _counts_shown(
    table_key: str, keys: list[str], column: Iterable[Cell], threshold: int
) -> tuple[Cell, ...]:
    cells = dict(zip(keys, column, strict=True))
    counts = {key: int(cell.value) for key, cell in cells.items() if cell.value is not None}
    hidden = {key for key, count in counts.items() if 0 < count < threshold}
    hidden |= {key for key in counts if counts[key] and _is_of_few(cells[key], threshold)}
    whole = SUMS.get(table_key, Sum(TOTAL, frozenset(keys) - {TOTAL}))
    hidden |= _hidden_for_the_total(counts, hidden, whole, threshold)
    return tuple(HIDDEN if key in hidden else cell for key, cell in cells.items())


def _hidden_for_the_total(
    counts: Mapping[str, int], small: set[str], whole: Sum, threshold: int
) -> set[str]:
    """Choose what else to hide, so that the total does not give a small count away.

    Of equal counts the last row's is hidden first. With nothing left to hide, the total is.
    """
    hidden = small & whole.parts
    if whole.total not in counts or whole.total in small or not hidden:
        return set()
    spare = [key for key in counts if counts[key] and key in whole.parts - whole.known - hidden]
    spare.sort(key=counts.__getitem__, reverse=True)
    while len(hidden) < FEWEST_HIDDEN or _most([counts[key] for key in hidden]) < threshold:
        if not spare:
            return {whole.total}
        hidden.add(spare.pop())
    return hidden


def _most(hidden: Sequence[int]) -> int:
    """Give the most that any one of several hidden counts can be, when none of them is zero."""
    return sum(hidden) - (len(hidden) - 1)

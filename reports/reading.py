"""Figures as sentences, charts and tables read them: known, or not; never guessed."""

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property

from app.domain.figures import NOT_APPLICABLE, WITHHELD, Cell, Figures, Measure, Table
from app.language import Language
from reports.charts import Bar

BY_SIZE = frozenset({"service_kind", "category"})
"""Tables whose rows are shown largest first. Parties and units never are: they are not ranked."""

SUMS = frozenset({"total"})

ABSENT = Cell(None, NOT_APPLICABLE)


@dataclass(frozen=True)
class Reading:
    """The figures of one report in one language; ``compact`` when two pages must hold them."""

    figures: Figures
    language: Language
    compact: bool = False

    @cached_property
    def tables(self) -> Mapping[str, Table]:
        """The audience's tables by key."""
        return {table.key: table for table in self.figures.tables}

    def has(self, *keys: str) -> bool:
        """Whether the audience gets all these tables, with rows in them."""
        return all(key in self.tables and self.tables[key].rows for key in keys)

    def cell(self, key: str, row: str, column: str = "year") -> Cell:
        """Give a cell; one that no table holds is not applicable."""
        try:
            return self.tables[key].cell(row, column)
        except KeyError:
            return ABSENT

    def value(self, key: str, row: str, column: str = "year") -> float | None:
        """Give a figure, or None when it is withheld, impossible or not there."""
        return self.cell(key, row, column).value

    def label(self, key: str, row: str) -> str:
        """Give the words of a row, with a capital first letter."""
        rows = self.tables[key].rows
        words = next((self.language.words(r.words) for r in rows if r.key == row), row)
        return words[:1].upper() + words[1:]

    def short_label(self, key: str, row: str) -> str:
        """Give the words of a row without what they explain in brackets."""
        return self.label(key, row).split(" (")[0]

    def heading(self, key: str, column: str) -> str:
        """Give the words of a column, or nothing when the table lacks it."""
        headings = self.tables[key].columns
        return next((self.language.words(h.words) for h in headings if h.key == column), "")

    def can_occur(self, key: str, column: str) -> bool:
        """Tell whether a column holds any figure, shown or withheld."""
        cells = [self.cell(key, row.key, column) for row in self.tables[key].rows]
        return any(cell.value is not None or cell.symbol == WITHHELD for cell in cells)

    def rows(self, key: str, column: str = "year") -> list[str]:
        """Give the keys of the rows, sums left out, in the order they are shown; none when absent.

        Where rows go by size, withheld figures come last, so that their place tells nothing.
        """
        if key not in self.tables:
            return []
        keys = [row.key for row in self.tables[key].rows if row.key not in SUMS]
        if key not in BY_SIZE:
            return keys
        known = {row: self.value(key, row, column) for row in keys}
        return sorted(keys, key=lambda row: (known[row] is None, -(known[row] or 0)))

    def largest(self, key: str, column: str = "year") -> tuple[str, float] | None:
        """Give label and figure of the largest known row, or None when none is above zero."""
        found = [
            (value, row)
            for row in self.rows(key, column)
            if (value := self.value(key, row, column))
        ]
        if not found:
            return None
        value, row = max(found, key=lambda pair: pair[0])
        return self.short_label(key, row), value

    def total(self) -> float | None:
        """Give the number of reports that are counted in the year."""
        counted = self.value("totals", "counted")
        return self.value("direction", "total") if counted is None else counted

    def share(self, value: float | None, decimals: int = 0) -> str:
        """Give a count as a share of all counted reports, or the symbol for one that is unknown."""
        total = self.total()
        if value is None or not total:
            return NOT_APPLICABLE
        return self.language.percent(value / total, decimals)

    def shown(self, key: str, row: str, column: str = "year") -> str:
        """Give a cell as people read it: a figure in its measure, or its symbol."""
        cell = self.cell(key, row, column)
        if cell.value is None:
            return cell.symbol or NOT_APPLICABLE
        return self._written(cell.value, self.tables[key].measure, self._decimals(key))

    def bars(self, key: str, column: str = "year", before: str = "year_before") -> list[Bar]:
        """Give the rows as bars, sums left out."""
        return [self.bar(key, row, column, before) for row in self.rows(key, column)]

    def bar(self, key: str, row: str, column: str = "year", before: str = "") -> Bar:
        """Give one figure as a bar; what cannot occur is drawn as nothing at all."""
        cell = self.cell(key, row, column)
        impossible = cell.value is None and cell.symbol != WITHHELD
        return Bar(
            self.short_label(key, row),
            cell.value,
            "" if impossible else self.shown(key, row, column),
            self.value(key, row, before) if before else None,
        )

    def _written(self, value: float, measure: Measure, decimals: int) -> str:
        if measure == "share":
            return self.language.percent(value)
        return self.language.number(value, decimals)

    def _decimals(self, key: str) -> int:
        """Give one decimal where any of the table's figures needs one, so that commas align."""
        cells = [cell.value for row in self.tables[key].cells for cell in row]
        return int(any(value is not None and value != int(value) for value in cells))

"""Figures as sentences, charts and tables read them: known, or not; never guessed."""

from collections.abc import Mapping
from dataclasses import dataclass
from decimal import ROUND_HALF_UP, Decimal
from functools import cached_property

from app.domain.figures import (
    HIDDEN,
    MISSING,
    NOT_APPLICABLE,
    WITHHELD,
    ZERO,
    Cell,
    Figures,
    Table,
)
from app.language import Language
from reports.charts import Bar
from reports.titles import first_columns, titles

BY_SIZE = frozenset({"service_kind", "category", "category_group"})
"""Tables whose rows are shown largest first. Parties and units never are: they are not ranked."""

SUMS = frozenset({"total"})

YEAR_BEFORE = "year_before"

SHARE = "share"
"""The column that a report adds: a count as a share of all reports that are counted."""

WITH_SHARE = frozenset({"direction", "service_kind", "category", "category_group", "consent"})

IF_SAID = frozenset({"clause", "patient_group", "tallies", "measures", "forwarding", "sections"})
"""Tables of what nobody has to say: shown only where somebody has said something."""

TWO_PAGES = frozenset(
    {
        "development",
        "development_timeliness",
        "totals",
        "direction",
        "goals",
        "category",
        "consequence",
        "timeliness",
        "days",
        "useful_answers",
        "measures",
    }
)
"""What the two pages for SSU hold, so that they can be read; FSU's report has the rest."""

UNSAID = frozenset({"not_assessed", "never"}) | SUMS

LAST = frozenset({"other", "rest", "outside", "no_group"})
"""Rows that stand last whatever their size."""

OTHERS = "others"
"""The row that holds what is shown together instead of each by itself."""

OF_ONE_TABLE = frozenset({"joint", OTHERS}) | SUMS
"""Rows that one of two tables side by side has and the other never could have."""

ABSENT = Cell(None, NOT_APPLICABLE)
REVISED = "r"


@dataclass(frozen=True)
class Written:
    """One figure as it is shown: rounded (a share in per cent), and as people read it.

    ``symbol`` is the sign that stands for it, and empty for a figure that is not zero.
    """

    value: Decimal | None
    symbol: str
    text: str
    decimals: int
    revised: bool = False


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

    @cached_property
    def keys(self) -> tuple[str, ...]:
        """The keys of the tables that are shown, in the figures' own order."""
        return tuple(key for key in self.tables if self.has(key))

    @cached_property
    def symbols(self) -> frozenset[str]:
        """The signs that stand in what is shown."""
        shown = (
            self.written(key, row.key, column)
            for key in self.keys
            for row in self.tables[key].rows
            for column in self.columns(key)
        )
        return frozenset(
            sign for each in shown for sign in (each.symbol, REVISED if each.revised else "")
        )

    def has(self, *keys: str) -> bool:
        """Whether the audience gets all these tables, with something to show in them."""
        return all(
            key in self.tables
            and self.tables[key].rows
            and self._is_said(key)
            and (key in TWO_PAGES or not self.compact)
            for key in keys
        )

    def _is_said(self, key: str) -> bool:
        if key not in IF_SAID:
            return True
        table = self.tables[key]
        said = (
            cell
            for row, cells in zip(table.rows, table.cells, strict=True)
            for cell in cells
            if row.key not in UNSAID
        )
        return any(cell.value or cell.symbol == WITHHELD for cell in said)

    def title(self, key: str) -> str:
        """Give the title of a table, with the years where they are several or another's."""
        named = titles(self.language).get(key, key)
        years = self.tables[key].years if key in self.tables else ()
        return f"{named}, {self.span(years)}" if years else named

    def first_column(self, key: str) -> str:
        """Give the heading of a table's first column."""
        return first_columns(self.language).get(key, "")

    def span(self, years: tuple[int, ...]) -> str:
        """Name years that are counted together."""
        if len(years) < 2:  # noqa: PLR2004 - one year is no span
            return "".join(map(str, years))
        return self.language(
            "%(first)s–%(last)s samlet", first=str(min(years)), last=str(max(years))
        )

    def cell(self, key: str, row: str, column: str = "year") -> Cell:
        """Give a cell; one that is shown together with others is withheld.

        What no table holds at all is not applicable.
        """
        if column == SHARE:
            return self._share_cell(key, row)
        cells = self._cells(key)
        is_together = (OTHERS, column) in cells and row not in OF_ONE_TABLE
        return cells.get((row, column), HIDDEN if is_together else ABSENT)

    def _cells(self, key: str) -> Mapping[tuple[str, str], Cell]:
        """Give the cells of a table by row and column; found once, as a register may be large."""
        if key not in self._found:
            table = self.tables.get(key)
            self._found[key] = {
                (row.key, column.key): cell
                for row, cells in zip(table.rows, table.cells, strict=True)
                for column, cell in zip(table.columns, cells, strict=True)
            } if table else {}  # fmt: skip
        return self._found[key]

    @cached_property
    def _found(self) -> dict[str, Mapping[tuple[str, str], Cell]]:
        return {}

    @cached_property
    def _names(self) -> dict[str, Mapping[str, str]]:
        """Give the words of the rows of each table, each with a capital first letter."""
        words = self.language.words
        return {
            key: {row.key: (name := words(row.words))[:1].upper() + name[1:] for row in table.rows}
            for key, table in self.tables.items()
        }

    def _share_cell(self, key: str, row: str) -> Cell:
        counted = self.cell(key, row)
        total = self.total()
        if counted.value is None or not total:
            hidden = counted.value is not None and total is None and self._hides_total()
            return Cell(None, WITHHELD if hidden else counted.symbol or NOT_APPLICABLE)
        return Cell(counted.value / total, revised=counted.revised)

    def _hides_total(self) -> bool:
        return WITHHELD in {self.cell("totals", "counted").symbol,
                            self.cell("direction", "total").symbol}  # fmt: skip

    def value(self, key: str, row: str, column: str = "year") -> float | None:
        """Give a figure, or None when it is withheld, impossible or not there."""
        return self.cell(key, row, column).value

    def label(self, key: str, row: str) -> str:
        """Give the words of a row, with a capital first letter."""
        return self._names[key].get(row, row)

    def names(self, key: str, row: str) -> bool:
        """Tell whether the table has a row of that key."""
        return row in self._names[key]

    def short_label(self, key: str, row: str) -> str:
        """Give the words of a row without what they explain in brackets."""
        return self.label(key, row).split(" (")[0]

    def heading(self, key: str, column: str) -> str:
        """Give the words of a column, or nothing when the table lacks it."""
        if column == SHARE:
            return self.language("Andel") if self.compact else self.language("Andel av meldingene")
        headings = self.tables[key].columns
        return next((self.language.words(h.words) for h in headings if h.key == column), "")

    def can_occur(self, key: str, column: str) -> bool:
        """Tell whether a column holds any figure, shown or not."""
        cells = [self.cell(key, row.key, column) for row in self.tables[key].rows]
        return any(cell.value is not None or cell.symbol in {WITHHELD, MISSING} for cell in cells)

    def columns(self, key: str) -> list[str]:
        """Give the keys of the columns that are shown: those where a figure can occur.

        The year before is left out where none of its figures can be shown: there is nothing to
        compare. A count of reports has its share beside it.
        """
        every = [column.key for column in self.tables[key].columns]
        found = [column for column in every if self._is_shown(key, column)] or every
        if key in WITH_SHARE and "year" in found:
            found.insert(found.index("year") + 1, SHARE)
        return found

    def _is_shown(self, key: str, column: str) -> bool:
        if column != YEAR_BEFORE:
            return self.can_occur(key, column)
        rows = self.tables[key].rows
        return any(self.value(key, row.key, column) is not None for row in rows)

    def has_size(self, key: str) -> bool:
        """Tell whether any figure of a table is above zero: else a chart has nothing to draw."""
        table = self.tables[key]
        return any(
            cell.value
            for row, cells in zip(table.rows, table.cells, strict=True)
            for cell in cells
            if row.key not in SUMS
        )

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
        return sorted(keys, key=lambda row: (row in LAST, known[row] is None, -(known[row] or 0)))

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

    def written(self, key: str, row: str, column: str = "year") -> Written:
        """Give a cell as it is shown; page, PDF and data file round alike."""
        cell = self.cell(key, row, column)
        decimals, is_share = self._decimals(key, column), self.is_share(key, column)
        if cell.value is None:
            symbol = cell.symbol or NOT_APPLICABLE
            return Written(None, symbol, symbol, decimals, cell.revised)
        exact = Decimal(str(cell.value)) * (100 if is_share else 1)
        value = exact.quantize(Decimal(1).scaleb(-decimals), ROUND_HALF_UP)
        if not exact:
            return Written(value, ZERO, ZERO, decimals, cell.revised)
        text = (self.language.percent(cell.value, decimals) if is_share
                else self.language.number(cell.value, decimals))  # fmt: skip
        return Written(value, "", text, decimals, cell.revised)

    def shown(self, key: str, row: str, column: str = "year") -> str:
        """Give a cell as people read it: a figure in its measure, or its symbol.

        One that an earlier version had otherwise has «r» after it.
        """
        written = self.written(key, row, column)
        return f"{written.text}\N{NO-BREAK SPACE}{REVISED}" if written.revised else written.text

    def is_share(self, key: str, column: str) -> bool:
        """Tell whether a column is written in per cent."""
        return column == SHARE or self.tables[key].measure == "share"

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

    def _decimals(self, key: str, column: str) -> int:
        """Give one decimal to shares and rates, and to days where any of them needs one."""
        if key not in self.tables or self.is_share(key, column):
            return 1
        if self.tables[key].measure in {"count", "rate"}:
            return int(self.tables[key].measure == "rate")
        cells = [cell.value for row in self.tables[key].cells for cell in row]
        return int(any(value is not None and value != int(value) for value in cells))

"""The shape of figures: tables of cells, the same object for page, PDF and command.

Counting is in :mod:`app.domain.statistics`; this module only says what a table is.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any, Literal

from app.domain.vocabulary import Audience, Words

SCHEMA = 1

Measure = Literal["count", "share", "days"]

WITHHELD = ":"
"""SSB's and KOSTRA's symbol for a figure that is not shown, to protect persons or units."""

NOT_APPLICABLE = "."
"""KOSTRA's symbol for a figure that cannot occur: a median of nothing, a year without reports."""


@dataclass(frozen=True)
class Cell:
    """One figure: an exact value, or none and the symbol that says why."""

    value: int | float | None
    symbol: str = ""

    def to_json(self) -> dict[str, Any]:
        """Give ``{"value": 12}`` or ``{"value": null, "symbol": ":"}``."""
        if self.value is None:
            return {"value": None, "symbol": self.symbol or NOT_APPLICABLE}
        return {"value": self.value}


@dataclass(frozen=True)
class Heading:
    """A row's or column's key and words."""

    key: str
    words: Words

    def to_json(self) -> dict[str, Any]:
        """Give the key and the words in both languages."""
        return {"key": self.key, "words": {"nb": self.words.nb, "nn": self.words.nn}}


@dataclass(frozen=True)
class Table:
    """A table: ``cells[row][column]``. ``overlaps`` when rows add up to more than the reports."""

    key: str
    measure: Measure
    rows: tuple[Heading, ...]
    columns: tuple[Heading, ...]
    cells: tuple[tuple[Cell, ...], ...]
    overlaps: bool = False

    def to_json(self) -> dict[str, Any]:
        """Give the table as plain JSON."""
        return {
            "key": self.key,
            "measure": self.measure,
            "overlaps": self.overlaps,
            "rows": [row.to_json() for row in self.rows],
            "columns": [column.to_json() for column in self.columns],
            "cells": [[cell.to_json() for cell in row] for row in self.cells],
        }

    def cell(self, row_key: str, column_key: str) -> Cell:
        """Find one cell by its keys.

        Raises:
            KeyError: when the table has no such row or column.
        """
        for row, cells in zip(self.rows, self.cells, strict=True):
            if row.key == row_key:
                return dict(zip((c.key for c in self.columns), cells, strict=True))[column_key]
        raise KeyError(row_key)


@dataclass(frozen=True)
class Figures:
    """All tables of one year for one audience; ``counted_by`` is the date that decides the year.

    ``deadlines_decided`` is False where timeliness is measured by deadlines that are proposals.
    """

    year: int
    audience: Audience
    helsefellesskap: Words
    tables: tuple[Table, ...]
    party: str | None = None
    version: int = 0
    counted_by: str = "sent_on"
    legend: Mapping[str, Words] = field(default_factory=dict)
    deadlines_decided: bool = True

    def table(self, key: str) -> Table:
        """Find a table by its key.

        Raises:
            KeyError: when this audience gets no such table.
        """
        return {table.key: table for table in self.tables}[key]

    def __contains__(self, key: object) -> bool:
        """Tell whether this audience gets the table."""
        return any(table.key == key for table in self.tables)

    def to_json(self) -> dict[str, Any]:
        """Give the whole as the JSON object that the contract with the outside names."""
        return {
            "schema": SCHEMA,
            "year": self.year,
            "counted_by": self.counted_by,
            "audience": self.audience.value,
            "party": self.party,
            "version": self.version,
            "tables": [table.to_json() for table in self.tables],
        }

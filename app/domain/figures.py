"""The shape of figures: tables of cells, the same object for page, PDF and command.

Counting is in :mod:`app.domain.statistics`; this module only says what a table is.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import Any, Literal, Self

from app.domain.releasing import ReleaseStatus
from app.domain.vocabulary import Audience, Words

SCHEMA = 1

Measure = Literal["count", "share", "days", "rate"]
"""Whole numbers; shares of 1; days; or so many per thousand of a denominator."""

WITHHELD = ":"
"""SSB's and KOSTRA's symbol for a figure that is not shown, to protect persons or units."""

ZERO = "–"
"""KOSTRA's symbol for none at all; a value of 0 is printed so."""

MISSING = ".."
"""KOSTRA's symbol for a figure that nobody has given, such as a denominator not loaded."""

NOT_APPLICABLE = "."
"""KOSTRA's symbol for a figure that cannot occur: a median of nothing, a year without reports."""


@dataclass(frozen=True)
class Cell:
    """One figure: an exact value, or none and the symbol that says why.

    ``revised`` when an earlier version of the same released year said something else.
    """

    value: int | float | None
    symbol: str = ""
    revised: bool = False

    def to_json(self) -> dict[str, Any]:
        """Give ``{"value": 12}`` or ``{"value": null, "symbol": ":"}``."""
        if self.value is None:
            said: dict[str, Any] = {"value": None, "symbol": self.symbol or NOT_APPLICABLE}
        else:
            said = {"value": self.value}
        return said | ({"revised": True} if self.revised else {})

    @classmethod
    def from_json(cls, plain: Mapping[str, Any]) -> Self:
        """Read back what :meth:`to_json` gave."""
        return cls(plain["value"], plain.get("symbol", ""), plain.get("revised", False))


HIDDEN = Cell(None, WITHHELD)
"""A figure that is there, and is not shown."""


@dataclass(frozen=True)
class Heading:
    """A row's or column's key and words."""

    key: str
    words: Words

    def to_json(self) -> dict[str, Any]:
        """Give the key and the words in both languages."""
        return {"key": self.key, "words": _words_json(self.words)}

    @classmethod
    def from_json(cls, plain: Mapping[str, Any]) -> Self:
        """Read back what :meth:`to_json` gave."""
        return cls(plain["key"], Words(**plain["words"]))


@dataclass(frozen=True)
class Table:
    """A table: ``cells[row][column]``. ``overlaps`` when rows add up to more than the reports.

    ``years`` are those pooled in every cell, where that is not the year of the figures alone.
    """

    key: str
    measure: Measure
    rows: tuple[Heading, ...]
    columns: tuple[Heading, ...]
    cells: tuple[tuple[Cell, ...], ...]
    overlaps: bool = False
    years: tuple[int, ...] = ()

    def to_json(self) -> dict[str, Any]:
        """Give the table as plain JSON."""
        return {
            "key": self.key,
            "measure": self.measure,
            "overlaps": self.overlaps,
            "rows": [row.to_json() for row in self.rows],
            "columns": [column.to_json() for column in self.columns],
            "cells": [[cell.to_json() for cell in row] for row in self.cells],
            "years": list(self.years),
        }

    @classmethod
    def from_json(cls, plain: Mapping[str, Any]) -> Self:
        """Read back what :meth:`to_json` gave."""
        return cls(
            plain["key"],
            plain["measure"],
            tuple(map(Heading.from_json, plain["rows"])),
            tuple(map(Heading.from_json, plain["columns"])),
            tuple(tuple(map(Cell.from_json, row)) for row in plain["cells"]),
            plain["overlaps"],
            tuple(plain["years"]),
        )

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
class LeftOut:
    """A table that is not shown at all, and the sentence that says why."""

    key: str
    reason: Words


@dataclass(frozen=True)
class Released:
    """What a released year says of itself; dates are Oslo dates, None until the day has come.

    ``replaces`` is the version that this one corrects.
    """

    version: int
    status: ReleaseStatus
    drafted_on: date
    adopted_on: date | None = None
    meeting: str = ""
    sent_on: date | None = None
    replaces: int | None = None


@dataclass(frozen=True)
class Figures:
    """All tables of one year for one audience; ``counted_by`` is the date that decides the year.

    ``deadlines_decided`` is False where timeliness is measured by deadlines that are proposals.
    ``version`` is 0 for figures that were counted just now, and else of the released year.
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
    left_out: tuple[LeftOut, ...] = ()
    released: Released | None = None

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
            "helsefellesskap": _words_json(self.helsefellesskap),
            "legend": {symbol: _words_json(words) for symbol, words in self.legend.items()},
            "deadlines_decided": self.deadlines_decided,
            "left_out": [
                {"key": each.key, "reason": _words_json(each.reason)} for each in self.left_out
            ],
        }

    @classmethod
    def from_json(cls, plain: Mapping[str, Any]) -> Self:
        """Read back what :meth:`to_json` gave; ``released`` stands beside it, not in it.

        Raises:
            ValueError: for a schema that this version does not know.
        """
        if plain["schema"] != SCHEMA:
            raise ValueError(f"schema {plain['schema']} is not known")
        return cls(
            year=plain["year"],
            audience=Audience(plain["audience"]),
            helsefellesskap=Words(**plain["helsefellesskap"]),
            tables=tuple(map(Table.from_json, plain["tables"])),
            party=plain["party"],
            version=plain["version"],
            counted_by=plain["counted_by"],
            legend={symbol: Words(**words) for symbol, words in plain["legend"].items()},
            deadlines_decided=plain["deadlines_decided"],
            left_out=tuple(
                LeftOut(each["key"], Words(**each["reason"])) for each in plain["left_out"]
            ),
        )


def _words_json(words: Words) -> dict[str, str]:
    return {"nb": words.nb, "nn": words.nn}

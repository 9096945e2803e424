"""The figures of a report as files for other programs: exactly what the PDF shows, no more.

Both files hold every table that is printed, with its figures rounded as they are printed. Figures
that are not shown have their symbol and no value.
"""

import csv
import json
from collections.abc import Iterator, Mapping
from datetime import date
from decimal import Decimal
from io import StringIO
from typing import Any

from app.domain.figures import Figures
from app.domain.vocabulary import Audience
from app.language import Language
from reports.legend import legend
from reports.reading import REVISED, SHARE, Reading, Written

BYTE_ORDER_MARK = "\N{ZERO WIDTH NO-BREAK SPACE}"
"""Without it, Excel reads UTF-8 as Windows-1252."""

FORMULA = ("=", "+", "-", "@", "\t", "\r", "\n", "|", "%")
"""What a cell may not begin with, lest a spreadsheet runs it."""


def csv_of(figures: Figures, language: Language) -> bytes:
    """Write all tables under one another: semicolons, UTF-8 with a mark, decimal comma.

    A row holds key and title of the table, key and words of row and column, unit, value, symbol
    and what it means, and «r» for a figure that has been corrected. Shares are in per cent.
    """
    reading = _read(figures, language)
    out = StringIO()
    writer = csv.writer(out, delimiter=";", lineterminator="\r\n")
    writer.writerow(_header(language))
    writer.writerows(_lines(reading))
    return (BYTE_ORDER_MARK + out.getvalue()).encode()


def _read(figures: Figures, language: Language) -> Reading:
    return Reading(figures, language, compact=figures.audience is Audience.SSU)


def _header(language: Language) -> list[str]:
    _ = language
    return [
        _("tabell"), _("tittel"), _("radnøkkel"), _("rad"), _("kolonnenøkkel"), _("kolonne"),
        _("enhet"), _("verdi"), _("tegn"), _("forklaring"), _("rettet"),
    ]  # fmt: skip


def _lines(reading: Reading) -> Iterator[list[str]]:
    words = legend(reading)
    for key in reading.keys:
        title = _harmless(reading.title(key))
        for row in reading.tables[key].rows:
            label = _harmless(reading.label(key, row.key))
            for column in reading.columns(key):
                written = reading.written(key, row.key, column)
                yield [
                    key, title, _harmless(row.key), label, column,
                    _harmless(reading.heading(key, column)), unit_of(reading, key, column),
                    _decimal_comma(written.value), written.symbol, words.get(written.symbol, ""),
                    REVISED if written.revised else "",
                ]  # fmt: skip


def _harmless(text: str) -> str:
    """Give the text so that no spreadsheet takes it for a formula."""
    return f"'{text}" if text.startswith(FORMULA) else text


def _decimal_comma(value: Decimal | None) -> str:
    return "" if value is None else f"{value:f}".replace(".", ",")


def unit_of(reading: Reading, key: str, column: str) -> str:
    """Name what a column is measured in."""
    _ = reading.language
    if column == SHARE or reading.is_share(key, column):
        return _("prosent")
    return {
        "count": _("antall"),
        "days": _("dager"),
        "rate": _("per tusen"),
    }.get(reading.tables[key].measure, "")


def json_stat_of(figures: Figures, language: Language) -> bytes:
    """Write a JSON-stat 2.0 collection (json-stat.org/full) with a dataset for each table.

    Every dataset has the dimensions "row" and "column"; a column's unit and decimals stand at the
    category, ``status`` holds the symbols by the place of the value.
    """
    reading = _read(figures, language)
    collection = {
        "version": "2.0",
        "class": "collection",
        "label": _label(reading),
        "updated": _updated(figures),
        "link": {"item": [_dataset(reading, key) for key in reading.keys]},
    }
    return json.dumps(
        {name: said for name, said in collection.items() if said is not None}, ensure_ascii=False
    ).encode()


def _label(reading: Reading) -> str:
    _, figures = reading.language, reading.figures
    home = _.words(figures.helsefellesskap)
    return _("Uønskede hendelser i samhandlingen, %(home)s, %(year)s", home=home, year=figures.year)


def _updated(figures: Figures) -> str | None:
    """Give the day of the version; figures that were counted just now have none."""
    if figures.released is None:
        return None
    day: date = figures.released.adopted_on or figures.released.drafted_on
    return day.isoformat()


def _dataset(reading: Reading, key: str) -> dict[str, Any]:
    rows = [row.key for row in reading.tables[key].rows]
    columns = reading.columns(key)
    cells = [reading.written(key, row, column) for row in rows for column in columns]
    dataset = {
        "version": "2.0",
        "class": "dataset",
        "label": reading.title(key),
        "source": reading.language.words(reading.figures.helsefellesskap),
        "updated": _updated(reading.figures),
        "id": ["row", "column"],
        "size": [len(rows), len(columns)],
        "role": {"metric": ["column"]},
        "dimension": {"row": _row_dimension(reading, key, rows),
                      "column": _column_dimension(reading, key, columns)},
        "value": [_number(cell) for cell in cells],
        "status": _status(cells) or None,
        "extension": {"key": key, "year": reading.figures.year,
                      "years": list(reading.tables[key].years),
                      "overlaps": reading.tables[key].overlaps},
    }  # fmt: skip
    return {name: said for name, said in dataset.items() if said is not None}


def _row_dimension(reading: Reading, key: str, rows: list[str]) -> dict[str, Any]:
    labels = {row: reading.label(key, row) for row in rows}
    return {"label": reading.first_column(key), "category": {"index": rows, "label": labels}}


def _column_dimension(reading: Reading, key: str, columns: list[str]) -> dict[str, Any]:
    labels = {column: reading.heading(key, column) for column in columns}
    units = {
        column: {
            "label": unit_of(reading, key, column),
            "decimals": _decimals(reading, key, column),
        }
        for column in columns
    }
    category = {"index": columns, "label": labels, "unit": units}
    return {"label": reading.language("Kolonne"), "category": category}


def _decimals(reading: Reading, key: str, column: str) -> int:
    rows = reading.tables[key].rows
    return reading.written(key, rows[0].key, column).decimals


def _number(cell: Written) -> int | float | None:
    if cell.value is None:
        return None
    return float(cell.value) if cell.decimals else int(cell.value)


def _status(cells: list[Written]) -> Mapping[str, str]:
    """Give the symbols, and «r» for what is corrected, by the place of the value."""
    signs = (" ".join(filter(None, (cell.symbol, REVISED if cell.revised else "")))
             for cell in cells)  # fmt: skip
    return {str(place): sign for place, sign in enumerate(signs) if sign}

"""The years behind a year, as each of them was released: what the tables of development hold."""

from collections.abc import Mapping, Sequence
from dataclasses import replace

from app.domain.figures import NOT_APPLICABLE, Cell, Figures, Heading, Measure, Table
from app.domain.vocabulary import Direction, Words

YEARS_AT_MOST = 6

Source = tuple[str, str]
"""A table and a row of it, in the column of the year."""

COUNTS: Mapping[Source, Words] = {
    ("totals", "counted"): Words("Meldinger som regnes med", "Meldingar som blir rekna med"),
    ("direction", Direction.TO_HOSPITAL.value): Words(
        "Fra kommune til sykehus", "Frå kommune til sjukehus"
    ),
    ("direction", Direction.TO_MUNICIPALITY.value): Words(
        "Fra sykehus til kommune", "Frå sjukehus til kommune"
    ),
    ("totals", "incidents"): Words("Uønskede hendelser", "Uønska hendingar"),
}
SHARES: Mapping[Source, Words] = {
    ("timeliness", "acknowledged_in_time"): Words(
        "Bekreftet innen fristen", "Stadfesta innan fristen"
    ),
    ("timeliness", "answered_in_time"): Words("Besvart innen fristen", "Svara på innan fristen"),
}


def with_development(figures: Figures, earlier: Sequence[Figures]) -> Figures:
    """Add the development up to and with a year, where earlier years were released.

    ``earlier`` are the newest versions of those years for the same reader, oldest first. A figure
    that was withheld then is withheld here too, so the tables show nothing that was not shown.
    """
    years = [*earlier, figures][-YEARS_AT_MOST:]
    if len(years) == 1:
        return figures
    tables = (
        _table("development", "count", COUNTS, years),
        _table("development_timeliness", "share", SHARES, years),
    )
    return replace(figures, tables=(*figures.tables, *(table for table in tables if table.rows)))


def _table(
    key: str, measure: Measure, sources: Mapping[Source, Words], years: Sequence[Figures]
) -> Table:
    found = {source: tuple(_cell(figures, *source) for figures in years) for source in sources}
    told = {source: cells for source, cells in found.items() if any(map(_tells, cells))}
    return Table(
        key=key,
        measure=measure,
        rows=tuple(Heading(source[1], sources[source]) for source in told),
        columns=tuple(_heading(figures.year) for figures in years),
        cells=tuple(told.values()),
    )


def _heading(year: int) -> Heading:
    return Heading(f"y{year}", Words(str(year), str(year)))


def _cell(figures: Figures, table: str, row: str) -> Cell:
    try:
        cell = figures.table(table).cell(row, "year")
    except KeyError:
        return Cell(None, NOT_APPLICABLE)
    return replace(cell, revised=False)


def _tells(cell: Cell) -> bool:
    return cell.value is not None or cell.symbol != NOT_APPLICABLE

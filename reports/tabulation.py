"""Figures as the document's tables: which figures stand side by side, and what is said of them."""

from collections.abc import Sequence
from dataclasses import dataclass

from reports.reading import SUMS, Reading
from reports.tables import PADDING, Column, Row, Table
from reports.theme import CONTENT_WIDTH

NUMBER_WIDTH = 66.0
BAR_WIDTH = 110.0
TIGHT = 2.6


@dataclass(frozen=True)
class Source:
    """Where a column comes from: a table and one of its columns; ``share`` shows it as a share."""

    table: str
    column: str = "year"
    heading: str = ""
    share: bool = False


def year_sources(reading: Reading, key: str, *, share: bool = False) -> list[Source]:
    """Give the usual columns: the year, its share of all reports where asked, the year before."""
    _ = reading.language
    found = [Source(key), Source(key, "year_before")]
    if share:
        found.insert(1, Source(key, heading=_("Andel"), share=True))
    return found


def tabulate(
    reading: Reading, label: str, sources: Sequence[Source], *, bars: bool = False
) -> Table:
    """Set the sources side by side, a row for every row that any of their tables has.

    ``bars`` draws the first source as a bar in each row.
    """
    numbers = [
        Column(source.heading or reading.heading(source.table, source.column), NUMBER_WIDTH,
               "number")
        for source in sources
    ]  # fmt: skip
    drawn = [Column("", BAR_WIDTH, "bar")] if bars else []
    left = CONTENT_WIDTH - NUMBER_WIDTH * len(numbers) - BAR_WIDTH * len(drawn)
    full = _full(reading, sources[0]) if bars else None
    rows = [_row(reading, key, sources, full) for key in _keys(reading, sources)]
    air = TIGHT if reading.compact else PADDING
    return Table([Column(label, left), *drawn, *numbers], rows, air=air)


def _full(reading: Reading, source: Source) -> float:
    """Give the figure of a full bar: the whole for shares, else the greatest."""
    if reading.tables[source.table].measure == "share":
        return 1.0
    values = [reading.value(source.table, row, source.column) or 0.0
              for row in reading.rows(source.table)]  # fmt: skip
    return max(values, default=0.0)


def _keys(reading: Reading, sources: Sequence[Source]) -> list[str]:
    """Give the row keys of all sources, each once, sums last."""
    listed = [row for s in sources for row in reading.rows(s.table, sources[0].column)]
    sums = [r.key for s in sources for r in reading.tables[s.table].rows if r.key in SUMS]
    return list(dict.fromkeys(listed + sums))


def _row(reading: Reading, key: str, sources: Sequence[Source], full: float | None) -> Row:
    holder = next(
        s.table for s in sources if any(r.key == key for r in reading.tables[s.table].rows)
    )
    figures = tuple(_figure(reading, key, source) for source in sources)
    named = reading.short_label if reading.compact else reading.label
    label, total = named(holder, key), key in SUMS
    if full is None:
        return Row((label, *figures), total=total)
    value = reading.value(sources[0].table, key, sources[0].column)
    bar = value / full if value is not None and full and not total else None
    return Row((label, "", *figures), total=total, bar=bar)


def _figure(reading: Reading, row: str, source: Source) -> str:
    value = reading.value(source.table, row, source.column)
    if source.share and value is not None:
        return reading.share(value, 1)
    return reading.shown(source.table, row, source.column)

"""Figures as the document's tables: which figures stand side by side, and what is said of them."""

from collections.abc import Sequence
from dataclasses import dataclass

from reports.hyphenation import fitted
from reports.reading import OTHERS, SUMS, Reading
from reports.tables import HEADER, PADDING, Column, Row, Table
from reports.theme import CONTENT_WIDTH

NUMBER_WIDTH = 58.0
NARROW = 52.0
IN_COLUMNS = 47.0
NARROWEST = 38.0
MOST_WIDE = 3
LEAST_LABEL = 118.0
LEAST_LABEL_SHARE = 0.4
CROSSED_WIDTH = 82.0
LEAST_CROSSED_LABEL = 140.0
BAR_WIDTH = 92.0
TIGHT = 2.6


@dataclass(frozen=True)
class Source:
    """Where a column comes from: a table and one of its columns."""

    table: str
    column: str = "year"
    heading: str = ""


def sources_of(reading: Reading, key: str, prefix: str = "") -> list[Source]:
    """Give every column of a table that is shown; ``prefix`` stands before their headings."""
    return [
        Source(key, column, f"{prefix} {reading.heading(key, column)}" if prefix else "")
        for column in reading.columns(key)
    ]


def tabulate(
    reading: Reading,
    label: str,
    sources: Sequence[Source],
    *,
    bars: bool = False,
    width: float = CONTENT_WIDTH,
) -> Table:
    """Set the sources side by side, a row for every row that any of their tables has.

    ``bars`` draws the first source as a bar in each row.
    """
    drawn = [Column("", BAR_WIDTH, "bar")] if bars else []
    each = _number_width(len(sources), width - BAR_WIDTH * len(drawn))
    numbers = [
        Column(_heading(reading, source, each), each, "number")
        for source in sources
    ]  # fmt: skip
    left = width - each * len(numbers) - BAR_WIDTH * len(drawn)
    full = _full(reading, sources[0]) if bars else None
    rows = [_row(reading, key, sources, full) for key in _keys(reading, sources)]
    air = TIGHT if reading.compact else PADDING
    return Table([Column(label, left), *drawn, *numbers], rows, air=air)


def crosswise(reading: Reading, key: str) -> Table:
    """Set a table with its columns as rows and its rows as columns."""
    rows = [*reading.rows(key), *(r.key for r in reading.tables[key].rows if r.key in SUMS)]
    each = min(CROSSED_WIDTH, (CONTENT_WIDTH - LEAST_CROSSED_LABEL) / max(len(rows), 1))
    headings = [
        Column(fitted(reading.short_label(key, row), HEADER, each - 8), each, "number")
        for row in rows
    ]
    lines = []
    for column in reading.columns(key):
        cells = (reading.shown(key, row, column) for row in rows)
        label = _capital(reading.heading(key, column))
        lines.append(Row((label, *cells), total=column in SUMS))
    first = Column(reading.first_column(key), CONTENT_WIDTH - each * len(headings))
    return Table([first, *headings], lines)


def _number_width(count: int, room: float) -> float:
    """Share the room beside the first column out, and keep columns of one report alike."""
    usual = NUMBER_WIDTH if count <= MOST_WIDE else NARROW
    if room < CONTENT_WIDTH / 2:
        usual = IN_COLUMNS
    label = min(LEAST_LABEL, LEAST_LABEL_SHARE * room)
    return min(usual, max((room - label) / max(count, 1), NARROWEST))


def _heading(reading: Reading, source: Source, room: float) -> str:
    words = source.heading or reading.heading(source.table, source.column)
    return fitted(_capital(words), HEADER, room - 8)


def _capital(words: str) -> str:
    return words[:1].upper() + words[1:]


def _full(reading: Reading, source: Source) -> float:
    """Give the figure of a full bar: the whole for shares, else the greatest."""
    if reading.is_share(source.table, source.column):
        return 1.0
    values = [reading.value(source.table, row, source.column) or 0.0
              for row in reading.rows(source.table)]  # fmt: skip
    return max(values, default=0.0)


def _keys(reading: Reading, sources: Sequence[Source]) -> list[str]:
    """Give the row keys of all sources, each once, what is shown together and sums last."""
    listed = [row for s in sources for row in reading.rows(s.table, sources[0].column)]
    listed.sort(key=lambda row: row == OTHERS)
    sums = [r.key for s in sources for r in reading.tables[s.table].rows if r.key in SUMS]
    return list(dict.fromkeys(listed + sums))


def _row(reading: Reading, key: str, sources: Sequence[Source], full: float | None) -> Row:
    figures = tuple(reading.shown(s.table, key, s.column) for s in sources)
    named = reading.short_label if reading.compact else reading.label
    holders = dict.fromkeys(s.table for s in sources if reading.names(s.table, key))
    label = " / ".join(dict.fromkeys(named(table, key) for table in holders))
    total = key in SUMS
    if full is None:
        return Row((label, *figures), total=total)
    value = reading.value(sources[0].table, key, sources[0].column)
    bar = value / full if value is not None and full and not total else None
    return Row((label, "", *figures), total=total, bar=bar)

"""Tables whose numbers align, whose header returns on every page, and that never are too tall."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Literal

from reportlab.pdfgen.canvas import Canvas
from reportlab.platypus.flowables import Flowable

from reports import structure
from reports.flowables import Block
from reports.marks import Rect
from reports.painters import pdf
from reports.theme import CELL, HAIRLINE, INK, QUIET, SEMIBOLD, Style
from reports.typesetting import clamped, lines, literal

PADDING = 3.6
TALLEST_ROW = 40
"""Lines; a cell with more goes on in a row of its own, so that every page can take a row."""

FEWEST_ROWS = 2
"""No fewer rows stand alone at the foot or at the head of a page, so three are never parted."""

HEADER = Style(SEMIBOLD, size=8.5, leading=11.0, colour=QUIET)


@dataclass(frozen=True)
class Column:
    """A column: its heading, its width in points, and what stands in it."""

    heading: str
    width: float
    kind: Literal["text", "number", "bar"] = "text"


@dataclass(frozen=True)
class Row:
    """The cells of one row as people read them; ``total`` rows stand out.

    ``bar`` is the length drawn in a column of bars, as a share of the longest; None draws none.
    """

    cells: tuple[str, ...]
    total: bool = False
    bar: float | None = None


@dataclass(frozen=True)
class _Set:
    """A row set in type: the lines of each cell."""

    row: Row
    cells: tuple[list[str], ...]
    style: Style
    opens: bool = True
    height: float = field(default=0.0)


class Table(Block):
    """Text to the left, numbers to the right on one digit grid, hairlines between the rows."""

    role = "Table"
    air_above = 4
    air_below = 10

    def __init__(
        self, columns: Sequence[Column], rows: Sequence[Row], *, air: float = PADDING
    ) -> None:
        super().__init__()
        self.columns, self.air = tuple(columns), air
        self.header = self._headings() if any(column.heading for column in columns) else None
        self.rows = [part for row in rows for part in self._typeset(row, _style_of(row))]
        self.width = sum(column.width for column in columns)

    def _headings(self) -> _Set:
        cells = tuple(
            clamped(column.heading, HEADER, column.width - 8, 3) for column in self.columns
        )
        height = max(map(len, cells)) * HEADER.leading + 2 * self.air
        return _Set(
            Row(tuple(column.heading for column in self.columns)), cells, HEADER, height=height
        )

    def _typeset(self, row: Row, style: Style) -> list[_Set]:
        cells = [
            [literal(cell)] if column.kind == "number" else lines(cell, style, column.width - 8)
            for column, cell in zip(self.columns, row.cells, strict=True)
        ]
        tallest = max(map(len, cells))
        parts = []
        for first in range(0, tallest, TALLEST_ROW):
            part = tuple(cell[first : first + TALLEST_ROW] for cell in cells)
            height = max(map(len, part)) * style.leading + 2 * self.air
            parts.append(_Set(row, part, style, opens=first == 0, height=height))
        return parts

    def wrap(self, room: float, height: float) -> tuple[float, float]:  # noqa: ARG002
        """Give width and height; both were fixed when the rows were set."""
        self.height = self._header_height() + sum(row.height for row in self.rows)
        return self.width, self.height

    def _header_height(self) -> float:
        return self.header.height if self.header else 0.0

    def least(self, room: float) -> float:  # noqa: ARG002
        """Ask for the header and the fewest rows, or the whole of three, lest one is left alone."""
        count = len(self.rows)
        fewest = count if count <= FEWEST_ROWS + 1 else FEWEST_ROWS
        return self._header_height() + sum(row.height for row in self.rows[:fewest])

    def split(self, room: float, height: float) -> list[Flowable]:  # noqa: ARG002
        """Cut between two rows; the rest repeats the header."""
        used, fit = self._header_height(), 0
        for row in self.rows:
            if used + row.height > height:
                break
            used, fit = used + row.height, fit + 1
        if fit > FEWEST_ROWS and len(self.rows) - fit < FEWEST_ROWS:
            fit -= 1
        return [self._part(self.rows[:fit]), self._part(self.rows[fit:])] if fit else []

    def _part(self, rows: list[_Set]) -> "Table":
        part = Table(self.columns, [], air=self.air)
        part.rows = rows
        return part

    def paint(self, canvas: Canvas) -> None:
        """Draw the header and every row downwards."""
        top = self.height
        if self.header:
            self._row(canvas, self.header, top)
            top -= self.header.height
            self._rule(canvas, top, INK, 0.7)
        for place, row in enumerate(self.rows):
            if place and row.opens:
                self._rule(canvas, top, INK if row.row.total else HAIRLINE, 0.5)
            self._row(canvas, row, top)
            top -= row.height

    def _row(self, canvas: Canvas, row: _Set, top: float) -> None:
        left = 0.0
        with structure.element(canvas, "TR"):
            for place, (column, cell) in enumerate(zip(self.columns, row.cells, strict=True)):
                heading = row is self.header or not place
                with structure.element(canvas, "TH" if heading else "TD"):
                    self._cell(canvas, row, column, cell, left, top)
                left += column.width

    def _cell(
        self, canvas: Canvas, row: _Set, column: Column, cell: list[str], left: float, top: float
    ) -> None:
        style = row.style
        base = top - self.air - (style.leading + style.size * 0.7) / 2
        if row is self.header:  # headings stand on one line above their rule
            base -= row.height - 2 * self.air - len(cell) * style.leading
        if column.kind == "bar" and row is not self.header:
            self._bar(canvas, row, column, left, top)
        elif column.kind == "text":
            pdf.write(canvas, left, base, cell, style)
        else:
            for place, line in enumerate(cell):
                lower = base - place * style.leading
                pdf.write_figure(canvas, left + column.width - 2, lower, line, style)

    def _bar(self, canvas: Canvas, row: _Set, column: Column, left: float, top: float) -> None:
        if row.row.bar is None:
            return
        length = row.row.bar * (column.width - 6)
        with structure.element(canvas, "Artifact"):
            pdf.put(Rect("bar", left, 0, length, 9), canvas, top - self.air - 1.5)

    def _rule(self, canvas: Canvas, y: float, colour: str, thickness: float) -> None:
        with structure.element(canvas, "Artifact"):
            canvas.setStrokeColor(pdf.colour(colour))
            canvas.setLineWidth(thickness)
            canvas.line(0, y, self.width, y)


def _style_of(row: Row) -> Style:
    return CELL.but(face=SEMIBOLD) if row.total else CELL

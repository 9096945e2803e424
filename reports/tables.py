"""Tables whose numbers align, whose header returns on every page, and that never are too tall."""

from collections.abc import Iterator, Sequence
from copy import copy
from dataclasses import dataclass
from itertools import accumulate
from typing import Literal

from reportlab.pdfgen.canvas import Canvas
from reportlab.platypus.flowables import Flowable

from reports import structure
from reports.flowables import Block
from reports.fonts import width
from reports.marks import Rect
from reports.painters import pdf
from reports.painters.pdf import figure_width, parted
from reports.tagging.tree import Role, Scope
from reports.theme import CELL, HAIRLINE, INK, QUIET, SEMIBOLD, Style
from reports.typesetting import clamped_spaced, cuts_words, literal, spaced_lines

PADDING = 3.6
MOST_HEADING_LINES = 4

TALLEST_ROW = 40
"""Lines; a cell with more goes on in a row of its own, so that every page can take a row."""

FEWEST_ROWS = 2
"""No fewer rows stand alone at the foot or at the head of a page, so three are never parted."""

HEADER = Style(SEMIBOLD, size=8.5, leading=11.0, colour=QUIET)


@dataclass(frozen=True)
class Column:
    """A column: its heading, its width in points, and what stands in it.

    A hyphen and a line end in the heading part a word that is spoken whole.
    """

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
    height: float
    opens: bool = True
    parted: bool = False

    def spoken(self, place: int) -> str:
        """Give the whole text of a cell whose lines end within a word, or are set in two rows."""
        cell = self.cells[place]
        return literal(self.row.cells[place]) if self.parted or cuts_words(cell) else ""


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
        self.lefts = tuple(accumulate((column.width for column in columns), initial=0.0))[:-1]
        self.tall = sum(row.height for row in self.rows)
        self.tails, self.begins = self._tails(), True

    def _headings(self) -> _Set:
        names = tuple(column.heading for column in self.columns)
        cells = tuple(
            clamped_spaced(name, HEADER, column.width - 8, MOST_HEADING_LINES)
            for name, column in zip(names, self.columns, strict=True)
        )
        height = max(map(len, cells)) * HEADER.leading + 2 * self.air
        whole = tuple(name.replace("-\n", "") for name in names)
        return _Set(Row(whole), cells, HEADER, height)

    def _typeset(self, row: Row, style: Style) -> list[_Set]:
        cells = [
            [literal(cell)]
            if column.kind == "number"
            else spaced_lines(cell, style, column.width - 8)
            for column, cell in zip(self.columns, row.cells, strict=True)
        ]
        tallest = max(map(len, cells))
        parts = []
        for first in range(0, tallest, TALLEST_ROW):
            part = tuple(cell[first : first + TALLEST_ROW] for cell in cells)
            height = max(map(len, part)) * style.leading + 2 * self.air
            parts.append(_Set(row, part, style, height, first == 0, tallest > TALLEST_ROW))
        return parts

    def _tails(self) -> tuple[float, ...]:
        """Give the room that each column needs to the right of its whole numbers."""
        tails = [0.0] * len(self.columns)
        for row in self.rows:
            for place, column in enumerate(self.columns):
                if column.kind == "number" and row.cells[place]:
                    tail = parted(row.cells[place][0])[1]
                    tails[place] = max(tails[place], figure_width(tail, row.style))
        return tuple(tails)

    def wrap(self, room: float, height: float) -> tuple[float, float]:  # noqa: ARG002
        """Give width and height; both were fixed when the rows were set."""
        self.height = self._header_height() + self.tall
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
        if not fit:
            return []
        first, rest = copy(self), copy(self)
        first.origin = rest.origin = self.origin
        first.rows, rest.rows = self.rows[:fit], self.rows[fit:]
        first.tall = sum(row.height for row in first.rows)
        rest.tall, rest.begins = self.tall - first.tall, False
        return [first, rest]

    def paint(self, canvas: Canvas) -> None:
        """Draw the header and every row downwards; a header that is repeated is not spoken."""
        top = self.height
        if self.header:
            self._head(canvas, self.header, top)
            top -= self.header.height
        with structure.element(canvas, "TBody", of=(self.origin, "TBody")):
            for place, row in enumerate(self.rows):
                if place and row.opens:
                    self._rule(canvas, top, INK if row.row.total else HAIRLINE, 0.5)
                self._row(canvas, row, top)
                top -= row.height

    def _head(self, canvas: Canvas, header: _Set, top: float) -> None:
        if self.begins:
            with structure.element(canvas, "THead"), structure.element(canvas, "TR"):
                for place, left in self._spoken():
                    role: Role = "TH" if header.row.cells[place] else "TD"
                    scope: Scope = "Column" if role == "TH" else ""
                    with structure.element(canvas, role, header.spoken(place), scope=scope):
                        self._cell(canvas, header, place, left, top)
        else:
            with structure.artifact(canvas, "Repeated"):
                for place, left in self._spoken():
                    self._cell(canvas, header, place, left, top)
        self._rule(canvas, top - header.height, INK, 0.7)

    def _row(self, canvas: Canvas, row: _Set, top: float) -> None:
        known = (self.origin, id(row.row)) if row.parted else None
        with structure.element(canvas, "TR", of=known):
            for place, left in self._spoken():
                role: Role = "TD" if place else "TH"
                scope: Scope = "" if place else "Row"
                of = known and (*known, place)
                with structure.element(canvas, role, row.spoken(place), of=of, scope=scope):
                    self._cell(canvas, row, place, left, top)
        for column, left in zip(self.columns, self.lefts, strict=True):
            if column.kind == "bar" and row.row.bar is not None:
                self._bar(canvas, row.row.bar, column, left, top)

    def _spoken(self) -> Iterator[tuple[int, float]]:
        """Give place and left edge of every column but bars, which say what a number says."""
        for place, column in enumerate(self.columns):
            if column.kind != "bar":
                yield place, self.lefts[place]

    def _cell(self, canvas: Canvas, row: _Set, place: int, left: float, top: float) -> None:
        style, column, cell = row.style, self.columns[place], row.cells[place]
        base = top - self.air - (style.leading + style.size * 0.7) / 2
        if row is self.header:  # headings stand on one line above their rule
            base -= row.height - 2 * self.air - len(cell) * style.leading
        if column.kind == "text":
            pdf.write(canvas, left, base, cell, style)
            return
        right = left + column.width - 2
        if row is self.header:
            for lower, line in enumerate(cell):
                edge = right - width(line.rstrip(" "), style.face, style.size)
                pdf.write(canvas, edge, base - lower * style.leading, [line], style)
        elif cell:
            pdf.write_figure(canvas, right - self.tails[place], base, cell[0], style)

    def _bar(self, canvas: Canvas, share: float, column: Column, left: float, top: float) -> None:
        length = share * (column.width - 6)
        with structure.artifact(canvas):
            pdf.put(Rect("bar", left, 0, length, 9), canvas, top - self.air - 1.5)

    def _rule(self, canvas: Canvas, y: float, colour: str, thickness: float) -> None:
        with structure.artifact(canvas):
            canvas.setStrokeColor(pdf.colour(colour))
            canvas.setLineWidth(thickness)
            canvas.line(0, y, self.width, y)


def _style_of(row: Row) -> Style:
    return CELL.but(face=SEMIBOLD) if row.total else CELL

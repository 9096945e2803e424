"""Paints marks and lines of text onto a ReportLab canvas."""

import re
from collections.abc import Iterable
from functools import cache, singledispatch

from reportlab.lib.colors import Color, HexColor
from reportlab.pdfgen.canvas import Canvas

from reports.fonts import TABULAR, width
from reports.marks import Drawing, Line, Mark, Path, Rect, Text
from reports.theme import INKS, Face, Style
from reports.typesetting import literal

SHARE_OF_ANCHOR = {"start": 0.0, "middle": 0.5, "end": 1.0}
WHOLE_NUMBER = re.compile(r"\D*[0-9]+(?:[ \N{NO-BREAK SPACE}][0-9]{3})*")
WITH_TABULAR: dict[Face, Face] = {plain: face for face, plain in TABULAR.items()}


def paint(canvas: Canvas, drawing: Drawing) -> None:
    """Draw the marks with the drawing's lower left corner in the canvas's origin."""
    for mark in drawing.marks:
        put(mark, canvas, drawing.height)


@singledispatch
def put(mark: Mark, canvas: Canvas, height: float) -> None:  # noqa: ARG001
    """Draw one mark, its y turned to grow upwards."""
    raise TypeError(mark)


@put.register
def _rect(mark: Rect, canvas: Canvas, height: float) -> None:
    ink = INKS[mark.role]
    canvas.setFillColor(colour(ink.fill or "#000000"))
    if ink.stroke:
        _pen(canvas, mark)
    lower = height - mark.y - mark.height
    canvas.rect(mark.x, lower, mark.width, mark.height, stroke=int(bool(ink.stroke)), fill=1)


@put.register
def _line(mark: Line, canvas: Canvas, height: float) -> None:
    _pen(canvas, mark)
    canvas.line(mark.x1, height - mark.y1, mark.x2, height - mark.y2)


@put.register
def _path(mark: Path, canvas: Canvas, height: float) -> None:
    _pen(canvas, mark)
    path = canvas.beginPath()
    (first_x, first_y), *rest = mark.points
    path.moveTo(first_x, height - first_y)
    for x, y in rest:
        path.lineTo(x, height - y)
    canvas.drawPath(path, stroke=1, fill=0)


@put.register
def _text(mark: Text, canvas: Canvas, height: float) -> None:
    shown = literal(mark.text)
    style = Style(mark.face, mark.size, colour=INKS[mark.role].fill or "#000000")
    back = SHARE_OF_ANCHOR[mark.anchor] * width(shown, mark.face, mark.size)
    write(canvas, mark.x - back, height - mark.y, [shown], style)


def _pen(canvas: Canvas, mark: Rect | Line | Path) -> None:
    ink = INKS[mark.role]
    canvas.setStrokeColor(colour(ink.stroke or "#000000"))
    canvas.setLineWidth(ink.width)


def write(canvas: Canvas, x: float, y: float, texts: Iterable[str], style: Style) -> None:
    """Write literal lines downwards, the first with its baseline at ``y``."""
    text = canvas.beginText(x, y)
    text.setFont(style.face, style.size, style.leading)
    text.setFillColor(colour(style.colour))
    for line in texts:
        text.textLine(line)
    canvas.drawText(text)


def write_figure(canvas: Canvas, edge: float, y: float, figure: str, style: Style) -> None:
    """Write one figure whose whole number ends at ``edge``, every digit as wide as the next.

    What follows the whole number, as decimals and «%», goes on to the right, so that figures under
    one another align on the decimal comma.
    """
    left = edge - figure_width(parted(figure)[0], style)
    write(canvas, left, y, [figure], tabular(style))


def parted(figure: str) -> tuple[str, str]:
    """Part a figure after its whole number: «12,5 %» at the comma, «88 %» after the eights.

    What is no figure, as «:» for one that is withheld, is its whole number.
    """
    if not (found := WHOLE_NUMBER.match(figure)):
        return figure, ""
    return figure[: found.end()], figure[found.end() :]


def figure_width(figure: str, style: Style) -> float:
    """Measure a figure written by :func:`write_figure`, in points."""
    return width(figure, tabular(style).face, style.size)


@cache
def tabular(style: Style) -> Style:
    """Give the style with digits of one width, where there is such a face."""
    return style.but(face=WITH_TABULAR.get(style.face, style.face))


@cache
def colour(code: str) -> Color:
    """Give ReportLab's colour for ``#rrggbb``."""
    return HexColor(code)

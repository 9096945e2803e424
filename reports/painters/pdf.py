"""Paints marks and lines of text onto a ReportLab canvas."""

import re
from collections.abc import Iterable
from functools import cache, singledispatch

from reportlab.lib.colors import Color, HexColor
from reportlab.pdfgen.canvas import Canvas

from reports.fonts import advances, faces, width
from reports.marks import Drawing, Line, Mark, Path, Rect, Text
from reports.theme import INKS, Face, Style
from reports.typesetting import literal

SHARE_OF_ANCHOR = {"start": 0.0, "middle": 0.5, "end": 1.0}
PLAIN_FIGURE = re.compile(r"[0-9A-Za-z,.:% \N{NO-BREAK SPACE}]+")
"""What :func:`write_figure` can set glyph by glyph: no escapes, all in the first subset."""

FIGURE_SPACE = 640.0
"""One width for every digit, in thousandths of the size, so that columns of figures align."""


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


def write_figure(canvas: Canvas, right: float, y: float, figure: str, style: Style) -> None:
    """Write one figure ending at ``right``, every digit as wide as the next.

    Inter's own digits are proportional, and its tabular ones lie behind an OpenType feature that
    ReportLab cannot reach; so each digit is centred in its space by a TJ adjustment.
    """
    if not PLAIN_FIGURE.fullmatch(figure):
        write(canvas, right - width(figure, style.face, style.size), y, [figure], style)
        return
    text = canvas.beginText(right - figure_width(figure, style), y)
    text.setFont(style.face, style.size)
    text.setFillColor(colour(style.colour))
    # ReportLab has no public call for TJ.
    text._code.append(_spaced(canvas, figure, style.face))  # type: ignore[attr-defined] # noqa: SLF001
    canvas.drawText(text)


def figure_width(figure: str, style: Style) -> float:
    """Measure a figure written by :func:`write_figure`, in points."""
    each = advances(style.face)
    units = sum(FIGURE_SPACE if c.isdecimal() else each[ord(c)] for c in figure)
    return units * style.size / 1000


def _spaced(canvas: Canvas, figure: str, face: Face) -> str:
    document = canvas._doc  # type: ignore[attr-defined] # noqa: SLF001 - subsets are per document
    ((_, codes),) = faces()[face].splitString(figure, document)
    parts = []
    for letter, code in zip(figure, codes, strict=True):
        slack = (FIGURE_SPACE - advances(face)[ord(letter)]) / 2 if letter.isdecimal() else 0.0
        parts.append(f"{-slack:.0f} ({chr(code)}) {-slack:.0f}")
    return f"[{' '.join(parts)}] TJ"


@cache
def colour(code: str) -> Color:
    """Give ReportLab's colour for ``#rrggbb``."""
    return HexColor(code)

"""Paints a chart as SVG that a strict content security policy and dark mode can live with.

Presentation attributes and classes only, never a style attribute; text takes the page's own colour.
"""

from functools import singledispatch
from html import escape

from reports.marks import Anchor, Chart, Line, Mark, Path, Rect, Text
from reports.theme import INKS, REGULAR, Role
from reports.typesetting import literal

TEXT_COLOURED: frozenset[Role] = frozenset({"axis", "label", "value", "legend"})


def svg(chart: Chart) -> str:
    """Draw the chart as one ``<svg>`` element with a title and a description to speak.

    ``chart.key`` begins the ids, and must be unique on the page.
    """
    drawing, key = chart.drawing, escape(chart.key)
    head = (
        f'<svg xmlns="http://www.w3.org/2000/svg" class="chart" role="img"'
        f' viewBox="0 0 {_n(drawing.width)} {_n(drawing.height)}"'
        f' aria-labelledby="{key}-title {key}-desc">'
        f'<title id="{key}-title">{escape(literal(chart.title))}</title>'
        f'<desc id="{key}-desc">{escape(literal(chart.description))}</desc>'
    )
    return head + "".join(element(mark) for mark in drawing.marks) + "</svg>"


@singledispatch
def element(mark: Mark) -> str:
    """Write one mark as an SVG element."""
    raise TypeError(mark)


@element.register
def _rect(mark: Rect) -> str:
    return (
        f'<rect{_look(mark.role)} x="{_n(mark.x)}" y="{_n(mark.y)}"'
        f' width="{_n(mark.width)}" height="{_n(mark.height)}"/>'
    )


@element.register
def _line(mark: Line) -> str:
    ends = f'x1="{_n(mark.x1)}" y1="{_n(mark.y1)}" x2="{_n(mark.x2)}" y2="{_n(mark.y2)}"'
    return f"<line{_look(mark.role)} {ends}/>"


@element.register
def _path(mark: Path) -> str:
    steps = " L".join(f"{_n(x)} {_n(y)}" for x, y in mark.points)
    return f'<path{_look(mark.role)} d="M{steps}"/>'


@element.register
def _text(mark: Text) -> str:
    weight = "" if mark.face == REGULAR else ' font-weight="600"'
    anchors: dict[Anchor, str] = {
        "start": "",
        "middle": ' text-anchor="middle"',
        "end": ' text-anchor="end"',
    }
    return (
        f'<text{_look(mark.role)} x="{_n(mark.x)}" y="{_n(mark.y)}" font-size="{_n(mark.size)}"'
        f"{weight}{anchors[mark.anchor]}>{escape(literal(mark.text))}</text>"
    )


def _look(role: Role) -> str:
    ink = INKS[role]
    fill, stroke = (
        "currentColor" if colour and role in TEXT_COLOURED else colour
        for colour in (ink.fill, ink.stroke)
    )
    line = f' stroke="{stroke}" stroke-width="{_n(ink.width)}"' if stroke else ""
    return f' class="mark mark-{role}" fill="{fill or "none"}"{line}'


def _n(number: float) -> str:
    return f"{number:.2f}".rstrip("0").rstrip(".")

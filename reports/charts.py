"""Charts as marks: one function a kind. Axes begin at zero, values stand at their bars.

A withheld or impossible figure is its symbol where the bar would begin, and no bar. Colour never
carries meaning alone, and never says good or bad: more reports are not bad news.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from reports.fonts import width as measure
from reports.marks import Drawing, Line, Mark, Rect, Text
from reports.theme import REGULAR, SEMIBOLD, Role, Style
from reports.typesetting import clamped

LABEL = Style(size=9.0, leading=11.5)
VALUE_SIZE = 9.0
LABEL_SHARE = 0.4
VALUE_ROOM = 46.0
BAR = 11.0
HALF_BAR = 9.0
THIN = 3.5
ROW_AIR = 9.0
LEGEND_HEIGHT = 22.0
SHADES: tuple[Role, ...] = ("bar", "second", "rest")


@dataclass(frozen=True)
class Bar:
    """One figure: what it is of, its value, how it is written, and the same a year before."""

    label: str
    value: float | None
    shown: str
    before: float | None = None


@dataclass(frozen=True)
class _Lane:
    """Where a bar lies: its upper left corner, points per unit, and a pale track behind it."""

    left: float
    top: float
    scale: float
    thick: float = BAR
    track: float = 0.0


@dataclass(frozen=True)
class Pair:
    """Two figures of one thing, as reported by one side and by the other."""

    label: str
    first: Bar
    second: Bar


def horizontal_bars(
    bars: Sequence[Bar], names: tuple[str, str], *, width: float, most: float | None = None
) -> Drawing:
    """Draw a bar a row in the order given; ``names`` are of the year and of the year before.

    ``most`` is the value of a full bar, such as 1 for shares, and is drawn as a pale track.
    """
    left, scale = _scale(bars, width, most)
    marks: list[Mark] = list(_legend(names, ("bar", "before"), left))
    top = LEGEND_HEIGHT
    for bar in bars:
        label = clamped(bar.label, LABEL, left - 12, 3)
        height = max(len(label) * LABEL.leading, BAR + 1 + THIN) + ROW_AIR
        marks += _label(label, top + height / 2)
        upper = top + (height - BAR - 1 - THIN) / 2
        marks += _bar(bar, "bar", _Lane(left, upper, scale, track=(most or 0) * scale))
        top += height
    return Drawing(width, top, (*marks, Line("axis", left, LEGEND_HEIGHT, left, top)))


def paired_bars(pairs: Sequence[Pair], names: tuple[str, str], *, width: float) -> Drawing:
    """Draw two thin bars a row, named by ``names``, in the order given."""
    both = [bar for pair in pairs for bar in (pair.first, pair.second)]
    left, scale = _scale(both, width, None)
    marks: list[Mark] = list(_legend(names, ("bar", "second"), left))
    top = LEGEND_HEIGHT
    for pair in pairs:
        label = clamped(pair.label, LABEL, left - 12, 3)
        height = max(len(label) * LABEL.leading, 2 * HALF_BAR + 2) + ROW_AIR + 1
        marks += _label(label, top + height / 2)
        upper = top + height / 2 - HALF_BAR - 1
        marks += _bar(pair.first, "bar", _Lane(left, upper, scale, HALF_BAR))
        lower = upper + HALF_BAR + 2
        marks += _bar(pair.second, "second", _Lane(left, lower, scale, HALF_BAR))
        top += height
    return Drawing(width, top, (*marks, Line("axis", left, LEGEND_HEIGHT, left, top)))


def columns(
    bars: Sequence[Bar], names: tuple[str, str], *, width: float, height: float = 190.0
) -> Drawing:
    """Draw a column a bar, and a thin one beside it for the year before."""
    most = max((v for bar in bars for v in (bar.value, bar.before) if v is not None), default=0)
    foot, each = height - 18, width / max(len(bars), 1)
    scale = (foot - LEGEND_HEIGHT - 14) / most if most else 0.0
    marks: list[Mark] = list(_legend(names, ("bar", "before"), 0))
    for place, bar in enumerate(bars):
        left, wide = (place + 0.18) * each, each * 0.5
        tall, before = (bar.value or 0) * scale, (bar.before or 0) * scale
        if tall:
            marks.append(Rect("bar", left, foot - tall, wide, tall))
        if before:
            marks.append(Rect("before", left + wide + 1, foot - before, each * 0.14, before))
        middle = left + wide / 2
        marks.append(
            Text("value", middle, foot - tall - 5, bar.shown, VALUE_SIZE, "middle", SEMIBOLD)
        )
        marks.append(Text("label", middle, foot + 13, bar.label, 8.5, "middle"))
    return Drawing(width, height, (*marks, Line("axis", 0, foot, width, foot)))


def share_strip(bars: Sequence[Bar], *, width: float) -> Drawing:
    """Draw the parts of a whole as one strip, each part named under it.

    A part of unknown size makes the strip impossible: then every part is a bar of its own.
    """
    known = [bar.value for bar in bars if bar.value is not None]
    if len(known) < len(bars) or not sum(known):
        return horizontal_bars(bars, ("", ""), width=width)
    marks: list[Mark] = []
    left, row, each = 0.0, 44.0, width / sum(known)
    for place, (bar, value) in enumerate(zip(bars, known, strict=True)):
        shade, length = SHADES[min(place, len(SHADES) - 1)], value * each
        if length:
            marks.append(Rect(shade, left, 2, max(length - 1.5, 0.8), 22))
        marks += [Rect(shade, 0, row - 8, 8, 8), Text("label", 14, row, bar.label)]
        marks.append(Text("value", width, row, bar.shown, VALUE_SIZE, "end", SEMIBOLD))
        left, row = left + length, row + 17
    return Drawing(width, row - 8, tuple(marks))


def _scale(bars: Sequence[Bar], width: float, most: float | None) -> tuple[float, float]:
    """Give where bars begin and points per unit, with room for the widest figure after them."""
    left = round(width * LABEL_SHARE)
    values = [value for bar in bars for value in (bar.value, bar.before) if value is not None]
    greatest = most or max(values, default=0)
    widest = max((measure(bar.shown, SEMIBOLD, VALUE_SIZE) for bar in bars), default=0.0)
    room = width - left - max(VALUE_ROOM, widest + 6)
    return left, room / greatest if greatest else 0.0


def _bar(bar: Bar, role: Role, lane: _Lane) -> Iterator[Mark]:
    length, before = (bar.value or 0) * lane.scale, (bar.before or 0) * lane.scale
    if lane.track:
        yield Rect("track", lane.left, lane.top, lane.track, lane.thick)
    if length:
        yield Rect(role, lane.left, lane.top, length, lane.thick)
    if before:
        yield Rect("before", lane.left, lane.top + lane.thick + 1, before, THIN)
    after, base = lane.left + max(length, lane.track) + 5, lane.top + lane.thick / 2 + 3.2
    yield Text("value", after, base, bar.shown, VALUE_SIZE, face=SEMIBOLD)


def _label(label: Sequence[str], middle: float) -> Iterator[Mark]:
    first = middle - (len(label) - 1) * LABEL.leading / 2 + 3.2
    for place, line in enumerate(label):
        yield Text("label", 0, first + place * LABEL.leading, line, LABEL.size)


def _legend(names: tuple[str, str], roles: tuple[Role, Role], left: float) -> Iterator[Mark]:
    x = left
    for name, role in zip(names, roles, strict=True):
        if not name:
            continue
        yield Rect(role, x, 2, 8, 8)
        yield Text("legend", x + 13, 9.2, name, 8.5)
        x += 13 + measure(name, REGULAR, 8.5) + 18

"""Charts of years and of time: small panels side by side, days in groups, and how near a goal is.

Counts begin at zero and shares go from none to all, so that no change looks larger than it is.
"""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass

from reports.charts import VALUE_SIZE, Bar
from reports.fonts import width as measure
from reports.marks import Drawing, Line, Mark, Path, Rect, Text
from reports.theme import REGULAR, SEMIBOLD, Role, Style
from reports.typesetting import clamped

TITLE = Style(SEMIBOLD, size=8.5, leading=11.0)
LABEL = Style(size=8.0, leading=9.5)
PANEL_GAP = 22.0
TITLE_LINES = 2
BETWEEN_ROWS = 22.0
COLUMNS_HEIGHT = 76.0
LINE_HEIGHT = 56.0
DOT = 4.0
LABEL_ROOM = 22.0
"""Points above a line for its figures, and for the name of the line at the top."""

NARROWEST_COLUMNS = 90.0
NARROWEST_LINE = 170.0
GOAL_ROW = 64.0


@dataclass(frozen=True)
class Panel:
    """One series: what it is of, and a bar a year.

    ``most`` is the value of a full panel where that is set, and ``full`` how it is written.
    """

    title: str
    bars: Sequence[Bar]
    most: float | None = None
    full: str = ""


@dataclass(frozen=True)
class Goal:
    """What was, what is, and what was aimed at."""

    label: str
    baseline: Bar
    now: Bar
    target: Bar


@dataclass(frozen=True)
class _Area:
    """Where a series is drawn: from ``left``, ``each`` points a bar, standing on ``foot``."""

    left: float
    each: float
    foot: float
    scale: float


def column_panels(panels: Sequence[Panel], *, width: float) -> Drawing:
    """Draw a panel a series, columns from zero; the last year is darker than those before it."""
    return _Shape(_columns, COLUMNS_HEIGHT, NARROWEST_COLUMNS).of(panels, width)


def line_panels(panels: Sequence[Panel], *, width: float) -> Drawing:
    """Draw a panel a series, a line through the years; an unknown year breaks the line."""
    return _Shape(_line, LINE_HEIGHT, NARROWEST_LINE).of(panels, width)


@dataclass(frozen=True)
class _Shape:
    """How panels are drawn: with which marks, how tall, and no narrower than this."""

    marks: Callable[[Panel, _Area], Iterator[Mark]]
    height: float
    narrowest: float

    def of(self, panels: Sequence[Panel], width: float) -> Drawing:
        """Set the panels beside each other, and in rows where the width is short."""
        across = max(1, min(len(panels), int(width // self.narrowest)))
        each = (width - PANEL_GAP * (across - 1)) / across
        titles = [clamped(panel.title, TITLE, each, TITLE_LINES) for panel in panels]
        head = TITLE.leading * max(map(len, titles), default=1)
        tall = head + self.height + BETWEEN_ROWS
        marks: list[Mark] = []
        for place, (panel, title) in enumerate(zip(panels, titles, strict=True)):
            down, right = divmod(place, across)
            left, top = right * (each + PANEL_GAP), down * tall
            marks += _title(title, left, top + head)
            marks += self._series(panel, left, top + head + self.height, each)
        return Drawing(width, -(-len(panels) // across) * tall - 8, tuple(marks))

    def _series(self, panel: Panel, left: float, foot: float, width: float) -> Iterator[Mark]:
        most = panel.most or max((bar.value for bar in panel.bars if bar.value), default=0)
        scale = (self.height - 18) / most if most else 0.0
        area = _Area(left, width / max(len(panel.bars), 1), foot, scale)
        yield from self.marks(panel, area)
        yield from _years(panel, area)


def _title(title: Sequence[str], left: float, foot: float) -> Iterator[Mark]:
    for place, line in enumerate(title):
        low = foot - 2 - (len(title) - 1 - place) * TITLE.leading
        yield Text("label", left, low, line, TITLE.size, face=SEMIBOLD)


def _columns(panel: Panel, area: _Area) -> Iterator[Mark]:
    for place, bar in enumerate(panel.bars):
        role: Role = "bar" if place == len(panel.bars) - 1 else "before"
        left, tall = area.left + (place + 0.16) * area.each, (bar.value or 0) * area.scale
        if tall:
            yield Rect(role, left, area.foot - tall, area.each * 0.68, tall)
        middle = left + area.each * 0.34
        yield Text("value", middle, area.foot - tall - 4, bar.shown, 8.0, "middle", SEMIBOLD)


def _line(panel: Panel, area: _Area) -> Iterator[Mark]:
    full = area.foot - (panel.most or 0) * area.scale
    right = area.left + area.each * len(panel.bars)
    yield Rect("track", area.left, full, right - area.left, 0.8)
    yield Text("legend", area.left, full - 3, panel.full, 7.5)
    highest = max((bar.value for bar in panel.bars if bar.value is not None), default=0)
    aside = -6 if (area.foot - highest * area.scale) - full > LABEL_ROOM else 12
    known: list[tuple[float, float]] = []
    for place, bar in enumerate(panel.bars):
        middle = area.left + (place + 0.5) * area.each
        if bar.value is None:
            yield from _through(known)
            known = []
            yield Text("value", middle, area.foot - 4, bar.shown, 8.0, "middle", SEMIBOLD)
            continue
        up = area.foot - bar.value * area.scale
        known.append((middle, up))
        yield Rect("bar", middle - DOT / 2, up - DOT / 2, DOT, DOT)
        yield Text("value", middle, up + aside, bar.shown, 8.0, "middle", SEMIBOLD)
    yield from _through(known)


def _through(points: Sequence[tuple[float, float]]) -> Iterator[Mark]:
    if len(points) > 1:
        yield Path("line", tuple(points))


def _years(panel: Panel, area: _Area) -> Iterator[Mark]:
    right = area.left + area.each * len(panel.bars)
    yield Line("axis", area.left, area.foot, right, area.foot)
    roomy = all(measure(bar.label, REGULAR, LABEL.size) < area.each for bar in panel.bars)
    for place, bar in enumerate(panel.bars):
        words = bar.label if roomy else bar.label[-2:]
        middle = area.left + (place + 0.5) * area.each
        yield Text("label", middle, area.foot + 11, words, LABEL.size, "middle")


def histogram(
    bars: Sequence[Bar], names: tuple[str, str], *, width: float, height: float = 150.0
) -> Drawing:
    """Draw a column for each group of days, with a thin one beside it for the year before."""
    each = width / max(len(bars), 1)
    labels = [clamped(bar.label, LABEL, each - 4, 3) for bar in bars]
    foot = height - 6 - max(map(len, labels), default=1) * LABEL.leading
    most = max((v for bar in bars for v in (bar.value, bar.before) if v is not None), default=0)
    scale = (foot - 34) / most if most else 0.0
    marks: list[Mark] = list(_names(names))
    for place, (bar, label) in enumerate(zip(bars, labels, strict=True)):
        left, wide = (place + 0.12) * each, each * 0.58
        tall, before = (bar.value or 0) * scale, (bar.before or 0) * scale
        if tall:
            marks.append(Rect("bar", left, foot - tall, wide, tall))
        if before:
            marks.append(Rect("before", left + wide + 1, foot - before, each * 0.15, before))
        middle = left + wide / 2
        marks.append(
            Text("value", middle, foot - tall - 4, bar.shown, VALUE_SIZE, "middle", SEMIBOLD)
        )
        for line, words in enumerate(label):
            low = foot + 11 + line * LABEL.leading
            marks.append(Text("label", middle, low, words, LABEL.size, "middle"))
    return Drawing(width, height, (*marks, Line("axis", 0, foot, width, foot)))


def _names(names: tuple[str, str]) -> Iterator[Mark]:
    left, roles = 0.0, ("bar", "before")
    for name, role in zip(names, roles, strict=True):
        if name:
            yield Rect(role, left, 2, 8, 8)  # type: ignore[arg-type]
            yield Text("legend", left + 13, 9.2, name, 8.5)
            left += 13 + measure(name, REGULAR, 8.5) + 18


def goal_bars(goals: Sequence[Goal], *, width: float) -> Drawing:
    """Draw how far each count has come from where it began, with a line where the goal is."""
    marks: list[Mark] = []
    for place, goal in enumerate(goals):
        top = place * GOAL_ROW
        title = clamped(goal.label, TITLE, width, 1)[0]
        marks.append(Text("label", 0, top + 9, title, TITLE.size, face=SEMIBOLD))
        marks += _goal(goal, top + 30, width)
    return Drawing(width, len(goals) * GOAL_ROW, tuple(marks))


def _goal(goal: Goal, top: float, width: float) -> Iterator[Mark]:
    values = [bar.value for bar in (goal.baseline, goal.now, goal.target) if bar.value is not None]
    left = 110.0
    most = max(values, default=0)
    scale = (width - left - 90) / most if most else 0.0
    for row, (bar, role) in enumerate(((goal.now, "bar"), (goal.baseline, "before"))):
        low = top + row * 13
        yield Text("label", 0, low + 8.6, bar.label, LABEL.size)
        if bar.value:
            yield Rect(role, left, low, bar.value * scale, 10)  # type: ignore[arg-type]
        after = left + (bar.value or 0) * scale + 5
        yield Text("value", after, low + 8.6, bar.shown, 8.5, face=SEMIBOLD)
    if goal.target.value is not None:
        at = left + goal.target.value * scale
        yield Line("line", at, top - 4, at, top + 26)
        words = f"{goal.target.label}: {goal.target.shown}"
        yield Text("label", at, top - 8, words, LABEL.size, "middle")

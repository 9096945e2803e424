"""Run charts and control charts as marks, and what their rules find as sentences.

The line, its median and its limits are told apart by how they are drawn and by words beside them. A
point outside a limit is a diamond with its value, an unusually long run has a bar over it with its
length: never colour alone, and never good or bad. Axes begin at zero.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Literal

from app.domain.statistics.control_charts import ControlChart, Runs
from app.language import Language
from reports.fonts import width as measure
from reports.marks import Chart, Drawing, Line, Mark, Path, Rect, Text
from reports.theme import REGULAR, SEMIBOLD

TOP = 34.0
PLOT = 120.0
LEFT = 6.0
FOOT = 32.0
RIGHT = 110.0
DOT = 4.0
DIAMOND = 5.5
DASH, GAP = 4.0, 3.0
SIZE = 9.0
TEXT_HEIGHT = 11.0


@dataclass(frozen=True)
class Series:
    """What is charted: ``key`` begins its ids, ``unit`` says what a value is of.

    ``months`` are the first days of the months, one a value.
    """

    key: str
    title: str
    months: Sequence[date]
    chart: ControlChart
    unit: Literal["count", "share"] = "count"


@dataclass(frozen=True)
class _Plot:
    """Where the values lie on the paper."""

    series: Series
    language: Language
    each: float
    scale: float

    def x(self, place: int) -> float:
        return LEFT + (place + 0.5) * self.each

    def y(self, value: float) -> float:
        return TOP + PLOT - value * self.scale

    @property
    def right(self) -> float:
        return LEFT + len(self.series.months) * self.each

    def shown(self, value: float) -> str:
        return shown(value, self.series.unit, self.language)


def drawn(series: Series, language: Language, *, width: float) -> Chart:
    """Draw a series ``width`` points wide, with a description that tells what there is to see."""
    plot = _Plot(
        series,
        language,
        (width - LEFT - RIGHT) / max(len(series.months), 1),
        PLOT / _highest(series),
    )
    marks = (*_axis(plot), *_limits(plot), *_median(plot), *_line(plot), *_run(plot))
    told = " ".join((f"{series.title}.", *sentences(series, language)))
    drawing = Drawing(width, TOP + PLOT + FOOT, (*marks, *_points(plot)))
    return Chart(series.key, series.title, told, drawing)


def shown(value: float | None, unit: str, language: Language) -> str:
    """Write a value as people read it: whole numbers whole, others with one decimal."""
    if value is None:
        return "."
    if unit == "share":
        return language.percent(value)
    return language.number(value, int(value != int(value)))


def sentences(series: Series, language: Language) -> list[str]:
    """Say in words what the rules find: one sentence a signal, or that there is none."""
    _, runs = language, series.chart.runs
    if runs is None:
        return [_("Det er ingen måneder å vise ennå.")]
    outside = list(_outside(series, language))
    if not series.chart.says_enough:
        few = language.plural(
            "Bare %(count)s måned ligger over eller under medianen. Det er for få til å si noe om "
            "variasjonen.",
            "Bare %(count)s måneder ligger over eller under medianen. Det er for få til å si noe "
            "om variasjonen.",
            runs.useful,
        )
        return [*outside, few]
    found = [*outside, *_about_runs(series, runs, language)]
    within_limits = _(
        "Alt ligger innenfor det tilfeldige svingninger gir. Ingen måned skiller seg ut."
    )
    usual_runs = _("Løp og kryssinger er slik tilfeldige svingninger gir.")
    return found or [within_limits if series.chart.limits else usual_runs]


def _outside(series: Series, language: Language) -> Iterator[str]:
    _, chart = language, series.chart
    above = _("%(month)s: %(value)s er over den øvre grensen, som er %(limit)s.")
    below = _("%(month)s: %(value)s er under den nedre grensen, som er %(limit)s.")
    found = [(place, above, chart.limits[place].upper) for place in chart.above]
    found += [(place, below, chart.limits[place].lower) for place in chart.below]
    for place, words, limit in sorted(found):
        yield words % {
            "month": named(series.months[place], language).capitalize(),
            "value": shown(chart.values[place], series.unit, language),
            "limit": _limit_shown(limit, series.unit, language),
        }


def _about_runs(series: Series, runs: Runs, language: Language) -> Iterator[str]:
    _ = language
    if runs.is_long and runs.longest:
        first, last = (named(series.months[place], language) for place in runs.longest)
        yield _(
            "Et uvanlig langt løp: %(length)s måneder på rad på samme side av medianen, fra "
            "%(first)s til %(last)s. Tilfeldige svingninger gir sjelden mer enn %(usual)s.",
            length=runs.length,
            first=first,
            last=last,
            usual=runs.longest_by_chance,
        )
    if runs.crosses_seldom:
        yield language.plural(
            "Uvanlig få kryssinger: Linjen krysser medianen %(count)s gang. Tilfeldige svingninger "
            "gir sjelden færre enn %(usual)s.",
            "Uvanlig få kryssinger: Linjen krysser medianen %(count)s ganger. Tilfeldige "
            "svingninger gir sjelden færre enn %(usual)s.",
            runs.crossings,
            usual=runs.fewest_by_chance,
        )


def named(month: date, language: Language) -> str:
    """Give a month with its year: «mars 2026»."""
    return f"{language.month(month.month)} {month.year}"


def _limit_shown(value: float | None, unit: str, language: Language) -> str:
    if value is None:
        return "."
    return language.percent(value, 1) if unit == "share" else language.number(value, 1)


def _highest(series: Series) -> float:
    if series.unit == "share":
        return 1.0
    limits = (limit.upper for limit in series.chart.limits)
    return max((v for v in (*series.chart.values, *limits) if v is not None), default=0) or 1.0


def _axis(plot: _Plot) -> Iterator[Mark]:
    foot, every = TOP + PLOT, _months_apart(plot)
    yield Line("axis", LEFT, foot, plot.right, foot)
    for place, month in enumerate(plot.series.months):
        if (month.month - 1) % every == 0:
            name = _short(month, plot.language)
            yield Text("label", plot.x(place), foot + 12, name, SIZE, "middle")
        if month.month == 1 or (place == 0 and _has_room_for_year(plot, month)):
            edge = plot.x(place) - plot.each / 2
            yield Line("axis", edge, foot + 17, edge, foot + 27)
            yield Text("legend", edge + 3, foot + 26, str(month.year), SIZE)


def _has_room_for_year(plot: _Plot, first: date) -> bool:
    """Tell whether the first month's year can stand before the next year begins."""
    return plot.each * (13 - first.month) > measure(str(first.year), REGULAR, SIZE) + 6


def _months_apart(plot: _Plot) -> int:
    """Give how many months apart names can stand without touching: 1, 2, 3 or 6."""
    names = (_short(month, plot.language) for month in plot.series.months)
    widest = max((measure(name, REGULAR, SIZE) for name in names), default=0.0)
    return next((step for step in (1, 2, 3) if plot.each * step > widest + 4), 6)


def _short(month: date, language: Language) -> str:
    return language.month(month.month)[:3]


def _limits(plot: _Plot) -> Iterator[Mark]:
    """Dash a limit over each month that has one; name it once, after the last."""
    _ = plot.language
    for name, side in ((_("Øvre grense"), "upper"), (_("Nedre grense"), "lower")):
        values = [getattr(limit, side) for limit in plot.series.chart.limits]
        for place, value in enumerate(values):
            if value is not None:
                left = plot.x(place) - plot.each / 2
                yield from _dashes(left, left + plot.each, plot.y(value))
        if values and values[-1] is not None:
            text = f"{name} {_limit_shown(values[-1], plot.series.unit, plot.language)}"
            yield Text("legend", plot.right + 5, plot.y(values[-1]) + 3, text, SIZE)


def _dashes(left: float, right: float, y: float) -> Iterator[Mark]:
    while left < right:
        yield Line("axis", left, y, min(left + DASH, right), y)
        left += DASH + GAP


def _median(plot: _Plot) -> Iterator[Mark]:
    if plot.series.chart.runs is None:
        return
    value = plot.series.chart.runs.median
    yield Line("axis", LEFT, plot.y(value), plot.right, plot.y(value))
    limits = [v for limit in plot.series.chart.limits[-1:] for v in (limit.lower, limit.upper)]
    y = plot.y(value) + 3
    for limit in (limit for limit in limits if limit is not None):
        apart = y - (plot.y(limit) + 3)
        if abs(apart) < TEXT_HEIGHT:
            y += (TEXT_HEIGHT - abs(apart)) * (1 if apart >= 0 else -1)
    text = f"{plot.language('Median')} {plot.shown(value)}"
    yield Text("value", plot.right + 5, y, text, SIZE, face=SEMIBOLD)


def _line(plot: _Plot) -> Iterator[Mark]:
    """Join months that follow each other; a month without a figure breaks the line."""
    joined: list[tuple[float, float]] = []
    for place, value in enumerate((*plot.series.chart.values, None)):
        if value is not None:
            joined.append((plot.x(place), plot.y(value)))
            continue
        if len(joined) > 1:
            yield Path("line", tuple(joined))
        joined = []


def _run(plot: _Plot) -> Iterator[Mark]:
    """Lay a bar with its length over an unusually long run."""
    runs = plot.series.chart.runs
    if runs is None or not runs.is_long or runs.longest is None:
        return
    first, last = plot.x(runs.longest[0]), plot.x(runs.longest[1])
    yield Path("line", ((first, TOP - 10), (first, TOP - 14), (last, TOP - 14), (last, TOP - 10)))
    words = plot.language("Langt løp: %(count)s måneder", count=runs.length)
    half = measure(words, SEMIBOLD, SIZE) / 2
    middle = min(max((first + last) / 2, LEFT + half), plot.right + RIGHT - half)
    yield Text("value", middle, TOP - 19, words, SIZE, "middle", SEMIBOLD)


def _points(plot: _Plot) -> Iterator[Mark]:
    chart = plot.series.chart
    signals = {*chart.above, *chart.below}
    for place, value in enumerate(chart.values):
        if value is None:
            continue
        x, y = plot.x(place), plot.y(value)
        if place not in signals:
            yield Rect("bar", x - DOT / 2, y - DOT / 2, DOT, DOT)
            continue
        corners = ((x, y - DIAMOND), (x + DIAMOND, y), (x, y + DIAMOND), (x - DIAMOND, y))
        yield Path("line", (*corners, corners[0], corners[1]))
        beside = DIAMOND + SIZE + 1 if place in chart.below else -DIAMOND - 3
        yield Text("value", x, y + beside, plot.shown(value), SIZE, "middle", SEMIBOLD)

"""A party's months as run charts and control charts, each with its table and its findings."""

from collections.abc import Sequence
from dataclasses import dataclass

from markupsafe import Markup

from app.domain.statistics.control_charts import ControlChart, c_chart, p_chart
from app.language import Language
from app.services.own_figures.months import Months
from app.web.figure_page import painted
from reports.run_charts import Series, drawn, named, sentences, shown

CHART_WIDTH = 560.0


@dataclass(frozen=True)
class MonthRow:
    """A month as people read it: the figures, the limits, and what is unusual about it."""

    label: str
    figures: tuple[str, ...]


@dataclass(frozen=True)
class MonthChart:
    """A chart with what the rules find, and the table it is drawn from."""

    key: str
    title: str
    chart: Markup
    findings: tuple[str, ...]
    has_signal: bool
    columns: tuple[str, ...]
    rows: tuple[MonthRow, ...]


def month_charts(months: Months, language: Language) -> tuple[MonthChart, ...]:
    """Give the charts of what was sent, received and answered in time; none before a closed month.

    A chart in which nothing was ever counted is left out.
    """
    _ = language
    counted = (
        ("sendt", _("Meldinger dere har sendt"), months.sent),
        ("mottatt", _("Meldinger dere har fått"), months.received),
    )
    charts = [
        _of_counts(Series(f"chart-{key}", title, months.months, c_chart(counts)), language)
        for key, title, counts in counted
        if any(counts)
    ]
    return (*charts, *([_of_shares(months, language)] if any(months.due) else []))


def _of_counts(series: Series, language: Language) -> MonthChart:
    return _shown(series, language, (language("Meldinger"),), [() for _ in series.months])


def _of_shares(months: Months, language: Language) -> MonthChart:
    _ = language
    chart = p_chart(months.in_time, months.due)
    series = Series("chart-i-tide", _("Besvart innen fristen"), months.months, chart, "share")
    columns = (_("Skulle besvares"), _("Besvart innen fristen"), _("Andel"))
    sums = [
        (_.number(due), _.number(kept))
        for due, kept in zip(months.due, months.in_time, strict=True)
    ]
    return _shown(series, language, columns, sums)


def _shown(
    series: Series, language: Language, columns: tuple[str, ...], before: Sequence[tuple[str, ...]]
) -> MonthChart:
    """Show a series with its limits; ``before`` are the figures that stand before the value."""
    _, chart = language, series.chart
    last = (_("Nedre grense"), _("Øvre grense")) if chart.limits else ()
    rows = [
        MonthRow(
            named(month, language),
            (
                *before[place],
                shown(chart.values[place], series.unit, language) + _mark(chart, place, language),
                *_limits(series, place, language),
            ),
        )
        for place, month in enumerate(series.months)
    ]
    return MonthChart(
        key=series.key.removeprefix("chart-"),
        title=series.title,
        chart=painted(drawn(series, language, width=CHART_WIDTH)),
        findings=tuple(sentences(series, language)),
        has_signal=chart.has_signal,
        columns=(*columns, *last),
        rows=tuple(rows),
    )


def _mark(chart: ControlChart, place: int, language: Language) -> str:
    if place in chart.above:
        return f" {language('(over grensen)')}"
    return f" {language('(under grensen)')}" if place in chart.below else ""


def _limits(series: Series, place: int, language: Language) -> tuple[str, ...]:
    if not series.chart.limits:
        return ()
    limit = series.chart.limits[place]
    decimals = {"share": language.percent, "count": lambda value: language.number(value, 1)}
    return tuple(
        "." if value is None else decimals[series.unit](value)
        for value in (limit.lower, limit.upper)
    )

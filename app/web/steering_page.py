"""Steering information beside deviations, as a page shows it: charts, and a table beside each."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date

from markupsafe import Markup

from app.domain.figures import MISSING, ZERO
from app.domain.statistics.control_charts import c_chart, run_chart
from app.domain.steering_window import Values
from app.domain.vocabulary import Direction
from app.language import Language
from reports.charts import Bar, Pair, horizontal_bars, paired_bars
from reports.marks import Chart, Drawing
from reports.painters.svg import svg
from reports.reading import Reading
from reports.run_charts import Series, drawn, named, sentences

CHART_WIDTH = 560.0
QUARTERS = ("q4", "q3", "q2", "q1")
QUARTER_TABLE, RATES = "sent_by_quarter", "rates"


@dataclass(frozen=True)
class Row:
    """A row of a table as people read it."""

    label: str
    figures: tuple[str, ...]


@dataclass(frozen=True)
class Panel:
    """A chart, what its rules find in words, and the table that stands beside it.

    ``corner`` heads the first column. ``chart`` is None where a table alone says it best.
    """

    key: str
    title: str
    corner: str
    columns: tuple[str, ...]
    rows: tuple[Row, ...]
    chart: Markup | None = None
    found: tuple[str, ...] = ()


@dataclass(frozen=True)
class Monthly:
    """A series of months and how it is named: ``title`` the chart, ``heading`` the column.

    Reports have the limits of a count that varies by chance. What other systems count varies more
    than that, and has the median and its runs alone.
    """

    key: str
    title: str
    heading: str
    values: Values
    has_limits: bool = False


def month_panel(monthly: Monthly, months: Sequence[date], language: Language) -> Panel:
    """Draw a series, and list it with the newest month first."""
    known = [value for value in monthly.values if value is not None]
    is_whole = monthly.has_limits and len(known) == len(monthly.values)
    chart = c_chart(known) if is_whole else run_chart(monthly.values)
    series = Series(monthly.key, monthly.title, months, chart)
    return Panel(
        monthly.key,
        monthly.title,
        language("Måned"),
        (monthly.heading,),
        _month_rows([monthly.values], months, language),
        _painted(drawn(series, language, width=CHART_WIDTH)),
        tuple(sentences(series, language)),
    )


def detail_panel(
    title: str, details: Sequence[tuple[str, Values]], months: Sequence[date], language: Language
) -> Panel:
    """Draw what each detail adds up to in the months shown; the table has every month."""
    sums = [(name, sum(value or 0 for value in values)) for name, values in details]
    bars = [Bar(name, total, language.number(total)) for name, total in sums]
    drawing = horizontal_bars(bars, ("", ""), width=CHART_WIDTH)
    told = (f"{bar.label}: {bar.shown}" for bar in bars)
    return Panel(
        "details",
        title,
        language("Måned"),
        tuple(name for name, _ in details),
        _month_rows([values for _, values in details], months, language),
        _described("details", title, told, drawing),
        (
            language(
                "Søylene er summen fra %(first)s til %(last)s. Ikke alle deler trenger å være med.",
                first=named(months[0], language),
                last=named(months[-1], language),
            ),
        ),
    )


def quarter_panel(readings: Sequence[Reading], language: Language) -> Panel | None:
    """Draw reports by quarter and direction, newest first; None where no quarter is released."""
    shown = [
        (f"{quarter[1]}. {language('kvartal')} {reading.figures.year}", reading, quarter)
        for reading in readings
        if reading.has(QUARTER_TABLE)
        for quarter in QUARTERS
        if reading.can_occur(QUARTER_TABLE, quarter)
    ]
    if not shown:
        return None
    rows = [direction.value for direction in Direction]
    names = [language.words(direction.words) for direction in Direction]
    title = language("Meldinger i hele helsefellesskapet, kvartal for kvartal")
    pairs = [
        Pair(label, *(reading.bar(QUARTER_TABLE, row, quarter) for row in rows))
        for label, reading, quarter in shown
    ]
    told = (f"{pair.label}: {pair.first.shown} / {pair.second.shown}" for pair in pairs)
    return Panel(
        "quarters",
        title,
        language("Kvartal"),
        (*names, language("I alt")),
        tuple(
            Row(
                label,
                tuple(reading.shown(QUARTER_TABLE, row, quarter) for row in (*rows, "total")),
            )
            for label, reading, quarter in shown
        ),
        _described(
            "quarters", title, told, paired_bars(pairs, (names[0], names[1]), width=CHART_WIDTH)
        ),
    )


def year_panel(
    readings: Sequence[Reading], municipality: tuple[str, str], language: Language
) -> Panel | None:
    """List what a municipality, by key and name, sent and received in each released year."""
    key, name = municipality
    tables = ("reporting_party", "recipient_party")
    rows = tuple(
        Row(
            str(reading.figures.year),
            tuple(reading.shown(table, key) for table in tables),
        )
        for reading in readings
        if reading.has(*tables)
    )
    if not rows:
        return None
    title = language("Meldinger i årene som er vedtatt: %(municipality)s", municipality=name)
    columns = (language("Meldte"), language("Fikk melding"))
    return Panel("years", title, language("År"), columns, rows)


def rates_panel(readings: Sequence[Reading], language: Language) -> Panel | None:
    """List reports per thousand in the newest released year that has them."""
    reading = next((reading for reading in readings if reading.has(RATES)), None)
    if reading is None:
        return None
    table = reading.tables[RATES]
    return Panel(
        RATES,
        language("Meldinger per 1000, %(year)s", year=str(reading.figures.year)),
        language("Kommune"),
        tuple(language.words(column.words) for column in table.columns),
        tuple(
            Row(
                reading.label(RATES, row.key),
                tuple(reading.shown(RATES, row.key, column.key) for column in table.columns),
            )
            for row in table.rows
        ),
    )


def _month_rows(
    series: Sequence[Values], months: Sequence[date], language: Language
) -> tuple[Row, ...]:
    rows = [
        Row(named(month, language), tuple(_written(value, language) for value in values))
        for month, *values in zip(months, *series, strict=True)
    ]
    return tuple(reversed(rows))


def _written(value: int | None, language: Language) -> str:
    """Write none at all as «–», and none given as «..»."""
    if value is None:
        return MISSING
    return language.number(value) if value else ZERO


def _described(key: str, title: str, told: Iterator[str], drawing: Drawing) -> Markup:
    return _painted(Chart(key, title, f"{title}. {'; '.join(told)}.", drawing))


def _painted(chart: Chart) -> Markup:
    # The painter escapes every text it is given; nothing else is in the string.
    return Markup(svg(chart))  # noqa: S704  see above

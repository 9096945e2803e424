"""The figures object as page sections: the same tables and charts as the annual report draws."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace

from markupsafe import Markup

from app.domain.figures import Figures
from app.domain.statistics import LEGEND
from app.domain.vocabulary import Words
from app.language import Language
from reports.charts import Pair, paired_bars
from reports.illustrations import chart_of
from reports.marks import Chart
from reports.painters.svg import svg
from reports.reading import REVISED, SUMS, Reading

CHART_WIDTH = 450.0
REVISED_SIGN = f"\N{NO-BREAK SPACE}{REVISED}"
QUARTERS = ("q1", "q2", "q3", "q4")

PARTS: dict[str, tuple[str, ...]] = {
    "meldinger": (
        "development",
        "totals",
        "sent_by_quarter",
        "direction",
        "goals",
        "rates",
        "reporting_party",
        "recipient_party",
        "unit",
        "first_recipient_unit",
        "sections",
        "forwarding",
        "month",
        "incident_year",
        "tallies",
    ),
    "tema": (
        "service_kind",
        "category_group",
        "category",
        "category_by_clinic",
        "category_by_municipality",
        "consequence",
        "consent",
        "patient_search",
        "clause",
        "patient_group",
    ),
    "svar": (
        "development_timeliness",
        "timeliness",
        "answers",
        "distribution_acknowledged",
        "distribution_answered",
        "days",
        "useful_answers",
        "usefulness",
        "cause",
        "measures",
    ),
}
"""The parts of a page by the ids of their headings, and their tables in the order of reading."""


@dataclass(frozen=True)
class ShownRow:
    """A row as people read it."""

    label: str
    figures: tuple[str, ...]
    is_total: bool


@dataclass(frozen=True)
class ShownTable:
    """A table with its chart, when one helps."""

    key: str
    title: str
    first_column: str
    columns: tuple[str, ...]
    rows: tuple[ShownRow, ...]
    overlaps: bool
    chart: Markup | None
    caption: str = ""
    """What the chart is called, where that is not what the table is called."""


@dataclass(frozen=True)
class ShownPart:
    """A part of the page under a heading of its own."""

    key: str
    title: str
    tables: tuple[ShownTable, ...]


@dataclass(frozen=True)
class Symbol:
    """A symbol that stands in a table, and what it means."""

    sign: str
    meaning: str


def painted(chart: Chart) -> Markup:
    """Give a chart as SVG for a template."""
    # The painter escapes every text it is given; nothing else is in the string.
    return Markup(svg(chart))  # noqa: S704  see above


def shown_tables(figures: Figures, language: Language) -> tuple[ShownTable, ...]:
    """Give every table that the audience gets, in the report's words."""
    reading = Reading(figures, language)
    return tuple(_shown(reading, key) for key in reading.keys)


def shown_parts(figures: Figures, language: Language) -> tuple[ShownPart, ...]:
    """Give the tables in the parts that a page has; a table that no part names stands in the first.

    A part without tables is left out.
    """
    tables = {table.key: table for table in shown_tables(figures, language)}
    named = {key for keys in PARTS.values() for key in keys}
    strays = tuple(key for key in tables if key not in named)
    first = next(iter(PARTS))
    titles = _part_titles(language)
    parts = (
        ShownPart(
            part,
            titles[part],
            tuple(
                tables[key] for key in (*keys, *(strays if part == first else ())) if key in tables
            ),
        )
        for part, keys in PARTS.items()
    )
    return tuple(part for part in parts if part.tables)


def missing_tables(figures: Figures, language: Language) -> list[str]:
    """Name the tables that are not shown, each with the sentence that says why."""
    reading = Reading(figures, language)
    return [
        f"«{reading.title(each.key)}»: {language.words(each.reason)}" for each in figures.left_out
    ]


def shown_quarters(figures: Figures, language: Language) -> tuple[ShownTable, ...]:
    """Give the quarters of a year that is not released, named by the year, with a chart of them.

    Several years can stand on one page, since the year is in every key.
    """
    reading, year = Reading(figures, language), figures.year
    return tuple(
        replace(
            table,
            key=f"{table.key}-{year}",
            title=str(year),
            chart=painted(_quarter_chart(reading, table.key)),
        )
        for table in shown_tables(figures, language)
    )


def _quarter_chart(reading: Reading, key: str) -> Chart:
    """Draw the two directions side by side, a quarter a row, in the order of the year."""
    rows = reading.rows(key)
    quarters = [column for column in reading.columns(key) if column in QUARTERS]
    pairs = [
        Pair(reading.heading(key, quarter), *(reading.bar(key, row, quarter) for row in rows))
        for quarter in quarters
    ]
    names = tuple(reading.label(key, row) for row in rows)
    told = "; ".join(f"{pair.label}: {pair.first.shown} / {pair.second.shown}" for pair in pairs)
    title = f"{reading.title(key)}, {reading.figures.year}"
    return Chart(
        f"chart-{key}-{reading.figures.year}",
        title,
        f"{title}. {' / '.join(names)}. {told}.",
        paired_bars(pairs, (names[0], names[1]), width=CHART_WIDTH),
    )


def symbols(
    tables: Iterable[ShownTable], legend: Mapping[str, Words], language: Language
) -> list[Symbol]:
    """Explain the symbols that stand in the tables of a page, and no others."""
    seen = {figure for table in tables for row in table.rows for figure in row.figures}
    known = {sign: language.words(words) for sign, words in {**LEGEND, **legend}.items()}
    found = [Symbol(sign, meaning) for sign, meaning in known.items() if sign in seen]
    if any(figure.endswith(REVISED_SIGN) for figure in seen):
        found.append(Symbol(REVISED, language("Tallet er rettet siden forrige versjon.")))
    return found


def _shown(reading: Reading, key: str) -> ShownTable:
    table, title = reading.tables[key], reading.title(key)
    alike = {title, f"{title}, {reading.figures.year}"}
    chart = chart_of(reading, key, width=CHART_WIDTH)
    columns = reading.columns(key)
    return ShownTable(
        key=key,
        title=title,
        first_column=reading.first_column(key),
        columns=tuple(reading.heading(key, column) for column in columns),
        rows=tuple(_row(reading, key, row, columns) for row in _row_keys(reading, key)),
        overlaps=table.overlaps,
        chart=painted(chart) if chart else None,
        caption=chart.title if chart and chart.title not in alike else "",
    )


def _row_keys(reading: Reading, key: str) -> list[str]:
    sums = [row.key for row in reading.tables[key].rows if row.key in SUMS]
    return [*reading.rows(key), *sums]


def _row(reading: Reading, key: str, row: str, columns: list[str]) -> ShownRow:
    figures = tuple(_figure(reading, key, row, column) for column in columns)
    return ShownRow(reading.label(key, row), figures, is_total=row in SUMS)


def _figure(reading: Reading, key: str, row: str, column: str) -> str:
    written = reading.written(key, row, column)
    return written.text + (REVISED_SIGN if written.revised else "")


def _part_titles(_: Language) -> dict[str, str]:
    return {
        "meldinger": _("Meldingene"),
        "tema": _("Hva meldingene gjelder"),
        "svar": _("Svar, tid og tiltak"),
    }

"""The figures object as page sections: the same tables and charts as the annual report draws."""

from dataclasses import dataclass

from markupsafe import Markup

from app.domain.figures import Figures, Table
from app.language import Language
from reports.illustrations import chart_of
from reports.painters.svg import svg
from reports.reading import Reading

CHART_WIDTH = 560.0


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
    columns: tuple[str, ...]
    rows: tuple[ShownRow, ...]
    overlaps: bool
    chart: Markup | None
    caption: str = ""
    """What the chart is called, where that is not what the table is called."""


def shown_tables(figures: Figures, language: Language) -> tuple[ShownTable, ...]:
    """Give every table that the audience gets, in the report's words."""
    reading = Reading(figures, language)
    titles = _titles(language)
    return tuple(
        _shown(reading, table, titles.get(table.key, table.key))
        for table in figures.tables
        if table.rows
    )


def _shown(reading: Reading, table: Table, title: str) -> ShownTable:
    chart = chart_of(reading, table.key, width=CHART_WIDTH)
    words = reading.language.words
    return ShownTable(
        key=table.key,
        title=title,
        columns=tuple(words(column.words) for column in table.columns),
        rows=tuple(_row(reading, table.key, row.key) for row in table.rows),
        overlaps=table.overlaps,
        # The painter escapes every text it is given; nothing else is in the string.
        chart=Markup(svg(chart)) if chart else None,  # noqa: S704  see above
        caption=chart.title if chart and chart.title != f"{title}, {reading.figures.year}" else "",
    )


def _row(reading: Reading, key: str, row: str) -> ShownRow:
    columns = [column.key for column in reading.tables[key].columns]
    figures = tuple(reading.shown(key, row, column) for column in columns)
    return ShownRow(reading.label(key, row), figures, is_total=row == "total")


def _titles(_: Language) -> dict[str, str]:
    return {
        "totals": _("Meldinger og hendelser"),
        "direction": _("Retning"),
        "reporting_party": _("Hvem som meldte"),
        "recipient_party": _("Hvem som fikk meldingen"),
        "unit": _("Enheten som har saken"),
        "first_recipient_unit": _("Enheten som fikk meldingen først"),
        "service_kind": _("Tjenestested"),
        "category": _("Hva det gjelder"),
        "consequence": _("Faktisk konsekvens for pasient"),
        "consent": _("Samtykke"),
        "patient_search": _("Om pasienten ble funnet"),
        "month": _("Måned"),
        "incident_year": _("Året hendelsen skjedde"),
        "timeliness": _("Bekreftet og besvart i tide"),
        "answers": _("Besvarte meldinger"),
        "days": _("Dager til bekreftelse og svar"),
        "tallies": _("Har skjedd flere ganger (telt for seg)"),
        "useful_answers": _("Nyttige svar"),
        "usefulness": _("Hva melder sier om svaret"),
        "cause": _("Årsaker"),
        "clause": _("Avtaler og rutiner som ikke er fulgt"),
        "patient_group": _("Pasientgrupper"),
    }

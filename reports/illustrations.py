"""Which chart shows which table; page and PDF ask here, and get the same."""

from collections.abc import Callable, Mapping

from app.domain.figures import NOT_APPLICABLE
from reports import charts, year_charts
from reports.charts import Bar, Pair
from reports.marks import Chart, Drawing
from reports.reading import OTHERS, Reading
from reports.theme import CONTENT_HEIGHT, CONTENT_WIDTH
from reports.year_charts import Goal, Panel

TALLEST = CONTENT_HEIGHT - 60

SEVERAL_YEARS = frozenset({"development", "development_timeliness", "goals"})
"""Tables whose columns name their own years."""

Draw = Callable[[Reading, str, float], Drawing]


def chart_of(reading: Reading, key: str, *, width: float = CONTENT_WIDTH) -> Chart | None:
    """Draw the table ``key`` as a chart ``width`` points wide.

    Gives None where the audience lacks the table, where no chart would help, and where rows are so
    many that the chart would not fit on a page: a table with bars in it then serves better.
    """
    if key not in KINDS or not reading.has(key):
        return None
    drawing = KINDS[key](reading, key, width)
    if drawing.height > TALLEST:
        return None
    title, description = title_of(reading, key), describe(reading, key)
    return Chart(f"chart-{key}", title, description, drawing)


def title_of(reading: Reading, key: str) -> str:
    """Name a chart, with the year where its columns do not name it."""
    if _is_paired(reading, key):
        title = reading.language("Meldinger etter part: meldt og mottatt")
    else:
        title = reading.title(key)
    years = key in SEVERAL_YEARS or reading.tables[key].years
    return title if years else f"{title}, {reading.figures.year}"


def describe(reading: Reading, key: str) -> str:
    """Say what the chart shows: every figure in it, a row at a time."""
    if _is_paired(reading, key):
        names, rows = " / ".join(_party_names(reading)), _told_pairs(_parties(reading))
    elif key == "consequence":
        names, rows = " / ".join(_judge_names(reading)), _told_pairs(_judged(reading))
    elif key in SEVERAL_YEARS:
        names = ", ".join(reading.heading(key, column) for column in reading.columns(key))
        rows = [_told_row(reading, key, row) for row in reading.rows(key)]
    else:
        year, before = _years(reading, key)
        rows = [
            f"{reading.label(key, row)}: {reading.shown(key, row)}"
            + _in_brackets(before and reading.shown(key, row, "year_before"))
            for row in reading.rows(key)
        ]
        names = year + _in_brackets(before)
    return f"{title_of(reading, key)}. {names}. {'; '.join(rows)}."


def _told_pairs(pairs: list[Pair]) -> list[str]:
    return [f"{pair.label}: {_told(pair.first)} / {_told(pair.second)}" for pair in pairs]


def _told(bar: Bar) -> str:
    return bar.shown or NOT_APPLICABLE


def _told_row(reading: Reading, key: str, row: str) -> str:
    told = ", ".join(reading.shown(key, row, column) for column in reading.columns(key))
    return f"{reading.label(key, row)}: {told}"


def _in_brackets(words: str) -> str:
    return f" ({words})" if words else ""


def _is_paired(reading: Reading, key: str) -> bool:
    return key == "reporting_party" and reading.has("recipient_party")


def _years(reading: Reading, key: str) -> tuple[str, str]:
    """Name the years that the chart shows; the year before is nameless where it has no figures."""
    compares = "year_before" in reading.columns(key)
    before = reading.heading(key, "year_before") if compares else ""
    return reading.heading(key, "year"), before


def _bars(reading: Reading, key: str, width: float) -> Drawing:
    return charts.horizontal_bars(reading.bars(key), _years(reading, key), width=width)


def _shares(reading: Reading, key: str, width: float) -> Drawing:
    return charts.horizontal_bars(reading.bars(key), _years(reading, key), width=width, most=1.0)


def _strip(reading: Reading, key: str, width: float) -> Drawing:
    bars = [
        Bar(bar.label, bar.value, f"{bar.shown} ({reading.share(bar.value)})")
        if bar.value
        else Bar(bar.label, bar.value, bar.shown)
        for bar in reading.bars(key)
    ]
    return charts.share_strip(bars, width=width)


def _months(reading: Reading, key: str, width: float) -> Drawing:
    bars = [
        Bar(bar.label[:3].lower(), bar.value, bar.shown, bar.before) for bar in reading.bars(key)
    ]
    return charts.columns(bars, _years(reading, key), width=width)


def _days(reading: Reading, key: str, width: float) -> Drawing:
    return year_charts.histogram(reading.bars(key), _years(reading, key), width=width)


def _counts_by_year(reading: Reading, key: str, width: float) -> Drawing:
    return year_charts.column_panels(_panels(reading, key, None), width=width)


def _shares_by_year(reading: Reading, key: str, width: float) -> Drawing:
    return year_charts.line_panels(_panels(reading, key, 1.0), width=width)


def _panels(reading: Reading, key: str, most: float | None) -> list[Panel]:
    full = reading.language.percent(most) if most else ""
    return [
        Panel(reading.short_label(key, row), _through_years(reading, key, row), most, full)
        for row in reading.rows(key)
    ]


def _through_years(reading: Reading, key: str, row: str) -> list[Bar]:
    return [
        Bar(reading.heading(key, column), reading.value(key, row, column),
            reading.shown(key, row, column))
        for column in reading.columns(key)
    ]  # fmt: skip


def _goals(reading: Reading, key: str, width: float) -> Drawing:
    goals = [
        Goal(reading.label(key, row), *(_headed(reading, key, row, column)
                                        for column in ("baseline", "now", "target")))
        for row in reading.rows(key)
    ]  # fmt: skip
    return year_charts.goal_bars(goals, width=width)


def _headed(reading: Reading, key: str, row: str, column: str) -> Bar:
    words = reading.heading(key, column)
    bar = reading.bar(key, row, column)
    return Bar(words[:1].upper() + words[1:], bar.value, bar.shown)


def _party_pairs(reading: Reading, key: str, width: float) -> Drawing:
    if not _is_paired(reading, key):
        return _bars(reading, key, width)
    return charts.paired_bars(_parties(reading), _party_names(reading), width=width)


def _parties(reading: Reading) -> list[Pair]:
    """Pair the parties of both tables, so that no report is left out of the chart."""
    both = ("reporting_party", "recipient_party")
    rows = dict.fromkeys(row for key in both for row in reading.rows(key))
    return [
        Pair(
            reading.short_label(next(key for key in both if reading.names(key, row)), row),
            *(reading.bar(key, row) for key in both),
        )
        for row in sorted(rows, key=lambda row: row == OTHERS)
    ]


def _party_names(reading: Reading) -> tuple[str, str]:
    _ = reading.language
    return _("Meldte"), _("Fikk melding")


def _judged_pairs(reading: Reading, key: str, width: float) -> Drawing:  # noqa: ARG001
    return charts.paired_bars(_judged(reading), _judge_names(reading), width=width)


def _judged(reading: Reading) -> list[Pair]:
    return [
        Pair(
            reading.label("consequence", row),
            reading.bar("consequence", row, "reporter"),
            reading.bar("consequence", row, "recipient"),
        )
        for row in reading.rows("consequence", "reporter")
    ]


def _judge_names(reading: Reading) -> tuple[str, str]:
    return reading.heading("consequence", "reporter"), reading.heading("consequence", "recipient")


KINDS: Mapping[str, Draw] = {
    "development": _counts_by_year,
    "development_timeliness": _shares_by_year,
    "direction": _strip,
    "goals": _goals,
    "month": _months,
    "reporting_party": _party_pairs,
    "unit": _bars,
    "service_kind": _bars,
    "category": _bars,
    "consequence": _judged_pairs,
    "consent": _bars,
    "timeliness": _shares,
    "answers": _strip,
    "distribution_acknowledged": _days,
    "distribution_answered": _days,
}

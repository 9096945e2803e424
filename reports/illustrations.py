"""Which chart shows which table; page and PDF ask here, and get the same."""

from collections.abc import Callable, Mapping

from reports import charts
from reports.charts import Bar, Pair
from reports.marks import Chart, Drawing
from reports.reading import Reading
from reports.theme import CONTENT_HEIGHT, CONTENT_WIDTH

TALLEST = CONTENT_HEIGHT - 60

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
    """Name a chart."""
    _ = reading.language
    year = reading.figures.year
    titles = {
        "direction": _("Meldinger etter retning"),
        "month": _("Meldinger etter måned de ble sendt"),
        "reporting_party": _("Meldinger etter part: meldt og mottatt"),
        "unit": _("Saker etter enheten som har ansvaret"),
        "service_kind": _("Meldinger etter tjenestested"),
        "category": _("Meldinger etter hva de gjelder"),
        "consequence": _("Konsekvens for pasienten, vurdert av melder og av mottaker"),
        "consent": _("Meldinger etter samtykke"),
        "timeliness": _("Bekreftet og besvart innen fristen"),
        "answers": _("Besvarte meldinger"),
    }
    return f"{titles[key]}, {year}"


def describe(reading: Reading, key: str) -> str:
    """Say what the chart shows: every figure in it, a row at a time."""
    if key == "reporting_party" and reading.has("recipient_party"):
        rows = [
            f"{pair.label}: {pair.first.shown} / {pair.second.shown}" for pair in _parties(reading)
        ]
        names = " / ".join(_party_names(reading))
    elif key == "consequence":
        rows = [
            f"{pair.label}: {pair.first.shown} / {pair.second.shown}" for pair in _judged(reading)
        ]
        names = " / ".join(_judge_names(reading))
    else:
        year, before = _years(reading, key)
        rows = [
            f"{reading.label(key, row)}: {reading.shown(key, row)}"
            + _in_brackets(before and reading.shown(key, row, "year_before"))
            for row in reading.rows(key)
        ]
        names = year + _in_brackets(before)
    return f"{title_of(reading, key)}. {names}. {'; '.join(rows)}."


def _in_brackets(words: str) -> str:
    return f" ({words})" if words else ""


def _years(reading: Reading, key: str) -> tuple[str, str]:
    """Name the years that the chart shows; the year before is nameless where it has no figures."""
    before = reading.heading(key, "year_before") if reading.can_occur(key, "year_before") else ""
    return reading.heading(key, "year"), before


def _bars(reading: Reading, key: str, width: float) -> Drawing:
    return charts.horizontal_bars(reading.bars(key), _years(reading, key), width=width)


def _shares(reading: Reading, key: str, width: float) -> Drawing:
    return charts.horizontal_bars(reading.bars(key), _years(reading, key), width=width, most=1.0)


def _strip(reading: Reading, key: str, width: float) -> Drawing:
    bars = [
        Bar(bar.label, bar.value, f"{bar.shown} ({reading.share(bar.value)})")
        if bar.value is not None
        else Bar(bar.label, None, bar.shown)
        for bar in reading.bars(key)
    ]
    return charts.share_strip(bars, width=width)


def _months(reading: Reading, key: str, width: float) -> Drawing:
    bars = [
        Bar(bar.label[:3].lower(), bar.value, bar.shown, bar.before) for bar in reading.bars(key)
    ]
    return charts.columns(bars, _years(reading, key), width=width)


def _party_pairs(reading: Reading, key: str, width: float) -> Drawing:
    if not reading.has("recipient_party"):
        return _bars(reading, key, width)
    return charts.paired_bars(_parties(reading), _party_names(reading), width=width)


def _parties(reading: Reading) -> list[Pair]:
    return [
        Pair(
            reading.short_label("reporting_party", row),
            _one(reading, "reporting_party", row, "year"),
            _one(reading, "recipient_party", row, "year"),
        )
        for row in reading.rows("reporting_party")
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
            _one(reading, "consequence", row, "reporter"),
            _one(reading, "consequence", row, "recipient"),
        )
        for row in reading.rows("consequence", "reporter")
    ]


def _judge_names(reading: Reading) -> tuple[str, str]:
    return reading.heading("consequence", "reporter"), reading.heading("consequence", "recipient")


def _one(reading: Reading, key: str, row: str, column: str) -> Bar:
    return reading.bar(key, row, column)


KINDS: Mapping[str, Draw] = {
    "direction": _strip,
    "month": _months,
    "reporting_party": _party_pairs,
    "unit": _bars,
    "service_kind": _bars,
    "category": _bars,
    "consequence": _judged_pairs,
    "consent": _bars,
    "timeliness": _shares,
    "answers": _strip,
}

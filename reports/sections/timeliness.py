"""How soon receipt was confirmed and an answer came: in time or not, and in how many days."""

from reports.beside import Beside
from reports.flowables import Block, Figure, Paragraph
from reports.illustrations import chart_of
from reports.reading import Reading
from reports.sections.composed import Section, captioned, in_rows, narrow, shown
from reports.tabulation import sources_of, tabulate
from reports.theme import SMALL

SHORT = ("timeliness", "answers", "days")
SPREAD = ("distribution_acknowledged", "distribution_answered")


def timeliness(reading: Reading) -> Section | None:
    """Show the shares in time, what was answered, and how the days are spread."""
    _ = reading.language
    short = tuple(key for key in SHORT if reading.has(key))
    spread = tuple(key for key in SPREAD if reading.has(key))
    if not short and not spread:
        return None
    body: tuple[Block, ...] = ()
    if "timeliness" in short and not _in_time(reading) and proposed(reading):
        body += (Paragraph(proposed(reading), SMALL),)
    body += _tables(reading, short)
    body += _spread(reading, spread)
    return Section(_("Bekreftelse og svar"), lead(reading), body, (*short, *spread))


def _tables(reading: Reading, keys: tuple[str, ...]) -> tuple[Block, ...]:
    """Set the answers and the days beside each other, under the shares in time."""
    if reading.compact or not {"answers", "days"} <= set(keys):
        return tuple(in_rows(reading, key) for key in keys)
    above = tuple(in_rows(reading, key) for key in keys if key == "timeliness")
    return (*above, Beside(narrow(reading, "answers"), narrow(reading, "days")))


def _spread(reading: Reading, keys: tuple[str, ...]) -> tuple[Block, ...]:
    """Draw the days in groups, a chart each, over one table with the figures of both."""
    charts = [chart for key in keys if reading.has_size(key) and (chart := chart_of(reading, key))]
    if reading.compact or len(charts) < len(SPREAD):
        return tuple(b for key in keys for b in shown(reading, key, chart=True, caption=True))
    _ = reading.language
    names = dict(zip(SPREAD, (_("Bekreftet"), _("Besvart")), strict=True))
    sources = [source for key in keys for source in sources_of(reading, key, names[key])]
    drawn = [block for chart in charts for block in (captioned(chart.title), Figure(chart))]
    note = Paragraph(_("Gruppene dekker ulikt mange dager."), SMALL)
    return (note, *drawn, tabulate(reading, _("Dager"), sources))


def lead(reading: Reading) -> str:
    """Say how often receipt and answer came in time, and how long answers took."""
    in_time = _in_time(reading)
    remark = proposed(reading) if in_time else ""
    return " ".join(filter(None, (in_time, remark, _half(reading))))


def proposed(reading: Reading) -> str:
    """Say that nobody has decided the deadlines that timeliness is measured by, where it is so."""
    _ = reading.language
    if reading.figures.deadlines_decided:
        return ""
    return _("Fristene er forslag, ikke vedtatt.")


def _in_time(reading: Reading) -> str:
    _ = reading.language
    confirmed = reading.value("timeliness", "acknowledged_in_time")
    answered = reading.value("timeliness", "answered_in_time")
    if confirmed is None or answered is None:
        return ""
    return _(
        "Mottak ble bekreftet innen fristen i %(confirmed)s av sakene, "
        "og svaret kom innen fristen i %(answered)s.",
        confirmed=_.percent(confirmed),
        answered=_.percent(answered),
    )


def _half(reading: Reading) -> str:
    """Say how long half of the answers took, and nine out of ten."""
    language = reading.language
    days = reading.value("days", "median_days_to_answered")
    most = reading.value("days", "p90_days_to_answered")
    if days is None:
        return ""
    if most is not None:
        return language(
            "Halvparten av svarene kom innen %(half)s dager, og ni av ti innen %(most)s.",
            half=_days(reading, days), most=_days(reading, most),
        )  # fmt: skip
    return language.plural(
        "Halvparten av svarene kom innen %(days)s dag.",
        "Halvparten av svarene kom innen %(days)s dager.",
        1 if days == 1 else 2,
        days=_days(reading, days),
    )


def _days(reading: Reading, days: float) -> str:
    return reading.language.number(days, int(days != int(days)))

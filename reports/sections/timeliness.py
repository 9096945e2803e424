"""How soon receipt was confirmed and an answer came."""

from reports.flowables import Block
from reports.reading import Reading
from reports.sections.composed import Section, shown
from reports.tabulation import year_sources


def timeliness(reading: Reading) -> Section | None:
    """Show the shares in time, what was answered, and the median days."""
    _ = reading.language
    labels = {
        "timeliness": _("Innen fristen"),
        "answers": _("Svar"),
        "days": _("Tid"),
    }
    body: tuple[Block, ...] = ()
    for key, label in labels.items():
        if reading.has(key):
            note = proposed(reading) if key == "timeliness" and not _in_time(reading) else ""
            body += shown(reading, key, label, year_sources(reading, key), note=note)
    return Section(_("Bekreftelse og svar"), lead(reading), body) if body else None


def lead(reading: Reading) -> str:
    """Say how often receipt and answer came in time, and how long half of the answers took."""
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
    language = reading.language
    days = reading.value("days", "median_days_to_answered")
    if days is None:
        return ""
    written = language.number(days, int(days != int(days)))
    return language.plural(
        "Halvparten av svarene kom innen %(days)s dag.",
        "Halvparten av svarene kom innen %(days)s dager.",
        1 if days == 1 else 2,
        days=written,
    )

"""What the parties set out to change, and what came of it."""

from app.domain.casework import MeasureStatus
from reports.reading import Reading
from reports.sections.composed import Section, shown


def measures(reading: Reading) -> Section | None:
    """Show the corrective actions of the year's cases by where they stand and what they did."""
    _ = reading.language
    if not reading.has("measures"):
        return None
    note = _("Tiltak som er ført opp i svar på årets meldinger. En melding kan gi flere tiltak.")
    body = shown(reading, "measures", note="" if reading.compact else note)
    return Section(_("Tiltak og virkning"), lead(reading), body, ("measures",))


def lead(reading: Reading) -> str:
    """Say how many measures there are; and how many are carried out, where that row is known."""
    language = reading.language
    total, done = reading.value("measures", "total"), reading.value("measures", MeasureStatus.DONE)
    if not total:
        return ""
    counted = language.plural("%(count)s tiltak er ført opp.", "%(count)s tiltak er ført opp.",
                              int(total))  # fmt: skip
    if done is None:
        return counted
    carried = language.plural("%(count)s er gjennomført.", "%(count)s er gjennomført.", int(done))
    return f"{counted} {carried}"

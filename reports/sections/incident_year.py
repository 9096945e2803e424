"""When the incidents happened, as apart from when they were reported."""

from reports.reading import Reading
from reports.sections.composed import Section, shown
from reports.tabulation import year_sources


def incident_year(reading: Reading) -> Section | None:
    """Show the year's reports by the year of the incident."""
    _ = reading.language
    if not reading.has("incident_year"):
        return None
    body = shown(reading, "incident_year", _("År"), year_sources(reading, "incident_year"))
    return Section(_("Når hendelsene skjedde"), lead(reading), body)


def lead(reading: Reading) -> str:
    """Say how many of the reports concern incidents of the same year."""
    _ = reading.language
    year, total = reading.figures.year, reading.total()
    same = reading.value("incident_year", str(year))
    if same is None or total is None:
        return ""
    return _(
        "%(count)s av %(total)s meldinger som ble sendt i %(year)s, gjelder hendelser samme år.",
        count=_.number(same), total=_.number(total), year=year,
    )  # fmt: skip

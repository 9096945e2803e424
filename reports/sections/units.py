"""Clinics and municipal units: who is responsible for the cases, and who got them first."""

from reports.reading import Reading
from reports.sections.composed import Section, shown
from reports.tabulation import Source, year_sources


def units(reading: Reading) -> Section | None:
    """Show every unit as responsible and as first recipient; sections count under their clinic."""
    _ = reading.language
    if not reading.has("unit"):
        return None
    sources = year_sources(reading, "unit")
    if reading.has("first_recipient_unit"):
        sources = [
            Source(key, column, f"{name} {reading.heading(key, column)}")
            for key, name in (("unit", _("Ansvar")), ("first_recipient_unit", _("Fikk først")))
            for column in ("year", "year_before")
        ]
    note = _(
        "En sak telles én gang, hos enheten som har ansvaret. Saker som flere enheter har ansvar "
        "for, står under «felles». Seksjoner er regnet med i sin klinikk."
    )
    body = shown(reading, "unit", _("Enhet"), sources, note=note)
    return Section(_("Enheter"), lead(reading), body)


def lead(reading: Reading) -> str:
    """Name the unit with most cases, as a share of all."""
    _ = reading.language
    largest, total = reading.largest("unit"), reading.total()
    if largest is None or not total:
        return ""
    unit, count = largest
    return _(
        "%(unit)s har ansvar for %(count)s av %(total)s saker (%(share)s).",
        unit=unit, count=_.number(count), total=_.number(total), share=reading.share(count),
    )  # fmt: skip

"""The municipal service concerned: the joint form's first list."""

from reports.reading import Reading
from reports.sections.composed import Section, overlapping, shown


def service_kind(reading: Reading) -> Section | None:
    """Show tjenestested, largest first."""
    _ = reading.language
    if not reading.has("service_kind"):
        return None
    body = shown(reading, "service_kind", note=overlapping(reading, "service_kind"))
    return Section(_("Tjenestested"), lead(reading), body, ("service_kind",))


def lead(reading: Reading) -> str:
    """Name the service most often concerned."""
    _ = reading.language
    largest, total = reading.largest("service_kind"), reading.total()
    if largest is None or not total:
        return ""
    label, count = largest
    return _(
        "Flest meldinger gjelder «%(service)s»: %(count)s av %(total)s (%(share)s).",
        service=label,
        count=_.number(count),
        total=_.number(total),
        share=reading.share(count),
    )

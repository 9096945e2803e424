"""What the reports are about: the joint form's second list."""

from reports.reading import Reading
from reports.sections.composed import Section, overlapping, shown
from reports.tabulation import year_sources


def category(reading: Reading) -> Section | None:
    """Show the categories, largest first."""
    _ = reading.language
    if not reading.has("category"):
        return None
    sources = year_sources(reading, "category", share=True)
    body = shown(reading, "category", _("Gjelder"), sources, note=overlapping(reading, "category"))
    return Section(_("Hva meldingene gjelder"), lead(reading), body)


def lead(reading: Reading) -> str:
    """Name the category most often ticked, and its share of the reports."""
    _ = reading.language
    largest, total = reading.largest("category"), reading.total()
    if largest is None or not total:
        return ""
    label, count = largest
    return _(
        "Meldingene gjelder oftest «%(category)s»: %(count)s av %(total)s (%(share)s).",
        category=label,
        count=_.number(count),
        total=_.number(total),
        share=reading.share(count),
    )

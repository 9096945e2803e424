"""What the reports are about: the joint form's second list."""

from reports.flowables import Block
from reports.reading import Reading
from reports.sections.composed import Section, overlapping, shown

KEYS = ("category", "category_group")


def category(reading: Reading) -> Section | None:
    """Show the categories and the groups they are gathered in, largest first."""
    _ = reading.language
    keys = tuple(key for key in KEYS if reading.has(key))
    body: tuple[Block, ...] = ()
    for key in keys:
        note = "" if body else overlapping(reading, key)
        body += shown(reading, key, note=note, caption=bool(body), chart=not body)
    return (
        Section(_("Hva meldingene gjelder"), lead(reading), body, keys, wide=True) if body else None
    )


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

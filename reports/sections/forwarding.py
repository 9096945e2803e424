"""How often a report had to be sent on before it was with the right recipient."""

from reports.reading import Reading
from reports.sections.composed import Section, shown

SENT_ON = ("once", "twice", "more")


def forwarding(reading: Reading) -> Section | None:
    """Show how many were never sent on, and how many were, by the number of times."""
    _ = reading.language
    if not reading.has("forwarding"):
        return None
    body = shown(reading, "forwarding")
    return Section(_("Videresending"), lead(reading), body, ("forwarding",))


def lead(reading: Reading) -> str:
    """Say how many reached the right recipient at once."""
    _ = reading.language
    never, total = reading.value("forwarding", "never"), reading.value("forwarding", "total")
    if never is None or not total:
        return ""
    return _(
        "%(never)s av %(total)s meldinger kom rett fram og ble ikke sendt videre.",
        never=_.number(never), total=_.number(total),
    )  # fmt: skip

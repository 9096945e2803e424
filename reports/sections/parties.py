"""Who reported, and who received."""

from reports.reading import Reading
from reports.sections.composed import Section, shown
from reports.tabulation import Source


def parties(reading: Reading) -> Section | None:
    """Show every party as reporter and as recipient, in the register's order."""
    _ = reading.language
    if not reading.has("reporting_party", "recipient_party"):
        return None
    sources = [
        Source(key, column, f"{name} {reading.heading(key, column)}")
        for key, name in (("reporting_party", _("Meldte")), ("recipient_party", _("Fikk")))
        for column in ("year", "year_before")
    ]
    note = _("Partene står i registerets rekkefølge og er ikke rangert. De er ulike i størrelse.")
    body = shown(reading, "reporting_party", _("Part"), sources, note=note)
    return Section(_("Hvem meldte, og hvem fikk"), lead(reading), body)


def lead(reading: Reading) -> str:
    """Name the party that received most; the others differ too much in size to be compared."""
    _ = reading.language
    received, total = reading.largest("recipient_party"), reading.total()
    if received is None or total is None:
        return ""
    party, count = received
    return _(
        "%(party)s fikk %(count)s av %(total)s meldinger. Mange meldinger er ikke dårlig nytt: "
        "de viser at det blir meldt.",
        party=party, count=_.number(count), total=_.number(total),
    )  # fmt: skip

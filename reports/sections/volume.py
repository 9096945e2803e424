"""How many reports, and which way they went."""

from app.domain.vocabulary import Direction
from reports.flowables import Block
from reports.reading import Reading
from reports.sections.composed import Section, shown
from reports.tabulation import tabulate, year_sources


def volume(reading: Reading) -> Section | None:
    """Show what was sent and what of it counts, and the two directions."""
    _ = reading.language
    body: tuple[Block, ...] = ()
    if reading.has("direction"):
        sources = year_sources(reading, "direction", share=True)
        body += shown(reading, "direction", _("Retning"), sources)
    if reading.has("totals"):
        body += (tabulate(reading, _("Meldinger og hendelser"), year_sources(reading, "totals")),)
    return Section(_("Antall og retning"), lead(reading), body) if body else None


def lead(reading: Reading) -> str:
    """Say how many reports count, how that compares, and which way most of them went."""
    return " ".join(filter(None, (counted(reading), directions(reading))))


def counted(reading: Reading) -> str:
    """Say how many reports count, beside the year before."""
    language, total = reading.language, reading.total()
    if total is None:
        return ""
    sentence = language.plural(
        "%(count)s melding regnes med i %(year)s", "%(count)s meldinger regnes med i %(year)s",
        int(total), year=reading.figures.year,
    )  # fmt: skip
    return f"{sentence}{_compared(reading, total)}."


def _compared(reading: Reading, total: float) -> str:
    _ = reading.language
    before = reading.value("totals", "counted", "year_before")
    if before is None:
        return ""
    difference = _.number(abs(total - before))
    if total == before:
        return _(", like mange som året før")
    if total > before:
        return _(", %(difference)s flere enn året før", difference=difference)
    return _(", %(difference)s færre enn året før", difference=difference)


def directions(reading: Reading) -> str:
    """Say how the reports divide; a withheld direction is not told by its remainder."""
    _ = reading.language
    up = reading.value("direction", Direction.TO_HOSPITAL)
    down = reading.value("direction", Direction.TO_MUNICIPALITY)
    if up is None or down is None:
        return ""
    return _(
        "%(up)s gikk fra kommune til sykehus, %(down)s fra sykehus til kommune.",
        up=_.number(up), down=_.number(down),
    )  # fmt: skip

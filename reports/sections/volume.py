"""How many reports, which way they went, and how near the goals are."""

from app.domain.vocabulary import Direction
from reports.flowables import Block
from reports.reading import Reading
from reports.sections.composed import Section, shown

KEYS = ("direction", "goals", "sent_by_quarter")
"""Direction stands as a strip, goals as bars with a line where the goal is."""


def volume(reading: Reading) -> Section | None:
    """Show the two directions, the goals that concern them, and the quarters."""
    _ = reading.language
    keys = tuple(key for key in KEYS if reading.has(key))
    body: tuple[Block, ...] = ()
    for key in keys:
        note = _quarters(reading) if key == "sent_by_quarter" else ""
        body += shown(
            reading, key, chart=True, caption=bool(body) and not reading.compact, note=note
        )
    return Section(_("Antall og retning"), lead(reading), body, keys) if body else None


def _quarters(reading: Reading) -> str:
    return reading.language(
        "Her er alle sendte meldinger med, også de som siden er trukket eller lagt til side."
    )


def lead(reading: Reading) -> str:
    """Say how many reports count, how that compares, and which way they went."""
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
    if up is None or down is None or not up + down:
        return ""
    return _(
        "%(up)s gikk fra kommune til sykehus, %(down)s fra sykehus til kommune.",
        up=_.number(up), down=_.number(down),
    )  # fmt: skip

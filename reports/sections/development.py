"""The years after one another, from what has been released."""

from reports.flowables import Block, Figure
from reports.illustrations import chart_of
from reports.reading import Reading
from reports.sections.composed import HALF, Section, shown

KEYS = ("development", "development_timeliness")


def development(reading: Reading) -> Section | None:
    """Show counts and timeliness year by year, each series from its own zero."""
    _ = reading.language
    keys = tuple(key for key in KEYS if reading.has(key))
    if not keys or reading.compact:
        return None
    note = _("Tallene er de som ble vedtatt for hvert år. Hver figur har sin egen skala fra null.")
    body: tuple[Block, ...] = ()
    for key in keys:
        body += shown(reading, key, chart=True, caption=True, note="" if body else note)
    return Section(_("Utviklingen år for år"), lead(reading), body, keys)


def small_development(reading: Reading) -> Section | None:
    """Show the counts alone, across two columns; the charts write every figure."""
    chart = chart_of(reading, KEYS[0]) if reading.compact else None
    if chart is None:
        return None
    title = reading.language("Utviklingen år for år")
    return Section(title, "", (Figure(chart),), KEYS[:1], wide=True)


def small_timeliness(reading: Reading) -> Section | None:
    """Show timeliness year by year in one of two columns."""
    chart = chart_of(reading, KEYS[1], width=HALF) if reading.compact else None
    if chart is None:
        return None
    return Section(reading.language("Innen fristen år for år"), "", (Figure(chart),), KEYS[1:])


def lead(reading: Reading) -> str:
    """Say how many reports there were in the first of the years and in the last."""
    _ = reading.language
    if not reading.has("development"):
        return ""
    known = [
        (reading.heading("development", column), value)
        for column in reading.columns("development")
        if (value := reading.value("development", "counted", column)) is not None
    ]
    if len(known) < 2:  # noqa: PLR2004 - a development has two ends
        return ""
    (first, then), *_between, (last, now) = known
    return _(
        "%(then)s meldinger regnes med i %(first)s, og %(now)s i %(last)s.",
        then=_.number(then), first=first, now=_.number(now), last=last,
    )  # fmt: skip

"""The year by month of first sending: only inside a party, since months are finer than quarters."""

from reports.reading import Reading
from reports.sections.composed import Section, shown


def month(reading: Reading) -> Section | None:
    """Show the twelve months beside the year before."""
    _ = reading.language
    if not reading.has("month"):
        return None
    body = shown(reading, "month", chart=True)
    return Section(_("Måned for måned"), lead(reading), body, ("month",))


def lead(reading: Reading) -> str:
    """Name the months with most and, only where all twelve are known, with fewest reports."""
    _ = reading.language
    counts = {row: reading.value("month", row) for row in reading.rows("month")}
    known = {row: count for row, count in counts.items() if count is not None}
    if not any(known.values()):
        return ""
    most, fewest = max(known.values()), min(known.values())
    sentence = _(
        "Flest meldinger ble sendt i %(months)s: %(count)s.",
        months=_named(reading, known, most),
        count=_.number(most),
    )
    if len(known) < len(counts) or fewest == most:
        return sentence
    other = _(
        "Færrest ble sendt i %(months)s: %(count)s.",
        months=_named(reading, known, fewest),
        count=_.number(fewest),
    )
    return f"{sentence} {other}"


def _named(reading: Reading, known: dict[str, float], count: float) -> str:
    _ = reading.language
    names = [reading.label("month", row).lower() for row in known if known[row] == count]
    if len(names) == 1:
        return names[0]
    return _("%(first)s og %(last)s", first=", ".join(names[:-1]), last=names[-1])

"""A party's own sections and named units in full: for that party only."""

from reports.reading import Reading
from reports.sections.composed import Section, shown


def own_sections(reading: Reading) -> Section | None:
    """Show every section under its clinic, with nothing withheld."""
    _ = reading.language
    if not reading.has("sections"):
        return None
    note = _(
        "Tabellen er bare for egen part. Små tall er ikke skjult. De kan peke på enkeltpersoner og "
        "skal ikke deles videre. Enhetene er ikke rangert."
    )
    body = shown(reading, "sections", note=note)
    return Section(_("Egne seksjoner og virksomheter"), "", body, ("sections",))

"""Who reported, and who received; and what that is of what could have happened."""

from reports.flowables import Block, Paragraph
from reports.reading import Reading
from reports.sections.composed import Section, shown
from reports.tabulation import sources_of
from reports.theme import SMALL


def parties(reading: Reading) -> Section | None:
    """Show every party as reporter and as recipient, in the register's order."""
    _ = reading.language
    names = {"reporting_party": _("Meldte"), "recipient_party": _("Fikk")}
    both = tuple(key for key in names if reading.has(key))
    note = _("Partene står i registerets rekkefølge og er ikke rangert. De er ulike i størrelse.")
    body: tuple[Block, ...] = ()
    if both:
        sources = [source for key in both for source in sources_of(reading, key, names[key])]
        body = shown(reading, both[0], sources=sources, chart=True, note=note)
    if reading.has("rates"):
        body += (Paragraph(_rates(reading), SMALL), *shown(reading, "rates", caption=True))
    keys = tuple(key for key in (*both, "rates") if reading.has(key))
    return Section(_("Hvem meldte, og hvem fikk"), lead(reading), body, keys) if body else None


def _rates(reading: Reading) -> str:
    return reading.language(
        "Meldinger for hvert tusen av det som står i overskriften, etter tall fra andre systemer. "
        "Et høyt tall kan bety at flere melder."
    )


def lead(reading: Reading) -> str:
    """Say how many of the parties have reported; none is held up beside another.

    A party's annex has only that party's cases, and so cannot say who else has reported.
    """
    _ = reading.language
    if reading.figures.party or not reading.has("reporting_party"):
        return ""
    counts = [
        reading.value("reporting_party", row)
        for row in reading.rows("reporting_party")
        if row != "outside"
    ]
    if None in counts or not counts:
        return ""
    reporting = sum(1 for count in counts if count)
    if not reporting:
        return ""
    return _(
        "%(count)s av %(all)s parter har meldt. Mange meldinger er ikke dårlig nytt: de viser at "
        "det blir meldt.",
        count=_.number(reporting), all=_.number(len(counts)),
    )  # fmt: skip

"""Two things at once: what the reports are about, by clinic and by municipality."""

from reports.flowables import Block, Paragraph
from reports.reading import Reading
from reports.sections.composed import Section, captioned
from reports.tabulation import crosswise
from reports.theme import SMALL

KEYS = ("category_by_clinic", "category_by_municipality")


def crossings(reading: Reading) -> Section | None:
    """Show the two-way tables, and the years that are counted together in them."""
    _ = reading.language
    keys = tuple(key for key in KEYS if reading.has(key))
    if not keys:
        return None
    body: list[Block] = [Paragraph(_told(reading, keys), SMALL)]
    for key in keys:
        body += [captioned(reading.title(key)), crosswise(reading, key)]
    return Section(_("Hva meldingene gjelder, og hvor"), "", tuple(body), keys)


def _told(reading: Reading, keys: tuple[str, ...]) -> str:
    _ = reading.language
    told = [
        _(
            "En melding kan gjelde flere temaer. Temaene er samlet i grupper, slik at færre tall "
            "må skjules."
        )
    ]
    if any(len(reading.tables[key].years) > 1 for key in keys):
        told.append(_("Flere år er talt sammen av samme grunn."))
    told.append(_("Klinikker og kommuner er ikke rangert."))
    return " ".join(told)

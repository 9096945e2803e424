"""What the committees ask for: agreements that were not followed, and groups of patients."""

from app.domain.statistics import NOT_ASSESSED
from reports.flowables import Block
from reports.reading import Reading
from reports.sections.composed import Section, shown
from reports.tabulation import year_sources


def committees(reading: Reading) -> Section | None:
    """Show both as those who have the cases see them; nobody has to say."""
    _ = reading.language
    labels = {
        "clause": _("Avtale eller rutine"),
        "patient_group": _("Pasientgruppe"),
    }
    note = _("Slik de som har saken, ser det. Det er frivillig å si noe om dette.")
    body: tuple[Block, ...] = ()
    for key, label in labels.items():
        if reading.has(key) and _is_said(reading, key):
            body += shown(
                reading, key, label, year_sources(reading, key), note="" if body else note
            )
    return Section(_("Avtaler og pasientgrupper"), "", body) if body else None


def _is_said(reading: Reading, key: str) -> bool:
    """Tell whether anybody has said anything; a table of what nobody said is no table."""
    return any(reading.value(key, row) != 0 for row in reading.rows(key) if row != NOT_ASSESSED)

"""What the committees ask for: agreements that were not followed, and groups of patients."""

from reports.flowables import Block
from reports.reading import Reading
from reports.sections.composed import Section, shown

KEYS = ("clause", "patient_group")


def committees(reading: Reading) -> Section | None:
    """Show both as those who have the cases see them; nobody has to say."""
    _ = reading.language
    note = _("Slik de som har saken, ser det. Det er frivillig å si noe om dette.")
    keys = tuple(key for key in KEYS if reading.has(key))
    body: tuple[Block, ...] = ()
    for key in keys:
        body += shown(reading, key, note="" if body else note, caption=bool(body))
    return Section(_("Avtaler og pasientgrupper"), "", body, keys) if body else None

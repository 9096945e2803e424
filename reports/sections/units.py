"""Clinics and municipal units: who is responsible for the cases, and who got them first."""

from reports.flowables import Block
from reports.reading import Reading
from reports.sections.composed import Section, shown
from reports.tabulation import sources_of


def units(reading: Reading) -> Section | None:
    """Show every unit as responsible and as first recipient, in the register's order."""
    _ = reading.language
    names = {"unit": _("Ansvar"), "first_recipient_unit": _("Fikk først")}
    keys = tuple(key for key in names if reading.has(key))
    if not keys:
        return None
    note = _(
        "En sak telles én gang, hos enheten som har ansvaret. Saker som flere enheter har ansvar "
        "for, står under «felles». Seksjoner er regnet med i sin klinikk. Enhetene er ikke rangert."
    )
    sources = [
        source
        for key in keys
        for source in sources_of(reading, key, names[key] if len(keys) > 1 else "")
    ]
    body: tuple[Block, ...] = shown(reading, keys[0], sources=sources, note=note)
    return Section(_("Enheter"), "", body, keys)

"""Tables that no section has a place for: nothing that an audience gets is left out of print."""

from collections.abc import Collection

from reports.flowables import Block
from reports.reading import Reading
from reports.sections.composed import Section, shown


def others(reading: Reading, taken: Collection[str]) -> Section | None:
    """Show the tables that are not ``taken`` by other sections, each under its title."""
    keys = tuple(key for key in reading.keys if key not in taken)
    body: tuple[Block, ...] = ()
    for key in keys:
        body += shown(reading, key, caption=True)
    return Section(reading.language("Flere tall"), "", body, keys) if body else None

"""The report's sections in the order they are printed: a new one is a module and a line here."""

from collections.abc import Callable

from reports.reading import Reading
from reports.sections.category import category
from reports.sections.committees import committees
from reports.sections.composed import Section
from reports.sections.consent import consent
from reports.sections.consequence import consequence
from reports.sections.crossings import crossings
from reports.sections.development import development, small_development, small_timeliness
from reports.sections.forwarding import forwarding
from reports.sections.measures import measures
from reports.sections.month import month
from reports.sections.others import others
from reports.sections.own_sections import own_sections
from reports.sections.parties import parties
from reports.sections.patient_search import patient_search
from reports.sections.service_kind import service_kind
from reports.sections.three_counts import three_counts
from reports.sections.timeliness import timeliness
from reports.sections.units import units
from reports.sections.usefulness import usefulness
from reports.sections.volume import volume

SECTIONS: tuple[Callable[[Reading], Section | None], ...] = (
    volume,
    development,
    small_development,
    three_counts,
    month,
    units,
    parties,
    own_sections,
    service_kind,
    category,
    crossings,
    consequence,
    consent,
    patient_search,
    timeliness,
    small_timeliness,
    forwarding,
    usefulness,
    measures,
    committees,
)
"""Each gives its section, or None where the audience lacks its tables."""


def sections_of(reading: Reading) -> list[Section]:
    """Give the sections that the audience has figures for; every table stands in one of them."""
    found = [made for section in SECTIONS if (made := section(reading))]
    last = others(reading, {key for section in found for key in section.keys})
    return [*found, last] if last else found

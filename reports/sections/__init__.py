"""The report's sections in the order they are printed: a new one is a module and a line here."""

from collections.abc import Callable

from reports.reading import Reading
from reports.sections.category import category
from reports.sections.committees import committees
from reports.sections.composed import Section
from reports.sections.consent import consent
from reports.sections.consequence import consequence
from reports.sections.incident_year import incident_year
from reports.sections.month import month
from reports.sections.parties import parties
from reports.sections.patient_search import patient_search
from reports.sections.service_kind import service_kind
from reports.sections.timeliness import timeliness
from reports.sections.units import units
from reports.sections.usefulness import usefulness
from reports.sections.volume import volume

SECTIONS: tuple[Callable[[Reading], Section | None], ...] = (
    volume,
    month,
    parties,
    units,
    service_kind,
    category,
    consequence,
    consent,
    patient_search,
    incident_year,
    timeliness,
    usefulness,
    committees,
)
"""Each gives its section, or None where the audience lacks its tables."""

"""Whether the recipient found the patient, where somebody may know who it is, and by which road."""

from reports.reading import Reading
from reports.sections.composed import Section, shown

OTHERS = ("not_found", "not_needed", "not_recorded")


def patient_search(reading: Reading) -> Section | None:
    """Show the roads and the outcomes; all of them add up to the reports that allow it."""
    _ = reading.language
    if not reading.has("patient_search"):
        return None
    note = _(
        "Bare meldinger der verken pasienten eller pårørende motsetter seg. I de andre skal "
        "mottakeren ikke vite hvem pasienten er."
    )
    body = shown(reading, "patient_search", note=note)
    return Section(_("Om pasienten ble funnet"), lead(reading), body, ("patient_search",))


def lead(reading: Reading) -> str:
    """Say in how many the patient was found; only where every road is known."""
    _ = reading.language
    roads = [row for row in reading.rows("patient_search") if row not in OTHERS]
    found = [reading.value("patient_search", road) for road in roads]
    total = reading.value("patient_search", "total")
    if not total or None in found:
        return ""
    return _(
        "Pasienten ble funnet i %(found)s av %(total)s meldinger der mottakeren kunne få vite hvem "
        "det var.",
        found=_.number(sum(count or 0 for count in found)), total=_.number(total),
    )  # fmt: skip

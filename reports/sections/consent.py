"""What the patient, or the next of kin, was asked and answered."""

from reports.reading import Reading
from reports.sections.composed import Section, shown


def consent(reading: Reading) -> Section | None:
    """Show the form's three statements and the two choices beside them."""
    _ = reading.language
    if not reading.has("consent"):
        return None
    body = shown(reading, "consent")
    return Section(_("Samtykke"), lead(reading), body, ("consent",))


def lead(reading: Reading) -> str:
    """Name the choice made most often."""
    _ = reading.language
    largest = reading.largest("consent")
    if largest is None or not reading.total():
        return ""
    choice, count = largest
    return _(
        "«%(choice)s» er valgt i %(count)s meldinger (%(share)s).",
        choice=choice, count=_.number(count), share=reading.share(count),
    )  # fmt: skip

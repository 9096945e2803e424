"""Actual consequence for the patient, as reporter and recipient judge it."""

from app.domain.vocabulary import Consequence
from reports.reading import Reading
from reports.sections.composed import Section, shown
from reports.tabulation import Source


def consequence(reading: Reading) -> Section | None:
    """Show the five degrees, mildest first, by both judges."""
    _ = reading.language
    if not reading.has("consequence"):
        return None
    sources = [Source("consequence", column) for column in ("reporter", "recipient", "year_before")]
    body = shown(reading, "consequence", _("Konsekvens"), sources)
    return Section(_("Konsekvens for pasienten"), lead(reading), body)


def lead(reading: Reading) -> str:
    """Say in how many reports nothing happened to the patient, and in how many it was serious."""
    return " ".join(filter(None, (_harmless(reading), _serious(reading))))


def _harmless(reading: Reading) -> str:
    _ = reading.language
    count, total = reading.value("consequence", Consequence.NONE, "reporter"), reading.total()
    if count is None or not total:
        return ""
    return _(
        "I %(count)s av %(total)s meldinger (%(share)s) mener melder at pasienten ikke tok skade.",
        count=_.number(count), total=_.number(total), share=reading.share(count),
    )  # fmt: skip


def _serious(reading: Reading) -> str:
    """Add the two serious degrees only where both are known: a sum must not tell a withheld one."""
    language = reading.language
    counts = [
        reading.value("consequence", degree, "reporter")
        for degree in Consequence
        if degree.is_serious
    ]
    known = [count for count in counts if count is not None]
    if len(known) < len(counts):
        return ""
    return language.plural(
        "%(count)s melding gjelder betydelig konsekvens eller død.",
        "%(count)s meldinger gjelder betydelig konsekvens eller død.",
        int(sum(known)),
    )

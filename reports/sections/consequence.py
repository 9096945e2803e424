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
    body = shown(reading, "consequence", sources=_short(reading), chart=True)
    return Section(_("Konsekvens for pasienten"), lead(reading), body, ("consequence",))


def _short(reading: Reading) -> list[Source]:
    """Head the columns with the judges alone where room is short."""
    _ = reading.language
    names = {"reporter": _("Melder"), "recipient": _("Mottaker")} if reading.compact else {}
    return [
        Source("consequence", column, names.get(column, ""))
        for column in reading.columns("consequence")
    ]


def lead(reading: Reading) -> str:
    """Say in how many reports nothing happened to the patient, and in how many it was serious."""
    return " ".join(filter(None, (_harmless(reading), serious(reading))))


def _harmless(reading: Reading) -> str:
    _ = reading.language
    count, total = reading.value("consequence", Consequence.NONE, "reporter"), reading.total()
    if count is None or not total:
        return ""
    return _(
        "I %(count)s av %(total)s meldinger (%(share)s) mener melder at pasienten ikke tok skade.",
        count=_.number(count), total=_.number(total), share=reading.share(count),
    )  # fmt: skip


def serious(reading: Reading) -> str:
    """Add the two serious degrees only where both are known: a sum must not tell a withheld one."""
    count = serious_count(reading)
    if count is None:
        return ""
    return reading.language.plural(
        "%(count)s melding gjelder betydelig konsekvens eller død.",
        "%(count)s meldinger gjelder betydelig konsekvens eller død.",
        count,
    )


def serious_count(reading: Reading) -> int | None:
    """Give the reports with a serious degree, or None where either degree is unknown."""
    counts = [
        reading.value("consequence", degree, "reporter")
        for degree in Consequence
        if degree.is_serious
    ]
    known = [count for count in counts if count is not None]
    return int(sum(known)) if len(known) == len(counts) else None

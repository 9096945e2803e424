"""Whether the answers helped those who reported, and what they say was the cause."""

from reports.flowables import Block
from reports.reading import Reading
from reports.sections.composed import Section, shown

KEYS = ("useful_answers", "usefulness", "cause")


def usefulness(reading: Reading) -> Section | None:
    """Show the shares, what was said, and the causes; all of them of answered reports."""
    _ = reading.language
    note = _("De to første andelene er av svarene som melder eller melders leder har vurdert.")
    keys = tuple(key for key in KEYS if reading.has(key))
    body: tuple[Block, ...] = ()
    for key in keys:
        remark = note if key == "useful_answers" else ""
        body += shown(reading, key, note="" if reading.compact else remark, caption=bool(body))
    return Section(_("Nytten av svarene"), lead(reading), body, keys) if body else None


def lead(reading: Reading) -> str:
    """Say how many answers helped, and of how many that is known."""
    _ = reading.language
    useful = reading.value("useful_answers", "useful")
    rated = reading.value("useful_answers", "rated")
    if useful is None or rated is None:
        return ""
    return _(
        "Av svarene som er vurdert, hjalp %(useful)s. %(rated)s av svarene er vurdert.",
        useful=_.percent(useful), rated=_.percent(rated),
    )  # fmt: skip

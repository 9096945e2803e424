"""The year in short: a few large numbers, and three sentences that the figures say."""

from app.domain.vocabulary import Direction
from reports.reading import Reading
from reports.sections.category import lead as category_lead
from reports.sections.consequence import lead as consequence_lead
from reports.sections.timeliness import lead as timeliness_lead
from reports.sections.volume import lead as volume_lead

MOST = 3


def key_numbers(reading: Reading) -> list[tuple[str, str]]:
    """Give up to four numbers with the words under them; what is not known is left out."""
    _, total = reading.language, reading.total()
    found: list[tuple[str, str]] = []
    if total is not None:
        found.append((_.number(total), _("meldinger regnes med")))
    up = reading.value("direction", Direction.TO_HOSPITAL)
    if up is not None and total:
        found.append((reading.share(up), _("gikk fra kommune til sykehus")))
    answered = reading.value("timeliness", "answered_in_time")
    if answered is not None:
        is_decided = reading.figures.deadlines_decided
        words = (
            _("ble besvart innen fristen") if is_decided else _("ble besvart innen foreslått frist")
        )
        found.append((_.percent(answered), words))
    days = reading.value("days", "median_days_to_answered")
    if days is not None:
        found.append((_.number(days, int(days != int(days))), _("dager til svar (median)")))
    return found


def findings(reading: Reading) -> list[str]:
    """Give the sentences that matter most: how many, about what, and how they were answered."""
    leads = (volume_lead, category_lead, timeliness_lead, consequence_lead)
    return [sentence for lead in leads if (sentence := lead(reading))][:MOST]

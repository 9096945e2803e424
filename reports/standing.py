"""Where a report stands: draft, adopted, corrected, or for one party only."""

from datetime import date

from app.domain.figures import Released
from app.domain.releasing import ReleaseStatus
from app.domain.vocabulary import Audience
from reports.reading import Reading

ADOPTED = frozenset({ReleaseStatus.ADOPTED, ReleaseStatus.SENT})
PARTY_TABLES = ("reporting_party", "recipient_party")


def mark_of(reading: Reading) -> str:
    """Give the word that no page may lack: a draft's, or the one party's; none when adopted."""
    _, figures = reading.language, reading.figures
    if figures.audience is Audience.INTERNAL:
        party = party_of(reading)
        return _("Bare for %(party)s", party=party) if party else _("Bare til intern bruk")
    is_adopted = figures.released is not None and figures.released.status in ADOPTED
    return "" if is_adopted else _("Utkast")


def stamp(reading: Reading, counted_on: date) -> list[str]:
    """Give the sentences that say who may rely on the figures, and since when."""
    _, figures = reading.language, reading.figures
    if figures.audience is Audience.INTERNAL:
        return [
            _(
                "Små tall er ikke skjult. De kan peke på enkeltpersoner og enkeltsaker. "
                "Del dem ikke utenfor egen part."
            )
        ]
    if figures.released is None:
        return [_("Tallene er talt %(date)s og er ikke vedtatt.", date=_.date(counted_on))]
    return [*_adopted(reading, figures.released), *_replaces(reading, figures.released)]


def _adopted(reading: Reading, released: Released) -> list[str]:
    _ = reading.language
    version = _("Versjon %(version)s.", version=released.version)
    if released.status not in ADOPTED or released.adopted_on is None:
        drafted = _("Utkast av %(date)s, ikke vedtatt.", date=_.date(released.drafted_on))
        return [f"{drafted} {version}"]
    said = _("Vedtatt av FSU %(date)s.", date=_.date(released.adopted_on))
    if released.meeting:
        said = _(
            "Vedtatt av FSU %(date)s, %(meeting)s.",
            date=_.date(released.adopted_on), meeting=released.meeting,
        )  # fmt: skip
    sent = _("Sendt til SSU %(date)s.", date=_.date(released.sent_on)) if released.sent_on else ""
    return [" ".join(filter(None, (said, sent, version)))]


def _replaces(reading: Reading, released: Released) -> list[str]:
    if released.replaces is None:
        return []
    language = reading.language
    count = revised_count(reading)
    said = language("Erstatter versjon %(version)s.", version=released.replaces)
    changed = language.plural(
        "%(count)s tall er rettet og har tegnet «r» etter seg.",
        "%(count)s tall er rettet og har tegnet «r» etter seg.",
        count,
    )
    return [f"{said} {changed}" if count else said]


def revised_count(reading: Reading) -> int:
    """Count the cells that an earlier version had otherwise."""
    return sum(
        cell.revised for key in reading.keys for row in reading.tables[key].cells for cell in row
    )


def party_of(reading: Reading) -> str:
    """Give the name of the party that the figures are for, or nothing."""
    key = reading.figures.party
    for table in PARTY_TABLES:
        if key and table in reading.tables:
            words = {row.key: row.words for row in reading.tables[table].rows}
            if key in words:
                return reading.language.words(words[key])
    return key or ""
